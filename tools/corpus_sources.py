"""One sample per export that the importer knows: its real header row, and the traps of that source."""
import datetime
import decimal

from corpus_model import experiment as experiment_of
from corpus_shop import COFFEES, Table, comma, dollars, grouped, plain, purchases, split, won

Money = decimal.Decimal

SHOPIFY = split(
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,"
    "Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,"
    "Lineitem sku,Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,Billing Name,Billing Street,Billing Address1,"
    "Billing Address2,Billing Company,Billing City,Billing Zip,Billing Province,Billing Country,Billing Phone,Shipping Name,Shipping Street,"
    "Shipping Address1,Shipping Address2,Shipping Company,Shipping City,Shipping Zip,Shipping Province,Shipping Country,Shipping Phone,Notes,"
    "Note Attributes,Cancelled at,Payment Method,Payment Reference,Refunded Amount,Vendor,Outstanding Balance,Employee,Location,Device ID,Id,"
    "Tags,Risk Level,Source,Lineitem discount,Tax 1 Name,Tax 1 Value,Tax 2 Name,Tax 2 Value,Tax 3 Name,Tax 3 Value,Tax 4 Name,Tax 4 Value,"
    "Tax 5 Name,Tax 5 Value,Phone,Receipt Number,Duties,Billing Province Name,Shipping Province Name,Payment ID,Payment Terms Name,"
    "Next Payment Due At,Payment References")
WOOCOMMERCE = split('Date,"Order #",Status,Customer,"Customer type",Product(s),"Items sold",Coupon(s),"Net Sales",Attribution')
WOOCOMMERCE_FRENCH = split('Date,"Commande n°",État,Client,"Type de client",Produit(s),"Articles vendus","Code(s) promo","Ventes nettes",Attribution')
STRIPE = split("id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Fee,Status,Description,Customer Email,Invoice ID,Transfer,"
               "order_id (metadata)")
STRIPE_WITHOUT_CUSTOMER = split(
    "id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Converted Amount,Converted Amount Refunded,Converted Currency,Fee,"
    "Is Link,Mode,Payment Source Type,Status,Taxes On Fee,Application Fee,Application ID")
PAYPAL = split(
    '"Date","Time","TimeZone","Name","Type","Status","Currency","Gross","Fee","Net","From Email Address","To Email Address",'
    '"Transaction ID","Shipping Address","Address Status","Item Title","Item ID","Shipping and Handling Amount","Insurance Amount",'
    '"Sales Tax","Option 1 Name","Option 1 Value","Option 2 Name","Option 2 Value","Reference Txn ID","Invoice Number","Custom Number",'
    '"Quantity","Receipt ID","Balance","Address Line 1","Address Line 2/District/Neighborhood","Town/City",'
    '"State/Province/Region/County/Territory/Prefecture/Republic","Zip/Postal Code","Country","Contact Phone Number","Subject","Note",'
    '"Country Code","Balance Impact"')
SQUARE = split(
    "Date,Time,Time Zone,Gross Sales,Discounts,Service Charges,Net Sales,Gift Card Sales,Tax,Tip,Partial Refunds,Total Collected,Source,"
    "Card,Card Entry Methods,Cash,Square Gift Card,Other Tender,Other Tender Type,Tender Note,Fees,Net Total,Transaction ID,Payment ID,"
    "Card Brand,PAN Suffix,Device Name,Staff Name,Staff ID,Details,Description,Event Type,Location,Dining Option,Customer ID,Customer Name,"
    "Customer Reference ID,Device Nickname,Third Party Fees,Deposit ID,Deposit Date,Deposit Details,Fee Percentage Rate,Fee Fixed Rate,"
    "Refund Reason,Discount Name,Transaction Status")
MAGENTO = split(
    'ID,"Purchase Point","Purchase Date","Bill-to Name","Ship-to Name","Grand Total (Base)","Grand Total (Purchased)",Status,'
    '"Billing Address","Shipping Address","Shipping Information","Customer Email","Customer Group",Subtotal,"Shipping and Handling",'
    '"Customer Name","Payment Method","Total Refunded","Allocated sources","Pickup Location Code","Braintree Transaction Source","Dispute State"')
BIGCOMMERCE = split(
    "Order ID,Order Date,Delivery Date,Order Status,Order Total,Cart Base Amount,Tax Total,Shipping Total,Refund Amount,Payment Method,"
    "Card Number (Last 4),First Name,Last Name,Email Address,Phone,Billing Street 1,Billing Street 2,Billing Suburb,Billing State,"
    "Billing Zip,Billing Country,IP Address,Customer Message,Staff Notes")
ETSY = split(
    "Sale Date,Order ID,Buyer User ID,Full Name,First Name,Last Name,Number of Items,Payment Method,Date Shipped,Street 1,Street 2,Ship City,"
    "Ship State,Ship Zipcode,Ship Country,Currency,Order Value,Coupon Code,Coupon Details,Discount Amount,Shipping Discount,Shipping,"
    "Sales Tax,Order Total,Status,Card Processing Fees,Order Net,Adjusted Order Total,Adjusted Card Processing Fees,"
    "Adjusted Net Order Amount,Buyer,Order Type,Payment Type,InPerson Discount,InPerson Location,SKU")
AMAZON = (
    "amazon-order-id merchant-order-id purchase-date last-updated-date order-status fulfillment-channel sales-channel order-channel url "
    "ship-service-level product-name sku asin item-status quantity currency item-price item-tax shipping-price shipping-tax gift-wrap-price "
    "gift-wrap-tax item-promotion-discount ship-promotion-discount ship-city ship-state ship-postal-code ship-country promotion-ids "
    "is-business-order purchase-order-number price-designation").split()
NAVER = split(
    "상품주문번호,주문번호,배송속성,풀필먼트사(주문 기준),택배사(주문 기준),배송방법(구매자 요청),배송방법,택배사,송장번호,발송일,판매채널,구매자명,구매자ID,"
    "수취인명,주문상태,주문세부상태,수량클레임 여부,결제위치,결제일,상품번호,상품명,상품종류,반품안심케어,멤버십N배송,옵션정보,옵션관리코드,수량,옵션가격,상품가격,"
    "최종 상품별 할인액,최초 상품별 할인액,판매자 부담 할인액,최종 상품별 총 주문금액,최초 상품별 총 주문금액,사은품,발주확인일,발송기한,발송처리일,송장출력일,"
    "배송비 형태,배송비 묶음번호,배송비 유형,배송비 합계,제주/도서 추가배송비,배송비 할인액,판매자 상품코드,판매자 내부코드1,판매자 내부코드2,수취인연락처1,"
    "수취인연락처2,통합배송지,기본배송지,상세배송지,구매자연락처,우편번호,배송메세지,출고지,결제수단,네이버페이 주문관리 수수료,매출연동 수수료,정산예정금액,"
    "개인통관고유부호,주문일시,배송희망일,구독신청회차,구독진행회차,구독배송희망일,배송태그 유형,출입방법 유형,출입방법 내용,수령위치 유형,수령위치 내용")
