"""Files of no known source, one trap each: encodings, shapes, dates, money, ids, duplicates, several files."""
import datetime
import decimal
import unicodedata

from corpus_shop import COFFEES, Table, comma, grouped, plain, purchases, split, won
from corpus_sources import excel_serial

Money = decimal.Decimal

PLAIN = split("order_id,customer_id,order_date,product,amount")
PLAIN_MAPPING = {"order": "order_id", "customer": "customer_id", "time": "order_date", "amount": "amount", "product": "product"}
KOREAN = ["주문번호", "고객아이디", "주문일자", "상품명", "결제금액"]
KOREAN_MAPPING = {"order": "주문번호", "customer": "고객아이디", "time": "주문일자", "amount": "결제금액", "product": "상품명"}


def iso(when):
    return f"{when:%Y-%m-%d}"


def simple(seed, header=PLAIN, date=iso, text=plain, customer=None, product=None, korean=None, keep=lambda order: True, **shop):
    """A small shop of one row per product: number, customer, date, product, amount."""
    korean = header is KOREAN if korean is None else korean
    if korean:
        shop = {"products": COFFEES, "scale": 1} | shop
        text = won if text is plain else text
    generator, orders = purchases(seed, **({"customers": 12, "days": 120} | shop))
    table = Table(header)
    for order in filter(keep, orders):
        who = customer(order.person) if customer else f"c{order.person.number:03}"
        for name, quantity, price in order.lines:
            cells = [f"A{order.number + 1001}", who, date(order.when), product(name) if product else name, text(Money(quantity * price))]
            table.raw(cells, order=order.number, customer=who, day=order.day, amount=Money(quantity * price))
    return table


# ---- Encodings ----


def encodings(corpus):
    common = {"mapping": KOREAN_MAPPING, "identity": "customer"}
    # Syllables outside KS X 1001, which only CP949 has.
    rare = {"product": lambda name: name.replace("세트", "셑트 뷁똠")}
    for name, encoding, delimiter, about in [
            ("utf8", "utf-8", ",", "UTF-8 without a mark"),
            ("utf8_mark", "utf-8-mark", ",", "A spreadsheet's \"CSV UTF-8\": with a byte-order mark"),
            ("cp949", "euc-kr", ",", "A Korean spreadsheet's \"CSV\", with syllables that EUC-KR lacks"),
            ("utf16le", "utf-16le-mark", "\t", "A spreadsheet's \"Unicode text\": UTF-16LE with tabs"),
            ("utf16be", "utf-16be-mark", "\t", "UTF-16BE with a mark"),
            ("utf16le_no_mark", "utf-16le", "\t", "UTF-16LE without a mark")]:
        corpus.add(f"encodings/{name}", about, simple(301, KOREAN, **rare), encoding=encoding, delimiter=delimiter,
                   suffix="txt" if delimiter == "\t" else "csv", **common)
    corpus.add("encodings/cp949_chosen", "The user says which encoding it is", simple(301, KOREAN, **rare), encoding="euc-kr",
               options={"encoding": "euc-kr"}, **common)
    japanese = {"Morning Blend 100g": "朝のお茶 100g", "Sencha 80g": "煎茶 80g", "Gift Tin": "ソース缶 表示", "Sampler Box": "詰め合わせ"}
    corpus.add("encodings/shift_jis", "Shift-JIS, where ソ and 表 end in the byte of a backslash",
               simple(302, product=lambda name: japanese.get(name, "ティーポット")), encoding="shift_jis", mapping=PLAIN_MAPPING)
    french = {"Morning Blend 100g": "Thé du matin – 100 g", "Sencha 80g": "Sencha „élégant“", "Gift Tin": "Boîte à thé, façon d’antan"}
    corpus.add("encodings/cp1252", "Windows-1252 with the quotes and dashes that ISO 8859-1 lacks",
               simple(303, product=lambda name: french.get(name, "Théière")), encoding="windows-1252", mapping=PLAIN_MAPPING)

    def mixed_form(person):
        """The same customer, composed in one row and decomposed in the next."""
        mixed_form.turn += 1
        name = f"{person.korean}{person.number}"
        return unicodedata.normalize("NFD" if mixed_form.turn % 2 else "NFC", name)

    mixed_form.turn = 0
    table = simple(304, KOREAN, customer=mixed_form)
    for row in table.rows:
        row.customer = unicodedata.normalize("NFC", row.customer)
    table.header = [unicodedata.normalize("NFD", name) for name in KOREAN]
    corpus.add("encodings/nfd", "A Mac wrote the header and half of the names decomposed (NFD): one customer, not two", table, **common)


