#include "ui/widgets/text_layout.h"

#include <algorithm>

namespace dangol::ui {
namespace {

constexpr std::string_view kMark = "**";
constexpr std::string_view kEllipsis = "…";
constexpr float kSlack = 0.5F;  ///< widths are sums of floats: a text always fits its own width

struct Piece {
  std::string_view text;
  bool emphasised = false;
};
/// What may not be broken: the pieces between two spaces.
using Word = std::vector<Piece>;

class LineBreaker {
 public:
  LineBreaker(float width, const MeasureText& measure) : width_(width + kSlack), measure_(measure) {
    lines_.emplace_back();
  }

  void add_word(const Word& word) {
    float word_width = 0;
    for (const Piece& piece : word) word_width += measure_(piece.text, piece.emphasised);
    const float space = lines_.back().runs.empty() ? 0 : space_width();
    if (lines_.back().width + space + word_width > width_ && !lines_.back().runs.empty()) {
      new_line();
    } else {
      lines_.back().width += space;
    }
    for (const Piece& piece : word) {
      if (word_width <= width_) {
        place(piece);
      } else {
        place_in_parts(piece);
      }
    }
  }

  void new_line() { lines_.emplace_back(); }
  [[nodiscard]] std::vector<TextLine> take() { return std::move(lines_); }

 private:
  float space_width() { return measure_(" ", false); }

  void place(const Piece& piece) {
    TextLine& line = lines_.back();
    line.runs.push_back({piece.text, piece.emphasised, line.width});
    line.width += measure_(piece.text, piece.emphasised);
  }

  void place_in_parts(Piece piece) {
    while (!piece.text.empty()) {
      size_t taken = character_size(piece.text);
      while (taken < piece.text.size()) {
        const size_t next = taken + character_size(piece.text.substr(taken));
        const float wide = measure_(piece.text.substr(0, next), piece.emphasised);
        if (lines_.back().width + wide > width_) break;
        taken = next;
      }
      const float wide = measure_(piece.text.substr(0, taken), piece.emphasised);
      if (!lines_.back().runs.empty() && lines_.back().width + wide > width_) {
        new_line();
        continue;
      }
      place({piece.text.substr(0, taken), piece.emphasised});
      piece.text.remove_prefix(taken);
    }
  }

  float width_;
  const MeasureText& measure_;
  std::vector<TextLine> lines_;
};

}  // namespace

size_t character_size(std::string_view text) {
  if (text.empty()) return 0;
  size_t size = 1;
  while (size < text.size() && size < 4 &&
         (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) {
    ++size;
  }
  return size;
}

std::vector<TextLine> break_lines(std::string_view text, float width, bool marks,
                                  const MeasureText& measure) {
  LineBreaker breaker(width, measure);
  Word word;
  bool emphasised = false;
  size_t start = 0;
  const auto end_piece = [&](size_t end) {
    if (end > start) word.push_back({text.substr(start, end - start), emphasised});
  };
  const auto end_word = [&] {
    if (!word.empty()) breaker.add_word(word);
    word.clear();
  };
  for (size_t at = 0; at < text.size();) {
    if (text[at] == ' ' || text[at] == '\n') {
      end_piece(at);
      end_word();
      if (text[at] == '\n') breaker.new_line();
      start = ++at;
    } else if (marks && text.substr(at, kMark.size()) == kMark) {
      end_piece(at);
      emphasised = !emphasised;
      at += kMark.size();
      start = at;
    } else {
      ++at;
    }
  }
  end_piece(text.size());
  end_word();
  return breaker.take();
}

std::string_view fitting_prefix(std::string_view text, float width, const MeasureText& measure) {
  if (measure(text, false) <= width + kSlack) return text;
  const float room = width - measure(kEllipsis, false);
  size_t taken = 0;
  while (taken < text.size()) {
    const size_t next = taken + character_size(text.substr(taken));
    if (measure(text.substr(0, next), false) > room) break;
    taken = next;
  }
  return text.substr(0, taken);
}

}  // namespace dangol::ui