COUPANG = split(
    "번호,묶음배송번호,주문번호,택배사,운송장번호,분리배송 Y/N,주문시 출고예정일,주문일,등록상품명,등록옵션명,노출상품명(옵션명),노출상품ID,옵션ID,최초등록옵션명,"
    "업체상품코드,결제액,배송비구분,배송비,도서산간 추가배송비,구매수(수량),옵션판매가(판매단가),구매자,구매자이메일,구매자전화번호,수취인이름,수취인전화번호,"
    "우편번호,수취인 주소,배송메세지,결제위치,취소여부,취소수량,배송완료일,구매확정일자")
CAFE24 = split(
    "주문번호,품목별 주문번호,주문일시,결제일시(입금확인일),주문경로,주문경로(PC/모바일),주문경로 주문번호(마켓/네이버페이 등),결제수단,상품명(한국어 쇼핑몰),"
    "상품옵션(기본),자체품목코드,수량,판매가,상품구매금액(KRW),상품별 추가할인금액,쿠폰 할인금액,주문서 쿠폰 할인금액,사용한 적립금액(최종),총 결제금액(KRW),"
    "총 실결제금액(최초정보) (KRW),실제 환불금액,취소유형,주문자ID,주문자명,주문자 휴대전화,주문자 가입일,배송시작일")
IMWEB = split(
    "주문번호,주문상태,판매채널,주문일,주문자 이름,주문자 이메일,주문자 번호,상품명,옵션명,구매수량,판매가,품목실결제가,품목쿠폰할인금액,품목포인트사용금액,"
    "총 품목합계금액,총 합계 배송비,총 합계 할인금액,총 합계 포인트 사용액,최종주문금액,취소사유,반품사유")
IMWEB_PAYMENTS = split("주문번호,결제수단,결제상태,결제구분(결제/환불),금액,PG거래번호,PG주문번호")


def fate(index, every, offset=0):
    return index % every == offset


# ---- Shopify ----


def shopify_table(seed, created, blank_continuation=False, day_of=None):
    """Orders with continuation rows; some cancelled, voided, refunded, free, and one without a customer."""
    generator, orders = purchases(seed, customers=16, lines=3, days=130)
    table = Table(SHOPIFY)
    for index, order in enumerate(orders):
        guest = index == 9
        free = index == 5
        total = Money(0) if free else order.total
        status, cancelled, refund, aside = "paid", "", Money(0), None
        if fate(index, 17, 3):
            status, cancelled, aside = "voided", created(order.when + datetime.timedelta(hours=3)), "cancelled"
        elif fate(index, 17, 7):
            status, refund, aside = "refunded", total, "cancelled"
        elif fate(index, 17, 11):
            status, refund = "partially_refunded", (total / 4).quantize(Money("0.01"))
        if guest:
            aside = "no_customer"
        key = f"#{1001 + order.number}"
        day = day_of(order.when) if day_of else order.day
        for line, (product, quantity, price) in enumerate(order.lines):
            first = line == 0
            cells = {"Lineitem quantity": quantity, "Lineitem name": product, "Lineitem price": plain(price),
                     "Lineitem sku": f"SKU-{abs(hash_of(product)) % 900 + 100}", "Lineitem requires shipping": "true",
                     "Lineitem taxable": "true", "Lineitem fulfillment status": "fulfilled", "Vendor": "Tea Room",
                     "Lineitem discount": "0.00"}
            if first or not blank_continuation:
                cells |= {"Name": key, "Email": "" if guest else order.person.email, "Created at": created(order.when)}
            if first:
                cells |= {"Financial Status": status, "Paid at": created(order.when), "Fulfillment Status": "fulfilled",
                          "Accepts Marketing": "no", "Currency": "USD", "Subtotal": plain(total), "Shipping": "0.00", "Taxes": "0.00",
                          "Total": plain(total), "Discount Code": "FREE" if free else "", "Discount Amount": plain(order.total - total),
                          "Billing Name": order.person.name, "Billing Street": "12 Mill Lane, Flat 3", "Billing City": "Duluth",
                          "Billing Zip": "'55802", "Billing Country": "US", "Cancelled at": cancelled, "Payment Method": "Shopify Payments",
                          "Refunded Amount": plain(refund), "Outstanding Balance": "0.00", "Id": 5500000000000 + order.number * 137,
                          "Risk Level": "Low", "Source": "pos" if guest else "web",
                          "Notes": 'Please write "for Ada" on the box,\nand ring twice' if index % 6 == 1 else "",
                          "Note Attributes": "gift: yes\nwrap: blue" if index % 8 == 2 else ""}
            table.add(cells, aside=aside, order=key, customer=order.person.email, day=day, currency="USD" if first else None,
                      amount=total if first else None, refund=refund if first else Money(0))
    return table


def hash_of(text):
    value = 0
    for byte in text.encode():
        value = (value * 31 + byte) % 1_000_003
    return value


def new_york(when):
    """Shopify writes the shop's own clock and its offset of that day."""
    summer = datetime.date(2026, 3, 8) <= when.date() < datetime.date(2026, 11, 1)
    return f"{when:%Y-%m-%d %H:%M:%S} -0{4 if summer else 5}00"


def excel_serial(when):
    """The number that a spreadsheet makes of a date, as far as its cells show it."""
    span = when - datetime.datetime(1899, 12, 30)
    return f"{span.days + span.seconds / 86400:.4f}"


def day_in_seoul(when):
    summer = datetime.date(2026, 3, 8) <= when.date() < datetime.date(2026, 11, 1)
    return (when + datetime.timedelta(hours=13 if summer else 14)).date()


SHOPIFY_MAPPING = {"order": "Name", "email": "Email", "time": "Created at", "amount": "Total", "refund": "Refunded Amount",
                   "status": "Financial Status", "cancelled": "Cancelled at", "currency": "Currency", "product": "Lineitem name",
                   "channel": "Source"}


def shopify(corpus):
    common = {"preset": "shopify", "mapping": SHOPIFY_MAPPING, "amount_scope": "order", "identity": "email", "line_end": "\n"}
    corpus.add("shopify/orders", "Continuation rows repeat Name, Email and Created at and leave Total blank; cancelled, voided, "
               "refunded and free orders; one without a customer; notes with quotes and line breaks",
               shopify_table(101, new_york), **common)
    corpus.add("shopify/blank_continuation", "Continuation rows leave Name, Email and Created at blank",
               shopify_table(102, new_york, blank_continuation=True), **common)
    corpus.add("shopify/excel_serials", "A spreadsheet turned the times into serial numbers such as 45384.3479",
               shopify_table(103, excel_serial), **common)
    corpus.add("shopify/in_seoul", "Times with an offset, counted by the calendar of Seoul",
               shopify_table(104, new_york, day_of=day_in_seoul), options={"time_zone": "Asia/Seoul"}, time_zone="Asia/Seoul", **common)


# ---- WooCommerce ----


def woocommerce_table(header, seed, statuses, amount_text, times=1, currency=None):
    generator, orders = purchases(seed, customers=18)
    table = Table(header)
    date, number, status, customer, kind, product, items, coupon, net, attribution = header
    for index, order in enumerate(orders):
        state = "cancelled" if fate(index, 13, 4) else "failed" if fate(index, 19, 6) else "refunded" if fate(index, 23, 9) else "completed"
        table.add({date: f"{order.when:%Y-%m-%d %H:%M:%S}", number: 3001 + order.number, status: statuses[state], customer: order.person.name,
                   kind: "returning" if index % 2 else "new", product: ", ".join(f"{q}× {name}" for name, q, _ in order.lines),
                   items: sum(q for _, q, _ in order.lines), coupon: "", net: amount_text(order.total * times),
                   attribution: ("Organic: Google", "Direct", "Referral: example.org")[index % 3]},
                  aside=None if state == "completed" else "cancelled", order=order.number, customer=order.person.name, day=order.day,
                  amount=order.total * times, currency=currency)
    return table