# ---- Shapes ----


def with_rows(table, every, make):
    """Puts what `make(index)` gives after each `every`-th row."""
    rows = []
    for index, row in enumerate(table.rows):
        rows.append(row)
        if index % every == every - 1:
            rows.extend(make(index))
    table.rows = rows
    return table


def shapes(corpus):
    common = {"mapping": KOREAN_MAPPING, "identity": "customer"}
    notice = [["[주문 내역]"], ["조회 기간: 2026-01-01 ~ 2026-05-31"], *([f"※ 안내 {n}: 이 파일은 예시입니다."] for n in range(1, 18))]
    corpus.add("shapes/notices", "Nineteen lines of notices above the header, on row 20", simple(311, KOREAN), above=notice, header_row=20, **common)

    table = simple(312, KOREAN)
    total = sum(row.amount for row in table.rows)
    table.raw(["합계", "", "", "", grouped(total)], aside="totals_row", amount=total)
    table.raw(["", "", "", "", ""], aside="no_customer")
    table.raw(["* 취소 주문은 빠져 있습니다."], aside="note")
    table.raw(["* 문의: help@example.com"], aside="note")
    corpus.add("shapes/totals_and_notes", "A sum and notes under the table are no orders", table, **common)

    table = simple(313)
    with_rows(table, 9, lambda index: [type(table.rows[0])(list(PLAIN), aside="repeated_header")])
    table.blank()
    corpus.add("shapes/repeated_headers", "The header again after every nine rows, as when pages were pasted together", table,
               mapping=PLAIN_MAPPING)

    table = simple(314)
    for index, row in enumerate(table.rows):
        if index % 6 == 2:
            row.cells = row.cells + ["", "extra, cell"]
        elif index % 8 == 5:
            row.cells = row.cells[:4]
            row.amount, row.aside = None, "amount_missing"
    corpus.add("shapes/ragged", "Rows with cells too many are read, rows that end before their amount are set aside", table,
               mapping=PLAIN_MAPPING)

    table = simple(315)
    with_rows(table, 4, lambda index: [type(table.rows[0])([], record=False)])
    corpus.add("shapes/blank_lines", "Blank lines are no rows", table, mapping=PLAIN_MAPPING)

    lines = {"Gift Tin": 'Tin, "large",\nwith a bow', "Sencha 80g": 'Sencha ""80g""', "Earl Grey, loose 100g": "Earl Grey\r\nloose"}
    corpus.add("shapes/quoted", "Quotes inside quotes, delimiters and line breaks inside cells", simple(316, product=lambda name: lines.get(name, name)),
               mapping=PLAIN_MAPPING)
    corpus.add("shapes/mixed_line_ends", "CR LF, LF and CR in turn", simple(317), line_ends=["\r\n", "\n", "\r", "\n"], mapping=PLAIN_MAPPING)
    corpus.add("shapes/no_last_line_end", "The last row has no line end", simple(318), cut=1, line_end="\n", mapping=PLAIN_MAPPING)
    corpus.add("shapes/huge_field", "One cell of 3,000 characters", simple(319, product=lambda name: name * 200 if name == "Glass Teapot 24\" tray" else name,
                                                                          customers=6), mapping=PLAIN_MAPPING)
    corpus.add("shapes/no_header", "No names at all: the roles come from the values", simple(320), header=False, header_row=0,
               mapping={"time": "column_3", "customer": "column_2", "amount": "column_5"})
    corpus.add("shapes/tabs", "A paste from a spreadsheet", simple(321, KOREAN), delimiter="\t", suffix="tsv", **common)
    corpus.add("shapes/hint", "A first line sep=; names the delimiter", simple(322, text=lambda amount: comma(amount, "")), delimiter=";",
               above=[["sep=", ""]], header_row=2, mapping=PLAIN_MAPPING)
    two = simple(323)
    two.header = PLAIN + ["amount"]
    for row in two.rows:
        row.cells.append("0")
    corpus.add("shapes/repeated_name", "Two columns of one name: the first is meant, the second gets a number", two, mapping=PLAIN_MAPPING)


