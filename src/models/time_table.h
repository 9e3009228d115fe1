// The distinct times of many patterns: what a likelihood needs of a time is computed once for each.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

namespace dangol::models {

/// Of each distinct time t and a scale alpha: ln(1 + t / alpha), and t / (alpha + t), which is what
/// its derivative by ln alpha is the negative of.
class TimeTable {
 public:
  /// The distinct ones of `times`.
  explicit TimeTable(std::vector<double> times) : times_(std::move(times)) {
    std::sort(times_.begin(), times_.end());
    times_.erase(std::unique(times_.begin(), times_.end()), times_.end());
    logs_.resize(times_.size());
    shares_.resize(times_.size());
  }

  /// REQUIRES: `time` is one of them. O(log n).
  [[nodiscard]] uint32_t index_of(double time) const {
    return static_cast<uint32_t>(std::lower_bound(times_.begin(), times_.end(), time) -
                                 times_.begin());
  }

  void set_scale(double alpha) {
    for (size_t i = 0; i < times_.size(); ++i) {
      logs_[i] = std::log1p(times_[i] / alpha);
      shares_[i] = times_[i] / (alpha + times_[i]);
    }
  }

  [[nodiscard]] double log(uint32_t index) const { return logs_[index]; }
  [[nodiscard]] double share(uint32_t index) const { return shares_[index]; }

 private:
  std::vector<double> times_;
  std::vector<double> logs_;
  std::vector<double> shares_;
};

}  // namespace dangol::models
