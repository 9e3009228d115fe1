#include "table/column_names.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace dangol::table {

namespace {

using Names = std::span<const std::string_view>;

constexpr std::string_view kCustomer[] = {
    "customerid",   "customernumber", "customerno", "customercode", "customerkey", "custid",
    "custno",       "clientid",       "userid",     "userno",       "memberid",    "memberno",
    "buyeruserid",  "buyerid",        "shopperid",  "accountid",    "contactid",   "visitorid",
    "subscriberid", "householdid",    "uid",        "고객id",       "고객아이디",  "고객번호",
    "고객코드",     "회원id",         "회원아이디", "회원번호",     "회원코드",    "구매자id",
    "구매자아이디", "구매자번호",     "주문자id",   "주문자아이디", "유저id",      "사용자id",
    "사용자번호",   "아이디",         "customer",   "user",         "member",      "buyer",
    "client",       "고객",           "회원",       "구매자",       "주문자"};
constexpr std::string_view kEmail[] = {
    "email",        "emailaddress", "customeremail", "fromemailaddress",
    "buyeremail",   "useremail",    "contactemail",  "customeremailaddress",
    "billingemail", "mail",         "이메일",        "이메일주소",
    "구매자이메일", "주문자이메일", "고객이메일",    "회원이메일"};
constexpr std::string_view kPhone[] = {"customerphone",
                                       "buyerphone",
                                       "phone",
                                       "phonenumber",
                                       "billingphone",
                                       "contactphonenumber",
                                       "mobile",
                                       "mobilephone",
                                       "mobilenumber",
                                       "telephone",
                                       "tel",
                                       "cellphone",
                                       "구매자전화번호",
                                       "구매자연락처",
                                       "구매자휴대폰",
                                       "주문자번호",
                                       "주문자휴대전화",
                                       "주문자연락처",
                                       "주문자전화번호",
                                       "주문자휴대폰",
                                       "휴대전화",
                                       "휴대폰번호",
                                       "휴대폰",
                                       "연락처",
                                       "전화번호"};
constexpr std::string_view kOrder[] = {"orderid",
                                       "ordernumber",
                                       "orderno",
                                       "ordernum",
                                       "order",
                                       "ordercode",
                                       "orderref",
                                       "orderreference",
                                       "amazonorderid",
                                       "transactionid",
                                       "transactionno",
                                       "transactionnumber",
                                       "invoiceno",
                                       "invoicenumber",
                                       "invoiceid",
                                       "invoice",
                                       "purchaseid",
                                       "saleid",
                                       "salesid",
                                       "receiptno",
                                       "receiptnumber",
                                       "receiptid",
                                       "basketid",
                                       "checkoutid",
                                       "paymentid",
                                       "commanden°",
                                       "numérodecommande",
                                       "주문번호",
                                       "주문id",
                                       "주문코드",
                                       "주문서번호",
                                       "구매번호",
                                       "거래번호",
                                       "결제번호",
                                       "영수증번호",
                                       "전표번호",
                                       "묶음배송번호",
                                       "id"};
constexpr std::string_view kLine[] = {"orderlineid",    "orderitemid", "lineitemid",
                                      "lineid",         "rowid",       "상품주문번호",
                                      "품목별주문번호", "행번호",      "옵션id"};
constexpr std::string_view kTime[] = {"orderdate",
                                      "orderdatetime",
                                      "ordertime",
                                      "orderedat",
                                      "orderedon",
                                      "ordercreatedat",
                                      "createdat",
                                      "createddate",
                                      "creationdate",
                                      "created",
                                      "purchasedate",
                                      "purchasedat",
                                      "purchasetime",
                                      "saledate",
                                      "salesdate",
                                      "invoicedate",
                                      "transactiondate",
                                      "transactiontime",
                                      "transactiondatetime",
                                      "paymentdate",
                                      "paidat",
                                      "datetime",
                                      "timestamp",
                                      "date",
                                      "orderday",
                                      "day",
                                      "time",
                                      "주문일시",
                                      "주문일",
                                      "주문일자",
                                      "주문날짜",
                                      "주문시간",
                                      "결제일시",
                                      "결제일",
                                      "결제일자",
                                      "결제날짜",
                                      "구매일시",
                                      "구매일",
                                      "구매일자",
                                      "거래일시",
                                      "거래일",
                                      "거래일자",
                                      "판매일",
                                      "날짜",
                                      "일자"};
// A line's own value stands before an order's total: exports repeat the total on every line.
constexpr std::string_view kAmount[] = {"lineamount",
                                        "linetotal",
                                        "netsales",
                                        "ventesnettes",
                                        "amount",
                                        "saleamount",
                                        "salesamount",
                                        "sales",
                                        "revenue",
                                        "netamount",
                                        "itemprice",
                                        "ordervalue",
                                        "total",
                                        "ordertotal",
                                        "orderamount",
                                        "totalprice",
                                        "totalamount",
                                        "totalsales",
                                        "grandtotal",
                                        "totalcollected",
                                        "grosssales",
                                        "gross",
                                        "purchaseamount",
                                        "paidamount",
                                        "paymentamount",
                                        "amountpaid",
                                        "spend",
                                        "dollars",
                                        "value",
                                        "subtotal",
                                        "net",
                                        "최종상품별총주문금액",
                                        "상품별총주문금액",
                                        "품목실결제가",
                                        "상품구매금액",
                                        "결제액",
                                        "결제금액",
                                        "실결제금액",
                                        "실결제액",
                                        "총실결제금액",
                                        "최종결제금액",
                                        "총결제금액",
                                        "최종주문금액",
                                        "주문금액",
                                        "총주문금액",
                                        "구매금액",
                                        "구매액",
                                        "판매금액",
                                        "판매액",
                                        "매출",
                                        "매출액",
                                        "매출금액",
                                        "거래금액",
                                        "금액",
                                        "합계금액",
                                        "총금액",
                                        "총액",
                                        "합계"};
constexpr std::string_view kRefund[] = {"refundedamount", "amountrefunded", "totalrefunded",
                                        "refundamount",   "partialrefunds", "refunds",
                                        "refund",         "refunded",       "실제환불금액",
                                        "환불금액",       "환불액",         "반품금액"};
constexpr std::string_view kQuantity[] = {
    "quantity",  "qty",           "lineitemquantity", "quantityordered", "orderquantity",
    "itemssold", "numberofitems", "itemcount",        "units",           "articlesvendus",
    "수량",      "구매수량",      "구매수",           "주문수량",        "판매수량",
    "개수"};
constexpr std::string_view kUnitPrice[] = {
    "unitprice", "priceeach", "itemunitprice", "lineitemprice", "sellingprice", "price",    "단가",
    "판매단가",  "상품단가",  "판매가",        "상품가격",      "옵션판매가",   "판매가격", "가격"};
constexpr std::string_view kStatus[] = {
    "financialstatus", "orderstatus",  "paymentstatus", "status",   "orderstate",
    "itemstatus",      "état",         "주문상태",      "결제상태", "처리상태",
    "진행상태",        "주문세부상태", "상태"};
constexpr std::string_view kCurrency[] = {"currency", "currencycode", "ordercurrency", "통화",
                                          "통화코드", "화폐",         "화폐단위"};
constexpr std::string_view kProduct[] = {
    "productname",  "product",   "products", "description", "itemtitle", "itemname",
    "lineitemname", "title",     "item",     "produit",     "상품명",    "등록상품명",
    "노출상품명",   "제품명",    "품목명",   "품명",        "상품",      "제품",
    "productid",    "stockcode", "sku",      "상품코드"};
constexpr std::string_view kChannel[] = {"channel",     "saleschannel",  "orderchannel", "source",
                                         "attribution", "purchasepoint", "medium",       "location",
                                         "판매채널",    "주문경로",      "유입경로",     "채널",
                                         "매체"};
constexpr std::string_view kVariant[] = {
    "variant", "version", "experimentgroup", "testgroup", "abgroup", "group",
    "arm",     "bucket",  "실험그룹",        "실험군",    "그룹"};
constexpr std::string_view kScore[] = {"npsscore", "nps",  "score", "rating",
                                       "추천점수", "점수", "평점",  "추천의향"};
constexpr std::string_view kPersons[] = {
    "customername", "fullname", "buyername", "clientname", "username", "billtoname",
    "billingname",  "name",     "구매자명",  "구매자이름", "주문자명", "주문자이름",
    "고객명",       "고객이름", "회원명",    "이름",       "성명"};

struct Stems {
  Role role;
  Names any_of;
  Names none_of;
};

constexpr std::string_view kCustomerStems[] = {"customer", "client", "member", "buyer", "shopper",
                                               "고객",     "회원",   "구매자", "주문자"};
constexpr std::string_view kNotCustomer[] = {
    "name",  "type", "group",   "segment", "email", "mail",    "phone", "city",   "country",
    "state", "note", "message", "since",   "date",  "address", "age",   "gender", "count",
    "새",    "명",   "이름",    "이메일",  "전화",  "연락처",  "휴대",  "주소",   "등급",
    "유형",  "가입", "성별",    "나이",    "메모",  "일"};
constexpr std::string_view kOrderStems[] = {"orderid", "orderno", "ordernumber", "invoiceno",
                                            "주문번호"};
constexpr std::string_view kNotOrder[] = {"상품주문번호", "품목", "orderline", "lineitem",
                                          "purchaseorder"};
constexpr std::string_view kTimeStems[] = {"date", "time",   "일시",   "일자",
                                           "날짜", "주문일", "결제일", "구매일"};
constexpr std::string_view kNotTime[] = {
    "ship",   "deliver", "birth", "cancel",   "refund", "return", "expected", "due",  "update",
    "signup", "regist",  "zone",  "timezone", "발송",   "배송",   "출고",     "생일", "생년",
    "가입",   "취소",    "환불",  "반품",     "예정",   "수정",   "발주"};
constexpr std::string_view kAmountStems[] = {"amount", "total",  "revenue", "sales", "매출",
                                             "금액",   "결제액", "판매액",  "구매액"};
constexpr std::string_view kNotAmount[] = {
    "discount", "tax",    "shipping", "fee",     "refund", "tip",   "cost", "profit",
    "quantity", "coupon", "point",    "channel", "count",  "items", "할인", "세금",
    "배송",     "수수료", "환불",     "쿠폰",    "포인트", "적립",  "원가", "이익",
    "수량",     "반품",   "취소",     "부가세",  "정산",   "채널"};

constexpr std::array<Stems, 4> kStems = {{
    {Role::customer, kCustomerStems, kNotCustomer},
    {Role::order, kOrderStems, kNotOrder},
    {Role::time, kTimeStems, kNotTime},
    {Role::amount, kAmountStems, kNotAmount},
}};

constexpr std::string_view kTotalWords[] = {"total",  "totals", "grandtotal", "subtotal",
                                            "sum",    "합계",   "총계",       "소계",
                                            "총합계", "총합",   "전체",       "계"};

bool contains_any(std::string_view text, Names words) {
  return std::any_of(words.begin(), words.end(), [text](std::string_view word) {
    return text.find(word) != std::string_view::npos;
  });
}

std::string without_parentheses(std::string_view text) {
  std::string kept;
  int depth = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool wide_open = text.substr(i, 3) == "（";
    const bool wide_close = text.substr(i, 3) == "）";
    if (text[i] == '(' || wide_open) {
      ++depth;
    } else if ((text[i] == ')' || wide_close) && depth > 0) {
      --depth;
    } else if (depth == 0) {
      kept += text[i];
    }
    if (wide_open || wide_close) i += 2;
  }
  return kept;
}

