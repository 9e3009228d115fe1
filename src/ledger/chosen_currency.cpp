#include "ledger/chosen_currency.h"

#include <algorithm>
#include <string>

#include "base/utf8.h"

namespace dangol::ledger {

size_t choose_currency(const Lines& lines, const Policy& policy, Orders& orders) {
  size_t chosen = lines.main_account;
  const auto& accounts = lines.accounts;
  if (policy.currency && *policy.currency != accounts[chosen].code) {
    const auto asked = std::find_if(accounts.begin(), accounts.end(), [&](const auto& account) {
      return account.rows > 0 && account.code == *policy.currency;
    });
    if (asked != accounts.end()) {
      chosen = static_cast<size_t>(asked - accounts.begin());
    } else {
      orders.warnings.push_back({"currency_absent", 0, 0, shorten(*policy.currency, 12)});
    }
  }
  const CurrencyAccount& counted = accounts[chosen];
  orders.currency = shorten(counted.code, 12);
  orders.amount_read = counted.amount_read;
  orders.amount_seen = counted.amount_seen;
  orders.set_aside = counted.set_aside;
  orders.set_aside.merge(lines.no_data);
  const uint64_t no_data = lines.no_data.rows();
  orders.repeated_totals = counted.repeated;

  std::string others;
  for (size_t i = 0; i < accounts.size(); ++i) {
    const CurrencyAccount& account = accounts[i];
    const uint64_t rows = account.rows + (i == chosen ? no_data : 0);
    const bool told = rows > 0 && (accounts.size() > 1 || !account.code.empty());
    if (told) orders.currencies.push_back({shorten(account.code, 12), rows, account.amount_read});
    if (i == chosen || account.rows == 0) continue;
    orders.set_aside.add_rows(Reason::other_currency, account.rows, account.first, account.code);
    others += (others.empty() ? "" : ", ") + account.code;
  }
  const auto more = [&](const CurrencyTotal& a, const CurrencyTotal& b) {
    const bool a_counts = a.code == orders.currency;
    const bool b_counts = b.code == orders.currency;
    return a_counts != b_counts ? a_counts : a.rows > b.rows;
  };
  std::stable_sort(orders.currencies.begin(), orders.currencies.end(), more);
  if (others.empty()) return chosen;
  const SetAside& other = orders.set_aside[Reason::other_currency];
  orders.warnings.push_back(
      {"several_currencies", other.rows, other.first_line, shorten(others, 60)});
  return chosen;
}

}  // namespace dangol::ledger
