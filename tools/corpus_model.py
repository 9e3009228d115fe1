"""What a made-up export means, apart from how it is written: rows with their facts, and the numbers that follow from them.

Nothing here reads a file. Each row is written together with what it stands for, and `account` applies
shared definitions (one order, refunds, cohorts) to those facts alone, so that the expected numbers are
no echo of the program that is tested.
"""
import collections
import dataclasses
import datetime
import decimal

Money = decimal.Decimal


@dataclasses.dataclass
class Row:
    """One record of a table: its cells, and what it means."""
    cells: list
    aside: str | None = None  # the reason why it is not counted
    order: object = None  # None: the row names no order
    customer: object = None
    day: datetime.date | None = None
    second: int = 0
    amount: Money | None = None
    refund: Money = Money(0)  # the refund column, as a positive number
    currency: str | None = None
    repeats_total: bool = False  # the order's total once more
    refund_of: object = None  # a separate refund row names this order
    score: int | None = None  # a survey's row: an answer, no purchase
    user: dict | None = None  # a user of an experiment, no purchase: their variant, and a number by measure
    record: bool = True  # False: a blank line, which is no row


@dataclasses.dataclass
class Order:
    day: datetime.date | None = None
    customer: object = None
    sale: bool = False
    free: bool = False
    refunded: bool = False
    value: Money = Money(0)


def net(row):
    return None if row.amount is None else row.amount - row.refund


def month(day):
    return f"{day.year:04}-{day.month:02}"


def months_between(first, last):
    year, number = first.year, first.month
    while (year, number) <= (last.year, last.month):
        yield f"{year:04}-{number:02}"
        year, number = (year, number + 1) if number < 12 else (year + 1, 1)


def add_amount(entry, amount):
    entry["rows"] += 1
    if amount is not None:
        entry["amount"] = (entry["amount"] or Money(0)) + amount


def order_key(row, by_id):
    if row.refund_of is not None:
        return row.refund_of
    return row.order if by_id and row.order is not None else (row.customer, row.day)


def experiment(users, source, **health):
    """What an experiment must count: its users, and each measure's numerator and denominator, by variant. A ratio is of two measures."""
    variants = sorted({user["variant"] for user in users})
    of = {variant: [user for user in users if user["variant"] == variant] for variant in variants}

    def arm(name, variant):
        if isinstance(name, tuple):
            return {"numerator": total(name[0], variant), "denominator": total(name[1], variant)}
        return {"numerator": total(name, variant), "denominator": len(of[variant])}

    def total(name, variant):
        return sum((Money(user[name]) for user in of[variant]), Money(0))

    def expect(**measures):
        found = {shown: {"kind": kind, "arms": {variant: arm(name, variant) for variant in variants}} for shown, (kind, name) in measures.items()}
        return {"source": source, "health": health, "variants": {variant: len(of[variant]) for variant in variants}, "measures": found}

    return expect


def main_currency(rows):
    counts = collections.Counter(row.currency for row in rows if row.currency)
    return counts.most_common(1)[0][0] if counts else None


def settle(used, by_id):
    """The orders of the used rows, by key. A refund that names no sale stays a group without one."""
    orders = {}
    for row in used:
        order = orders.setdefault(order_key(row, by_id), Order())
        is_refund = row.amount is not None and row.amount < 0
        if row.amount is not None and not row.repeats_total:
            order.value += row.amount - row.refund
            order.sale = order.sale or row.amount > 0
            order.refunded = order.refunded or is_refund or row.refund > 0
        if row.amount == 0:
            order.free = True
        if not is_refund and (order.day is None or row.day < order.day):
            order.day = row.day
        if order.customer is None or not is_refund and order.day == row.day:
            order.customer = order.customer or row.customer
    for row in used:  # a refund alone stands on its own day
        order = orders[order_key(row, by_id)]
        if order.day is None:
            order.day = row.day
    return orders


def counted(order):
    return not order.refunded if not order.sale else order.value > 0 or not order.refunded


