// How a text file for other programs begins.
#pragma once

namespace dangol::engine {

/// Excel reads a CSV file as UTF-8 only with the mark; other programs do without.
enum class ByteOrderMark : bool { absent, present };

}  // namespace dangol::engine
