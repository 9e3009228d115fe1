#include "ledger/identifiers.h"

#include <gtest/gtest.h>

namespace dangol::ledger {
namespace {

TEST(Identifiers, KnowWhatSpreadsheetsSpoil) {
  for (const char* spoiled : {"2.34E+17", "2.34e+17", "2E+9", "1,5E+10", "2.34E+100"}) {
    EXPECT_TRUE(is_spoiled_id(spoiled)) << spoiled;
  }
  for (const char* fine : {"", "1001", "E+17", "2.34E17", "A-2.34E+17", "2+3", "2.34E+", "1E+x"}) {
    EXPECT_FALSE(is_spoiled_id(fine)) << fine;
  }
}

TEST(Identifiers, CleanIds) {
  EXPECT_EQ(clean_id("17850.0"), "17850");
  EXPECT_EQ(clean_id("v1.0"), "v1.0");
  EXPECT_EQ(clean_id(".0"), ".0");
  EXPECT_EQ(clean_id("NULL"), "");
  EXPECT_EQ(clean_id("Nullman"), "Nullman");
}

TEST(Identifiers, NumberOfACancelledOrder) {
  EXPECT_EQ(cancelled_number("C536379"), "536379");
  EXPECT_EQ(cancelled_number("CA-2018-152156"), "");
  EXPECT_EQ(cancelled_number("C"), "");
  EXPECT_EQ(cancelled_number("536379"), "");
}

TEST(Identifiers, StatusesThatMadeNoMoney) {
  for (const char* status : {"Cancelled", "canceled", "Refunded", "FAILED", "취소 완료", "환불"}) {
    EXPECT_TRUE(is_cancelled_status(status)) << status;
  }
  for (const char* status :
       {"", "paid", "partially_refunded", "Shipped", "구매확정", "취소 요청"}) {
    EXPECT_FALSE(is_cancelled_status(status)) << status;
  }
}

}  // namespace
}  // namespace dangol::ledger
