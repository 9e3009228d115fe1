// Survival by looking at one person at a time: slow, plain, and written differently from the
// product.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <set>
#include <vector>

#include "metrics/survival.h"

namespace dangol::test {

struct Person {
  int time = 0;
  bool event = false;  ///< else censored
  uint32_t group = 0;
};

inline metrics::Durations durations_of(const std::vector<Person>& people) {
  metrics::Durations durations;
  for (const Person& person : people) {
    auto& counts = person.event ? durations.events : durations.censored;
    const auto day = static_cast<size_t>(person.time);
    if (day >= counts.size()) counts.resize(day + 1);
    ++counts[day];
  }
  return durations;
}

inline std::vector<metrics::Durations> groups_of(const std::vector<Person>& people,
                                                 uint32_t groups) {
  std::vector<metrics::Durations> all;
  for (uint32_t group = 0; group < groups; ++group) {
    std::vector<Person> members;
    for (const Person& person : people) {
      if (person.group == group) members.push_back(person);
    }
    all.push_back(durations_of(members));
  }
  return all;
}

inline double count_at_risk(const std::vector<Person>& people, int time) {
  return static_cast<double>(std::count_if(
      people.begin(), people.end(), [&](const Person& person) { return person.time >= time; }));
}

inline double count_events(const std::vector<Person>& people, int time) {
  return static_cast<double>(std::count_if(people.begin(), people.end(), [&](const Person& person) {
    return person.event && person.time == time;
  }));
}

/// Event days, ascending.
inline std::set<int> event_times(const std::vector<Person>& people) {
  std::set<int> times;
  for (const Person& person : people) {
    if (person.event) times.insert(person.time);
  }
  return times;
}

/// The share still without event after `time`.
inline double survival_after(const std::vector<Person>& people, int time) {
  double survival = 1;
  for (const int t : event_times(people)) {
    if (t <= time) survival *= 1 - count_events(people, t) / count_at_risk(people, t);
  }
  return survival;
}

/// Sum of d/(n(n-d)) up to `time`.
inline double greenwood_sum(const std::vector<Person>& people, int time) {
  double sum = 0;
  for (const int t : event_times(people)) {
    const double n = count_at_risk(people, t);
    const double d = count_events(people, t);
    if (t <= time && d < n) sum += d / (n * (n - d));
  }
  return sum;
}

/// The area between two days, a day at a time.
inline double area(const std::vector<Person>& people, int from, int to) {
  double sum = 0;
  for (int day = from; day < to; ++day) sum += survival_after(people, day);
  return sum;
}

inline double restricted_mean_variance(const std::vector<Person>& people, int horizon) {
  double sum = 0;
  for (const int t : event_times(people)) {
    const double n = count_at_risk(people, t);
    const double d = count_events(people, t);
    if (t <= horizon && d < n) sum += std::pow(area(people, t, horizon), 2) * d / (n * (n - d));
  }
  return sum;
}

}  // namespace dangol::test