def woocommerce(corpus):
    raw = {name: name for name in ("completed", "cancelled", "failed", "refunded")}
    french = {"completed": "Terminée", "cancelled": "Annulée", "failed": "Échouée", "refunded": "Remboursée"}
    english_mapping = {"customer": "Customer", "order": "Order #", "time": "Date", "amount": "Net Sales", "status": "Status",
                       "product": "Product(s)", "channel": "Attribution"}
    french_mapping = {"customer": "Client", "order": "Commande n°", "time": "Date", "amount": "Ventes nettes", "status": "État",
                      "product": "Produit(s)", "channel": "Attribution"}
    common = {"preset": "woocommerce", "identity": "customer", "warnings": ["customer_is_name"]}
    corpus.add("woocommerce/english", "The analytics export knows customers by name alone",
               woocommerce_table(WOOCOMMERCE, 111, raw, plain), mapping=english_mapping, **common)
    corpus.add("woocommerce/french", "Localised headers, amounts with a decimal comma",
               woocommerce_table(WOOCOMMERCE_FRENCH, 112, raw, lambda amount: comma(amount, "")), mapping=french_mapping, **common)
    corpus.add("woocommerce/french_cp1252", "Localised headers and statuses in Windows-1252, semicolons, 1\u00a0234,50 €",
               woocommerce_table(WOOCOMMERCE_FRENCH, 113, french, lambda amount: comma(amount, "\u00a0") + " €", 40, "EUR"), delimiter=";", encoding="windows-1252", mapping=french_mapping, **common)


# ---- Stripe ----


def stripe_table(header, seed, text, codes=("usd",), hours=(9, 20), shift=0, near_midnight=False):
    generator, orders = purchases(seed, customers=18, hours=hours)
    table = Table(header)
    for index, order in enumerate(orders):
        total = order.total
        state, refund, aside = "Paid" if index % 3 else "succeeded", Money(0), None
        if fate(index, 11, 2):
            state, aside = "Failed", "cancelled"
        elif fate(index, 13, 5):
            state, refund, aside = "Refunded", total, "cancelled"
        elif fate(index, 9, 4):
            refund = (total / 2).quantize(Money("0.01"))
        code = codes[0] if len(codes) == 1 or index % 5 else codes[1]
        key = f"ch_3Q{order.number:04}{hash_of(str(seed + order.number)):07}"
        cells = {"id": key, "Created date (UTC)": f"{order.when:%Y-%m-%d %H:%M}", "Amount": text(total), "Amount Refunded": text(refund),
                 "Currency": code, "Captured": "true", "Fee": text((total * Money("0.03")).quantize(Money("0.01"))), "Status": state}
        if "Customer Email" in header:
            cells |= {"Description": f"Order {order.number}: {order.lines[0][0]}", "Customer Email": order.person.email,
                      "order_id (metadata)": order.number}
        else:
            cells |= {"Converted Amount": text(total), "Converted Amount Refunded": text(refund), "Converted Currency": code,
                      "Is Link": "false", "Mode": "live", "Payment Source Type": "card", "Taxes On Fee": text(Money(0))}
        table.add(cells, aside=aside, order=key, customer=order.person.email if "Customer Email" in header else None,
                  day=(order.when + datetime.timedelta(hours=shift)).date(), amount=total, refund=refund, currency=code.upper())
    return table


def stripe(corpus):
    mapping = {"order": "id", "time": "Created date (UTC)", "amount": "Amount", "refund": "Amount Refunded", "currency": "Currency",
               "status": "Status"}
    with_email = mapping | {"email": "Customer Email", "product": "Description"}
    common = {"preset": "stripe", "line_end": "\n"}
    corpus.add("stripe/payments", "Statuses Paid, succeeded, Refunded and Failed; currency in small letters; clock of UTC",
               stripe_table(STRIPE, 121, plain), mapping=with_email, identity="email", time_zone="UTC", **common)
    corpus.add("stripe/european", "Amounts such as \"399,00\"",
               stripe_table(STRIPE, 122, lambda amount: comma(amount, ""), codes=("eur",)), mapping=with_email, identity="email", **common)
    corpus.add("stripe/midnight_in_seoul", "UTC times whose day in Seoul is another one",
               stripe_table(STRIPE, 123, plain, hours=(13, 23), shift=9), options={"time_zone": "Asia/Seoul"}, time_zone="Asia/Seoul",
               mapping=with_email, identity="email", **common)
    corpus.add("stripe/two_currencies", "The currency of most rows counts; the other is set aside and never added",
               stripe_table(STRIPE, 124, plain, codes=("eur", "usd")), mapping=with_email, warnings=["several_currencies"], **common)
    corpus.add("stripe/two_currencies_chosen", "The user asks for the rarer currency",
               stripe_table(STRIPE, 124, plain, codes=("eur", "usd")), options={"currency": "USD"}, keep="USD", mapping=with_email,
               warnings=["several_currencies"], **common)
    corpus.add("stripe/without_customer", "The second variant of the export names no customer: sales over time, no retention",
               stripe_table(STRIPE_WITHOUT_CUSTOMER, 125, plain), mapping=mapping, customers_known=False,
               warnings=["no_customer_column"], **common)


# ---- PayPal ----


