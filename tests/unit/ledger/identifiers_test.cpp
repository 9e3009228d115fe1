#include "ledger/identifiers.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

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

TEST(Identifiers, WhatAStatusSaysAboutTheMoney) {
  const std::pair<Status, std::vector<const char*>> expected[] = {
      {Status::cancelled, {"Cancelled", "canceled", "취소 완료", "입금전취소", "Annulée"}},
      {Status::refunded, {"Refunded", "환불", "반품완료", "fully_refunded", "Reversed"}},
      {Status::refund, {"Refund"}},
      {Status::failed, {"FAILED", "Denied", "voided", "결제 실패", "Expired"}},
      {Status::pending, {"Pending", "on-hold", "requires_payment_method"}},
      {Status::plain,
       {"", "paid", "partially_refunded", "Shipped", "구매확정", "취소 요청", "부분취소", "-",
        "|"}}};
  for (const auto& [status, texts] : expected) {
    for (const char* text : texts) EXPECT_EQ(judge_status(text), status) << text;
  }
}

TEST(Identifiers, CellsThatCancel) {
  for (const char* yes : {"2024-05-01 10:00:00 +0900", "Y", "고객 변심", "취소", "1", "yes",
                          "a reason that somebody wrote down at great length, to be understood"}) {
    EXPECT_TRUE(says_cancelled(yes)) << yes;
  }
  for (const char* no : {"", "-", "--", "N", "no", "FALSE", "0", "아니오", "미취소", "정상", "교환",
                         "부분취소", "0000-00-00 00:00:00", "취소철회"}) {
    EXPECT_FALSE(says_cancelled(no)) << no;
  }
}

TEST(Identifiers, KindsOfRows) {
  for (const char* sale : {"", "Express Checkout Payment", "Website Payment", "Payment", "결제",
                           "Mobile Payment", "Coffee", "Order", "계좌이체 결제"}) {
    EXPECT_EQ(judge_event(sale), Event::sale) << sale;
  }
  for (const char* refund :
       {"Refund", "Payment Refund", "Payment Reversal", "Chargeback", "환불"}) {
    EXPECT_EQ(judge_event(refund), Event::refund) << refund;
  }
  for (const char* other :
       {"General Withdrawal", "Account Hold for Open Authorization", "General Authorization",
        "Reversal of General Account Hold", "General Currency Conversion", "Transfer", "출금",
        "Bank Deposit to PP Account ", "Chargeback Fee", "수수료", "환전", "Payment Hold"}) {
    EXPECT_EQ(judge_event(other), Event::not_a_sale) << other;
  }
}

TEST(Identifiers, CellsThatNameNobody) {
  for (const char* nobody : {"-", "Guest", "비회원", "(none)", "없음", "Anonymous", "walk-in",
                             "Walk-in Customer", "게스트"}) {
    EXPECT_TRUE(is_nobody(nobody)) << nobody;
  }
  for (const char* somebody : {"guest12", "Ann Guest", "abcd****", "0", "비회원1", "김없음"}) {
    EXPECT_FALSE(is_nobody(somebody)) << somebody;
  }
}

TEST(Identifiers, PhonesAndAddressesWrittenInDifferentWays) {
  std::string scratch;
  for (const char* same : {"010-1234-5678", "01012345678", "+82 10-1234-5678", "82-10-1234-5678",
                           "+82 (0)10 1234 5678", "0082 10 1234 5678", "1012345678"}) {
    EXPECT_EQ(phone_digits(same, scratch), "01012345678") << same;
  }
  EXPECT_EQ(phone_digits("+82-2-345-6789", scratch), "023456789");
  EXPECT_EQ(phone_digits("820-555-1234", scratch), "8205551234");
  EXPECT_EQ(phone_digits("+1 820 555 1234", scratch), "18205551234");
  EXPECT_EQ(phone_digits("82", scratch), "");
  EXPECT_EQ(phone_digits("+82", scratch), "");
  EXPECT_EQ(phone_digits("8210", scratch), "8210");
  for (const char* same : {"ann@shop.kr", " Ann@Shop.KR ", "ANN @shop.kr"}) {
    EXPECT_EQ(email_key(same, scratch), "ann@shop.kr") << same;
  }
}

TEST(Identifiers, PlainAddressesNeedNoCleaning) {
  EXPECT_TRUE(is_plain_address("ann@shop.kr"));
  EXPECT_TRUE(is_plain_address("ann.lee+2024_x@a-shop.example.com"));
  EXPECT_FALSE(is_plain_address("no address"));
  EXPECT_FALSE(is_plain_address("no-address-at-all"));
  std::string scratch;
  for (const std::string address : {"ann@shop", "ann@shop.kr", "ann.lee.park@shop.example.com"}) {
    for (size_t at = 0; at < address.size(); ++at) {
      for (int byte = 0; byte < 256; ++byte) {
        std::string text = address;
        text[at] = static_cast<char>(byte);
        const bool capital = byte >= 'A' && byte <= 'Z';
        const bool plain = byte > ' ' && byte < 0x80 && !capital && (address[at] != '@');
        EXPECT_EQ(is_plain_address(text), plain || byte == '@') << text;
        if (!is_plain_address(text) || byte == 0x7F) continue;
        EXPECT_EQ(email_key(text, scratch), text);
        EXPECT_EQ(clean_id(text), text);
        EXPECT_FALSE(is_nobody(text)) << text;
      }
    }
  }
}

}  // namespace
}  // namespace dangol::ledger
