// Reads the column of days, with the columns of clocks and zones that may stand beside it: each
// cell in whatever way it is written, on the clock of one zone.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/date_time.h"
#include "base/time_zone.h"
#include "table/date_order.h"
#include "table/plain_cells.h"
#include "table/row_batch.h"
#include "table/schema.h"

namespace dangol::table {

class DateColumn {
 public:
  /// `zone` is the name of the zone that the user chose, as parse_time_zone() reads it; empty =
  /// none. Cells that name their zone, or whose heading or zone column does, are then converted to
  /// it; else they keep the clock that they show.
  DateColumn(const Schema& schema, std::string_view zone);

  /// Fills days, date_states, seconds and has_times of `out` from its texts. Nothing where no
  /// column holds days. One comparison per row where neighbours repeat a date.
  void read(RowBatch& out);
  /// The same for `out.rows` days without a clock, each written 2024-01-05, from the bytes of the
  /// file. False, with nothing read, where one is written otherwise or has something beside it.
  [[nodiscard]] bool read_plain(const PlainCells& cells, RowBatch& out);
  /// The texts of the last call are gone.
  void forget_texts() { last_.text = {}; }

  [[nodiscard]] const DateEvidence& evidence() const { return evidence_; }
  /// The zone that the days are stated in: the user's, else the one that all cells name; empty =
  /// each cell's own clock.
  [[nodiscard]] std::string time_zone() const;
  /// date_formats_mixed (rows that are not written as most are), time_zones_mixed (rows of another
  /// zone than most, unless the user chose one; two offsets an hour apart are one place in summer
  /// and winter).
  void add_warnings(std::vector<Warning>& warnings) const;

 private:
  /// How a cell writes its date; the first five say which number is the year.
  enum class Form : uint8_t {
    none,
    hyphens,  ///< 2024-01-05
    slashes,
    dots,
    signs,  ///< 2024년 1월 5일
    words,  ///< 5 Jan 2024
    year_last,
    two_digit,
    packed,
    serial,
    epoch
  };
  static constexpr size_t kForms = 11;
  /// What a cell says about the order of day, month and year.
  enum class Proof : uint8_t { none, day_first, month_first, year_first, not_month_first, either };

  /// One date cell as it stands; files repeat dates, so the last one is kept.
  struct Cell {
    std::string_view text;
    DateFields fields;
    Form form = Form::none;
    Proof proof = Proof::none;
    // What it means without the columns beside it.
    DateState state = DateState::blank;
    int32_t day = 0;
    int32_t second = 0;
  };
  /// What a zone is and what the file calls it.
  struct NamedZone {
    TimeZone zone;
    std::string name;
  };

  struct ZoneRows {
    TimeZone zone;
    uint64_t rows = 0;
  };
  /// More than the world has; a search of one table stays short whatever the file says.
  static constexpr size_t kMostZones = 48;

  [[nodiscard]] static Form form_of(std::string_view text, DateShape shape);
  void parse(std::string_view text);
  void judge_order(Cell& cell) const;
  /// Settles state, day and second of `cell`, whose clock shows `second_of_day` (-1 = none) in
  /// `zone`.
  void place(Cell& cell, int32_t second_of_day, const TimeZone* zone);
  void place_open(Cell& cell, PackedDate date);
  [[nodiscard]] int32_t shift(Day& day, int32_t second, const TimeZone& zone) const;
  [[nodiscard]] static bool has_beside(const RowBatch& out);
  void read_alone(RowBatch& out);
  void read_beside(RowBatch& out);
  void note(const Cell& cell, uint64_t line);
  void note_zone(const NamedZone* zone);
  [[nodiscard]] const NamedZone* zone_of(const Cell& cell);
  [[nodiscard]] const NamedZone* zone_in_column(std::string_view text);
  [[nodiscard]] int32_t second_in_column(std::string_view text);

  std::optional<TimeZone> wanted_;
  std::string wanted_name_;
  std::optional<NamedZone> heading_zone_;
  DateEvidence evidence_;
  std::unordered_map<PackedDate, OpenDate> open_dates_;
  std::array<uint64_t, kForms> forms_{};
  Cell last_;
  PlainDays plain_days_;

  std::string last_zone_text_;
  std::optional<NamedZone> last_zone_;
  std::string last_clock_text_;
  int32_t last_clock_ = -1;
  std::optional<NamedZone> offset_zone_;  ///< of the last cell that named an offset

  std::optional<NamedZone> first_zone_;  ///< that some row named
  std::vector<ZoneRows> zones_;          ///< at most kMostZones
  size_t last_counted_ = 0;              ///< where in it the row before is counted
  uint64_t rows_of_more_zones_ = 0;      ///< rows of zones beyond those
  bool some_without_zone_ = false;
};

/// The zone that a heading names at its end: `Created date (UTC)`, `Ordered at KST`. Empty = none.
[[nodiscard]] std::string_view zone_of_heading(std::string_view heading);

}  // namespace dangol::table