# ---- Unknown files ----


def unknown(corpus):
    generator, orders = purchases(331, customers=14, products=COFFEES, scale=1)
    table = Table(["순번", "판매일", "성함", "연락처", "품목", "개수", "합계(원)", "비고"])
    for index, order in enumerate(orders):
        for line, (name, quantity, price) in enumerate(order.lines):
            value = Money(quantity * price)
            table.add({"순번": len(table.rows) + 1, "판매일": f"{order.when.year}. {order.when.month}. {order.when.day}.", "성함": order.person.korean,
                       "연락처": order.person.mobile, "품목": name, "개수": quantity, "합계(원)": f"{int(value):,}원", "비고": "단골" if line else ""},
                      customer=order.person.number, day=order.day, amount=value, currency="KRW")
    corpus.add("unknown/korean_spreadsheet", "A shop's own sheet: dates with dots, amounts with 원, customers by phone number", table,
               by_id=False, identity="phone", mapping={"time": "판매일", "phone": "연락처", "amount": "합계(원)"}, confident=["time", "phone", "amount"])
    corpus.add("unknown/semicolons", "Semicolons and decimal commas, days with dots", simple(332, ["Beleg", "Kunde", "Datum", "Artikel", "Betrag"],
               date=lambda when: f"{when:%d.%m.%Y}", text=comma), delimiter=";", date_order="dmy", date_order_state="proven",
               mapping={"customer": "Kunde", "time": "Datum", "amount": "Betrag", "order": "Beleg"},
               options={"mapping": {"customer": "Kunde", "time": "Datum", "amount": "Betrag", "order": "Beleg"}})
    corpus.add("unknown/mapped_by_user", "The user's mapping wins over every guess", simple(333, ["order_id", "customer_id", "order_date", "ref", "amount"],
               product=lambda name: "x"), options={"mapping": {"order": None, "amount": "amount"}}, by_id=False,
               mapping={"customer": "customer_id", "time": "order_date", "amount": "amount"})
    slash = {"date": lambda when: f"{when.day}/{when.month}/{when.year}", "keep": lambda order: order.when.day <= 12 and order.when.day != order.when.month}
    swapped = {"date": lambda when: f"{when.month}/{when.day}/{when.year}", "keep": slash["keep"]}
    asked = {"mapping": PLAIN_MAPPING, "warnings": ["date_order_ambiguous"]}
    corpus.add("unknown/day_or_month", "Nothing tells 5/1 from 1/5: read as month/day for now, and asked", simple(334, customers=30, **swapped),
               date_order="mdy", date_order_state="assumed", **asked)
    corpus.add("unknown/day_or_month_chosen", "The same kind of file with the user's answer", simple(334, customers=30, **slash),
               options={"date_order": "dmy"}, date_order="dmy", date_order_state="chosen", mapping=PLAIN_MAPPING,
               no_warnings=["date_order_ambiguous"])


# ---- Dates ----


def half_day(when):
    return f"{when.year}. {when.month}. {when.day}. {'오전' if when.hour < 12 else '오후'} {(when.hour + 11) % 12 + 1}:{when:%M:%S}"