def paypal_table(seed, date_text, text=lambda amount: f"{amount:,.2f}", status_of_refunded="Completed", zone="PST"):
    """Sales, separate refunds that name their sale, and rows that are no sales: withdrawals, holds, authorisations."""
    generator, orders = purchases(seed, customers=15, lines=1)
    table = Table(PAYPAL)
    events = []

    def write(when, kind, status, gross, key, impact, **cells):
        return {"Date": date_text(when), "Time": f"{when:%H:%M:%S}", "TimeZone": zone, "Type": kind, "Status": status, "Currency": "USD",
                "Gross": text(gross), "Fee": "0.00", "Net": text(gross), "Transaction ID": key, "Balance": text(Money(5000)),
                "Balance Impact": impact, **cells}

    shop = "sales@tearoom.example"
    for index, order in enumerate(orders):
        gross = order.total * (30 if index == 7 else 1)
        key = f"7T{order.number:03}{hash_of(str(seed + order.number)):07}KX"
        person = {"Name": order.person.name, "From Email Address": order.person.email, "To Email Address": shop, "Quantity": "1",
                  "Item Title": order.lines[0][0], "Country Code": "US"}
        full, partial = fate(index, 10, 3), fate(index, 8, 5)
        denied = fate(index, 14, 6) and not (full or partial)
        if index % 12 == 2:  # an authorisation goes before its payment
            events.append((order.when - datetime.timedelta(minutes=20),
                           write(order.when - datetime.timedelta(minutes=20), "General Authorization", "Pending", gross, "A" + key, "Memo", **person),
                           {"aside": "not_a_sale", "amount": gross}))
        kind = "Express Checkout Payment" if index % 2 else "Website Payment"
        events.append((order.when, write(order.when, kind, "Denied" if denied else status_of_refunded if full else "Completed", gross, key,
                                         "Memo" if denied else "Credit", **person),
                       {"aside": "cancelled" if denied else None, "order": key, "customer": order.person.email, "amount": gross}))
        if full or partial:
            back = -gross if full else -(gross / 4).quantize(Money("0.01"))
            when = order.when + datetime.timedelta(days=9)
            events.append((when, write(when, "Payment Refund", "Completed", back, "R" + key, "Debit", **{
                "Name": order.person.name, "From Email Address": shop, "To Email Address": order.person.email, "Reference Txn ID": key}),
                {"order": "R" + key, "refund_of": key, "customer": order.person.email, "amount": back}))
        if index % 9 == 8:
            when = order.when + datetime.timedelta(days=1)
            events.append((when, write(when, "General Withdrawal", "Completed", Money(-900), f"W{index}" + key[3:], "Debit",
                                       **{"From Email Address": shop}), {"aside": "not_a_sale", "amount": Money(-900)}))
        if index == 11:
            events.append((order.when, write(order.when, "Hold on Balance for Dispute Investigation", "Placed", Money(-35), "H" + key, "Debit",
                                             **{"Name": order.person.name, "To Email Address": order.person.email}),
                           {"aside": "not_a_sale", "amount": Money(-35)}))
    stray = orders[-4].when
    events.append((stray, write(stray, "Payment Refund", "Completed", Money("-12.50"), "RSTRAY0001", "Debit", **{
        "From Email Address": shop, "To Email Address": orders[-4].person.email, "Reference Txn ID": "5XBEFORETHISFILE"}),
        {"order": "RSTRAY0001", "refund_of": "5XBEFORETHISFILE", "customer": "stray", "amount": Money("-12.50")}))
    events.sort(key=lambda event: event[0])
    for when, cells, facts in events:
        table.add(cells, day=when.date(), currency="USD", **facts)
    return table


def paypal(corpus):
    mapping = {"email": "From Email Address", "order": "Transaction ID", "time": "Date", "time_of_day": "Time", "time_zone": "TimeZone",
               "amount": "Gross", "event": "Type", "reference": "Reference Txn ID", "status": "Status", "currency": "Currency",
               "product": "Item Title"}
    common = {"preset": "paypal", "mapping": mapping, "identity": "email", "quote_all": True, "encoding": "utf-8-mark"}
    corpus.add("paypal/month_first", "Withdrawals, holds and authorisations among the sales; refunds are rows of their own",
               paypal_table(131, lambda when: f"{when:%m/%d/%Y}"), date_order="mdy", date_order_state="proven", **common)
    corpus.add("paypal/day_first", "The same account set to DD/MM",
               paypal_table(132, lambda when: f"{when:%d/%m/%Y}", zone="GMT"), date_order="dmy", date_order_state="proven", **common)
    corpus.add("paypal/refunded_status", "A sale whose status says Refunded while the refund is a row of its own counts once, not twice",
               paypal_table(133, lambda when: f"{when:%m/%d/%Y}", status_of_refunded="Refunded"), date_order="mdy", **common)


# ---- Square ----


def square_table(seed, shift=None):
    generator, orders = purchases(seed, customers=15)
    table = Table(SQUARE)
    for index, order in enumerate(orders):
        zone, hours = ("Pacific Time (US & Canada)", 7) if index % 4 else ("MDT", 6)
        if order.when < datetime.datetime(2026, 3, 8, 2) and zone != "MDT":
            hours = 8
        total = order.total * (40 if index == 6 else 1)
        known = index % 5 != 4
        tax, key = (total * Money("0.08")).quantize(Money("0.01")), f"{hash_of(str(seed + order.number)):07}sq{order.number:03}"

        def cells_of(when, gross, net, partial, event, txn):
            return {"Date": f"{when:%Y-%m-%d}", "Time": f"{when:%H:%M:%S}", "Time Zone": zone, "Gross Sales": dollars(gross),
                    "Discounts": dollars(net - gross), "Service Charges": "$0.00", "Net Sales": dollars(net), "Gift Card Sales": "$0.00",
                    "Tax": dollars(tax), "Tip": "$0.00", "Partial Refunds": dollars(partial), "Total Collected": dollars(net + tax + partial),
                    "Source": "Point of Sale", "Card": dollars(net + tax + partial), "Cash": "$0.00", "Transaction ID": txn,
                    "Payment ID": "p" + txn, "Details": f"https://example.com/t/{txn}", "Description": order.lines[0][0], "Event Type": event,
                    "Location": "Harbour" if index % 3 else "Old Town", "Customer ID": f"CUST{order.person.number:04}X" if known else "",
                    "Customer Name": order.person.name if known else "", "Transaction Status": "Complete"}

        def day_of(when):
            return (when + datetime.timedelta(hours=hours)).date() if shift == "utc" else when.date()

        facts = {"customer": order.person.number, "aside": None if known else "no_customer"}
        table.add(cells_of(order.when, total, total, Money(0), "Payment", key), order=key, day=day_of(order.when), amount=total, **facts)
        when = order.when + datetime.timedelta(days=3)
        if fate(index, 12, 5):  # an itemised refund has sales of its own, below zero
            table.add(cells_of(when, -total, -total, Money(0), "Refund", "r" + key), order="r" + key, day=day_of(when), amount=-total, **facts)
        if fate(index, 10, 7):  # a refunded sum stands in its own column, beside sales of zero
            table.add(cells_of(when, Money(0), Money(0), Money(-3), "Refund", "r" + key), order="r" + key, day=day_of(when),
                      amount=Money(0), refund=Money(3), **facts)
    return table


def square(corpus):
    mapping = {"customer": "Customer ID", "order": "Transaction ID", "time": "Date", "time_of_day": "Time", "time_zone": "Time Zone",
               "amount": "Net Sales", "refund": "Partial Refunds", "event": "Event Type", "product": "Description", "channel": "Location"}
    common = {"preset": "square", "mapping": mapping, "identity": "customer"}
    corpus.add("square/transactions", "Amounts as $1,240.00 and -$3.00, many rows without a customer, refunds as rows that name no order",
               square_table(141), **common)
    corpus.add("square/zones_to_utc", "Zones by name and by abbreviation, counted by the calendar of UTC",
               square_table(142, shift="utc"), options={"time_zone": "UTC"}, time_zone="UTC", **common)


# ---- Etsy, Magento, BigCommerce, Amazon ----


