#include "engine/experiment_health.h"

#include <array>
#include <numeric>
#include <string_view>

#include "experiment/sample_ratio.h"

namespace dangol::engine {
namespace {

/// The names are those of experiment::SampleRatioStatus, in its order.
constexpr std::array<std::string_view, 4> kStatuses = {"fine", "caution", "alarm", "too_few"};

/// Collects findings; the worst of them is the status.
struct Findings {
  std::vector<std::string> alarms;
  std::vector<std::string> cautions;

  void add(bool alarm, bool caution, const char* code) {
    if (alarm) {
      alarms.emplace_back(code);
    } else if (caution) {
      cautions.emplace_back(code);
    }
  }
};

}  // namespace

std::vector<double> experiment_shares(const ExperimentContext& context) {
  const auto& ratio = context.options.ratio;
  if (ratio.empty() && !context.data.ratio_expected) return {};
  std::vector<double> shares;
  for (const size_t variant : context.order) {
    double weight = ratio.empty() ? 1 : 0;
    for (const auto& [name, given] : ratio) {
      if (name == context.data.variants[variant].name) weight = given;
    }
    shares.push_back(weight);
  }
  const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
  if (!(sum > 0)) return {};
  for (double& share : shares) share /= sum;
  return shares;
}

report::ExperimentHealth experiment_health(const ExperimentContext& context) {
  const ExperimentData& data = context.data;
  report::ExperimentHealth health;
  Findings found;
  std::vector<double> users;
  health.enough = true;
  bool empty = false;
  for (const size_t variant : context.order) {
    users.push_back(data.variants[variant].users);
    health.enough = health.enough && users.back() >= kEnoughUsers;
    empty = empty || users.back() <= 0;
  }
  const std::vector<double> shares = experiment_shares(context);
  if (shares.size() > 1) {
    const experiment::SampleRatio ratio = experiment::sample_ratio(users, shares);
    bool misplaced = false;
    for (size_t i = 0; i < users.size(); ++i) misplaced |= shares[i] <= 0 && users[i] > 0;
    const bool alarm = ratio.status == experiment::SampleRatioStatus::alarm;
    found.add(misplaced, false, "zero_share");
    found.add(alarm && !misplaced, ratio.status == experiment::SampleRatioStatus::caution,
              "sample_ratio");
    report::SampleRatio& to = health.sample_ratio.emplace();
    if (!misplaced) to.chi_squared = ratio.test.statistic;
    to.df = ratio.test.df;
    to.p = ratio.test.p;
    to.status = kStatuses[static_cast<size_t>(ratio.status)];
  }
  const auto share_of = [&](uint64_t left_out) {
    const auto number = static_cast<double>(left_out);
    return left_out > 0 ? number / (number + context.users) : 0;
  };
  health.contaminated = data.contaminated;
  health.duplicates = data.duplicates;
  health.unassigned = data.unassigned;
  found.add(share_of(data.contaminated) > kLeftOutAlarm, data.contaminated > 0, "contaminated");
  found.add(share_of(data.duplicates) > kLeftOutAlarm, data.duplicates > 0, "duplicates");
  found.add(false, share_of(data.unassigned) > kLeftOutAlarm, "unassigned");
  found.add(false, empty, "empty_variant");
  found.add(false, !health.enough && !empty, "too_few_users");
  health.status = !found.alarms.empty() ? "alarm" : !found.cautions.empty() ? "caution" : "fine";
  health.reasons = std::move(found.alarms);
  health.reasons.insert(health.reasons.end(), found.cautions.begin(), found.cautions.end());
  return health;
}

}  // namespace dangol::engine
