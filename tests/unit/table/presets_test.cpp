// Every known export is recognised by its real header row, in any order of columns, with some
// columns renamed and in other languages, and its columns get their roles.
#include "table/presets.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "table/schema.h"

namespace dangol::table {
namespace {

using Names = std::vector<std::string>;

Names split(const std::string& text, char separator) {
  Names names;
  size_t at = 0;
  while (true) {
    const size_t end = std::min(text.find(separator, at), text.size());
    names.push_back(text.substr(at, end - at));
    if (end == text.size()) return names;
    at = end + 1;
  }
}

struct Case {
  const char* id;
  Names header;
  std::vector<std::pair<Role, const char*>> expected;
  AmountScope scope = AmountScope::line;
};

const std::vector<Case>& cases() {
  static const std::vector<Case> list = {
      {"shopify",
       split("Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts "
             "Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount "
             "Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem "
             "price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem "
             "taxable,Lineitem fulfillment status,Billing Name,Billing Street,Billing "
             "Address1,Billing City,Billing Phone,Shipping Name,Shipping Phone,Notes,Cancelled "
             "at,Payment Method,Payment Reference,Refunded Amount,Vendor,Outstanding "
             "Balance,Employee,Location,Device ID,Id,Tags,Risk Level,Source,Lineitem discount,Tax "
             "1 Name,Tax 1 Value,Phone,Receipt Number,Duties,Payment ID,Payment References",
             ','),
       {{Role::order, "Name"},
        {Role::email, "Email"},
        {Role::phone, "Phone"},
        {Role::customer, "-"},
        {Role::time, "Created at"},
        {Role::amount, "Total"},
        {Role::refund, "Refunded Amount"},
        {Role::status, "Financial Status"},
        {Role::cancelled, "Cancelled at"},
        {Role::currency, "Currency"},
        {Role::product, "Lineitem name"},
        {Role::quantity, "Lineitem quantity"},
        {Role::discount, "-"},
        {Role::channel, "Source"}},
       AmountScope::order},
      {"woocommerce",
       split("Date,Order #,Status,Customer,Customer type,Product(s),Items sold,Coupon(s),Net "
             "Sales,Attribution",
             ','),
       {{Role::customer, "Customer"},
        {Role::order, "Order #"},
        {Role::time, "Date"},
        {Role::status, "Status"},
        {Role::amount, "Net Sales"},
        {Role::product, "Product(s)"},
        {Role::quantity, "Items sold"},
        {Role::channel, "Attribution"}},
       AmountScope::order},
      {"woocommerce",
       split("Date,Commande n°,État,Client,Type de client,Produit(s),Articles vendus,Code(s) "
             "promo,Ventes nettes,Attribution",
             ','),
       {{Role::customer, "Client"},
        {Role::order, "Commande n°"},
        {Role::time, "Date"},
        {Role::status, "État"},
        {Role::amount, "Ventes nettes"},
        {Role::product, "Produit(s)"},
        {Role::quantity, "Articles vendus"},
        {Role::channel, "Attribution"}},
       AmountScope::order},
      {"stripe",
       split("id,Created date (UTC),Amount,Amount "
             "Refunded,Currency,Captured,Fee,Status,Description,Customer Email,Invoice "
             "ID,Transfer,plan (metadata)",
             ','),
       {{Role::order, "id"},
        {Role::email, "Customer Email"},
        {Role::time, "Created date (UTC)"},
        {Role::amount, "Amount"},
        {Role::refund, "Amount Refunded"},
        {Role::currency, "Currency"},
        {Role::status, "Status"},
        {Role::product, "Description"}}},
      {"stripe",
       split("id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Converted "
             "Amount,Converted Amount Refunded,Converted Currency,Fee,Is Link,Mode,Payment Source "
             "Type,Status,Taxes On Fee,Application Fee,Application ID",
             ','),
       {{Role::order, "id"},
        {Role::amount, "Amount"},
        {Role::refund, "Amount Refunded"},
        {Role::currency, "Currency"},
        {Role::customer, "-"}}},
      {"paypal",
       split("Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Fee,Net,From Email Address,To "
             "Email Address,Transaction ID,Shipping Address,Address Status,Item Title,Item "
             "ID,Shipping and Handling Amount,Insurance Amount,Sales Tax,Option 1 Name,Option 1 "
             "Value,Reference Txn ID,Invoice Number,Custom Number,Quantity,Receipt "
             "ID,Balance,Address Line 1,Town/City,Country,Contact Phone "
             "Number,Subject,Note,Country Code,Balance Impact",
             ','),
       {{Role::order, "Transaction ID"},
        {Role::email, "From Email Address"},
        {Role::customer, "-"},
        {Role::time, "Date"},
        {Role::time_of_day, "Time"},
        {Role::time_zone, "TimeZone"},
        {Role::amount, "Gross"},
        {Role::event, "Type"},
        {Role::status, "Status"},
        {Role::currency, "Currency"},
        {Role::reference, "Reference Txn ID"},
        {Role::product, "Item Title"},
        {Role::quantity, "Quantity"}}},
      {"square",
       split("Date,Time,Time Zone,Gross Sales,Discounts,Service Charges,Net Sales,Gift Card "
             "Sales,Tax,Tip,Partial Refunds,Total Collected,Source,Card,Card Entry "
             "Methods,Cash,Square Gift Card,Other Tender,Other Tender Type,Tender Note,Fees,Net "
             "Total,Transaction ID,Payment ID,Card Brand,PAN Suffix,Device Name,Staff Name,Staff "
             "ID,Details,Description,Event Type,Location,Dining Option,Customer ID,Customer "
             "Name,Customer Reference ID,Device Nickname,Deposit ID,Deposit Date,Refund Reason",
             ','),
       {{Role::order, "Transaction ID"},
        {Role::customer, "Customer ID"},
        {Role::time, "Date"},
        {Role::time_of_day, "Time"},
        {Role::time_zone, "Time Zone"},
        {Role::amount, "Net Sales"},
        {Role::refund, "Partial Refunds"},
        {Role::event, "Event Type"},
        {Role::product, "Description"},
        {Role::channel, "Location"},
        {Role::discount, "-"}}},
      {"magento",
       split("ID,Purchase Point,Purchase Date,Bill-to Name,Ship-to Name,Grand Total (Base),Grand "
             "Total (Purchased),Status,Billing Address,Shipping Address,Shipping "
             "Information,Customer Email,Customer Group,Subtotal,Shipping and Handling,Customer "
             "Name,Payment Method,Total Refunded,Allocated sources,Pickup Location Code,Braintree "
             "Transaction Source,Dispute State",
             ','),
       {{Role::order, "ID"},
        {Role::email, "Customer Email"},
        {Role::customer, "-"},
        {Role::time, "Purchase Date"},
        {Role::amount, "Grand Total (Base)"},
        {Role::refund, "Total Refunded"},
        {Role::status, "Status"},
        {Role::variant, "-"},
        {Role::channel, "Purchase Point"}},
       AmountScope::order},
      {"bigcommerce",
       split("Order ID,Order Date,Delivery Date,Order Status,Order Total,Cart Base Amount,Tax "
             "Total,Shipping Total,Refund Amount,Payment Method,Card Number (Last 4),First "
             "Name,Last Name,Email Address,Phone,Billing Street 1,IP Address,Customer "
             "Message,Staff Notes",
             ','),
       {{Role::order, "Order ID"},
        {Role::email, "Email Address"},
        {Role::phone, "Phone"},
        {Role::time, "Order Date"},
        {Role::amount, "Order Total"},
        {Role::refund, "Refund Amount"},
        {Role::status, "Order Status"}},
       AmountScope::order},
      {"etsy",
       split("Sale Date,Order ID,Buyer User ID,Full Name,First Name,Last Name,Number of "
             "Items,Payment Method,Date Shipped,Street 1,Street 2,Ship City,Ship State,Ship "
             "Zipcode,Ship Country,Currency,Order Value,Coupon Code,Coupon Details,Discount "
             "Amount,Shipping Discount,Shipping,Sales Tax,Order Total,Status,Card Processing "
             "Fees,Order Net,Adjusted Order Total,Adjusted Card Processing Fees,Adjusted Net "
             "Order Amount,Buyer,Order Type,Payment Type,InPerson Discount,InPerson Location,SKU",
             ','),
       {{Role::order, "Order ID"},
        {Role::customer, "Buyer User ID"},
        {Role::time, "Sale Date"},
        {Role::amount, "Order Value"},
        {Role::discount, "Discount Amount"},
        {Role::currency, "Currency"},
        {Role::quantity, "Number of Items"},
        {Role::product, "SKU"}},
       AmountScope::order},
      {"amazon",
       split("amazon-order-id merchant-order-id purchase-date last-updated-date order-status "
             "fulfillment-channel sales-channel order-channel url ship-service-level product-name "
             "sku asin item-status quantity currency item-price item-tax shipping-price "
             "shipping-tax gift-wrap-price gift-wrap-tax item-promotion-discount "
             "ship-promotion-discount ship-city ship-state ship-postal-code ship-country "
             "promotion-ids is-business-order purchase-order-number price-designation",
             ' '),
       {{Role::order, "amazon-order-id"},
        {Role::customer, "-"},
        {Role::email, "-"},
        {Role::phone, "-"},
        {Role::time, "purchase-date"},
        {Role::amount, "item-price"},
        {Role::quantity, "quantity"},
        {Role::status, "order-status"},
        {Role::product, "sku"},
        {Role::channel, "sales-channel"}}},
      {"naver",
       split("상품주문번호,주문번호,배송속성,풀필먼트사(주문 기준),택배사(주문 "
             "기준),배송방법(구매자 "
             "요청),배송방법,택배사,송장번호,발송일,판매채널,구매자명,구매자ID,수취인명,주문상태,"
             "주문세부상태,수량클레임 "
             "여부,결제위치,결제일,상품번호,상품명,상품종류,반품안심케어,멤버십N배송,옵션정보,"
             "옵션관리코드,수량,옵션가격,상품가격,최종 상품별 할인액,최초 상품별 할인액,판매자 "
             "부담 할인액,최종 상품별 총 주문금액,최초 상품별 총 "
             "주문금액,사은품,발주확인일,발송기한,발송처리일,배송비 합계,판매자 "
             "상품코드,수취인연락처1,수취인연락처2,통합배송지,구매자연락처,우편번호,결제수단,"
             "네이버페이 주문관리 수수료,매출연동 수수료,정산예정금액,주문일시,배송희망일",
             ','),
       {{Role::order, "주문번호"},
        {Role::line, "상품주문번호"},
        {Role::customer, "구매자ID"},
        {Role::phone, "구매자연락처"},
        {Role::time, "주문일시"},
        {Role::amount, "최종 상품별 총 주문금액"},
        {Role::quantity, "수량"},
        {Role::status, "주문상태"},
        {Role::product, "상품명"},
        {Role::variant, "옵션정보"},
        {Role::discount, "-"},
        {Role::channel, "판매채널"}}},
      {"naver",
       split("상품주문번호,주문번호,판매채널,구매자명,구매자ID,수취인명,주문상태,결제일,상품명,"
             "옵션정보,수량,상품가격,상품별 총 주문금액,발주확인일,배송지,구매자연락처",
             ','),
       {{Role::order, "주문번호"},
        {Role::time, "결제일"},
        {Role::amount, "상품별 총 주문금액"},
        {Role::customer, "구매자ID"}}},
      {"coupang",
       split("번호,묶음배송번호,주문번호,택배사,운송장번호,분리배송 Y/N,주문시 "
             "출고예정일,주문일,등록상품명,등록옵션명,노출상품명(옵션명),노출상품ID,옵션ID,"
             "최초등록옵션명,업체상품코드,결제액,배송비구분,배송비,도서산간 "
             "추가배송비,구매수(수량),옵션판매가(판매단가),구매자,구매자이메일,구매자전화번호,"
             "수취인이름,수취인전화번호,우편번호,수취인 주소,배송메세지,결제위치,취소여부,취소수량",
             ','),
       {{Role::order, "주문번호"},
        {Role::line, "옵션ID"},
        {Role::customer, "-"},
        {Role::email, "구매자이메일"},
        {Role::phone, "구매자전화번호"},
        {Role::time, "주문일"},
        {Role::amount, "결제액"},
        {Role::quantity, "구매수(수량)"},
        {Role::cancelled, "취소여부"},
        {Role::product, "등록상품명"},
        {Role::variant, "등록옵션명"}}},
      {"cafe24",
       split("주문번호,품목별 "
             "주문번호,주문일시,결제일시(입금확인일),주문경로(PC/모바일),주문경로,결제수단,"
             "상품명(한국어 쇼핑몰),상품옵션(기본),자체품목코드,수량,판매가,상품구매금액(KRW),"
             "상품별 추가할인금액,쿠폰 할인금액,주문서 쿠폰 할인금액,사용한 적립금액(최종),총 "
             "결제금액(KRW),총 실결제금액(최초정보) (KRW),실제 "
             "환불금액,취소유형,주문자ID,주문자명,주문자 휴대전화,주문자 가입일,배송시작일",
             ','),
       {{Role::order, "주문번호"},
        {Role::line, "품목별 주문번호"},
        {Role::customer, "주문자ID"},
        {Role::phone, "주문자 휴대전화"},
        {Role::time, "주문일시"},
        {Role::amount, "총 실결제금액(최초정보) (KRW)"},
        {Role::refund, "실제 환불금액"},
        {Role::cancelled, "취소유형"},
        {Role::quantity, "수량"},
        {Role::product, "상품명(한국어 쇼핑몰)"},
        {Role::variant, "상품옵션(기본)"},
        {Role::channel, "주문경로"}},
       AmountScope::order},
      {"imweb",
       split("주문번호,주문상태,판매채널,주문일,주문자 이름,주문자 이메일,주문자 "
             "번호,상품명,옵션명,구매수량,판매가,품목실결제가,품목쿠폰할인금액,품목포인트사용금액,"
             "총 품목합계금액,총 합계 배송비,총 합계 할인금액,총 합계 포인트 "
             "사용액,최종주문금액,취소사유,반품사유",
             ','),
       {{Role::order, "주문번호"},
        {Role::email, "주문자 이메일"},
        {Role::phone, "주문자 번호"},
        {Role::customer, "-"},
        {Role::time, "주문일"},
        {Role::amount, "품목실결제가"},
        {Role::status, "주문상태"},
        {Role::cancelled, "취소사유"},
        {Role::quantity, "구매수량"},
        {Role::product, "상품명"},
        {Role::variant, "옵션명"},
        {Role::channel, "판매채널"}}},
      {"imweb_payments",
       split("주문번호,결제수단,결제상태,결제구분(결제/환불),금액,PG거래번호,PG주문번호", ','),
       {{Role::order, "주문번호"},
        {Role::amount, "금액"},
        {Role::event, "결제구분(결제/환불)"},
        {Role::status, "결제상태"},
        {Role::customer, "-"},
        {Role::time, "-"}}},
      {"online_retail",
       split("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country",
             ','),
       {{Role::order, "InvoiceNo"},
        {Role::customer, "CustomerID"},
        {Role::time, "InvoiceDate"},
        {Role::unit_price, "UnitPrice"},
        {Role::quantity, "Quantity"},
        {Role::amount, "-"},
        {Role::product, "Description"},
        {Role::channel, "Country"}}},
      {"online_retail",
       split("Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country", ','),
       {{Role::order, "Invoice"}, {Role::customer, "Customer ID"}, {Role::unit_price, "Price"}}},
      {"cdnow",
       split("id,date,quantity,dollars", ','),
       {{Role::customer, "id"},
        {Role::time, "date"},
        {Role::quantity, "quantity"},
        {Role::amount, "dollars"},
        {Role::order, "-"}}},
      {"experiment",
       split("userid,version,sum_gamerounds,retention_1,retention_7", ','),
       {{Role::customer, "userid"},
        {Role::variant, "version"},
        {Role::time, "-"},
        {Role::order, "-"}}},
      {"experiment",
       split("user,그룹,revenue", ','),
       {{Role::customer, "user"}, {Role::variant, "그룹"}, {Role::amount, "revenue"}}},
      {"survey",
       split("customer,date,추천 점수", ','),
       {{Role::customer, "customer"},
        {Role::time, "date"},
        {Role::score, "추천 점수"},
        {Role::amount, "-"}}},
  };
  return list;
}

Schema detect(const Names& header, const MappingChoice& chosen = {}) {
  Sample sample;
  sample.header = header;
  return detect_schema(sample, 1, chosen);
}

std::string column_of(const Schema& schema, Role role) {
  const auto column = schema.column_of(role);
  return column ? schema.columns[*column].name : std::string("-");
}

void expect_roles(const Case& file, const Schema& schema) {
  EXPECT_EQ(schema.preset, file.id);
  for (const auto& [role, column] : file.expected) {
    EXPECT_EQ(column_of(schema, role), column) << file.id << " " << role_name(role);
  }
  if (schema.column_of(Role::amount)) {
    EXPECT_EQ(schema.amount_scope.value(), file.scope) << file.id;
  }
  EXPECT_FALSE(schema.amount_scope.by_user());
}

TEST(Presets, RecogniseEveryRealHeaderRow) {
  for (const Case& file : cases()) expect_roles(file, detect(file.header));
}

TEST(Presets, HaveACaseEach) {
  for (const Preset& preset : presets()) {
    const bool tested = std::any_of(cases().begin(), cases().end(),
                                    [&](const Case& file) { return file.id == preset.id; });
    EXPECT_TRUE(tested) << preset.id;
    EXPECT_EQ(find_preset(preset.id), &preset);
  }
  EXPECT_EQ(find_preset("nobody"), nullptr);
}

TEST(Presets, DoNotDependOnTheOrderOfColumns) {
  std::mt19937 random(1);
  for (const Case& file : cases()) {
    Names header = file.header;
    for (int i = 0; i < 5; ++i) {
      std::shuffle(header.begin(), header.end(), random);
      expect_roles(file, detect(header));
    }
  }
}

TEST(Presets, BearSomeRenamedColumns) {
  // A tenth of the columns that play no role are called otherwise.
  std::mt19937 random(2);
  for (const Case& file : cases()) {
    if (file.header.size() < 15) continue;
    for (int round = 0; round < 5; ++round) {
      Names header = file.header;
      for (size_t i = 0; i < header.size() / 10; ++i) {
        std::string& name = header[random() % header.size()];
        const bool plays = std::any_of(file.expected.begin(), file.expected.end(),
                                       [&](const auto& role) { return name == role.second; });
        if (!plays) name = "my column " + std::to_string(i);
      }
      expect_roles(file, detect(header));
    }
  }
}

TEST(Presets, LookForARenamedColumnAsInAnyFile) {
  Names header = cases().front().header;
  std::replace(header.begin(), header.end(), std::string("Email"), std::string("E-Mail-Adresse"));
  const Schema schema = detect(header);
  EXPECT_EQ(schema.preset, "shopify");
  EXPECT_EQ(column_of(schema, Role::email), "E-Mail-Adresse");
}

TEST(Presets, NeverOverruleTheUser) {
  MappingChoice chosen;
  chosen.columns[Role::amount] = "Subtotal";
  chosen.columns[Role::discount] = "Discount Amount";
  chosen.columns[Role::cancelled] = std::nullopt;
  chosen.amount_scope = AmountScope::line;
  const Schema schema = detect(cases().front().header, chosen);
  EXPECT_EQ(schema.preset, "shopify");
  EXPECT_EQ(column_of(schema, Role::amount), "Subtotal");
  EXPECT_EQ(column_of(schema, Role::discount), "Discount Amount");
  EXPECT_EQ(column_of(schema, Role::cancelled), "-");
  EXPECT_EQ(column_of(schema, Role::order), "Name");
  EXPECT_EQ(schema.amount_scope.value(), AmountScope::line);
  EXPECT_TRUE(schema.amount_scope.by_user());
}

TEST(Presets, TheOrdersTotalCountsWhereTheLinesOwnIsMissing) {
  Names header =
      split("주문번호,주문일,주문자 이메일,주문자 번호,최종주문금액,총 품목합계금액", ',');
  const Schema schema = detect(header);
  EXPECT_EQ(schema.preset, "imweb");
  EXPECT_EQ(column_of(schema, Role::amount), "최종주문금액");
  EXPECT_EQ(schema.amount_scope.value(), AmountScope::order);
}

TEST(Presets, AMarketOfOneCountryCountsInItsCurrency) {
  for (const Case& file : cases()) {
    const std::string id = file.id;
    const bool korean_market = id == "naver" || id == "coupang";
    EXPECT_EQ(detect(file.header).currency == "KRW", korean_market || id == "cafe24") << id;
  }
}

TEST(Presets, LeaveOrdinaryFilesAlone) {
  for (const char* header :
       {"customer_id,date,amount", "주문번호,주문일시,주문자ID,결제금액(KRW)",
        "Order ID,Order Date,Customer Email,Order Total,Status", "id,created,amount,currency",
        "Row ID,Order ID,Order Date,Ship Date,Ship Mode,Customer ID,Customer Name,Sales,Discount",
        "date,customer,version,amount"}) {
    EXPECT_EQ(detect(split(header, ',')).preset, "") << header;
  }
}

TEST(Presets, AnExperimentHoldsNoDatesAndScoresEndAtTen) {
  Sample sample;
  sample.header = {"user", "version", "when"};
  sample.records = {{"1", "a", "2024-01-05"}, {"2", "b", "2024-01-06"}};
  EXPECT_EQ(detect_schema(sample, 1, {}).preset, "");
  sample.header = {"user", "score", "when"};
  sample.records = {{"1", "9", "2024-01-05"}, {"2", "10", "2024-01-06"}};
  EXPECT_EQ(detect_schema(sample, 1, {}).preset, "survey");
  sample.records = {{"1", "9", "2024-01-05"}, {"2", "970", "2024-01-06"}};
  EXPECT_EQ(detect_schema(sample, 1, {}).preset, "");
}

TEST(Presets, KnowTheFileOfCdsWithoutHeadings) {
  Sample sample;
  sample.records = {{"00004", "0001", "19970101", "2", "29.33"},
                    {"00004", "0001", "19970118", "2", "29.73"},
                    {"00021", "0002", "19970101", "3", "63.34"}};
  const Schema schema = detect_schema(sample, 0, {});
  EXPECT_EQ(schema.preset, "cdnow");
  EXPECT_EQ(column_of(schema, Role::customer), "column_1");
  EXPECT_EQ(column_of(schema, Role::time), "column_3");
  EXPECT_EQ(column_of(schema, Role::amount), "column_5");
  sample.records[0][2] = "20240101";
  EXPECT_EQ(detect_schema(sample, 0, {}).preset, "");
}

TEST(Presets, TellHowSureTheyAre) {
  MappingChoice chosen;
  chosen.columns[Role::amount] = "Subtotal";
  const Schema schema = detect(cases().front().header, chosen);
  EXPECT_EQ(schema.columns[*schema.column_of(Role::amount)].confidence, confidence::kUser);
  EXPECT_EQ(schema.columns[*schema.column_of(Role::order)].confidence, confidence::kPreset);
  EXPECT_EQ(schema.columns.back().confidence, 0);
}

}  // namespace
}  // namespace dangol::table