def etsy(corpus):
    generator, orders = purchases(151, customers=18)
    table = Table(ETSY)
    for index, order in enumerate(orders):
        value, discount = order.total, (order.total / 10).quantize(Money("0.01")) if index % 4 == 1 else Money(0)
        tax = (value * Money("0.07")).quantize(Money("0.01"))
        table.add({"Sale Date": f"{order.when:%m/%d/%y}", "Order ID": 3300000000 + order.number * 977, "Buyer User ID": f"teafan{order.person.number}",
                   "Full Name": order.person.name, "First Name": order.person.name.split()[0], "Last Name": order.person.name.split()[1],
                   "Number of Items": sum(q for _, q, _ in order.lines), "Payment Method": "Credit Card", "Date Shipped": f"{order.when:%m/%d/%y}",
                   "Street 1": "4 Elm St, rear", "Ship City": "Bend", "Ship State": "OR", "Ship Zipcode": "97701", "Ship Country": "United States",
                   "Currency": "USD", "Order Value": plain(value), "Coupon Code": "TEA10" if discount else "",
                   "Coupon Details": "TEA10 - % off" if discount else "", "Discount Amount": plain(discount), "Shipping Discount": "0.00",
                   "Shipping": "4.00", "Sales Tax": plain(tax), "Order Total": plain(value - discount + 4 + tax), "Status": "Shipped",
                   "Card Processing Fees": "1.10", "Order Net": plain(value - discount + 4), "Adjusted Order Total": "0.00",
                   "Adjusted Card Processing Fees": "0.00", "Adjusted Net Order Amount": "0.00", "Buyer": f"{order.person.name} (teafan)",
                   "Order Type": "online", "Payment Type": "online_cc", "InPerson Discount": "", "SKU": "T-1"},
                  order=order.number, customer=order.person.number, day=order.day, amount=value - discount, currency="USD")
    corpus.add("etsy/orders", "Order Value less the discount, not Order Total, which has tax; dates as MM/DD/YY", table, preset="etsy",
               identity="customer", date_order="mdy", date_order_state="proven",
               mapping={"customer": "Buyer User ID", "order": "Order ID", "time": "Sale Date", "amount": "Order Value",
                        "discount": "Discount Amount", "currency": "Currency", "product": "SKU"})


def magento(corpus):
    generator, orders = purchases(161, customers=18)
    table = Table(MAGENTO)
    for index, order in enumerate(orders):
        total, refund = order.total, Money(0)
        state, aside = "Complete", None
        if fate(index, 12, 4):
            state, aside = "Canceled", "cancelled"
        elif fate(index, 15, 7):
            refund = (total / 2).quantize(Money("0.01"))
        address = "12 Mill Lane,\nFlat 3,Duluth,55802"
        table.add({"ID": f"{order.number + 1:09}", "Purchase Point": "Main Website\n    Main Website Store\n        Default Store View",
                   "Purchase Date": f"{order.when:%b} {order.when.day}, {order.when:%Y %I:%M:%S %p}", "Bill-to Name": order.person.name,
                   "Ship-to Name": order.person.name, "Grand Total (Base)": dollars(total), "Grand Total (Purchased)": dollars(total),
                   "Status": state, "Billing Address": address, "Shipping Address": address, "Shipping Information": "Flat Rate - Fixed",
                   "Customer Email": order.person.email.upper() if index % 3 == 0 else order.person.email, "Customer Group": "General",
                   "Subtotal": dollars(total), "Shipping and Handling": "$0.00", "Customer Name": order.person.name,
                   "Payment Method": "checkmo", "Total Refunded": dollars(refund)},
                  aside=aside, order=order.number, customer=order.person.email, day=order.day, amount=total, refund=refund)
    corpus.add("magento/orders", "Line breaks inside quotes, times of a 12-hour clock, addresses in capitals and not", table, preset="magento",
               identity="email", mapping={"email": "Customer Email", "order": "ID", "time": "Purchase Date",
                                          "amount": "Grand Total (Base)", "refund": "Total Refunded",
                                          "status": "Status", "channel": "Purchase Point"})


def bigcommerce(corpus):
    generator, orders = purchases(171, customers=18)
    table = Table(BIGCOMMERCE)
    for index, order in enumerate(orders):
        total, refund, state, aside = order.total, Money(0), "Completed", None
        if fate(index, 12, 4):
            state, aside = "Cancelled", "cancelled"
        elif fate(index, 13, 6):
            state, refund, aside = "Refunded", total, "cancelled"
        elif fate(index, 11, 8):
            state, refund = "Partially Refunded", (total / 5).quantize(Money("0.01"))
        first, last = order.person.name.split()
        table.add({"Order ID": 100 + order.number, "Order Date": f"{order.when:%d/%m/%Y}", "Order Status": state, "Order Total": plain(total),
                   "Cart Base Amount": plain(total), "Tax Total": "0.00", "Shipping Total": "0.00", "Refund Amount": plain(refund),
                   "Payment Method": "Card", "Card Number (Last 4)": "4242", "First Name": first, "Last Name": last,
                   "Email Address": order.person.email, "Phone": "218-555-01" + f"{order.person.number:02}", "Billing Street 1": "12 Mill Lane",
                   "Billing Zip": "55802", "Billing Country": "United States", "IP Address": "192.0.2.7"},
                  aside=aside, order=order.number, customer=order.person.email, day=order.day, amount=total, refund=refund)
    corpus.add("bigcommerce/orders", "Refunds as a column, statuses, days before months", table, preset="bigcommerce", identity="email",
               date_order="dmy", date_order_state="proven",
               mapping={"email": "Email Address", "order": "Order ID", "time": "Order Date", "amount": "Order Total",
                        "refund": "Refund Amount", "status": "Order Status"})


def amazon(corpus):
    generator, orders = purchases(181, customers=18, lines=3)
    table = Table(AMAZON)
    for index, order in enumerate(orders):
        cancelled = fate(index, 9, 4)
        key = f"114-{1000000 + order.number * 131:07}-{hash_of(str(order.number)):07}"
        for product, quantity, price in order.lines:
            value = quantity * price
            table.add({"amazon-order-id": key, "merchant-order-id": key, "purchase-date": f"{order.when:%Y-%m-%dT%H:%M:%S}+00:00",
                       "last-updated-date": f"{order.when + datetime.timedelta(days=2):%Y-%m-%dT%H:%M:%S}+00:00",
                       "order-status": "Cancelled" if cancelled else "Shipped", "fulfillment-channel": "Amazon", "sales-channel": "Amazon.com",
                       "ship-service-level": "Standard", "product-name": product, "sku": f"T-{hash_of(product) % 100}", "asin": "B000TEA000",
                       "item-status": "Cancelled" if cancelled else "Shipped", "quantity": 0 if cancelled else quantity,
                       "currency": "" if cancelled else "USD", "item-price": "" if cancelled else plain(value), "item-tax": "0.0",
                       "ship-city": "BEND", "ship-state": "OR", "ship-postal-code": "97701", "ship-country": "US", "is-business-order": "false"},
                      aside="cancelled" if cancelled else None, order=key, day=order.day, amount=None if cancelled else value,
                      currency=None if cancelled else "USD")
    corpus.add("amazon/all_orders", "No buyer: orders and sales over time count, every measure of customers is null", table, suffix="txt",
               delimiter="\t", preset="amazon", customers_known=False, warnings=["no_customer_column"],
               mapping={"order": "amazon-order-id", "time": "purchase-date", "amount": "item-price", "status": "order-status",
                        "currency": "currency", "product": "sku", "channel": "sales-channel"})


# ---- Korean shops ----