bool is_letter_or_digit(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string reduce(std::string_view text) {
  std::string scratch;
  std::string reduced;
  for (const char c : fold_case(text, scratch)) {
    if (is_letter_or_digit(c)) reduced += c;
  }
  for (size_t at = reduced.find("\xC2\xA0"); at != std::string::npos;
       at = reduced.find("\xC2\xA0", at)) {
    reduced.erase(at, 2);
  }
  return reduced;
}

}  // namespace

std::string normalise_name(std::string_view name) {
  std::string reduced = reduce(without_parentheses(name));
  return reduced.empty() ? reduce(name) : reduced;
}

std::span<const std::string_view> known_names(Role role) {
  switch (role) {
    case Role::customer:
      return kCustomer;
    case Role::email:
      return kEmail;
    case Role::phone:
      return kPhone;
    case Role::order:
      return kOrder;
    case Role::line:
      return kLine;
    case Role::time:
      return kTime;
    case Role::amount:
      return kAmount;
    case Role::refund:
      return kRefund;
    case Role::quantity:
      return kQuantity;
    case Role::unit_price:
      return kUnitPrice;
    case Role::status:
      return kStatus;
    case Role::currency:
      return kCurrency;
    case Role::product:
      return kProduct;
    case Role::channel:
      return kChannel;
    case Role::variant:
      return kVariant;
    case Role::score:
      return kScore;
    case Role::time_of_day:
    case Role::time_zone:
    case Role::cancelled:
    case Role::discount:
    case Role::event:
    case Role::reference:
      break;
  }
  return {};
}

std::span<const std::string_view> person_names() {
  return kPersons;
}

bool has_stem(std::string_view normalised, Role role) {
  for (const Stems& stems : kStems) {
    if (stems.role == role) {
      return contains_any(normalised, stems.any_of) && !contains_any(normalised, stems.none_of);
    }
  }
  return false;
}

bool is_total_word(std::string_view cell) {
  if (cell.size() > 32) return false;
  const std::string word = normalise_name(cell);
  return std::find(std::begin(kTotalWords), std::end(kTotalWords), word) != std::end(kTotalWords);
}

}  // namespace dangol::table
