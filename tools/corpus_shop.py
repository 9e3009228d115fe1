"""Made-up shops for the corpus: people, products, and who bought what when; tables to write them into."""
import csv
import dataclasses
import datetime
import decimal
import io
import random

from corpus_model import Row

Money = decimal.Decimal

GIVEN = "ada ben cleo dan elle finn gia hugo iris jon kira leo mona nico opal paul ruth sami tess uma vera will yara zane".split()
FAMILY = "abbott birch calder doyle ember frost gale hollis irwin keane lowell marsh north odell pryce quill rowan stone".split()
SURNAMES = "가나다라마바사아자차"
SYLLABLES = "단우서린도담하람새봄라온누리가온"
TEAS = [("Morning Blend 100g", 1150), ("Earl Grey, loose 100g", 1290), ("Sencha 80g", 1475), ("Sampler Box", 2650),
        ("Glass Teapot 24\" tray", 3800), ("Gift Tin", 4200), ("Peppermint 50g", 850)]
COFFEES = [("예가체프 200g", 14000), ("수프리모 200g", 12000), ("단골 블렌드 500g", 24000), ("드립백 10개입", 12900),
           ("콜드브루 원액 1L", 16900), ("종이 필터, 100매", 4500), ("선물 세트", 45000)]


@dataclasses.dataclass
class Person:
    number: int
    name: str
    email: str
    korean: str
    mobile: str


@dataclasses.dataclass
class Purchase:
    number: int
    person: Person
    when: datetime.datetime
    lines: list  # (product name, quantity, price of one)

    @property
    def day(self):
        return self.when.date()

    @property
    def total(self):
        return sum(quantity * price for _, quantity, price in self.lines)


def people(generator, count):
    found = []
    for number in range(count):
        given, family = GIVEN[number * 7 % len(GIVEN)], FAMILY[number * 11 % len(FAMILY)]
        korean = SURNAMES[number % len(SURNAMES)] + "".join(generator.choice(SYLLABLES) for _ in range(2))
        found.append(Person(number, f"{given.capitalize()} {family.capitalize()}", f"{given}.{family}{number}@example.com",
                            korean, f"010-0000-{1000 + number * 37 % 9000:04}"))
    return found


def purchases(seed, customers=22, products=TEAS, start=datetime.date(2026, 1, 4), days=150, lines=2, hours=(9, 20), scale=100):
    """(generator, orders by time): customers come over time and come back at gaps of about five weeks."""
    generator = random.Random(seed)
    visits = []
    for person in people(generator, customers):
        day = generator.random() * days * 0.6
        while day < days:
            minutes = int(day) * 1440 + generator.randrange(hours[0] * 60, hours[1] * 60 + 60)
            visits.append((minutes, person))
            if generator.random() < 0.3:
                break
            day += 2 + generator.expovariate(1 / 35)
    visits.sort(key=lambda visit: (visit[0], visit[1].number))
    orders = []
    for number, (minutes, person) in enumerate(visits):
        chosen = generator.sample(products, 1 + generator.randrange(lines))
        basket = [(name, 1 + (generator.random() < 0.2), Money(price) / scale) for name, price in chosen]
        orders.append(Purchase(number, person, datetime.datetime(start.year, start.month, start.day) + datetime.timedelta(minutes=minutes), basket))
    return generator, orders


class Table:
    """Rows under a header; each is added with its cells by column name and with what it means."""

    def __init__(self, header):
        self.header = header
        self.rows = []
        assert len(set(header)) == len(header), "a repeated column name"

    def add(self, cells, **facts):
        unknown = set(cells) - set(self.header)
        assert not unknown, unknown
        self.rows.append(Row([str(cells.get(name, "")) for name in self.header], **facts))
        return self.rows[-1]

    def raw(self, cells, **facts):
        self.rows.append(Row(list(cells), **facts))
        return self.rows[-1]

    def blank(self):
        self.rows.append(Row([], record=False))

    def column(self, name):
        return self.header.index(name)


def split(header):
    """The columns of a header row as a file writes it."""
    return next(csv.reader([header]))


def text_of(header, rows, delimiter=",", line_end="\r\n", above=(), quote_all=False, line_ends=None):
    """The file's text. `above`: records before the header; `line_ends`: to be used in turn instead of one."""
    out = io.StringIO()
    quoting = csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
    records = [*above, *([header] if header else []), *(row.cells if row.record else None for row in rows)]
    for index, cells in enumerate(records):
        end = line_ends[index % len(line_ends)] if line_ends else line_end
        if cells is None:
            out.write(end)
        else:
            csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting).writerow(cells)
    return out.getvalue()


def plain(amount):
    return f"{amount:.2f}"


def won(amount):
    return f"{int(amount)}"


def grouped(amount):
    return f"{int(amount):,}"


def dollars(amount):
    return f"-${-amount:,.2f}" if amount < 0 else f"${amount:,.2f}"


def comma(amount, group="."):
    text = f"{amount:,.2f}"
    return text.replace(",", "_").replace(".", ",").replace("_", group)