def naver_table(seed, header, amount, time, mask=True, spoiled=False):
    generator, orders = purchases(seed, customers=17, products=COFFEES, scale=1)
    table = Table(header)
    for index, order in enumerate(orders):
        member = f"buyer{order.person.number % 13:02}{'abcde'[order.person.number % 5]}" if mask else f"nid{order.person.number:05}"
        shown = member[:4] + "****" if mask else member
        state = "취소완료" if fate(index, 12, 4) else "반품완료" if fate(index, 16, 7) else ("구매확정" if index % 2 else "배송중")
        key = f"{order.when:%Y%m%d}{20000000 + order.number * 7919}"
        for line, (product, quantity, price) in enumerate(order.lines):
            value = quantity * price
            bad = spoiled and index % 10 == 1
            table.add({"상품주문번호": f"{order.when:%Y%m%d}{70000000 + order.number * 7919 + line}", "주문번호": "2.02604E+15" if bad else key,
                       "배송방법": "택배,등기,소포", "택배사": "CJ대한통운", "판매채널": "스마트스토어", "구매자명": order.person.korean, "구매자ID": shown,
                       "수취인명": order.person.korean, "주문상태": state, "결제일": f"{order.when + datetime.timedelta(minutes=1):%Y-%m-%d %H:%M:%S}",
                       "상품번호": 9000000000 + hash_of(product), "상품명": product, "수량": quantity, "상품가격": won(price),
                       amount: won(value), time: f"{order.when:%Y-%m-%d %H:%M:%S}", "구매자연락처": "", "우편번호": "04524",
                       ("통합배송지" if "통합배송지" in header else "배송지"): "서울특별시 어느구 어느로 1, 101호", "배송메세지": "문 앞에 놓아 주세요"},
                      aside="cancelled" if state in ("취소완료", "반품완료") else "id_spoiled" if bad else None, order=key, customer=shown,
                      day=order.day, amount=Money(value))
    return table


def naver(corpus):
    notice = [["※ 개인정보가 담긴 파일입니다. 내려받은 뒤에는 안전하게 관리해 주세요."]]
    mapping = {"customer": "구매자ID", "order": "주문번호", "line": "상품주문번호", "amount": "최종 상품별 총 주문금액", "status": "주문상태",
               "product": "상품명", "channel": "판매채널"}
    common = {"preset": "naver", "identity": "customer", "amount_scope": "line"}
    corpus.add("naver/masked", "The header is on row 2 under a notice; buyers are masked, so several may count as one",
               naver_table(191, NAVER, "최종 상품별 총 주문금액", "주문일시"), above=notice, header_row=2, encoding="utf-8-mark",
               mapping=mapping, warnings=["customer_ids_masked"], **common)
    corpus.add("naver/cp949", "Saved by a Korean spreadsheet as \"CSV\"",
               naver_table(192, NAVER, "최종 상품별 총 주문금액", "주문일시", mask=False), above=notice, header_row=2, encoding="euc-kr",
               mapping=mapping, **common)
    old = ["배송지" if name == "통합배송지" else name for name in NAVER if name not in ("최종 상품별 총 주문금액", "최종 상품별 할인액")]
    old = ["상품별 총 주문금액" if name == "최초 상품별 총 주문금액" else name for name in old]
    corpus.add("naver/older_headers", "Older files say 배송지 and 상품별 총 주문금액",
               naver_table(193, old, "상품별 총 주문금액", "주문일시", mask=False), above=notice, header_row=2,
               mapping=mapping | {"amount": "상품별 총 주문금액"}, **common)
    corpus.add("naver/spoiled_numbers", "A spreadsheet cut long order numbers short: such rows are refused as orders",
               naver_table(194, NAVER, "최종 상품별 총 주문금액", "주문일시", mask=False, spoiled=True), above=notice, header_row=2,
               mapping=mapping, **common)


def coupang(corpus):
    generator, orders = purchases(201, customers=17, products=COFFEES, scale=1)
    table = Table(COUPANG)
    for index, order in enumerate(orders):
        cancelled = fate(index, 11, 4)
        key, phone = 8000100000000 + order.number * 104729, f"0502-0000-{order.person.number * 53 + 1000:04}"
        for product, quantity, price in order.lines:
            value = Money(quantity * price)
            table.add({"번호": len(table.rows) + 1, "묶음배송번호": 700000000 + order.number, "주문번호": key, "택배사": "한진택배",
                       "분리배송 Y/N": "분리배송불가", "주문시 출고예정일": f"{order.day}", "주문일": f"{order.when:%Y-%m-%d %H:%M:%S}",
                       "등록상품명": product, "등록옵션명": "단일상품", "노출상품명(옵션명)": product + ", 단일상품",
                       "노출상품ID": 5000000 + hash_of(product), "옵션ID": 80000000 + hash_of(product), "최초등록옵션명": "단일상품",
                       "결제액": won(value), "배송비구분": "무료", "배송비": 0, "도서산간 추가배송비": 0, "구매수(수량)": quantity,
                       "옵션판매가(판매단가)": won(price), "구매자": order.person.korean, "구매자전화번호": phone,
                       "수취인이름": order.person.korean, "수취인전화번호": phone, "우편번호": "04524",
                       "수취인 주소": "서울특별시 어느구 어느로 1", "결제위치": "모바일", "취소여부": "Y" if cancelled else "N",
                       "취소수량": quantity if cancelled else 0},
                      aside="cancelled" if cancelled else None, order=key, customer=phone, day=order.day, amount=value)
    corpus.add("coupang/delivery_list", "Buyers have names and a safe number; 취소여부 says Y or N", table, preset="coupang",
               identity="phone", amount_scope="line",
               mapping={"phone": "구매자전화번호", "order": "주문번호", "time": "주문일", "amount": "결제액", "cancelled": "취소여부",
                        "product": "등록상품명"})


def cafe24_table(seed, cancelled_lines=False):
    generator, orders = purchases(seed, customers=17, products=COFFEES, scale=1)
    table = Table(CAFE24)
    for index, order in enumerate(orders):
        total = Money(order.total + 3000)  # with the delivery charge: not the sum of its lines
        kind, refund, aside, lines = "", Money(0), None, order.lines
        if fate(index, 11, 4):
            kind, aside = "취소", "cancelled"
            lines = lines if cancelled_lines else lines[:1]
        elif fate(index, 13, 6):
            refund, lines = Money(3000), lines[:1]
        guest = index % 6 == 5
        key = f"{order.when:%Y%m%d}-{order.number + 1:07}"
        for line, (product, quantity, price) in enumerate(lines):
            table.add({"주문번호": key, "품목별 주문번호": f"{key}-{line + 1:02}", "주문일시": f"{order.when:%Y-%m-%d %H:%M:%S}",
                       "결제일시(입금확인일)": f"{order.when + datetime.timedelta(minutes=3):%Y-%m-%d %H:%M:%S}",
                       "주문경로": "PC쇼핑몰" if index % 2 else "모바일웹", "주문경로(PC/모바일)": "PC" if index % 2 else "모바일", "결제수단": "신용카드",
                       "상품명(한국어 쇼핑몰)": product, "수량": quantity, "판매가": grouped(price), "상품구매금액(KRW)": grouped(quantity * price),
                       "상품별 추가할인금액": 0, "쿠폰 할인금액": 0, "주문서 쿠폰 할인금액": 0, "사용한 적립금액(최종)": 0, "총 결제금액(KRW)": grouped(total),
                       "총 실결제금액(최초정보) (KRW)": grouped(total), "실제 환불금액": grouped(refund), "취소유형": kind,
                       "주문자ID": "" if guest else f"member{order.person.number}", "주문자명": order.person.korean,
                       "주문자 휴대전화": order.person.mobile, "주문자 가입일": "" if guest else "2025-03-02"},
                      aside=aside, order=key, customer=("guest", order.person.number) if guest else order.person.number, day=order.day,
                      amount=total, refund=refund, repeats_total=line > 0, currency="KRW")
    return table


