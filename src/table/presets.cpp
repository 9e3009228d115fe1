#include "table/presets.h"

#include <algorithm>
#include <vector>

#include "table/column_names.h"
#include "table/word_list.h"

namespace dangol::table {

namespace {

constexpr AmountScope kOrder = AmountScope::order;

// `Total` stands on the first line of an order only, and `Discount Amount` and taxes are in it.
// The line's own value would be price x quantity, before discounts: so the order's total counts.
constexpr PresetRole kShopify[] = {
    {Role::order, "name id"},
    {Role::email, "email"},
    {Role::phone, "phone billingphone"},
    {Role::time, "createdat paidat"},
    {Role::amount, "total", kOrder},
    {Role::refund, "refundedamount"},
    {Role::status, "financialstatus"},
    {Role::cancelled, "cancelledat"},
    {Role::currency, "currency"},
    {Role::product, "lineitemname lineitemsku"},
    {Role::quantity, "lineitemquantity"},
    {Role::unit_price, "lineitemprice"},
    {Role::channel, "source"},
};

// One row an order. The customer is a name; there is nothing better in this export.
constexpr PresetRole kWooCommerce[] = {
    {Role::order, "order commanden° commande bestellung pedido 注文 주문 주문번호 注文番号"},
    {Role::customer, "customer client kunde cliente 顧客 고객"},
    {Role::time, "date datum fecha 日付 날짜"},
    {Role::amount, "netsales ventesnettes nettoumsatz ventasnetas 純売上高 純売上 순매출 순판매",
     kOrder},
    {Role::status, "status état estado ステータス 상태"},
    {Role::product,
     "products product produits produit produkte produkt productos producto 商品 "
     "상품 제품"},
    {Role::quantity,
     "itemssold articlesvendus verkaufteartikel artículosvendidos 販売数 "
     "販売された商品 판매된품목 판매수량"},
    {Role::channel, "attribution zuordnung atribución アトリビューション 기여도 속성"},
};

// `Created date (UTC)` names its zone; `Amount` and `Amount Refunded` are in `Currency`.
constexpr PresetRole kStripe[] = {
    {Role::order, "id paymentintentid"},
    {Role::customer, "customerid"},
    {Role::email, "customeremail"},
    {Role::time, "createddateutc createdutc createddate created"},
    {Role::amount, "amount"},
    {Role::refund, "amountrefunded"},
    {Role::currency, "currency"},
    {Role::status, "status"},
    {Role::product, "description"},
};

// A refund is a row of its own that names the sale: `Reference Txn ID`. Withdrawals, holds and
// currency conversions stand among the sales and are told by `Type` and `Status`.
constexpr PresetRole kPayPal[] = {
    {Role::order,
     "transactionid transaktionscode numérodetransaction iddetransacción 거래id "
     "取引id"},
    {Role::email,
     "fromemailaddress absenderemailadresse absenderemail deladresseemail "
     "correoelectrónicodelremitente 보낸사람이메일주소 送信者メールアドレス"},
    {Role::time, "date datum fecha 날짜 日付"},
    {Role::time_of_day, "time uhrzeit heure hora 시간 時間 時刻"},
    {Role::time_zone, "timezone zeitzone fuseauhoraire zonahoraria 시간대 タイムゾーン"},
    {Role::amount, "gross brutto avantcommission bruto 총액 총금액 合計"},
    {Role::event, "type typ tipo 유형 タイプ"},
    {Role::status, "status état estado 상태 ステータス"},
    {Role::currency, "currency währung devise divisa 통화 通貨"},
    {Role::reference,
     "referencetxnid zugehörigertransaktionscode numérodelatransactionderéférence "
     "iddereferenciadetrans iddetransaccióndereferencia 참조거래id 照会用取引id"},
    {Role::product,
     "itemtitle artikelbezeichnung titredelobjet títulodelartículo 품목제목 "
     "商品タイトル"},
    {Role::quantity, "quantity anzahl quantité cantidad 수량 数量"},
};

// Items given back lower `Net Sales` of a row of their own; an amount given back without an item
// stands in `Partial Refunds`. Both are losses, never the same one.
constexpr PresetRole kSquare[] = {
    {Role::order, "transactionid paymentid"},
    {Role::customer, "customerid"},
    {Role::time, "date"},
    {Role::time_of_day, "time"},
    {Role::time_zone, "timezone"},
    {Role::amount, "netsales totalcollected"},
    {Role::refund, "partialrefunds"},
    {Role::event, "eventtype"},
    {Role::product, "description"},
    {Role::channel, "location"},
};

// `Order Total` holds tax and shipping; what the shop earned is `Order Value` less its discount.
constexpr PresetRole kEtsy[] = {
    {Role::order, "orderid"},           {Role::customer, "buyeruserid buyer"},
    {Role::time, "saledate"},           {Role::amount, "ordervalue", kOrder},
    {Role::discount, "discountamount"}, {Role::currency, "currency"},
    {Role::quantity, "numberofitems"},  {Role::product, "sku"},
};

// One row an order; the base currency is that of `Total Refunded`.
constexpr PresetRole kMagento[] = {
    {Role::order, "id"},
    {Role::email, "customeremail"},
    {Role::time, "purchasedate"},
    {Role::amount, "grandtotalbase grandtotalpurchased grandtotal", kOrder},
    {Role::refund, "totalrefunded"},
    {Role::status, "status"},
    {Role::channel, "purchasepoint"},
};

constexpr PresetRole kBigCommerce[] = {
    {Role::order, "orderid"},
    {Role::customer, "customerid"},
    {Role::email, "emailaddress customeremail"},
    {Role::phone, "phone customerphone"},
    {Role::time, "orderdate"},
    {Role::amount, "ordertotal ordertotalinctax", kOrder},
    {Role::refund, "refundamount"},
    {Role::status, "orderstatus"},
    {Role::currency, "ordercurrencycode"},
};

// Nothing in this file says who bought: where the parcel goes is not a customer.
constexpr PresetRole kAmazon[] = {
    {Role::order, "amazonorderid"},
    {Role::time, "purchasedate"},
    {Role::amount, "itemprice"},
    {Role::quantity, "quantity"},
    {Role::status, "orderstatus itemstatus"},
    {Role::currency, "currency"},
    {Role::product, "sku productname"},
    {Role::channel, "saleschannel"},
};

// The amount is the line's own: 최종 상품별 총 주문금액 after the line's discounts.
constexpr PresetRole kNaver[] = {
    {Role::order, "주문번호"},
    {Role::line, "상품주문번호"},
    {Role::customer, "구매자id"},
    {Role::phone, "구매자연락처"},
    {Role::time, "주문일시 결제일"},
    {Role::amount, "최종상품별총주문금액 상품별총주문금액"},
    {Role::quantity, "수량"},
    {Role::unit_price, "상품가격"},
    {Role::status, "주문상태 주문세부상태"},
    {Role::product, "상품명"},
    {Role::variant, "옵션정보"},
    {Role::channel, "판매채널"},
};

// 구매자 is a name; the phone number beside it tells buyers apart. 결제액 is the line's own.
constexpr PresetRole kCoupang[] = {
    {Role::order, "주문번호 묶음배송번호"},
    {Role::line, "옵션id 노출상품id"},
    {Role::email, "구매자이메일"},
    {Role::phone, "구매자전화번호"},
    {Role::time, "주문일"},
    {Role::amount, "결제액"},
    {Role::quantity, "구매수"},
    {Role::unit_price, "옵션판매가"},
    {Role::cancelled, "취소여부 취소수량"},
    {Role::product, "등록상품명 노출상품명"},
    {Role::variant, "등록옵션명 최초등록옵션명"},
};

// What was paid stands in 총 실결제금액, the order's total repeated on every line. 상품구매금액 is
// the line's own but before discounts, so it is used only where no total is.
constexpr PresetRole kCafe24[] = {
    {Role::order, "주문번호"},
    {Role::line, "품목별주문번호"},
    {Role::customer, "주문자id"},
    {Role::email, "주문자이메일"},
    {Role::phone, "주문자휴대전화 주문자전화번호"},
    {Role::time, "주문일시 주문일 결제일시"},
    {Role::amount, "총실결제금액 총결제금액", kOrder},
    {Role::amount, "상품구매금액"},
    {Role::refund, "실제환불금액"},
    {Role::cancelled, "취소유형"},
    {Role::status, "주문상태"},
    {Role::quantity, "수량"},
    {Role::unit_price, "판매가"},
    {Role::product, "상품명"},
    {Role::variant, "상품옵션"},
    {Role::channel, "주문경로"},
};

// 품목실결제가 is what was paid for the line; 최종주문금액 repeats the order's total on every line
// and counts only where the line's own is not there.
constexpr PresetRole kImweb[] = {
    {Role::order, "주문번호"},      {Role::email, "주문자이메일"},
    {Role::phone, "주문자번호"},    {Role::time, "주문일"},
    {Role::amount, "품목실결제가"}, {Role::amount, "최종주문금액", kOrder},
    {Role::status, "주문상태"},     {Role::cancelled, "취소사유"},
    {Role::quantity, "구매수량"},   {Role::unit_price, "판매가"},
    {Role::product, "상품명"},      {Role::variant, "옵션명"},
    {Role::channel, "판매채널"},
};

// Payments alone: neither customers nor days stand in them.
constexpr PresetRole kImwebPayments[] = {
    {Role::order, "주문번호"},  {Role::amount, "금액"},     {Role::event, "결제구분"},
    {Role::status, "결제상태"}, {Role::line, "pg거래번호"}, {Role::channel, "결제수단"},
};

constexpr PresetRole kOnlineRetail[] = {
    {Role::order, "invoiceno invoice"}, {Role::customer, "customerid"},
    {Role::time, "invoicedate"},        {Role::unit_price, "unitprice price"},
    {Role::quantity, "quantity"},       {Role::product, "description stockcode"},
    {Role::channel, "country"},
};

// An order is what one customer bought on one day: there is no number.
constexpr PresetRole kCdnow[] = {
    {Role::customer, "id userid customerid custid"},
    {Role::time, "date"},
    {Role::quantity, "quantity number numcds cds qty"},
    {Role::amount, "dollars"},
};

constexpr PresetRole kExperiment[] = {
    {Role::customer, ""},
    {Role::email, ""},
    {Role::variant, ""},
    {Role::amount, ""},
};
constexpr Role kNotInExperiment[] = {Role::time, Role::order, Role::unit_price};

constexpr PresetRole kSurvey[] = {
    {Role::customer, ""}, {Role::email, ""}, {Role::phone, ""},
    {Role::time, ""},     {Role::score, ""}, {Role::variant, ""},
};
constexpr Role kNotInSurvey[] = {Role::amount, Role::unit_price, Role::order, Role::quantity};

constexpr Preset kPresets[] = {
    {"shopify",
     "",
     "financialstatus fulfillmentstatus paidat acceptsmarketing lineitemname lineitemprice "
     "lineitemquantity lineitemsku",
     3,
     kShopify,
     {}},
    {"woocommerce",
     "netsales|ventesnettes|nettoumsatz|ventasnetas|純売上高|純売上|순매출|순판매",
     "itemssold|articlesvendus|verkaufteartikel|artículosvendidos|販売数|販売された商品|"
     "판매된품목|판매수량 "
     "customertype|typedeclient|kundentyp|tipodecliente|顧客タイプ|고객유형 "
     "coupons|codespromo|gutscheine|cupones|クーポン|쿠폰 "
     "products|produits|produkte|productos|商品|상품|제품 "
     "attribution|zuordnung|atribución|アトリビューション|기여도|속성",
     2,
     kWooCommerce,
     {}},
    {"stripe",
     "",
     "createddateutc|createdutc amountrefunded captured fee|convertedamount "
     "paymentsourcetype|invoiceid",
     3,
     kStripe,
     {}},
    {"paypal",
     "",
     "timezone|zeitzone|fuseauhoraire|zonahoraria|시간대|タイムゾーン "
     "fromemailaddress|absenderemailadresse|absenderemail|deladresseemail|"
     "correoelectrónicodelremitente|보낸사람이메일주소|送信者メールアドレス "
     "toemailaddress|empfängeremailadresse|empfängeremail|àladresseemail|"
     "correoelectrónicodeldestinatario|받는사람이메일주소|受信者メールアドレス "
     "transactionid|transaktionscode|numérodetransaction|iddetransacción|거래id|取引id "
     "referencetxnid|zugehörigertransaktionscode|numérodelatransactionderéférence|"
     "iddereferenciadetrans|iddetransaccióndereferencia|참조거래id|照会用取引id "
     "gross|brutto|avantcommission|bruto|총액|총금액 balanceimpact|auswirkungaufguthaben",
     4,
     kPayPal,
     {}},
    {"square",
     "",
     "grosssales totalcollected giftcardsales partialrefunds cardentrymethods pansuffix eventtype "
     "diningoption othertendertype",
     3,
     kSquare,
     {}},
    {"etsy",
     "",
     "saledate buyeruserid ordervalue ordernet adjustedordertotal cardprocessingfees "
     "inpersondiscount numberofitems",
     3,
     kEtsy,
     {},
     DateOrder::mdy},
    {"magento",
     "",
     "purchasepoint billtoname shiptoname grandtotalbase|grandtotal grandtotalpurchased "
     "purchasedate totalrefunded allocatedsources shippingandhandling",
     4,
     kMagento,
     {}},
    {"bigcommerce",
     "",
     "cartbaseamount taxtotal shippingtotal customermessage staffnotes billingstreet1 cardnumber "
     "ordertotal refundamount ordertotalinctax handlingcostinctax",
     4,
     kBigCommerce,
     {}},
    {"amazon",
     "",
     "amazonorderid merchantorderid fulfillmentchannel shipservicelevel itemprice "
     "itempromotiondiscount "
     "shipcity shippostalcode lastupdateddate",
     3,
     kAmazon,
     {}},
    {"naver",
     "",
     "상품주문번호 최종상품별총주문금액|상품별총주문금액 구매자id 주문세부상태 "
     "네이버페이주문관리수수료 매출연동수수료 발주확인일 판매자상품코드 최초상품별할인액",
     3,
     kNaver,
     {},
     std::nullopt,
     "KRW"},
    {"coupang",
     "",
     "묶음배송번호 옵션id 노출상품id 등록상품명 등록옵션명 결제액 옵션판매가 업체상품코드 "
     "구매자전화번호 분리배송yn",
     3,
     kCoupang,
     {},
     std::nullopt,
     "KRW"},
    {"cafe24",
     "",
     "품목별주문번호 총실결제금액 총결제금액 상품구매금액 자체품목코드 주문서쿠폰할인금액 "
     "실제환불금액 주문자가입일 결제일시 상품옵션 상품별추가할인금액",
     3,
     kCafe24,
     {}},
    {"imweb",
     "",
     "품목실결제가 최종주문금액 총품목합계금액 주문자번호 총합계배송비 총합계할인금액 "
     "품목쿠폰할인금액 품목포인트사용금액",
     3,
     kImweb,
     {}},
    {"imweb_payments",
     "",
     "결제구분 pg거래번호 pg주문번호 결제상태 결제수단",
     4,
     kImwebPayments,
     {}},
    {"online_retail",
     "stockcode",
     "invoiceno|invoice invoicedate unitprice|price customerid country",
     4,
     kOnlineRetail,
     {}},
    {"cdnow",
     "dollars date",
     "id|userid|customerid|custid quantity|number|numcds|cds|qty",
     1,
     kCdnow,
     {}},
    {"experiment",
     "userid|user|uid|visitorid|customerid|customer|memberid|고객id|회원id|사용자id|유저id|"
     "회원번호 "
     "version|variant|group|experimentgroup|testgroup|abgroup|arm|bucket|그룹|실험그룹|실험군",
     "", 0, kExperiment, kNotInExperiment},
    {"survey", "score|nps|npsscore|rating|추천점수|추천의향|점수|평점", "", 0, kSurvey,
     kNotInSurvey},
};

/// The headings of a file, sorted for look-up.
class Headings {
 public:
  Headings(std::span<const std::string> names, std::span<const std::string> whole_names) {
    sorted_.reserve(names.size() + whole_names.size());
    for (const auto& list : {names, whole_names}) {
      for (const std::string& name : list) {
        if (!name.empty()) sorted_.push_back(name);
      }
    }
    std::sort(sorted_.begin(), sorted_.end());
  }