def account(rows, currency=None, by_id=True, customers_known=True, has_amounts=True):
    """The receipt, periods and cohorts that the rows must give (months, policy `refund_day`)."""
    rows = [row for row in rows if row.record]
    currency = currency or main_currency(rows)
    aside = {}
    used, repeated = [], {"rows": 0, "amount": None}
    apart = [row for row in rows if (row.score is not None or row.user is not None) and not row.aside]
    scores = [row.score for row in apart if row.score is not None]
    for row in rows:
        if (row.score is not None or row.user is not None) and not row.aside:
            continue
        if row.currency and row.currency != currency:
            add_amount(aside.setdefault("other_currency", {"rows": 0, "amount": None}), None)
        elif row.aside:
            # A total that stands on every line of a cancelled order is one amount all the same.
            add_amount(aside.setdefault(row.aside, {"rows": 0, "amount": None}), None if row.repeats_total else net(row))
            if row.repeats_total:
                add_amount(repeated, net(row))
        else:
            used.append(row)
            if row.repeats_total:
                add_amount(repeated, net(row))
    orders = settle(used, by_id)
    kept = {key: order for key, order in orders.items() if counted(order)}
    readable = [net(row) for row in rows if net(row) is not None and row.currency in (None, currency)]
    revenue = sum((net(row) for row in used if row.amount is not None and not row.repeats_total), Money(0))
    total_aside = sum((entry["amount"] or Money(0) for entry in aside.values()), Money(0))
    assert sum(readable, Money(0)) == revenue + total_aside + (repeated["amount"] or 0), "amounts do not reconcile"
    days = [row.day for row in used]
    documents = [order for order in orders.values() if not order.sale and order.refunded]
    receipt = {
        "rows_read": len(rows),
        "rows_used": len(used) + len(apart),
        "set_aside": aside,
        "orders": len(kept),
        "customers": len({order.customer for order in kept.values()}) if customers_known else None,
        "customers_known": customers_known,
        "revenue": revenue if has_amounts else None,
        "amount_read": sum(readable, Money(0)) if readable else None,
        "repeated_totals": repeated,
        "refund_documents": len(documents),
        "cancelled_orders": sum(order.sale and not counted(order) for order in orders.values()),
        "zero_value_orders": sum(counted(order) and order.free and not order.sale for order in orders.values()),
        "first_day": min(days).isoformat() if days else None,
        "last_day": max(days).isoformat() if days else None,
        "currency": currency,
    }
    result = {"receipt": receipt}
    if scores:
        promoters, detractors = sum(score >= 9 for score in scores), sum(score <= 6 for score in scores)
        result["nps"] = {"n": len(scores), "promoters": promoters, "passives": len(scores) - promoters - detractors, "detractors": detractors}
    if days:
        result["periods"] = periods(used, orders, kept, by_id, days, customers_known, has_amounts)
        if customers_known:
            result["cohorts"] = cohorts(kept, days)
    return result


def periods(used, orders, kept, by_id, days, customers_known, has_amounts):
    active, revenue, count = collections.defaultdict(set), collections.Counter(), collections.Counter()
    first = {}
    for order in kept.values():
        active[month(order.day)].add(order.customer)
        count[month(order.day)] += 1
        first[order.customer] = min(first.get(order.customer, order.day), order.day)
    for row in used:
        if row.amount is None or row.repeats_total:
            continue
        order = orders[order_key(row, by_id)]
        revenue[month(row.day if row.amount < 0 else order.day)] += net(row)
    found, before = {}, None
    for name in months_between(min(days), max(days)):
        entry = {"orders": count[name], "revenue": Money(revenue[name]) if has_amounts else None}
        if customers_known:
            entry["end_customers"] = len(active[name])
            entry["new_customers"] = sum(month(day) == name for day in first.values())
            if before is not None:
                entry["start_customers"] = len(active[before])
                entry["retained_customers"] = len(active[before] & active[name])
        else:
            entry |= dict.fromkeys(("end_customers", "new_customers", "retained_customers"))
        found[name] = entry
        before = name
    return found


def cohorts(kept, days):
    by_customer = collections.defaultdict(set)
    for order in kept.values():
        by_customer[order.customer].add(order.day)
    if not kept:
        return {}
    names = list(months_between(min(order.day for order in kept.values()), max(days)))
    found = {}
    for at, name in enumerate(names):
        members = [all_days for all_days in by_customer.values() if month(min(all_days)) == name]
        if members:
            found[name] = {"size": len(members), "customers": [
                sum(any(month(day) == later for day in all_days) for all_days in members) for later in names[at:]] + [None] * at}
    return found
