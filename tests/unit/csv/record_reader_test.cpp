#include "csv/record_reader.h"

#include <gtest/gtest.h>

#include <random>

#include "unit/csv/reference_reader.h"

namespace dangol::csv {
namespace {

using Random = std::mt19937_64;
constexpr Scanner kScanners[] = {Scanner::fastest, Scanner::scalar};

Dialect dialect_of(char delimiter) {
  Dialect dialect;
  dialect.delimiter = delimiter;
  dialect.aligned_spaces = delimiter == ' ';
  return dialect;
}

/// Feeds `text` in chunks of the sizes that `next_size` gives.
template <typename NextSize>
PlainTable read_in_chunks(std::string_view text, const Dialect& dialect, const ReaderLimits& limits,
                          Scanner scanner, NextSize next_size,
                          const std::vector<uint32_t>& columns = {}) {
  RecordReader reader(dialect, limits, scanner);
  reader.keep_only(columns);
  CopyingSink sink;
  for (size_t at = 0; at < text.size();) {
    // A copy of its own, so that the sanitizer sees a read beyond the chunk.
    const std::string chunk(text.substr(at, static_cast<size_t>(next_size())));
    EXPECT_TRUE(reader.feed(chunk, sink).ok());
    at += chunk.size();
  }
  EXPECT_TRUE(reader.finish(sink).ok());
  EXPECT_EQ(reader.records(), sink.records.size());
  return {std::move(sink.records), reader.blank_lines(), reader.open_quote_line()};
}

PlainTable read(std::string_view text, char delimiter = ',', Scanner scanner = Scanner::fastest) {
  return read_in_chunks(text, dialect_of(delimiter), {}, scanner, [&] { return text.size(); });
}

std::vector<std::string> only_record(std::string_view text, char delimiter = ',') {
  const PlainTable table = read(text, delimiter);
  EXPECT_EQ(table.records.size(), 1U) << text;
  return table.records.empty() ? std::vector<std::string>{} : table.records[0].fields;
}

using Fields = std::vector<std::string>;
using Columns = std::vector<uint32_t>;

TEST(RecordReader, ReadsFields) {
  EXPECT_EQ(only_record("a,b,c"), (Fields{"a", "b", "c"}));
  EXPECT_EQ(only_record("a,,c,"), (Fields{"a", "", "c", ""}));
  EXPECT_EQ(only_record(","), (Fields{"", ""}));
  EXPECT_EQ(only_record("\"a,b\",\"c\"\"d\",\"\""), (Fields{"a,b", "c\"d", ""}));
  EXPECT_EQ(only_record("\"\"\"\""), (Fields{"\""}));
  EXPECT_EQ(only_record("\"a\nb\r\nc\",d"), (Fields{"a\nb\r\nc", "d"}));
  EXPECT_EQ(only_record("a;b,c", ';'), (Fields{"a", "b,c"}));
}

TEST(RecordReader, IsLenientWithQuotes) {
  EXPECT_EQ(only_record("5\" pipe,a\"b\"c,\"\"x"), (Fields{"5\" pipe", "a\"b\"c", "x"}));
  EXPECT_EQ(only_record("\"abc\"def,2"), (Fields{"abcdef", "2"}));
  EXPECT_EQ(only_record("\"a\"\"b\"c\"d\",2"), (Fields{"a\"bc\"d\"", "2"}));
  EXPECT_EQ(only_record(" \"a,b"), (Fields{" \"a", "b"}));
  EXPECT_EQ(only_record("\"a\" ,b"), (Fields{"a ", "b"}));
}

TEST(RecordReader, TellsOfAnOpenQuote) {
  const PlainTable table = read("a,b\nc,\"d\ne,f\n");
  EXPECT_EQ(table.open_quote_line, 2U);
  ASSERT_EQ(table.records.size(), 2U);
  EXPECT_EQ(table.records[1].fields, (Fields{"c", "d\ne,f\n"}));
  EXPECT_EQ(read("a,\"b\"").open_quote_line, 0U);
  EXPECT_EQ(read("a,\"x\ny\",\n\"z\n\n,\"\"").open_quote_line, 3U);
}

TEST(RecordReader, SkipsBlankLinesAndCountsEveryLine) {
  const PlainTable table = read("\n \t\r\na\r\r\"b\nb\"\n\n\nc\n  ");
  ASSERT_EQ(table.records.size(), 3U);
  EXPECT_EQ(table.records[0].line, 3U);
  EXPECT_EQ(table.records[1].line, 5U);
  EXPECT_EQ(table.records[2].line, 9U);
  EXPECT_EQ(table.blank_lines, 6U);
  EXPECT_EQ(read("").records.size(), 0U);
  EXPECT_EQ(read("\n\n").records.size(), 0U);
  EXPECT_EQ(only_record("\"\"\n"), (Fields{""})) << "an empty value in quotes is no blank line";
  EXPECT_EQ(only_record("\t\t\n", '\t'), (Fields{"", "", ""})) << "nor is a row of empty fields";
}

TEST(RecordReader, ReadsAlignedSpaces) {
  const PlainTable table = read(" 00004 0001 19970101  2   29.33\n 00004 0001  \n   \n", ' ');
  ASSERT_EQ(table.records.size(), 2U);
  EXPECT_EQ(table.records[0].fields, (Fields{"00004", "0001", "19970101", "2", "29.33"}));
  EXPECT_EQ(table.records[1].fields, (Fields{"00004", "0001"}));
  EXPECT_EQ(table.blank_lines, 1U);
  EXPECT_EQ(only_record("1 \"Kim Min\"  \"\" x", ' '), (Fields{"1", "Kim Min", "", "x"}));
}

TEST(RecordReader, SkipsTheByteOrderMarkInAnyChunks) {
  Dialect dialect = dialect_of(',');
  dialect.byte_order_mark = 3;
  for (const size_t size : {1U, 2U, 3U, 4U, 100U}) {
    const PlainTable table = read_in_chunks("\xEF\xBB\xBFid,\"n\"\n1,2", dialect, {},
                                            Scanner::fastest, [&] { return size; });
    ASSERT_EQ(table.records.size(), 2U);
    EXPECT_EQ(table.records[0].fields, (Fields{"id", "n"}));
    EXPECT_EQ(table.records[0].byte, 3U);
    EXPECT_EQ(table.records[1].byte, 10U);
  }
}

/// Random bytes of which most have a meaning.
std::string random_text(Random& random, char delimiter, size_t size) {
  const char alphabet[] = {delimiter, '"', '"', '\n', '\r', ' ', '\t', 'a', '\0', '\x80', ';', 'b'};
  // Rare structure in some texts, dense in others, so that plain and odd blocks follow each other.
  const uint64_t letters_in_four = random() % 4;
  const uint64_t quotes = random() % 3;
  std::string text;
  for (size_t i = 0; i < size; ++i) {
    char byte = random() % 4 < letters_in_four ? 'x' : alphabet[random() % sizeof alphabet];
    if (byte == '"' && quotes != 0 && random() % 4 < quotes) byte = 'q';
    text += byte;
  }
  return text;
}

TEST(RecordReader, AgreesWithThePlainReaderOnAnyBytes) {
  Random random(11);
  for (int round = 0; round < 6'000; ++round) {
    const char delimiter = ",;\t| "[random() % 5];
    const std::string text = random_text(random, delimiter, random() % 700);
    const PlainTable expected = read_plainly(text, delimiter, delimiter == ' ');
    ReaderLimits limits;
    limits.buffer_bytes = 64 + random() % 200;
    const size_t largest = 1 + random() % 300;
    for (const Scanner scanner : kScanners) {
      const PlainTable found = read_in_chunks(text, dialect_of(delimiter), limits, scanner,
                                              [&] { return 1 + random() % largest; });
      ASSERT_EQ(found, expected) << "round " << round;
    }
  }
}

/// Some columns of a table, as far as each record has them.
PlainTable only_columns(PlainTable table, const std::vector<uint32_t>& columns) {
  for (PlainRecord& record : table.records) {
    std::vector<std::string> fields;
    for (const uint32_t column : columns) {
      if (column < record.fields.size()) fields.push_back(record.fields[column]);
    }
    record.fields = std::move(fields);
  }
  return table;
}

TEST(RecordReader, KeepsOnlyTheColumnsThatAreWanted) {
  Random random(13);
  for (int round = 0; round < 6'000; ++round) {
    const char delimiter = ",;\t|"[random() % 4];
    const std::string text = random_text(random, delimiter, random() % 700);
    std::vector<uint32_t> columns;
    const uint64_t one_in = 1 + random() % 6;
    for (uint32_t column = 0; column < 80; ++column) {
      if (random() % one_in == 0) columns.push_back(column);
    }
    if (columns.empty()) columns.push_back(static_cast<uint32_t>(random() % 5));
    const PlainTable expected = only_columns(read_plainly(text, delimiter, false), columns);
    ReaderLimits limits;
    limits.buffer_bytes = 64 + random() % 200;
    const size_t largest = 1 + random() % 300;
    for (const Scanner scanner : kScanners) {
      const PlainTable found = read_in_chunks(
          text, dialect_of(delimiter), limits, scanner, [&] { return 1 + random() % largest; },
          columns);
      ASSERT_EQ(found, expected) << "round " << round;
    }
  }
}

TEST(RecordReader, KeepsAllColumnsOfAlignedSpaces) {
  const PlainTable found = read_in_chunks(" 1  2 3\n", dialect_of(' '), {}, Scanner::fastest,
                                          [] { return size_t{100}; }, {1});
  ASSERT_EQ(found.records.size(), 1U);
  EXPECT_EQ(found.records[0].fields, (Fields{"1", "2", "3"}));
}

TEST(SplitRecord, FindsTheFieldsThatWereNotKept) {
  class Splitting : public RecordSink {
   public:
    [[nodiscard]] bool on_records(const RecordBatch& batch) override {
      std::string scratch;
      std::vector<FieldRange> fields;
      for (size_t i = 0; i < batch.size(); ++i) {
        split_record(batch, i, fields);
        Fields& record = records.emplace_back();
        for (const FieldRange& field : fields) {
          const std::string_view raw = batch.text.substr(field.begin, field.size);
          record.emplace_back(unescape(raw, field.escaped != 0, scratch));
        }
      }
      return true;
    }
    std::vector<Fields> records;
  };
  Random random(14);
  for (int round = 0; round < 3'000; ++round) {
    const std::string text = random_text(random, ',', random() % 700);
    const PlainTable expected = read_plainly(text, ',', false);
    for (const Scanner scanner : kScanners) {
      for (const Columns& columns : {Columns{}, Columns{0}, Columns{1, 4}}) {
        RecordReader reader(dialect_of(','), {}, scanner);
        reader.keep_only(columns);
        Splitting sink;
        ASSERT_TRUE(reader.feed(text, sink).ok());
        ASSERT_TRUE(reader.finish(sink).ok());
        ASSERT_EQ(sink.records.size(), expected.records.size());
        for (size_t i = 0; i < sink.records.size(); ++i) {
          ASSERT_EQ(sink.records[i], expected.records[i].fields) << "round " << round;
        }
      }
    }
  }
}

/// Quotes in good order only, over many blocks: what the parity of quotes must get right alone.
TEST(RecordReader, TablesComeBackAsTheyWereWritten) {
  Random random(12);
  const std::string_view pieces[] = {"a",  "김", "0",  "1",  ".",  " ",    ",",   ";",
                                     "\t", "|",  "\"", "\n", "\r", "\r\n", "xyz", "단골"};
  for (int round = 0; round < 3'000; ++round) {
    const char delimiter = ",;\t|"[random() % 4];
    const std::string_view ends[] = {"\n", "\r\n", "\r"};
    const uint64_t end_style = random() % 4;  // 3 = mixed
    const size_t columns = 1 + random() % 6;
    const uint64_t quoting = random() % 4;  // how eagerly quotes are used without need
    std::vector<Fields> table(random() % 30);
    std::string text;
    for (Fields& row : table) {
      for (size_t column = 0; column < columns; ++column) {
        std::string cell;
        for (uint64_t left = random() % 8; left > 0; --left) cell += pieces[random() % 16];
        const bool must = cell.find_first_of("\"\r\n") != std::string::npos ||
                          cell.find(delimiter) != std::string::npos ||
                          (columns == 1 && cell.find_first_not_of(" \t") == std::string::npos);
        if (column > 0) text += delimiter;
        if (must || random() % 4 < quoting) {
          text += '"';
          for (const char byte : cell) text.append(byte == '"' ? 2 : 1, byte);
          text += '"';
        } else {
          text += cell;
        }
        row.push_back(std::move(cell));
      }
      const bool last = &row == &table.back();
      if (!last || random() % 2 == 0) text += ends[end_style == 3 ? random() % 3 : end_style];
    }
    ReaderLimits limits;
    limits.buffer_bytes = 64 + random() % 400;
    const size_t largest = 1 + random() % 500;
    for (const Scanner scanner : kScanners) {
      const PlainTable found = read_in_chunks(text, dialect_of(delimiter), limits, scanner,
                                              [&] { return 1 + random() % largest; });
      ASSERT_EQ(found.records.size(), table.size()) << "round " << round;
      for (size_t i = 0; i < table.size(); ++i) {
        ASSERT_EQ(found.records[i].fields, table[i]) << "round " << round << " row " << i;
      }
      ASSERT_EQ(found.open_quote_line, 0U);
      ASSERT_EQ(found.blank_lines, 0U);
    }
  }
}

TEST(RecordReader, DeliversBoundedBatchesOfALongFile) {
  std::string text;
  for (int i = 0; i < 200'000; ++i) text += std::to_string(i) + ",\"v\"\r\n";
  RecordReader reader(dialect_of(','));
  class Counter : public RecordSink {
   public:
    [[nodiscard]] bool on_records(const RecordBatch& batch) override {
      EXPECT_LE(batch.size(), 4096U);
      for (size_t i = 0; i < batch.size(); ++i, ++next) {
        if (batch.raw(i, 0) != std::to_string(next)) ++wrong;
        if (batch.first_line + batch.lines[i] != next + 1) ++wrong;
      }
      return true;
    }
    uint64_t next = 0;
    uint64_t wrong = 0;
  } counter;
  for (size_t at = 0; at < text.size(); at += 70'001) {
    ASSERT_TRUE(reader.feed(std::string_view(text).substr(at, 70'001), counter).ok());
  }
  ASSERT_TRUE(reader.finish(counter).ok());
  EXPECT_EQ(counter.next, 200'000U);
  EXPECT_EQ(counter.wrong, 0U);
}

TEST(RecordReader, ReadsAFieldOfFortyMegabytes) {
  const std::string huge(40U << 20U, 'x');
  const std::string text = "a,b\n1,\"" + huge + "\"\n2,c\n";
  const PlainTable table =
      read_in_chunks(text, dialect_of(','), {}, Scanner::fastest, [] { return size_t{1} << 20U; });
  ASSERT_EQ(table.records.size(), 3U);
  EXPECT_EQ(table.records[1].fields[1], huge);
  EXPECT_EQ(table.records[2].fields, (Fields{"2", "c"}));
}

TEST(RecordReader, ReadsTenThousandColumns) {
  std::string text;
  for (int i = 0; i < 10'000; ++i) text += std::to_string(i) + (i == 9'999 ? '\n' : ',');
  const PlainTable table = read(text + text);
  ASSERT_EQ(table.records.size(), 2U);
  ASSERT_EQ(table.records[1].fields.size(), 10'000U);
  EXPECT_EQ(table.records[1].fields[9'999], "9999");
}

struct Failure {
  std::string code;
  Place place;
  size_t delivered = 0;
  std::string row;
};

Failure fail(std::string_view text, const ReaderLimits& limits, Scanner scanner, size_t chunk,
             const Columns& columns) {
  RecordReader reader(dialect_of(','), limits, scanner);
  reader.keep_only(columns);
  CopyingSink sink;
  for (size_t at = 0; at < text.size(); at += chunk) {
    Status fed = reader.feed(text.substr(at, chunk), sink);
    if (!fed.ok())
      return {fed.error().code, fed.error().place, sink.records.size(), fed.error().row};
  }
  Status finished = reader.finish(sink);
  if (finished.ok()) return {};
  return {finished.error().code, finished.error().place, sink.records.size(), finished.error().row};
}

TEST(RecordReader, StopsAtARecordThatIsTooLarge) {
  std::string open = "a,b\n1,2\n3,\n\"x\n\",\"";
  for (int i = 0; i < 500; ++i) open += "4,5\n";
  const std::string wide = "a,b\n1,2\n" + std::string(600, 'x') + "\n3,4\n";
  std::string many = "a,b\n\n" + std::string(150, ',') + "\n";
  for (const Scanner scanner : kScanners) {
    for (const size_t chunk : {1U, 7U, 64U, 100U, 5'000U}) {
      for (const size_t buffer : {64U, 200U, 262'144U}) {
        const Columns kept = buffer == 200 ? Columns{1, 120} : Columns{};
        ReaderLimits limits;
        limits.buffer_bytes = buffer;
        limits.record_bytes = 500;
        limits.record_columns = 100;
        const Failure quote = fail(open, limits, scanner, chunk, kept);
        EXPECT_EQ(quote.code, "record_too_large");
        EXPECT_EQ(quote.place.line, 5U) << "the line of the quote";
        EXPECT_EQ(quote.place.byte, 11U) << "the start of the record";
        EXPECT_EQ(quote.place.column, 2U) << "the field that the quote opens";
        EXPECT_EQ(quote.row.substr(0, 18), "\"x \",\"4,5 4,5 4,5 ") << "line breaks as blanks";
        EXPECT_EQ(quote.delivered, 3U);
        const Failure line = fail(wide, limits, scanner, chunk, kept);
        EXPECT_EQ(line.code, "record_too_large");
        EXPECT_EQ(line.place.line, 3U);
        EXPECT_EQ(line.row, std::string(79, 'x') + "…");
        EXPECT_EQ(line.delivered, 2U);
        const Failure columns = fail(many, limits, scanner, chunk, kept);
        EXPECT_EQ(columns.code, "too_many_columns");
        EXPECT_EQ(columns.place.line, 3U);
        EXPECT_EQ(columns.place.column, 101U) << "the first field too many";
        EXPECT_EQ(columns.delivered, 1U);
        limits.record_bytes = 600;
        EXPECT_EQ(fail(wide, limits, scanner, chunk, kept).code, "")
            << "the limit itself is allowed";
      }
    }
  }
}

TEST(RecordReader, KnowsTheLineOfAPlaceInTheTextToCome) {
  const std::string text = "a,b\r\n\"x\ny\",2\n\n3,4\r5,6\n7,8";
  for (size_t fed = 0; fed <= text.size(); ++fed) {
    ReaderLimits limits;
    limits.buffer_bytes = 64;
    RecordReader reader(dialect_of(','), limits);
    CopyingSink sink;
    ASSERT_TRUE(reader.feed(text.substr(0, fed), sink).ok());
    EXPECT_EQ(reader.line_after(std::string_view(text).substr(fed)), 7U) << fed;
  }
}

TEST(RecordReader, StopsWhenTheSinkSaysSo) {
  class Refusing : public RecordSink {
   public:
    [[nodiscard]] bool on_records(const RecordBatch& batch) override {
      static_cast<void>(batch);
      ++calls;
      return false;
    }
    int calls = 0;
  } sink;
  RecordReader reader(dialect_of(','));
  ASSERT_TRUE(reader.feed("a,b\n1,2\n", sink).ok());
  const Status finished = reader.finish(sink);
  ASSERT_FALSE(finished.ok());
  EXPECT_EQ(finished.error().code, "cancelled");
  EXPECT_EQ(sink.calls, 1);
}

TEST(Unescape, FoldsOnlyWhatIsEscaped) {
  std::string scratch;
  EXPECT_EQ(unescape("a\"\"b", false, scratch), "a\"\"b");
  EXPECT_EQ(unescape("a\"\"b", true, scratch), "a\"b");
  EXPECT_EQ(unescape("a\"b\"\"c", true, scratch), "ab\"\"c");
  EXPECT_EQ(unescape("", true, scratch), "");
}

}  // namespace
}  // namespace dangol::csv
