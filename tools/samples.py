#!/usr/bin/env python3
"""Makes up the two shops that the page offers for trying out: a Korean coffee roaster and an English tea shop.

usage: samples.py --output FOLDER

Every name is invented and every number drawn from a seeded generator, so the same bytes come out
each time (assets/samples/README.md has their sums, and a test compares them). Customers arrive in a
growing, seasonal stream with one bad month, buy at their own rates and drop out after some order:
the behaviour that the customer-base models assume, roughened by weekdays and by the bad month.
"""
import argparse
import csv
import datetime
import io
import pathlib
import random

FIRST_DAY = datetime.date(2025, 5, 1)
LAST_DAY = datetime.date(2026, 10, 31)
DAYS = (LAST_DAY - FIRST_DAY).days + 1

# Demand by calendar month, and the month in which a delivery strike drove customers away.
SEASON = {1: 1.05, 2: 0.95, 3: 1.0, 4: 0.95, 5: 1.0, 6: 0.9, 7: 0.85, 8: 0.85, 9: 1.05, 10: 1.1, 11: 1.2, 12: 1.35}
BAD_MONTH = (2026, 3)
BAD_DEMAND = 0.45
BAD_DROPOUT = 3.0

KOREAN = {
    "file": "sample-ko.csv",
    "seed": 8214,
    "newcomers": 720,
    "header": ["주문번호", "주문일시", "주문자ID", "상품명", "수량", "결제금액(KRW)", "환불금액", "주문상태", "주문경로"],
    "products": [
        ("에티오피아 예가체프 200g", 14000, 5), ("콜롬비아 수프리모 200g", 12000, 5), ("케냐 AA 200g", 15000, 3),
        ("과테말라 안티구아 200g", 13000, 3), ("단골 블렌드 200g", 11000, 8), ("단골 블렌드 500g", 24000, 4),
        ("디카페인 200g", 14500, 3), ("드립백 10개입", 12900, 5), ("콜드브루 원액 1L", 16900, 3),
        ("종이 필터 100매", 4500, 2), ("핸드드립 세트", 39000, 1), ("선물 세트", 45000, 1),
    ],
    "channels": [("모바일", 6), ("PC", 2), ("스마트스토어", 3)],
    "paid": "배송완료", "returned": "반품완료", "cancelled": "취소완료",
}
ENGLISH = {
    "file": "sample-en.csv",
    "seed": 5309,
    "newcomers": 700,
    "header": ["Order", "Created at", "Email", "Product", "Quantity", "Amount (USD)", "Refunded", "Status", "Channel"],
    "products": [
        ("Morning Blend 100g", 1150, 8), ("Earl Grey 100g", 1290, 6), ("Sencha 80g", 1475, 4), ("Genmaicha 80g", 1325, 3),
        ("Rooibos 120g", 1090, 3), ("Jasmine Pearls 60g", 1890, 2), ("Peppermint 50g", 850, 4), ("Sampler Box", 2650, 3),
        ("Glass Teapot", 3800, 1), ("Bamboo Strainer", 950, 1), ("Gift Tin", 4200, 1),
    ],
    "channels": [("Online store", 6), ("Instagram", 2), ("Marketplace", 3)],
    "paid": "paid", "returned": "refunded", "cancelled": "cancelled",
}
GIVEN = "ada ben cleo dan elle finn gia hugo iris jon kira leo mona nico opal paul ruth sami tess uma vera will yara zane".split()
FAMILY = "abbott birch calder doyle ember frost gale hollis irwin keane lowell marsh north odell pryce quill rowan stone thorne vale".split()


def weighted(generator, choices):
    """One of the (..., weight) tuples, as often as its weight says."""
    point = generator.random() * sum(choice[-1] for choice in choices)
    for choice in choices:
        point -= choice[-1]
        if point < 0:
            return choice
    return choices[-1]


def is_bad(day):
    return (day.year, day.month) == BAD_MONTH


def first_days(generator, count):
    """The day of each customer's first order: growth of about 5% a month, seasons, the bad month."""
    days = []
    while len(days) < count:
        offset = int(generator.random() * DAYS)
        day = FIRST_DAY + datetime.timedelta(offset)
        wish = 0.42 * (1 + offset / DAYS) * SEASON[day.month] * (BAD_DEMAND if is_bad(day) else 1.0)
        if generator.random() < wish:
            days.append(day)
    return sorted(days)


def order_days(generator, first):
    """The days on which one customer orders, from a rate and a dropout chance of their own."""
    days_between = 30.0 / generator.gammavariate(1.4, 0.75)
    dropout = generator.betavariate(1.1, 2.4)
    days, day = [first], first
    while True:
        risk = dropout * (BAD_DROPOUT if is_bad(day) else 1.0)
        if generator.random() < risk:
            return days
        day += datetime.timedelta(1 + int(generator.expovariate(1.0 / days_between)))
        if day > LAST_DAY:
            return days
        if generator.random() < SEASON[day.month] * (BAD_DEMAND if is_bad(day) else 1.0) / 1.1:
            days.append(day)


def orders_of(shop, generator):
    """(moment, customer) of every order of the shop, oldest first."""
    orders = []
    for number, first in enumerate(first_days(generator, shop["newcomers"])):
        for day in order_days(generator, first):
            hour = int(8 + 15 * generator.random() ** 0.7)
            moment = datetime.datetime(day.year, day.month, day.day, hour, int(60 * generator.random()))
            orders.append((moment, number))
    return sorted(orders)


def customer_name(shop, number):
    if shop is KOREAN:
        return f"c{10000 + number * 37 % 90000}"
    given, family = GIVEN[number * 7 % len(GIVEN)], FAMILY[number * 11 % len(FAMILY)]
    return f"{given}.{family}{number}@example.com"


def amount_text(shop, amount):
    return str(amount) if shop is KOREAN else f"{amount / 100:.2f}"


def rows_of(shop):
    """One row per product of an order, each with its own amount."""
    generator = random.Random(shop["seed"])
    for index, (moment, number) in enumerate(orders_of(shop, generator)):
        guest = generator.random() < 0.02
        channel = weighted(generator, shop["channels"])[0]
        fate = generator.random()
        lines = 1 + (generator.random() < 0.16) + (generator.random() < 0.04)
        for product in {weighted(generator, shop["products"]): None for _ in range(lines)}:
            quantity = 1 + (generator.random() < 0.14)
            amount = product[1] * quantity
            refund, status = 0, shop["paid"]
            if fate < 0.015:
                refund, status = amount, shop["cancelled"]
            elif fate < 0.035:
                refund, status = amount, shop["returned"]
            elif fate < 0.045:
                refund = amount // 10
            yield [
                20001 + index if shop is KOREAN else f"#{1001 + index}",
                moment.strftime("%Y-%m-%d %H:%M"),
                "" if guest else customer_name(shop, number),
                product[0],
                quantity,
                amount_text(shop, amount),
                amount_text(shop, refund) if refund else "",
                status,
                channel,
            ]


def write(shop, folder):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(shop["header"])
    writer.writerows(rows_of(shop))
    # Korean spreadsheets want the byte-order mark; English ones do without.
    encoding = "utf-8-sig" if shop is KOREAN else "utf-8"
    (folder / shop["file"]).write_bytes(text.getvalue().encode(encoding))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", required=True, type=pathlib.Path)
    folder = parser.parse_args().output
    folder.mkdir(parents=True, exist_ok=True)
    for shop in (KOREAN, ENGLISH):
        write(shop, folder)


if __name__ == "__main__":
    main()