def cafe24(corpus):
    mapping = {"customer": "주문자ID", "order": "주문번호", "line": "품목별 주문번호", "time": "주문일시",
               "amount": "총 실결제금액(최초정보) (KRW)", "refund": "실제 환불금액", "cancelled": "취소유형", "product": "상품명(한국어 쇼핑몰)",
               "channel": "주문경로"}
    common = {"preset": "cafe24", "mapping": mapping, "amount_scope": "order"}
    corpus.add("cafe24/orders", "The order's total stands on each of its lines and counts once; guests have no id but a phone number",
               cafe24_table(211), encoding="utf-8-mark", **common)
    corpus.add("cafe24/cancelled_lines", "So does the total of a cancelled order of several lines", cafe24_table(212, cancelled_lines=True),
               encoding="euc-kr", **common)


def imweb_table(seed, level, delivery):
    generator, orders = purchases(seed, customers=17, products=COFFEES, scale=1)
    table = Table(IMWEB)
    for index, order in enumerate(orders):
        discount = Money(1000) if delivery and index % 5 == 1 else Money(0)
        charge = Money(3000) if delivery else Money(0)
        total = order.total + charge - discount
        cancelled, returned = fate(index, 11, 4), fate(index, 14, 6)
        lines = order.lines[:1] if cancelled or returned else order.lines
        if len(lines) < len(order.lines):
            total = sum(Money(q * p) for _, q, p in lines) + charge - discount
        for line, (product, quantity, price) in enumerate(lines):
            value = Money(quantity * price)
            table.add({"주문번호": f"{order.when:%Y%m%d}{order.number + 5000000}", "주문상태": "주문취소" if cancelled else "반품완료" if returned else "거래종료",
                       "판매채널": "자체쇼핑몰" if index % 3 else "네이버페이", "주문일": f"{order.when:%Y-%m-%d %H:%M}", "주문자 이름": order.person.korean,
                       "주문자 이메일": order.person.email, "주문자 번호": order.person.mobile, "상품명": product, "옵션명": "기본", "구매수량": quantity,
                       "판매가": won(price), "품목실결제가": won(value), "품목쿠폰할인금액": 0, "품목포인트사용금액": 0,
                       "총 품목합계금액": won(order.total), "총 합계 배송비": won(charge), "총 합계 할인금액": won(discount),
                       "총 합계 포인트 사용액": 0, "최종주문금액": won(total), "취소사유": "단순 변심" if cancelled else "",
                       "반품사유": "상품 파손" if returned else ""},
                      aside="cancelled" if cancelled or returned else None, order=order.number, customer=order.person.email, day=order.day,
                      amount=total if level == "order" else value, repeats_total=level == "order" and line > 0)
    return table


def imweb(corpus):
    mapping = {"email": "주문자 이메일", "order": "주문번호", "time": "주문일", "status": "주문상태", "cancelled": "취소사유", "product": "상품명",
               "channel": "판매채널"}
    common = {"preset": "imweb", "identity": "email"}
    corpus.add("imweb/orders", "The amount of a line and the order's total stand on every line: the line's own counts", imweb_table(221, "line", True),
               amount_scope="line", mapping=mapping | {"amount": "품목실결제가"}, **common)
    corpus.add("imweb/line_amounts", "The user asks for the amounts of lines", imweb_table(222, "line", True), amount_scope="line",
               options={"mapping": {"amount": "품목실결제가"}, "amounts": "line"}, mapping=mapping | {"amount": "품목실결제가"}, **common)
    corpus.add("imweb/order_amounts", "The user asks for the orders' totals, which stand on every line", imweb_table(222, "order", True),
               amount_scope="order", options={"mapping": {"amount": "최종주문금액"}, "amounts": "order"},
               mapping=mapping | {"amount": "최종주문금액"}, **common)
    generator, orders = purchases(223, customers=9, products=COFFEES, scale=1)
    table = Table(IMWEB_PAYMENTS)
    for order in orders:
        table.add({"주문번호": f"{order.when:%Y%m%d}{order.number + 5000000}", "결제수단": "신용카드", "결제상태": "결제완료",
                   "결제구분(결제/환불)": "결제", "금액": won(order.total), "PG거래번호": f"pg{order.number:06}", "PG주문번호": f"o{order.number:06}"},
                  aside="date_missing", order=order.number, amount=Money(order.total))
    corpus.add("imweb/payments", "The sheet of payments names neither a day nor a customer", table, preset="imweb_payments", customers_known=False,
               warnings=["no_time_column", "no_customer_column"], mapping={"order": "주문번호", "amount": "금액"})


# ---- Public data sets, experiments, surveys ----


def online_retail(corpus):
    generator, orders = purchases(231, customers=15, lines=3)
    table = Table(split("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"))
    for index, order in enumerate(orders):
        known = index % 7 != 3
        number = 536365 + order.number
        facts = {"aside": None if known else "no_customer", "customer": order.person.number}
        when = f"{order.when.month}/{order.when.day}/{order.when:%Y} {order.when.hour}:{order.when:%M}"
        for product, quantity, price in order.lines:
            table.add({"InvoiceNo": number, "StockCode": f"{hash_of(product) % 90000 + 10000}", "Description": product.upper(), "Quantity": quantity,
                       "InvoiceDate": when, "UnitPrice": plain(price), "CustomerID": 12300 + order.person.number if known else "",
                       "Country": "United Kingdom"}, order=number, day=order.day, amount=quantity * price, **facts)
        if fate(index, 9, 5):
            product, quantity, price = order.lines[0]
            later = order.when + datetime.timedelta(days=2)
            table.add({"InvoiceNo": f"C{number}", "StockCode": f"{hash_of(product) % 90000 + 10000}", "Description": product.upper(),
                       "Quantity": -quantity, "InvoiceDate": f"{later.month}/{later.day}/{later:%Y} {later.hour}:{later:%M}",
                       "UnitPrice": plain(price), "CustomerID": 12300 + order.person.number if known else "", "Country": "United Kingdom"},
                      order=f"C{number}", refund_of=number, day=later.date(), amount=-quantity * price, **facts)
    corpus.add("online_retail/invoices", "Quantity times price; a C before the number cancels that invoice; rows without a customer", table,
               preset="online_retail", identity="customer", date_order="mdy", date_order_state="proven",
               mapping={"customer": "CustomerID", "order": "InvoiceNo", "time": "InvoiceDate", "quantity": "Quantity", "unit_price": "UnitPrice"})


