#include "table/column_names.h"

#include "base/utf8.h"
#include "table/word_list.h"

namespace dangol::table {

namespace {

constexpr std::string_view kCustomer =
    "customerid customernumber customerno customercode customerkey custid custno clientid userid "
    "userno memberid memberno buyeruserid buyerid shopperid accountid contactid visitorid "
    "subscriberid householdid uid 고객id 고객아이디 고객번호 고객코드 회원id 회원아이디 회원번호 "
    "회원코드 구매자id 구매자아이디 구매자번호 주문자id 주문자아이디 유저id 사용자id 사용자번호 "
    "아이디 kundennummer kundennr kundenid idclient numéroclient numérodeclient idcliente "
    "númerodecliente 顧客id 顧客番号 会員id 会員番号 お客様番号 ユーザーid customer user member "
    "buyer client kunde käufer acheteur cliente comprador 고객 회원 구매자 주문자 顧客 会員 購入者";
constexpr std::string_view kEmail =
    "email emailaddress customeremail fromemailaddress buyeremail useremail contactemail "
    "customeremailaddress billingemail mail 이메일 이메일주소 구매자이메일 주문자이메일 "
    "고객이메일 회원이메일 emailadresse kundenemail courriel adresseemail adressemail emailclient "
    "correoelectrónico correo emailcliente メールアドレス メール";
constexpr std::string_view kPhone =
    "customerphone buyerphone phone phonenumber billingphone contactphonenumber mobile mobilephone "
    "mobilenumber telephone tel cellphone 구매자전화번호 구매자연락처 구매자휴대폰 주문자번호 "
    "주문자휴대전화 주문자연락처 주문자전화번호 주문자휴대폰 휴대전화 휴대폰번호 휴대폰 연락처 "
    "전화번호 telefon telefonnummer handynummer téléphone teléfono móvil 電話番号 携帯電話";
constexpr std::string_view kOrder =
    "orderid ordernumber orderno ordernum order ordercode orderref orderreference amazonorderid "
    "transactionid transactionno transactionnumber invoiceno invoicenumber invoiceid invoice "
    "purchaseid saleid salesid receiptno receiptnumber receiptid basketid checkoutid paymentid "
    "주문번호 주문id 주문코드 주문서번호 구매번호 거래번호 결제번호 영수증번호 전표번호 "
    "묶음배송번호 bestellnummer bestellnr bestellungsnummer bestellid auftragsnummer "
    "rechnungsnummer commanden° n°decommande n°commande numérodecommande référencecommande "
    "commande númerodepedido nºdepedido n°depedido idpedido pedido 注文番号 注文id 受注番号 "
    "伝票番号 id";
constexpr std::string_view kLine =
    "orderlineid orderitemid lineitemid lineid rowid 상품주문번호 품목별주문번호 행번호 옵션id "
    "明細番号";
constexpr std::string_view kTime =
    "orderdate orderdatetime ordertime orderedat orderedon ordercreatedat createdat createddate "
    "creationdate created purchasedate purchasedat purchasetime saledate salesdate invoicedate "
    "transactiondate transactiontime transactiondatetime paymentdate paidat datetime timestamp "
    "date orderday day time 주문일시 주문일 주문일자 주문날짜 주문시간 결제일시 결제일 결제일자 "
    "결제날짜 구매일시 구매일 구매일자 거래일시 거래일 거래일자 판매일 날짜 일자 bestelldatum "
    "kaufdatum auftragsdatum rechnungsdatum datum datedecommande datedelacommande datedachat "
    "datedevente fechadepedido fechadelpedido fechadecompra fechadeventa fecha 注文日時 注文日 "
    "購入日時 購入日 受注日時 受注日 日付";
// A line's own value stands before an order's total: exports repeat the total on every line.
constexpr std::string_view kAmount =
    "lineamount linetotal netsales ventesnettes amount saleamount salesamount sales revenue "
    "netamount itemprice ordervalue total ordertotal orderamount totalprice totalamount totalsales "
    "grandtotal totalcollected grosssales gross purchaseamount paidamount paymentamount amountpaid "
    "spend dollars value subtotal net 최종상품별총주문금액 상품별총주문금액 품목실결제가 "
    "상품구매금액 결제액 결제금액 실결제금액 실결제액 총실결제금액 최종결제금액 총결제금액 "
    "최종주문금액 주문금액 총주문금액 구매금액 구매액 판매금액 판매액 매출 매출액 매출금액 "
    "거래금액 금액 합계금액 총금액 총액 합계 betrag nettoumsatz umsatz gesamtbetrag gesamtpreis "
    "bestellwert rechnungsbetrag gesamt montant chiffredaffaires montanttotal prixtotal importe "
    "monto ventasnetas ventas importetotal totaldelpedido 売上金額 売上 金額 購入金額 注文金額 "
    "支払金額 請求金額 合計金額 合計";
constexpr std::string_view kRefund =
    "refundedamount amountrefunded totalrefunded refundamount partialrefunds refunds refund "
    "refunded 실제환불금액 환불금액 환불액 반품금액 erstattung rückerstattung erstatteterbetrag "
    "remboursement montantremboursé reembolso importereembolsado 返金額 返金";
constexpr std::string_view kQuantity =
    "quantity qty lineitemquantity quantityordered orderquantity itemssold numberofitems itemcount "
    "units 수량 구매수량 구매수 주문수량 판매수량 개수 menge anzahl stückzahl quantité "
    "articlesvendus cantidad 数量 個数";
constexpr std::string_view kUnitPrice =
    "unitprice priceeach itemunitprice lineitemprice sellingprice price 단가 판매단가 상품단가 "
    "판매가 상품가격 옵션판매가 판매가격 가격 einzelpreis stückpreis preis prixunitaire prix "
    "preciounitario precio 単価 販売価格 価格";
constexpr std::string_view kStatus =
    "financialstatus orderstatus paymentstatus status orderstate itemstatus 주문상태 결제상태 "
    "처리상태 진행상태 주문세부상태 상태 bestellstatus état statut étatdelacommande estado "
    "estadodelpedido 注文ステータス 注文状況 ステータス";
constexpr std::string_view kCurrency =
    "currency currencycode ordercurrency 통화 통화코드 화폐 화폐단위 währung devise moneda divisa "
    "通貨";
constexpr std::string_view kProduct =
    "productname product products description itemtitle itemname lineitemname title item 상품명 "
    "등록상품명 노출상품명 제품명 품목명 품명 상품 제품 produktname produkt artikelname artikel "
    "bezeichnung produit produits nomduproduit producto productos artículo 商品名 商品 品名 "
    "productid stockcode sku 상품코드";
constexpr std::string_view kChannel =
    "channel saleschannel orderchannel source attribution purchasepoint medium location 판매채널 "
    "주문경로 유입경로 채널 매체 vertriebskanal verkaufskanal kanal canaldevente canal "
    "canaldeventa 販売チャネル チャネル";
constexpr std::string_view kVariant =
    "variant variation version experimentgroup testgroup abgroup group arm treatment bucket "
    "실험그룹 실험안 시안 테스트그룹 실험군 그룹 "
    "variante testgruppe gruppe groupe grupo グループ";
constexpr std::string_view kScore =
    "npsscore nps score rating 추천점수 점수 평점 추천의향 bewertung puntuación 評価";
constexpr std::string_view kTimeOfDay =
    "timeofday time clock ordertime transactiontime purchasetime 시간 시각 주문시간 주문시각 "
    "결제시간 결제시각 uhrzeit zeit heure hora 時刻 時間";
constexpr std::string_view kTimeZone =
    "timezone tz zone 시간대 타임존 표준시간대 zeitzone fuseauhoraire zonahoraria タイムゾーン";
constexpr std::string_view kCancelled =
    "cancelledat canceledat cancelleddate canceleddate cancellationdate cancelreason "
    "cancellationreason cancelled canceled iscancelled iscanceled 취소여부 취소일시 취소일 "
    "취소사유 취소유형 취소구분 storniert stornodatum キャンセル日";
constexpr std::string_view kEvent =
    "eventtype transactiontype recordtype 거래구분 거래유형 결제구분 transaktionsart "
    "typedetransaction tipodetransacción 取引種別";
constexpr std::string_view kReference =
    "referencetxnid referencetransactionid originalorderid originalorder originaltransactionid "
    "originalinvoice parentorderid 원주문번호 원거래번호";

constexpr PerRole<std::string_view> kKnown = {
    kCustomer,  kEmail,     kPhone,     kOrder,    kLine,    kTime,     kAmount,  kRefund,
    kQuantity,  kUnitPrice, kStatus,    kCurrency, kProduct, kChannel,  kVariant, kScore,
    kTimeOfDay, kTimeZone,  kCancelled, {},        kEvent,   kReference};

constexpr std::string_view kPersons =
    "customername fullname buyername clientname username billtoname billingname name 구매자명 "
    "구매자이름 주문자명 주문자이름 고객명 고객이름 회원명 이름 성명 kundenname nomduclient "
    "nomclient nom nombredelcliente nombre 顧客名 購入者名 注文者名 氏名 お名前";

struct Stems {
  Role role;
  std::string_view any_of;
  std::string_view none_of;
};

constexpr Stems kStems[] = {
    {Role::customer, "customer client member buyer shopper 고객 회원 구매자 주문자 kunde 顧客 会員",
     "name type group segment email mail phone city country state note message since date address "
     "age gender count nom typ adresse telefon ville 새 명 이름 이메일 전화 연락처 휴대 주소 등급 "
     "유형 가입 성별 나이 메모 일 名 種別 住所"},
    {Role::order,
     "orderid orderno ordernumber invoiceno 주문번호 bestellnummer numérodecommande "
     "númerodepedido 注文番号",
     "상품주문번호 품목 orderline lineitem purchaseorder"},
    {Role::time, "date time 일시 일자 날짜 주문일 결제일 구매일 datum fecha 日付 注文日 購入日",
     "ship deliver birth cancel refund return expected due update signup regist zone timezone 발송 "
     "배송 출고 생일 생년 가입 취소 환불 반품 예정 수정 발주 liefer versand livraison entrega "
     "geburt 発送 配送"},
    {Role::amount,
     "amount total revenue sales 매출 금액 결제액 판매액 구매액 betrag umsatz montant importe "
     "金額 売上",
     "discount tax shipping fee refund tip cost profit quantity coupon point channel count items "
     "할인 세금 배송 수수료 환불 쿠폰 포인트 적립 원가 이익 수량 반품 취소 부가세 정산 채널 "
     "rabatt steuer versand remise frais taxe descuento impuesto envío 割引 税 送料"},
};

constexpr std::string_view kTotalStems =
    "total payment paid 총 최종 결제 합계 gesamt bestellwert importedelpedido 合計 支払 請求";

constexpr std::string_view kTotalWords =
    "total totals grandtotal subtotal sum 합계 총계 소계 총합계 총합 전체 계 gesamt summe "
    "gesamtsumme totaux totalgénéral totales 合計 総計 小計";

bool contains_any(std::string_view text, std::string_view words) {
  while (!words.empty()) {
    const std::string_view word = take_word(words);
    if (!word.empty() && text.find(word) != std::string_view::npos) return true;
  }
  return false;
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

void erase_all(std::string& text, std::string_view piece) {
  for (size_t at = text.find(piece); at != std::string::npos; at = text.find(piece, at)) {
    text.erase(at, piece.size());
  }
}

std::string reduce(std::string_view text) {
  std::string scratch;
  std::string reduced;
  for (const char c : fold_case(text, scratch)) {
    if (is_letter_or_digit(c)) reduced += c;
  }
  for (const std::string_view unseen : {"\xC2\xA0", "\xE2\x80\xAF", "\xE3\x80\x80", "（", "）"}) {
    erase_all(reduced, unseen);
  }
  return reduced;
}

}  // namespace

std::string normalise_name(std::string_view name) {
  std::string reduced = reduce(without_parentheses(name));
  return reduced.empty() ? reduce(name) : reduced;
}

std::string normalise_whole_name(std::string_view name) {
  return reduce(name);
}

std::string_view known_names(Role role) {
  return kKnown[index_of(role)];
}

std::string_view person_names() {
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

bool speaks_of_total(std::string_view normalised) {
  return contains_any(normalised, kTotalStems);
}

bool is_total_word(std::string_view cell) {
  return cell.size() <= 32 && holds_word(kTotalWords, normalise_name(cell));
}

}  // namespace dangol::table