  [[nodiscard]] bool hold(std::string_view name) const {
    return std::binary_search(sorted_.begin(), sorted_.end(), name);
  }
  /// One of the alternatives `a|b|c`.
  [[nodiscard]] bool hold_any(std::string_view alternatives) const {
    while (!alternatives.empty()) {
      const std::string_view name = alternatives.substr(0, alternatives.find('|'));
      if (hold(name)) return true;
      alternatives.remove_prefix(std::min(alternatives.size(), name.size() + 1));
    }
    return false;
  }
  [[nodiscard]] bool hold_any_word(std::string_view words) const {
    while (!words.empty()) {
      if (hold(take_word(words))) return true;
    }
    return false;
  }
  [[nodiscard]] uint32_t count(std::string_view groups) const {
    uint32_t found = 0;
    while (!groups.empty()) found += hold_any(take_word(groups)) ? 1 : 0;
    return found;
  }

 private:
  std::vector<std::string_view> sorted_;
};

uint32_t count_groups(std::string_view groups) {
  uint32_t count = 0;
  while (!groups.empty()) count += take_word(groups).empty() ? 0 : 1;
  return count;
}

/// How many headings speak for the preset; 0 = it is not that one.
uint32_t score(const Preset& preset, const Headings& headings) {
  const uint32_t must = count_groups(preset.must);
  if (headings.count(preset.must) < must) return 0;
  for (const Role role : preset.without) {
    if (headings.hold_any_word(known_names(role))) return 0;
  }
  const uint32_t typical = headings.count(preset.typical);
  return typical < preset.needed ? 0 : must + typical;
}

}  // namespace

bool Preset::fills(Role role) const {
  return std::any_of(roles.begin(), roles.end(),
                     [role](const PresetRole& filled) { return filled.role == role; });
}

const Preset* recognise_preset(std::span<const std::string> names,
                               std::span<const std::string> whole_names) {
  const Headings headings(names, whole_names);
  const Preset* best = nullptr;
  uint32_t most = 0;
  for (const Preset& preset : kPresets) {
    const uint32_t found = score(preset, headings);
    if (found <= most) continue;
    most = found;
    best = &preset;
  }
  return best;
}

std::span<const Preset> presets() {
  return kPresets;
}

const Preset* find_preset(std::string_view id) {
  const auto* found = std::find_if(std::begin(kPresets), std::end(kPresets),
                                   [id](const Preset& preset) { return preset.id == id; });
  return found == std::end(kPresets) ? nullptr : found;
}

}  // namespace dangol::table