def cdnow(corpus):
    generator, orders = purchases(241, customers=20)
    table = Table(["id", "date", "count", "dollars"])
    text = []
    for order in orders:
        table.add({}, customer=order.person.number, day=order.day, amount=order.total)
        text.append(f" {order.person.number + 1:05} {order.when:%Y%m%d} {sum(q for _, q, _ in order.lines):2} {order.total:7.2f}\n")
    corpus.add("cdnow/sample", "Columns drawn up under each other by spaces, no header; an order is a customer's day", table, suffix="txt",
               text="".join(text), delimiter=" ", header_row=0, by_id=False, mapping={})


def experiment(corpus):
    generator, orders = purchases(251, customers=30)
    table = Table(split("userid,version,sum_gamerounds,retention_1,revenue"))
    for order in orders:
        paid = order.total if order.number % 4 == 0 else Money(0)
        user = {"variant": ("gate_30", "gate_40")[order.number % 2], "rounds": order.number * 7 % 40, "back": order.number % 3 > 0, "paid": paid}
        table.add({"userid": 1000 + order.number, "version": user["variant"], "sum_gamerounds": user["rounds"],
                   "retention_1": "TRUE" if user["back"] else "FALSE", "revenue": plain(paid)}, user=user)
    expect = experiment_of([row.user for row in table.rows], "users", contaminated=0, duplicates=0, unassigned=0)
    corpus.add("experiment/per_user", "One row per user with a variant and measures: no orders, but an experiment", table, preset="experiment",
               options={"experiment": {"measures": ["retention_1", "sum_gamerounds", "revenue"]}}, has_amounts=False,
               mapping={"customer": "userid", "variant": "version"}, no_warnings=["no_time_column", "no_amount_column"],
               experiment=expect(retention_1=("proportion", "back"), sum_gamerounds=("mean", "rounds"), revenue=("money", "paid")))

    # Users who come twice, in two variants, in none; texts among the numbers; what was bought before.
    table = Table(["회원번호", "실험그룹", "구매여부", "방문수", "결제금액", "결제금액_이전", "메모"])
    for number in range(60):
        bought = generator.randrange(3) == 0
        user = {"variant": ("기존안", "새안")[generator.randrange(2)], "bought": bought, "visits": generator.randrange(1, 9),
                "paid": Money(generator.randrange(50, 400) * 100 if bought else 0)}
        cells = {"회원번호": f"M{number:04}", "실험그룹": user["variant"], "구매여부": "예" if bought else "아니오", "방문수": user["visits"],
                 "결제금액": f"{user['paid']:,}원" if bought else "", "결제금액_이전": generator.randrange(0, 90) * 100, "메모": "앱 푸시"}
        if number % 20 == 7:
            table.add(cells | {"실험그룹": ""}, aside="no_variant")
        elif number % 20 == 11:
            table.add(cells | {"방문수": "모름"}, aside="measure_unreadable")
        elif number % 20 == 13:
            table.add(cells | {"실험그룹": "기존안"}, aside="several_variants")
            table.add(cells | {"실험그룹": "새안"}, aside="several_variants")
        else:
            table.add(cells, user=user)
            if number % 20 == 17:
                table.add(cells, aside="duplicate_user")
    expect = experiment_of([row.user for row in table.rows if row.user], "users", contaminated=3, duplicates=3, unassigned=3)
    corpus.add("experiment/korean_users", "Users twice, in two variants and in none are set aside; blank amounts are no purchase", table,
               encoding="euc-kr", preset="experiment", has_amounts=False, options={"experiment": {"measures": ["구매여부", "방문수", "결제금액"]}},
               mapping={"customer": "회원번호", "variant": "실험그룹"}, warnings=["experiment_blank_as_zero", "experiment_columns_ignored"],
               experiment=expect(구매여부=("proportion", "bought"), 방문수=("mean", "visits"), 결제금액=("money", "paid")))

    # Who saw which variant from which day on, beside the sales of everyone.
    generator, orders = purchases(257, customers=40)
    first, last = min(order.day for order in orders), max(order.day for order in orders)
    started = first + (last - first) / 2
    sales, variants, users = Table(split("order_id,customer_id,date,amount")), Table(split("customer_id,variant,assigned_at")), {}
    for number in range(50):  # ten of them never bought
        users[number] = {"variant": "AB"[number % 2], "one": 0, "two": 0, "orders": 0, "paid": Money(0)}
        variants.add({"customer_id": f"C-{number:04}", "variant": users[number]["variant"], "assigned_at": f"{started}"}, user=users[number])
    for order in orders:
        sales.add({"order_id": 7000 + order.number, "customer_id": f"C-{order.person.number:04}", "date": f"{order.day}",
                   "amount": plain(order.total)}, order=order.number, customer=order.person.number, day=order.day, amount=order.total)
        if order.day >= started:
            user = users[order.person.number]
            user["orders"] += 1
            user["paid"] += order.total
            user["one"], user["two"] = 1, int(user["orders"] > 1)
    expect = experiment_of(list(users.values()), "assigned", contaminated=0, duplicates=0, unassigned=0)
    corpus.add_files("experiment/assigned", "A file that says who saw which variant is joined with the sales; earlier orders came before",
                     {"assigned_sales": sales, "assigned_variants": variants}, options={"experiment": {}},
                     mapping={"order": "order_id", "customer": "customer_id", "time": "date", "amount": "amount"},
                     experiment=expect(conversion=("proportion", "one"), repeat_rate=("proportion", "two"), orders=("mean", "orders"),
                                       revenue=("money", "paid"), average_order_value=("ratio", ("paid", "orders"))))


def survey(corpus):
    generator, orders = purchases(261, customers=25, products=COFFEES, scale=1)
    table = Table(["고객번호", "응답일", "추천 점수", "의견"])
    for order in orders:
        score = order.number * 7 % 11
        table.add({"고객번호": f"C-{order.person.number:04}", "응답일": f"{order.day}", "추천 점수": score if order.number % 13 else "모름",
                   "의견": 'He said "오호",\n또 올게요' if order.number % 5 == 1 else ""}, customer=order.person.number, day=order.day,
                  **({"score": score} if order.number % 13 else {"aside": "no_score"}))
    corpus.add("survey/scores", "Scores from 0 to 10 are no amounts, and answers are no purchases", table, preset="survey", by_id=False, has_amounts=False,
               mapping={"customer": "고객번호", "time": "응답일", "score": "추천 점수"}, no_warnings=["no_amount_column"])

    sales, answers = Table(split("order_id,customer_id,date,amount")), Table(split("customer_id,date,score"))
    for order in orders:
        who = f"C-{order.person.number:04}"
        sales.add({"order_id": 5000 + order.number, "customer_id": who, "date": f"{order.day}", "amount": plain(order.total)},
                  order=order.number, customer=order.person.number, day=order.day, amount=order.total)
        if order.number % 4 == 0:
            score = order.number * 3 % 11
            answers.add({"customer_id": who, "date": f"{order.day}", "score": score}, customer=order.person.number, day=order.day, score=score)
    corpus.add_files("survey/with_sales", "A survey read together with the sales counts no orders", {"sales": sales, "answers": answers},
                     mapping={"order": "order_id", "customer": "customer_id", "time": "date", "amount": "amount"})


ALL = [shopify, woocommerce, stripe, paypal, square, etsy, magento, bigcommerce, amazon, naver, coupang, cafe24, imweb, online_retail, cdnow,
       experiment, survey]
