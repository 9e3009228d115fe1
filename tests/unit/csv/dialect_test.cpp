#include "csv/dialect.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace dangol::csv {
namespace {

/// `delimiter header-row`, or the error's code.
std::string judge(std::string_view text, const ChosenDialect& chosen = {}, bool complete = true) {
  const Result<Dialect> result = detect_dialect(text, complete, chosen);
  if (!result.ok()) return result.error().code;
  const Dialect& dialect = result.value();
  EXPECT_EQ(dialect.aligned_spaces, dialect.delimiter == ' ');
  const std::string name = dialect.delimiter == '\t' ? "tab" : std::string(1, dialect.delimiter);
  return name + " " + std::to_string(dialect.header_row);
}

TEST(Dialect, FindsTheDelimiter) {
  EXPECT_EQ(judge("id,date,amount\n1,2024-01-05,3.5\n2,2024-01-06,4\n"), ", 1");
  EXPECT_EQ(judge("id;date;amount\n1;2024-01-05;3,5\n2;2024-01-06;4,25\n"), "; 1");
  EXPECT_EQ(judge("주문번호\t주문일\t결제액\n1\t2024-01-05\t12,000\n2\t2024-01-06\t9,000\n"),
            "tab 1");
  EXPECT_EQ(judge("id|date|amount\r\n1|2024-01-05|3\r\n2|2024-01-06|4\r\n"), "| 1");
  EXPECT_EQ(judge("name,note\n\"a;b;c\",\"x;y;z\"\n\"d;e;f\",\"u;v;w\"\n"), ", 1");
  EXPECT_EQ(judge("sep=;\nid;amount\n1;2\n3;4\n"), "; 2");
}

TEST(Dialect, FindsColumnsDrawnUpBySpaces) {
  EXPECT_EQ(judge(" 00004 0001 19970101  2   29.33\n 00004 0001 19970118  2   29.73\n"
                  " 00021 0002 19970101  3   63.34\n"),
            "  0");
  EXPECT_EQ(judge("date\n2024-01-05 10:00:00\n2024-01-06 11:00:00\n"), ", 1")
      << "a single space separates words";
}

TEST(Dialect, FindsTheHeader) {
  EXPECT_EQ(judge("1,2024-01-05,3.5\n2,2024-01-06,4\n"), ", 0");
  EXPECT_EQ(judge("C001,kim@example.com,5\nC002,lee@example.com,6\n"), ", 0");
  EXPECT_EQ(judge("Row ID,Order ID,Order Date,Tax 1,Sales\n1,CA-1,11/8/2018,0,261.96\n"), ", 1");
  EXPECT_EQ(judge("id,name\nA1,Kim\nB2,Lee\n"), ", 1");
  EXPECT_EQ(judge("user,group\nann,red\nbob,blue\ncat,red\n"), ", 1");
  EXPECT_EQ(judge("red,ann\nblue,bob\nred,cat\n"), ", 0") << "a name does not come again";
  EXPECT_EQ(judge("id,name,amount\n"), ", 1") << "a header and nothing else";
}

TEST(Dialect, FindsAHeaderUnderNotices) {
  EXPECT_EQ(judge("개인정보를 안전하게 관리해 주세요\n"
                  "상품주문번호,주문번호,결제일,상품가격\n"
                  "2024010512345,2024010598765,2024-01-05 10:00,12000\n"
                  "2024010612345,2024010698765,2024-01-06 10:00,9000\n"),
            ", 2");
  EXPECT_EQ(judge("Sales report,,,\n,,,\nid,date,amount,city\n1,2024-01-05,3,Seoul\n"
                  "2,2024-01-06,4,Busan\n"),
            ", 3");
}

/// The export of Naver's SmartStore, whose second row holds the names.
constexpr std::string_view kNaverNames =
    "상품주문번호,주문번호,배송속성,풀필먼트사(주문 기준),"
    "택배사(주문 기준),배송방법(구매자 요청),배송방법,택배사,"
    "송장번호,발송일,판매채널,구매자명,구매자ID,수취인명,"
    "주문상태,주문세부상태,수량클레임 여부,결제위치,결제일,"
    "상품번호,상품명,상품종류,반품안심케어,멤버십N배송,"
    "옵션정보,옵션관리코드,수량,옵션가격,상품가격,"
    "최종 상품별 할인액,최초 상품별 할인액,판매자 부담 할인액,"
    "최종 상품별 총 주문금액,최초 상품별 총 주문금액,사은품,"
    "발주확인일,발송기한,발송처리일,송장출력일,배송비 형태,"
    "배송비 묶음번호,배송비 유형,배송비 합계,"
    "제주/도서 추가배송비,배송비 할인액,판매자 상품코드,"
    "판매자 내부코드1,판매자 내부코드2,수취인연락처1,"
    "수취인연락처2,통합배송지,기본배송지,상세배송지,"
    "구매자연락처,우편번호,배송메세지,출고지,결제수단,"
    "네이버페이 주문관리 수수료,매출연동 수수료,정산예정금액,"
    "개인통관고유부호,주문일시,배송희망일,구독신청회차,"
    "구독진행회차,구독배송희망일,배송태그 유형,출입방법 유형,"
    "출입방법 내용,수령위치 유형,수령위치 내용";

TEST(Dialect, FindsTheHeaderOfNaver) {
  const std::string notice =
      "\"다운로드 받은 파일에는 개인정보가 포함되어 있습니다. 이용 목적을 달성한 후 파기해 "
      "주세요.\"";
  const auto columns =
      static_cast<size_t>(std::count(kNaverNames.begin(), kNaverNames.end(), ',')) + 1;
  std::string row = "2024010512345671,2024010598765431,,,,,,,,,스마트스토어,김민지,abcd****";
  row += std::string(columns - 13, ',');
  const std::string names(kNaverNames);
  EXPECT_EQ(judge(notice + "\r\n" + names + "\r\n" + row + "\r\n"), ", 2");
  EXPECT_EQ(judge(notice + std::string(columns - 1, ',') + "\n" + names + "\n" + row + "\n" + row),
            ", 2")
      << "the notice's row filled up with empty cells";
}

TEST(Dialect, FindsTheHeaderAnywhereInTheFirstTwentyRows) {
  for (int notices = 0; notices < 20; ++notices) {
    std::string text;
    for (int i = 0; i < notices; ++i) text += "안내 " + std::to_string(i) + "\n";
    text += "주문번호\t주문일\t결제액\n1001\t2024-01-05\t12,000\n1002\t2024-01-06\t9,000\n";
    EXPECT_EQ(judge(text), "tab " + std::to_string(notices + 1));
  }
}

TEST(Dialect, PassesOverNoticesTotalsAndNotes) {
  EXPECT_EQ(judge("주문 내역,,,\n조회기간: 2024-01-01 ~ 2024-01-31,,,\n,,,\n"
                  "주문번호,주문일,결제액,상태\n1001,2024-01-05,12000,완료\n"
                  "1002,2024-01-06,9000,완료\n합계,,21000,\n\n※ 부가세 포함\n"),
            ", 4");
  EXPECT_EQ(judge("조회기간,2024-01-01 ~ 2024-01-31\n상호,단골상회\n\n"
                  "주문번호,주문일,고객,결제액,상태\n1001,2024-01-05,김,12000,완료\n"
                  "1002,2024-01-06,이,9000,완료\n"),
            ", 3")
      << "rows are records: blank lines do not count";
  EXPECT_EQ(judge("본 자료는 개인정보를 포함하므로, 외부 유출 시, 법적 책임을 질 수 있습니다\n"
                  "주문번호,주문일,고객,결제액,상태,채널\n1001,2024-01-05,김,12000,완료,네이버\n"
                  "1002,2024-01-06,이,9000,완료,쿠팡\n"),
            ", 2");
}

TEST(Dialect, ReadsLocalisedNames) {
  EXPECT_EQ(judge("Date;\"Commande n°\";État;Client;\"Ventes nettes\"\n"
                  "05/01/2024;1001;Terminée;Jeanne;45,00\n06/01/2024;1002;Terminée;Paul;30,50\n"),
            "; 1");
  EXPECT_EQ(judge("Datum;Bestellnummer;Kunde;Betrag\n05.01.2024;1001;Müller;12,50\n"), "; 1");
  EXPECT_EQ(judge("注文番号,注文日,金額\n1001,2024-01-05,1200\n1002,2024-01-06,900\n"), ", 1");
}

TEST(Dialect, JudgesOneColumn) {
  EXPECT_EQ(judge("amount\n12\n13\n"), ", 1");
  EXPECT_EQ(judge("12\n13\n14\n"), ", 0");
  EXPECT_EQ(judge("email\nkim@example.com\nlee@example.com\n"), ", 1");
  EXPECT_EQ(judge("kim@example.com\nlee@example.com\n"), ", 0");
  EXPECT_EQ(judge("variant\nA\nB\nA\n"), ", 1");
  EXPECT_EQ(judge("12"), ", 0");
  EXPECT_EQ(judge("amount"), ", 1");
}

TEST(Dialect, NeverOverridesTheUser) {
  ChosenDialect chosen;
  chosen.header_row = 0;
  EXPECT_EQ(judge("id,date\n1,2024-01-05\n", chosen), ", 0");
  chosen.header_row = 7;
  chosen.delimiter = ';';
  EXPECT_EQ(judge("id,date\n1,2024-01-05\n", chosen), "; 7");
  chosen.header_row.reset();
  chosen.delimiter = ':';
  EXPECT_EQ(judge("id:n\n1:2\n", chosen), ": 1");
}

TEST(Dialect, NamesWhatIsNoTextFile) {
  EXPECT_EQ(judge(""), "empty_file");
  EXPECT_EQ(judge("\xEF\xBB\xBF \r\n\n"), "empty_file");
}

/// ASCII as UTF-16LE.
std::string wide(std::string_view text) {
  std::string bytes;
  for (const char letter : text) bytes.append(1, letter).append(1, '\0');
  return bytes;
}

TEST(NotText, NamesWhatIsNoTextFile) {
  EXPECT_EQ(not_text("PK\x03\x04rest"), "xlsx_file");
  EXPECT_EQ(not_text("PK\x03\x04....xl/workbook.xml"), "xlsx_file");
  EXPECT_EQ(not_text("PK\x03\x04....orders-2024.csv...."), "compressed_file");
  EXPECT_EQ(not_text("\x1F\x8B\x08 compressed"), "compressed_file");
  const std::string container = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
  EXPECT_EQ(not_text(container), "locked_file");
  EXPECT_EQ(not_text(container + wide("Root Entry.EncryptionInfo.EncryptedPackage")),
            "locked_file");
  EXPECT_EQ(not_text(container + wide("Root Entry.Workbook")), "old_xls_file");
  EXPECT_EQ(not_text(container + wide("Root Entry.Book")), "old_xls_file");
  EXPECT_EQ(not_text(std::string_view("id,n\n1,\0\x01\x02\n", 11)), "binary_file");
  EXPECT_EQ(not_text("%PDF-1.7\n"), "binary_file");
  EXPECT_EQ(not_text("\x01\x02\x03\x04\x05"), "binary_file");
}

TEST(NotText, LetsTextOfEveryEncodingPass) {
  EXPECT_EQ(not_text(""), "");
  EXPECT_EQ(not_text("id,n\n1,2\n"), "");
  EXPECT_EQ(not_text("\xEF\xBB\xBFid\n"), "");
  EXPECT_EQ(not_text("\xFF\xFE" + wide("id,n\n")), "");
  EXPECT_EQ(not_text(wide("id,n\n1,2\n")), "");
  EXPECT_EQ(not_text('\0' + wide("id,n\n").substr(0, 9)), "");
  EXPECT_EQ(not_text("\xC1\xD6\xB9\xAE\xB9\xF8\xC8\xA3,1\n"), "");
}

TEST(Dialect, ReportsTheByteOrderMark) {
  const Result<Dialect> result = detect_dialect("\xEF\xBB\xBFid,amount\n1,2\n", true, {});
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result.value().byte_order_mark, 3U);
  EXPECT_EQ(result.value().header_row, 1U);
}

TEST(Dialect, JudgesASampleCutAnywhere) {
  std::string text = "id,name,date,amount\n";
  for (int i = 0; i < 40; ++i) {
    text += std::to_string(i) + ",\"Kim, Min\",2024-01-05,\"1,000\"\n";
  }
  for (size_t size = 19; size < text.size(); ++size) {
    EXPECT_EQ(judge(std::string_view(text).substr(0, size), {}, false), ", 1") << size;
  }
}

}  // namespace
}  // namespace dangol::csv
