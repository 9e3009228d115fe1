#include "table/schema.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "unit/table/records.h"

namespace dangol::table {
namespace {

using Names = std::vector<std::string>;

Sample sample_of(Names header, test::Texts records) {
  Sample sample;
  sample.header = std::move(header);
  sample.records = std::move(records);
  return sample;
}

std::string column_of(const Schema& schema, Role role) {
  const auto column = schema.column_of(role);
  return column ? schema.columns[*column].name : std::string("-");
}

bool warns(const Schema& schema, const std::string& code) {
  for (const Warning& warning : schema.warnings) {
    if (warning.code == code) return true;
  }
  return false;
}

TEST(Schema, ReadsSuperstoreHeaders) {
  const Sample sample = sample_of(
      {"Row ID",        "Order ID",   "Order Date", "Ship Date",    "Ship Mode",    "Customer ID",
       "Customer Name", "Segment",    "Country",    "City",         "State",        "Postal Code",
       "Region",        "Product ID", "Category",   "Sub-Category", "Product Name", "Sales",
       "Quantity",      "Discount",   "Profit"},
      {{"1",
        "CA-2018-152156",
        "11/8/2018",
        "11/11/2018",
        "Second Class",
        "CG-12520",
        "Claire Gute",
        "Consumer",
        "United States",
        "Henderson",
        "Kentucky",
        "42420",
        "South",
        "FUR-BO-10001798",
        "Furniture",
        "Bookcases",
        "Bush Somerset Collection Bookcase",
        "261.96",
        "2",
        "0",
        "41.9136"}});
  const Schema schema = detect_schema(sample, 1, {});
  EXPECT_EQ(column_of(schema, Role::order), "Order ID");
  EXPECT_EQ(column_of(schema, Role::time), "Order Date");
  EXPECT_EQ(column_of(schema, Role::customer), "Customer ID");
  EXPECT_EQ(column_of(schema, Role::amount), "Sales");
  EXPECT_EQ(column_of(schema, Role::product), "Product Name");
  EXPECT_EQ(column_of(schema, Role::quantity), "Quantity");
  EXPECT_EQ(column_of(schema, Role::line), "Row ID");
  EXPECT_EQ(column_of(schema, Role::status), "-");
  EXPECT_TRUE(schema.warnings.empty());
  EXPECT_EQ(schema.columns[1].examples, Names{"CA-2018-152156"});
}

TEST(Schema, ReadsOnlineRetailHeaders) {
  const Sample sample = sample_of({"InvoiceNo", "StockCode", "Description", "Quantity",
                                   "InvoiceDate", "UnitPrice", "CustomerID", "Country"},
                                  {{"536365", "85123A", "WHITE HEART", "6", "2010-12-01 08:26:00",
                                    "2.55", "17850.0", "United Kingdom"}});
  const Schema schema = detect_schema(sample, 1, {});
  EXPECT_EQ(column_of(schema, Role::order), "InvoiceNo");
  EXPECT_EQ(column_of(schema, Role::time), "InvoiceDate");
  EXPECT_EQ(column_of(schema, Role::customer), "CustomerID");
  EXPECT_EQ(column_of(schema, Role::amount), "-");
  EXPECT_EQ(column_of(schema, Role::unit_price), "UnitPrice");
  EXPECT_EQ(column_of(schema, Role::quantity), "Quantity");
  EXPECT_EQ(column_of(schema, Role::product), "Description");
}

TEST(Schema, GuessesColumnsWithoutNames) {
  const Sample sample = sample_of({}, {{"00004", "0001", "19970101", "2", "29.33"},
                                       {"00004", "0001", "19970118", "2", "29.73"},
                                       {"00021", "0002", "19970101", "3", "63.34"},
                                       {"00021", "0002", "19970113", "1", "11.77"},
                                       {"00050", "0003", "19970101", "1", "6.79"}});
  const Schema schema = detect_schema(sample, 0, {});
  EXPECT_EQ(column_of(schema, Role::customer), "column_1");
  EXPECT_EQ(column_of(schema, Role::time), "column_3");
  EXPECT_EQ(column_of(schema, Role::quantity), "column_4");
  EXPECT_EQ(column_of(schema, Role::amount), "column_5");
  EXPECT_EQ(column_of(schema, Role::order), "-");
}

struct Export {
  const char* name;
  Names header;
  std::vector<std::string> record;
  std::vector<std::pair<Role, const char*>> expected;
};

const std::vector<Export>& exports() {
  static const std::vector<Export> list = {
      {"Shopify",
       {"Name", "Email", "Financial Status", "Paid at", "Currency", "Subtotal", "Total",
        "Discount Amount", "Created at", "Lineitem quantity", "Lineitem name", "Lineitem price",
        "Billing Name", "Billing Phone", "Cancelled at", "Refunded Amount", "Id", "Source"},
       {"#1001", "a@b.kr", "paid", "2026-05-01 10:00:00 +0200", "USD", "10.00", "12.00", "0.00",
        "2026-05-01 10:00:00 +0200", "1", "Mug", "10.00", "Ann Lee", "+82 10-1234-5678", "", "0.00",
        "99", "web"},
       {{Role::order, "Name"},
        {Role::email, "Email"},
        {Role::customer, "-"},
        {Role::time, "Created at"},
        {Role::amount, "Total"},
        {Role::refund, "Refunded Amount"},
        {Role::status, "Financial Status"},
        {Role::currency, "Currency"},
        {Role::unit_price, "Lineitem price"},
        {Role::channel, "Source"}}},
      {"WooCommerce",
       {"Date", "Order #", "Status", "Customer", "Customer type", "Product(s)", "Items sold",
        "Coupon(s)", "Net Sales", "Attribution"},
       {"2024-05-01 10:00", "1001", "completed", "Ann Lee", "new", "1x Mug", "1", "", "10.00",
        "Direct"},
       {{Role::customer, "Customer"},
        {Role::order, "Order #"},
        {Role::time, "Date"},
        {Role::amount, "Net Sales"},
        {Role::quantity, "Items sold"},
        {Role::product, "Product(s)"}}},
      {"WooCommerce in French",
       {"Date", "Commande n°", "État", "Client", "Type de client", "Produit(s)", "Articles vendus",
        "Ventes nettes"},
       {"2024-05-01 10:00", "1001", "Terminée", "Ann Lee", "nouveau", "1x Mug", "1", "10,00"},
       {{Role::customer, "Client"},
        {Role::order, "Commande n°"},
        {Role::status, "État"},
        {Role::amount, "Ventes nettes"},
        {Role::quantity, "Articles vendus"}}},
      {"Stripe",
       {"id", "Created date (UTC)", "Amount", "Amount Refunded", "Currency", "Captured", "Fee",
        "Status", "Description", "Customer Email", "Invoice ID"},
       {"ch_1", "2024-05-01 10:00", "399,00", "0,00", "eur", "true", "1,00", "Paid", "Plan",
        "a@b.kr", ""},
       {{Role::order, "id"},
        {Role::time, "Created date (UTC)"},
        {Role::amount, "Amount"},
        {Role::refund, "Amount Refunded"},
        {Role::email, "Customer Email"}}},
      {"Etsy",
       {"Sale Date", "Order ID", "Buyer User ID", "Full Name", "Number of Items", "Currency",
        "Order Value", "Discount Amount", "Order Total", "Status", "Buyer", "SKU"},
       {"2024-05-01", "1001", "annlee", "Ann Lee", "1", "USD", "10.00", "0.00", "12.00", "", "Ann",
        "M-1"},
       {{Role::customer, "Buyer User ID"},
        {Role::order, "Order ID"},
        {Role::amount, "Order Value"},
        {Role::time, "Sale Date"}}},
      {"Amazon",
       {"amazon-order-id", "purchase-date", "last-updated-date", "order-status", "sales-channel",
        "product-name", "sku", "quantity", "currency", "item-price", "ship-city"},
       {"111-1", "2024-05-01T10:00:00+00:00", "2024-05-02T10:00:00+00:00", "Shipped", "Amazon.com",
        "Mug", "M-1", "1", "USD", "10.00", "Boston"},
       {{Role::customer, "-"},
        {Role::email, "-"},
        {Role::order, "amazon-order-id"},
        {Role::time, "purchase-date"},
        {Role::amount, "item-price"},
        {Role::status, "order-status"},
        {Role::channel, "sales-channel"}}},
      {"Naver",
       {"상품주문번호", "주문번호", "발송일", "판매채널", "구매자명", "구매자ID", "수취인명",
        "주문상태", "결제일", "상품명", "수량", "상품가격", "최종 상품별 총 주문금액",
        "배송비 합계", "구매자연락처", "주문일시"},
       {"20240501001", "2024050100", "2024-05-02", "스마트스토어", "김단골", "abcd****", "김단골",
        "구매확정", "2024-05-01", "머그컵", "2", "6000", "12,000", "3000", "010-1234-5678",
        "2024-05-01 10:00:00"},
       {{Role::customer, "구매자ID"},
        {Role::order, "주문번호"},
        {Role::line, "상품주문번호"},
        {Role::time, "주문일시"},
        {Role::amount, "최종 상품별 총 주문금액"},
        {Role::phone, "구매자연락처"},
        {Role::channel, "판매채널"}}},
      {"Coupang",
       {"번호", "묶음배송번호", "주문번호", "주문일", "등록상품명", "결제액", "구매수(수량)",
        "옵션판매가(판매단가)", "구매자", "구매자전화번호", "수취인전화번호"},
       {"1", "77", "1001", "2024-05-01", "머그컵", "12000", "2", "6000", "김단골", "010-1234-5678",
        "010-9999-8888"},
       {{Role::customer, "-"},
        {Role::phone, "구매자전화번호"},
        {Role::order, "주문번호"},
        {Role::amount, "결제액"},
        {Role::unit_price, "옵션판매가(판매단가)"}}},
      {"imweb",
       {"주문번호", "주문상태", "판매채널", "주문일", "주문자 이름", "주문자 이메일", "주문자 번호",
        "상품명", "구매수량", "판매가", "품목실결제가", "최종주문금액"},
       {"2024050100", "거래종료", "imweb", "2024-05-01 10:00", "김단골", "a@b.kr", "010-1234-5678",
        "머그컵", "1", "12000", "12000", "15000"},
       {{Role::email, "주문자 이메일"},
        {Role::phone, "주문자 번호"},
        {Role::customer, "-"},
        {Role::amount, "품목실결제가"},
        {Role::time, "주문일"}}},
  };
  return list;
}

TEST(Schema, ReadsExportsByTheirHeaders) {
  for (const Export& file : exports()) {
    const Schema schema = detect_schema(sample_of(file.header, {file.record}), 1, {});
    for (const auto& [role, column] : file.expected) {
      EXPECT_EQ(column_of(schema, role), column) << file.name << " " << role_name(role);
    }
  }
}

TEST(Schema, GivesEveryRoleAndColumnAtMostOnce) {
  for (const Export& file : exports()) {
    const Schema schema = detect_schema(sample_of(file.header, {file.record}), 1, {});
    PerRole<int> uses{};
    for (const Column& column : schema.columns) {
      if (column.role) ++uses[index_of(*column.role)];
    }
    for (const int count : uses) EXPECT_LE(count, 1) << file.name;
  }
}

TEST(Schema, PrefersAddressesToNames) {
  const Sample sample = sample_of({"구매자", "이메일", "날짜", "금액"},
                                  {{"김단골", "a@b.kr", "2024-01-05", "12,000원"}});
  const Schema schema = detect_schema(sample, 1, {});
  EXPECT_EQ(column_of(schema, Role::email), "이메일");
  EXPECT_EQ(column_of(schema, Role::customer), "-");

  const Schema names_only = detect_schema(
      sample_of({"구매자", "날짜", "금액"}, {{"김단골", "2024-01-05", "12,000"}}), 1, {});
  EXPECT_EQ(column_of(names_only, Role::customer), "구매자");
  EXPECT_TRUE(names_only.customer_is_name);
  EXPECT_TRUE(warns(names_only, "customer_is_name"));
}

TEST(Schema, WarnsOfMaskedIds) {
  const Sample sample =
      sample_of({"구매자ID", "주문일", "금액"},
                {{"abcd****", "2024-01-05", "1"}, {"wxyz****", "2024-01-06", "2"}});
  EXPECT_TRUE(warns(detect_schema(sample, 1, {}), "customer_ids_masked"));
}

Sample small() {
  return sample_of({"Customer ID", "Customer Name", "Order Date", "Ship Date", "Sales"},
                   {{"C1", "Ann Lee", "2024-01-05", "2024-01-07", "10.50"}});
}

TEST(Schema, WarnsOfMaskedPhonesAndAddresses) {
  const auto masked = [](const std::string& name, Names values) {
    Sample sample = sample_of({name, "주문일", "결제금액"}, {});
    for (const std::string& value : values) {
      sample.records.push_back({value, "2024-01-05", "1000"});
    }
    return warns(detect_schema(sample, 1, {}), "customer_ids_masked");
  };
  EXPECT_TRUE(masked("구매자연락처", {"010-****-1234", "010-****-5678"}));
  EXPECT_TRUE(masked("이메일", {"ab***@example.com", "cd***@example.com"}));
  EXPECT_FALSE(masked("구매자연락처", {"010-1111-1234", "010-2222-5678"}));
}

TEST(Schema, NamesFitOneLineAndAreFoundAgain) {
  Sample sample = small();
  sample.header[4] = "Net\nsales";
  MappingChoice chosen;
  for (const std::string name : {"Net sales", "Net\nsales", "net sales"}) {
    chosen.columns[Role::amount] = name;
    const Schema schema = detect_schema(sample, 1, chosen);
    EXPECT_EQ(column_of(schema, Role::amount), "Net sales") << name;
    EXPECT_FALSE(warns(schema, "mapping_column_missing")) << name;
  }
  // A name as long as a name can be is found by what the report shows of it, repeated or not.
  sample.header[3] = sample.header[4] = std::string(250, 'x');
  const std::string second = detect_schema(sample, 1, {}).columns[4].name;
  EXPECT_LE(second.size(), 200U);
  chosen.columns[Role::amount] = second;
  EXPECT_EQ(column_of(detect_schema(sample, 1, chosen), Role::amount), second);
}

TEST(Schema, UserChoiceWinsAndTakesTheColumn) {
  MappingChoice chosen;
  chosen.columns[Role::time] = "Ship Date";
  chosen.columns[Role::product] = "Customer ID";
  const Schema schema = detect_schema(small(), 1, chosen);
  EXPECT_EQ(column_of(schema, Role::time), "Ship Date");
  EXPECT_EQ(schema.columns[3].chosen_by, ChosenBy::user);
  EXPECT_EQ(column_of(schema, Role::product), "Customer ID");
  EXPECT_EQ(column_of(schema, Role::customer), "Customer Name");
  EXPECT_EQ(schema.columns[4].chosen_by, ChosenBy::detected);
}

TEST(Schema, UserCanSayThatNoColumnPlaysARole) {
  MappingChoice chosen;
  chosen.columns[Role::customer] = std::nullopt;
  const Schema schema = detect_schema(small(), 1, chosen);
  EXPECT_EQ(column_of(schema, Role::customer), "-");
  EXPECT_TRUE(warns(schema, "no_customer_column"));
}

TEST(Schema, ReportsChoicesThatNameNoColumn) {
  MappingChoice chosen;
  chosen.columns[Role::amount] = "Revenue";
  const Schema schema = detect_schema(small(), 1, chosen);
  EXPECT_EQ(column_of(schema, Role::amount), "Sales");
  EXPECT_TRUE(warns(schema, "mapping_column_missing"));
}

TEST(Schema, NamesColumnsUniquely) {
  const Sample sample = sample_of({"Total", "", "Total", "Total (2)"}, {{"1", "2", "3", "4"}});
  const Schema schema = detect_schema(sample, 1, {});
  EXPECT_EQ(schema.columns[0].name, "Total");
  EXPECT_EQ(schema.columns[1].name, "column_2");
  EXPECT_EQ(schema.columns[2].name, "Total (2)");
  EXPECT_EQ(schema.columns[3].name, "Total (2) (2)");
}

TEST(Schema, ManyEqualNamesStayCheap) {
  const Sample sample = sample_of(Names(10'000, "x"), {Names(10'000, "1")});
  const Schema schema = detect_schema(sample, 1, {});
  EXPECT_EQ(schema.columns.back().name, "x (10000)");
}

TEST(Schema, SeesCommaDecimals) {
  const Sample sample = sample_of({"customer_id", "date", "amount"},
                                  {{"a", "2024-01-05", "1.234,50"}, {"b", "2024-01-06", "399,00"}});
  EXPECT_EQ(detect_schema(sample, 1, {}).number_formats[index_of(Role::amount)].decimal, ',');
  EXPECT_EQ(detect_schema(small(), 1, {}).number_formats[index_of(Role::amount)].decimal, '.');
}

TEST(Schema, ADateColumnHoldsDates) {
  const Sample sample =
      sample_of({"customer_id", "date", "ordered", "amount"},
                {{"a", "soon", "2024-01-05", "1"}, {"b", "later", "2024-01-06", "2"}});
  EXPECT_EQ(column_of(detect_schema(sample, 1, {}), Role::time), "ordered");
}

TEST(Schema, HeaderAloneIsJudgedByNames) {
  const Schema schema = detect_schema(sample_of({"customer_id", "date", "amount"}, {}), 1, {});
  EXPECT_EQ(column_of(schema, Role::customer), "customer_id");
  EXPECT_EQ(column_of(schema, Role::time), "date");
  EXPECT_EQ(column_of(schema, Role::amount), "amount");
}

TEST(Schema, APriceWithoutQuantityIsTheAmount) {
  const Sample sample = sample_of({"customer_id", "date", "price"}, {{"a", "2024-01-05", "1.50"}});
  EXPECT_EQ(column_of(detect_schema(sample, 1, {}), Role::amount), "price");
}

TEST(Schema, ARefundedColumnHoldsAmountsNotWords) {
  const Names header = {"Order", "Email", "Created at", "Amount", "Refunded"};
  const auto refund_column = [&](const std::string& refunded) {
    const Sample sample =
        sample_of(header, {{"1", "a@example.com", "2024-01-05", "9.50", refunded},
                           {"2", "b@example.com", "2024-01-06", "4.00", refunded}});
    return column_of(detect_schema(sample, 1, {}), Role::refund);
  };
  EXPECT_EQ(refund_column("1.50"), "Refunded");
  EXPECT_EQ(refund_column("yes"), "-");
}

TEST(Schema, ReadsHeadingsInSixLanguages) {
  const std::vector<Names> headings = {
      {"Order number", "Customer number", "Order date", "Amount"},
      {"주문번호", "회원번호", "주문일자", "결제금액"},
      {"Bestellnummer", "Kundennummer", "Bestelldatum", "Gesamtbetrag"},
      {"Numéro de commande", "Numéro client", "Date de commande", "Montant total"},
      {"Número de pedido", "ID cliente", "Fecha de pedido", "Importe total"},
      {"注文番号", "顧客番号", "注文日", "注文金額"}};
  for (const Names& heading : headings) {
    const Schema schema = detect_schema(sample_of(heading, {{"1001", "7", "2024-01-05", "12.50"},
                                                            {"1002", "8", "2024-01-06", "3"}}),
                                        1, {});
    EXPECT_EQ(column_of(schema, Role::order), heading[0]);
    EXPECT_EQ(column_of(schema, Role::customer), heading[1]);
    EXPECT_EQ(column_of(schema, Role::time), heading[2]);
    EXPECT_EQ(column_of(schema, Role::amount), heading[3]);
    for (const Column& column : schema.columns)
      EXPECT_EQ(column.confidence, confidence::kKnownName);
  }
}

TEST(Schema, TellsHowSureEachRoleIs) {
  const Schema schema =
      detect_schema(sample_of({"full_name", "delivery_day", "our_sales_eur", "currency", "x"},
                              {{"Ann Lee", "2024-01-05", "1.50", "", "-"}}),
                    1, {});
  EXPECT_EQ(column_of(schema, Role::customer), "full_name");
  EXPECT_EQ(schema.columns[0].confidence, confidence::kPerson);
  EXPECT_EQ(column_of(schema, Role::time), "delivery_day");
  EXPECT_EQ(schema.columns[1].confidence, confidence::kValues);
  EXPECT_EQ(column_of(schema, Role::amount), "our_sales_eur");
  EXPECT_EQ(schema.columns[2].confidence, confidence::kStem);
  EXPECT_EQ(schema.columns[3].confidence, confidence::kBlankColumn);
  EXPECT_EQ(schema.columns[4].confidence, 0);
}

TEST(Schema, NumbersAreDatesOnlyUnderSuchAName) {
  const auto time_of = [](const std::string& name) {
    const Sample sample =
        sample_of({"customer_id", name, "amount"}, {{"a", "45384.3479", "1"}, {"b", "45385", "2"}});
    return column_of(detect_schema(sample, 1, {}), Role::time);
  };
  EXPECT_EQ(time_of("order_date"), "order_date");
  EXPECT_EQ(time_of("weight"), "-");
}

TEST(Schema, FindsClocksAndZonesBesideDays) {
  const Schema schema = detect_schema(
      sample_of(
          {"customer_id", "date", "time", "time zone", "amount"},
          {{"a", "2024-01-05", "10:15:00", "KST", "1"}, {"b", "2024-01-06", "9:00", "", "2"}}),
      1, {});
  EXPECT_EQ(column_of(schema, Role::time), "date");
  EXPECT_EQ(column_of(schema, Role::time_of_day), "time");
  EXPECT_EQ(column_of(schema, Role::time_zone), "time zone");
  const Schema heading = detect_schema(
      sample_of({"customer_id", "created (UTC)", "amount"}, {{"a", "2024-01-05 10:00", "1"}}), 1,
      {});
  EXPECT_EQ(heading.time_zone, "UTC");
}

TEST(Schema, ACancellationColumnLeavesMostRowsAlone) {
  const auto cancelled_column = [](const Names& values) {
    Sample sample = sample_of({"customer_id", "date", "amount", "cancelled"}, {});
    for (const std::string& value : values) {
      sample.records.push_back({"a", "2024-01-05", "1", value});
    }
    return column_of(detect_schema(sample, 1, {}), Role::cancelled);
  };
  EXPECT_EQ(cancelled_column({"", "yes", "", ""}), "cancelled");
  EXPECT_EQ(cancelled_column({"N", "Y", "N"}), "cancelled");
  EXPECT_EQ(cancelled_column({"by post", "by mail", "by phone"}), "-");
}

TEST(Schema, ADiscountIsNeverGuessed) {
  const Schema schema = detect_schema(
      sample_of({"customer_id", "date", "amount", "Discount"}, {{"a", "2024-01-05", "10", "0.2"}}),
      1, {});
  EXPECT_EQ(column_of(schema, Role::discount), "-");
}

TEST(Schema, PointsMayStandBetweenThousands) {
  const auto decimal = [](const Names& amounts) {
    Sample sample = sample_of({"customer_id", "date", "amount"}, {});
    for (const std::string& amount : amounts) {
      sample.records.push_back({"a", "2024-01-05", amount});
    }
    return detect_schema(sample, 1, {}).number_formats[index_of(Role::amount)].decimal;
  };
  EXPECT_EQ(decimal({"12.000", "500", "1.250"}), ',');
  EXPECT_EQ(decimal({"12.000", "1.250"}), '.') << "three decimals everywhere";
  EXPECT_EQ(decimal({"12.000", "500", "15000"}), '.');
  EXPECT_EQ(decimal({"12.000", "500", "1.25"}), '.');
}

TEST(Schema, HeadingsMayComeTakenApart) {
  // 주문일 as a Mac writes it.
  const std::string apart =
      "\xE1\x84\x8C\xE1\x85\xAE\xE1\x84\x86\xE1\x85\xAE\xE1\x86\xAB\xE1\x84\x8B\xE1\x85\xB5"
      "\xE1\x86\xAF";
  const Sample sample = sample_of({"고객id", apart, "금액"}, {{"a", "2024-01-05", "1"}});
  EXPECT_EQ(column_of(detect_schema(sample, 1, {}), Role::time), "주문일");
  MappingChoice chosen;
  chosen.columns[Role::time] = apart;
  EXPECT_FALSE(warns(detect_schema(sample, 1, chosen), "mapping_column_missing"));
}

TEST(SampleCollector, SkipsNoticesAndStopsWhenFull) {
  const test::Records records({{"notice"}, {" id ", "date"}, {"1", "x"}, {"2"}, {"3", "z"}});
  SampleCollector collector(2, 2);
  EXPECT_FALSE(collector.on_records(records.batch()));
  EXPECT_EQ(collector.sample().header, (Names{"id", "date"}));
  EXPECT_EQ(collector.sample().records, (test::Texts{{"1", "x"}, {"2"}}));
}

}  // namespace
}  // namespace dangol::table