def dates(corpus):
    epoch = datetime.datetime(1970, 1, 1)
    for name, date, about, extra in [
            ("dots", lambda when: f"{when.year}. {when.month}. {when.day}.", "2024. 1. 5.", {}),
            ("korean", lambda when: f"{when.year}년 {when.month}월 {when.day}일", "2024년 1월 5일", {}),
            ("short_year", lambda when: f"{when:%y/%m/%d}", "24/01/05", {}),
            ("day_dots", lambda when: f"{when:%d.%m.%Y}", "05.01.2024", {"date_order": "dmy", "date_order_state": "proven"}),
            ("month_slash", lambda when: f"{when.month}/{when.day}/{when.year}", "1/5/2024", {"date_order": "mdy", "date_order_state": "proven"}),
            ("epoch_seconds", lambda when: f"{int((when - epoch).total_seconds())}", "Seconds since 1970", {}),
            ("epoch_milliseconds", lambda when: f"{int((when - epoch).total_seconds()) * 1000}", "Milliseconds since 1970", {}),
            ("serials", lambda when: f"{(when.date() - datetime.date(1899, 12, 30)).days}", "A spreadsheet's day numbers", {}),
            ("serial_times", excel_serial, "A spreadsheet's day numbers with the time as a fraction", {}),
            ("half_days", half_day, "오전 and 오후", {}),
            ("twelve_hours", lambda when: f"{when.month}/{when.day}/{when.year} {when:%I:%M %p}", "A clock of twelve hours",
             {"date_order": "mdy", "date_order_state": "proven"}),
            ("named_months", lambda when: f"{when:%b} {when.day}, {when.year}", "Jan 5, 2024", {}),
            ("offsets", lambda when: f"{when:%Y-%m-%dT%H:%M:%S}+09:00", "Times with an offset keep the day they state", {}),
            ("compact", lambda when: f"{when:%Y%m%d}", "20240105", {})]:
        corpus.add(f"dates/{name}", about, simple(341, date=date, lines=1), mapping=PLAIN_MAPPING, **extra)
    corpus.add("dates/zulu_in_seoul", "UTC times with a Z, counted by the calendar of Seoul",
               shifted(simple(342, date=lambda when: f"{when:%Y-%m-%dT%H:%M:%SZ}", hours=(12, 19), lines=1), 342, 9, hours=(12, 19), lines=1),
               options={"time_zone": "Asia/Seoul"}, time_zone="Asia/Seoul", mapping=PLAIN_MAPPING)
    corpus.add("dates/wall_clock", "Times without a zone stay as they are, whatever zone the user picks for others",
               simple(343, date=lambda when: f"{when:%Y-%m-%d %H:%M:%S}", hours=(0, 23), lines=1), mapping=PLAIN_MAPPING)

    def several_forms(when):
        several_forms.turn += 1
        return [iso, lambda w: f"{w.year}. {w.month}. {w.day}.", lambda w: f"{w.year}년 {w.month}월 {w.day}일", lambda w: f"{w:%Y/%m/%d %H:%M}"][
            several_forms.turn % 4](when)

    several_forms.turn = 0
    corpus.add("dates/several_forms", "Four forms in one column, each of them plain: all are read, and it says so",
               simple(344, date=several_forms, lines=1), mapping=PLAIN_MAPPING, warnings=["date_formats_mixed"])

    table = simple(345, lines=1)
    for index, row in enumerate(table.rows):
        if index % 7 == 2:
            row.cells[2], row.aside = "", "date_missing"
        elif index % 7 == 4:
            row.cells[2], row.aside = ("2026-02-30", "soon", "31/31/2026")[index % 3], "date_unreadable"
    corpus.add("dates/unreadable", "Blank, impossible and wordy dates are set aside", table, mapping=PLAIN_MAPPING)


def shifted(table, seed, hours_ahead, **shop):
    """The same rows with their days in another zone."""
    generator, orders = purchases(seed, **({"customers": 12, "days": 120} | shop))
    for row, order in zip(table.rows, orders, strict=True):
        row.day = (order.when + datetime.timedelta(hours=hours_ahead)).date()
    return table


# ---- Money ----


def refunding(table, text, column=4):
    """Gives some orders of `table` a second row that takes a part back."""
    rows = []
    for index, row in enumerate(table.rows):
        rows.append(row)
        if index % 7 == 3:
            back = -(row.amount / 4).quantize(Money(1) if row.amount == row.amount.to_integral() else Money("0.01"))
            cells = list(row.cells)
            cells[column] = text(back)
            rows.append(type(row)(cells, order=row.order, customer=row.customer, day=row.day, amount=back))
    table.rows = rows
    return table


def money(corpus):
    def signed(text):
        return lambda amount: "-" + text(-amount) if amount < 0 else text(amount)

    for name, text, about, extra, korean in [
            ("grouped", signed(lambda amount: f"{amount * 40:,.2f}"), "1,234.50", {"times": 40}, False),
            ("comma_decimals", signed(lambda amount: comma(amount * 40)), "1.234,50", {"times": 40}, False),
            ("space_groups", signed(lambda amount: comma(amount * 40, "\u00a0")), "1 234,50 with spaces that do not break", {"times": 40}, False),
            ("won_sign", signed(lambda amount: "₩" + grouped(amount)), "₩12,000", {"currency": "KRW"}, True),
            ("won_word", signed(lambda amount: grouped(amount) + "원"), "12,000원", {"currency": "KRW"}, True),
            ("dollar_minus", lambda amount: f"${amount:.2f}", "$-3.00", {}, False),
            ("minus_dollar", lambda amount: f"-${-amount:.2f}" if amount < 0 else f"${amount:.2f}", "-$3.00", {}, False),
            ("parentheses", lambda amount: f"({-amount:.2f})" if amount < 0 else f"{amount:.2f}", "(3.00)", {}, False),
            ("minus_behind", lambda amount: f"{-amount:.2f}-" if amount < 0 else f"{amount:.2f}", "3.00-", {}, False)]:
        times, currency = extra.pop("times", 1), extra.pop("currency", None)
        if korean:
            table = refunding(simple(351, KOREAN, text=text, lines=1), text)
        else:
            table = refunding(simple(352, text=text, lines=1), text)
        for row in table.rows:
            row.amount, row.currency = row.amount * times, currency
        corpus.add(f"money/{name}", about, table, mapping=KOREAN_MAPPING if korean else PLAIN_MAPPING, **extra)

    table = simple(353, lines=1)
    for index, row in enumerate(table.rows):
        if index % 9 == 2:
            row.cells[4], row.amount, row.aside = "", None, "amount_missing"
        elif index % 9 == 5:
            row.cells[4], row.amount, row.aside = "ask Ada", None, "amount_unreadable"
        elif index == 7:
            row.cells[4], row.amount = "0.00", Money(0)
    corpus.add("money/blank_and_words", "Blank amounts and words are set aside; a free order counts", table, mapping=PLAIN_MAPPING)

    header = PLAIN + ["currency"]
    generator, orders = purchases(354, customers=14, lines=1)
    table = Table(header)
    for index, order in enumerate(orders):
        code = "USD" if index % 4 else ("EUR", "JPY")[index // 4 % 2]
        table.add(dict(zip(header, [f"A{order.number + 1001}", f"c{order.person.number:03}", iso(order.when), order.lines[0][0], plain(order.total), code])),
                  order=order.number, customer=order.person.number, day=order.day, amount=order.total, currency=code)
    corpus.add("money/three_currencies", "Grouped by currency, never added", table, mapping=PLAIN_MAPPING | {"currency": "currency"},
               warnings=["several_currencies"])


# ---- Ids, duplicates ----


def ids(corpus):
    table = simple(361, KOREAN, lines=1)
    for index, row in enumerate(table.rows):
        if index % 5 == 1:
            row.cells[0], row.aside = "2.34E+17", "id_spoiled"
        else:
            row.cells[0] = f"{234000000000000000 + index * 104729}"
    corpus.add("ids/spoiled_orders", "Order numbers that a spreadsheet cut short would merge orders: refused", table, mapping=KOREAN_MAPPING)
    table = simple(362, KOREAN, lines=1)
    for index, row in enumerate(table.rows):
        if index % 6 == 2:
            row.cells[1], row.aside = "8.80105E+11", "id_spoiled"
    corpus.add("ids/spoiled_customers", "The same with customers' ids", table, mapping=KOREAN_MAPPING)
    table = simple(363, split("order_id,email,order_date,product,amount"), lines=1, customer=lambda person: person.email)
    for index, row in enumerate(table.rows):
        row.cells[1] = (row.cells[1], row.cells[1].upper(), f" {row.cells[1].capitalize()} ")[index % 3]
    corpus.add("ids/emails", "Addresses differ in capitals and blanks: one customer", table, identity="email",
               mapping={"order": "order_id", "email": "email", "time": "order_date", "amount": "amount"})
    table = simple(364, split("order_id,phone,order_date,product,amount"), lines=1, customer=lambda person: person.mobile)
    for index, row in enumerate(table.rows):
        row.cells[1] = (row.cells[1], row.cells[1].replace("-", " "), row.cells[1].replace("-", "."))[index % 3]
    corpus.add("ids/phones", "Phone numbers are told apart by their digits", table, identity="phone",
               mapping={"order": "order_id", "phone": "phone", "time": "order_date", "amount": "amount"})


def doubled(seed):
    """(table, rows that stand twice): some rows come again, word for word, later in the file."""
    table = simple(seed, lines=1)
    rows, again = [], []
    for index, row in enumerate(table.rows):
        rows.append(row)
        if index % 8 == 6:
            for earlier in (table.rows[index - 3], row)[: 1 + index % 2]:
                copy = type(row)(list(earlier.cells), order=earlier.order, customer=earlier.customer, day=earlier.day, amount=earlier.amount)
                rows.append(copy)
                again.append(copy)
    table.rows = rows
    return table, again


def duplicates(corpus):
    table, again = doubled(371)
    found = {"rows": len(again), "amount": sum(row.amount for row in again), "first_line": 2 + next(i for i, row in enumerate(table.rows) if row is again[0])}
    corpus.add("duplicates/kept", "Rows that repeat another word for word are told and stay", table, mapping=PLAIN_MAPPING,
               duplicates=found | {"dropped": False})
    table, again = doubled(371)
    for row in again:
        row.aside = "duplicate"
    corpus.add("duplicates/dropped", "The user has them removed", table, mapping=PLAIN_MAPPING, options={"duplicates": "drop"},
               duplicates=found | {"dropped": True})


# ---- Orders of no known source ----


def order_totals(corpus):
    generator, orders = purchases(381, customers=14, lines=3)
    header = split("order_number,customer_id,order_date,item,order_total")
    for name, repeat in (("repeated", True), ("first_line", False)):
        table = Table(header)
        for order in orders:
            for line, (product, quantity, price) in enumerate(order.lines):
                shown = repeat or line == 0
                table.raw([f"N{order.number + 1}", f"c{order.person.number}", iso(order.when), product, plain(order.total) if shown else ""],
                          order=order.number, customer=order.person.number, day=order.day, amount=order.total if shown else None,
                          repeats_total=repeat and line > 0)
        corpus.add(f"order_totals/{name}", "The user says that the column holds the orders' totals, " +
                   ("which stand on every line" if repeat else "which stand on the first line only"), table, options={"amounts": "order"},
                   amount_scope="order", mapping={"order": "order_number", "customer": "customer_id", "time": "order_date", "amount": "order_total"})
    table = simple(382, lines=3)
    corpus.add("order_totals/lines", "Each line has its own amount; the order is their sum", table, options={"amounts": "line"}, amount_scope="line",
               mapping=PLAIN_MAPPING)
    table = simple(383, PLAIN + ["refund"], lines=1)
    for index, row in enumerate(table.rows):
        row.refund = (row.amount / 2).quantize(Money("0.01")) if index % 6 == 2 else row.amount if index % 9 == 4 else Money(0)
        # Some systems write the refund as a loss: the sign says nothing that the column's name does not.
        row.cells.append(plain(-row.refund if index % 2 else row.refund) if row.refund else "")
    corpus.add("order_totals/refund_column", "Refunds of either sign; an order that is given back whole is no purchase", table,
               mapping=PLAIN_MAPPING | {"refund": "refund"})


# ---- Several files ----


def monthly(corpus):
    """Twelve monthly exports, each of which starts with the last day of the one before."""
    generator, orders = purchases(391, customers=20, days=360, lines=1)
    months, files = {}, {}
    for order in orders:
        months.setdefault((order.when.year, order.when.month), []).append(order)
    before = []
    for (year, number), bought in sorted(months.items()):
        table = Table(PLAIN)
        last = bought[-1].day
        for again, order in [*((True, order) for order in before), *((False, order) for order in bought)]:
            table.raw([f"A{order.number + 1001}", f"c{order.person.number:03}", f"{order.when:%Y-%m-%d %H:%M}", order.lines[0][0], plain(order.total)],
                      aside="duplicate" if again else None, order=order.number, customer=order.person.number, day=order.day, amount=order.total)
        files[f"orders_{year}-{number:02}"] = table
        before = [order for order in bought if order.day == last]
    again = [row for table in files.values() for row in table.rows if row.aside]
    found = {"rows": len(again), "amount": sum(row.amount for row in again)}
    corpus.add_files("monthly/overlap_dropped", "Twelve monthly files, each starting with the last day of the one before; rows that came before are removed",
                     files, options={"duplicates": "drop"}, mapping=PLAIN_MAPPING, duplicates=found | {"dropped": True})
    for row in again:
        row.aside = None
    corpus.add_files("monthly/overlap_kept", "The same files as they are: the overlap is told", files, mapping=PLAIN_MAPPING,
                     duplicates=found | {"dropped": False})


ALL = [encodings, shapes, unknown, dates, money, ids, duplicates, order_totals, monthly]
