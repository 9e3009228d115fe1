#!/usr/bin/env python3
"""Writes tests/corpus: made-up exports of every source that the importer knows, and what each must give.

usage: tools/corpus.py [--check]

Each case is a file (or several) beside a JSON file of the same name with its options and the expected
part of the Report. The expected numbers are computed from what the generator meant by each row
(corpus_model.py), never by running the product. Everything is drawn from seeded generators: the same
bytes come out each time, and --check says whether the files in the repository are those.
"""
import argparse
import codecs
import decimal
import json
import pathlib
import sys

import corpus_model
import corpus_shop
import corpus_sources
import corpus_traps

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "tests/corpus"
LARGEST = 64 << 10

# How the Report names an encoding: its mark and Python's codec.
ENCODINGS = {
    "utf-8": (b"", "utf-8", "utf-8"),
    "utf-8-mark": (codecs.BOM_UTF8, "utf-8", "utf-8"),
    "utf-16le": (b"", "utf-16-le", "utf-16le"),
    "utf-16le-mark": (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16le"),
    "utf-16be-mark": (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16be"),
    "euc-kr": (b"", "cp949", "euc-kr"),
    "shift_jis": (b"", "cp932", "shift_jis"),
    "windows-1252": (b"", "cp1252", "windows-1252"),
}

# Facts of the file that a case may state as they stand in the Report's `source` and `receipt`.
OF_SOURCE = ("preset", "amount_scope", "date_order", "date_order_state")
OF_RECEIPT = ("identity", "time_zone")


def in_major_units(value):
    """The tree with money as plain numbers, whole ones as integers."""
    if isinstance(value, dict):
        return {key: in_major_units(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [in_major_units(entry) for entry in value]
    if isinstance(value, decimal.Decimal):
        return int(value) if value == value.to_integral() else float(value)
    return value


def repeated_rows(rows):
    """Rows whose cells all stood in the file before; blank ones say nothing."""
    seen, count = set(), 0
    for row in rows:
        if row.record and any(row.cells):
            count += tuple(row.cells) in seen
            seen.add(tuple(row.cells))
    return count


class Corpus:
    def __init__(self):
        self.files = {}  # path below FOLDER -> bytes

    def put(self, path, data):
        assert len(data) <= LARGEST, f"{path} is too large"
        assert self.files.setdefault(path, data) == data, f"{path} is written twice"

    def add(self, path, about, table, *, encoding="utf-8", delimiter=",", suffix="csv", text=None, cut=0, header=True, header_row=1,
            above=(), line_end="\r\n", line_ends=None, quote_all=False, **facts):
        """One case of one file. `cut`: characters to leave out at its end."""
        if text is None:
            text = corpus_shop.text_of(table.header if header else None, table.rows, delimiter, line_end, above, quote_all, line_ends)
        mark, codec, name = ENCODINGS[encoding]
        data = mark + text[: len(text) - cut].encode(codec)
        if encoding == "utf-8" and data.isascii():
            name = "utf-8"
        self.put(f"{path}.{suffix}", data)
        expect = {"encoding": name, "delimiter": delimiter, "header_row": header_row}
        self.describe(path, about, {"file": f"{path.split('/')[-1]}.{suffix}"}, table.rows, expect, **facts)

    def add_files(self, path, about, tables, **facts):
        """One case of several files, which are one import."""
        folder = path.split("/")[0]
        rows = [row for table in tables.values() for row in table.rows]
        for name, table in tables.items():
            self.put(f"{folder}/{name}.csv", corpus_shop.text_of(table.header, table.rows).encode())
        expect = {"files": [{"name": f"{name}.csv", "rows_read": len(table.rows)} for name, table in tables.items()]}
        self.describe(path, about, {"files": [f"{name}.csv" for name in tables]}, rows, expect, **facts)

    def describe(self, path, about, files, rows, expect, *, options=None, mapping=None, warnings=(), no_warnings=(), duplicates=None,
                 confident=(), keep=None, by_id=True, customers_known=True, has_amounts=True, experiment=None, **facts):
        found = corpus_model.account(rows, keep, by_id, customers_known, has_amounts)
        receipt = found["receipt"]
        if duplicates is None and repeated_rows(rows) == 0:
            duplicates = {"rows": 0, "dropped": False}
        if duplicates is not None:
            receipt["duplicates"] = duplicates
        if receipt["currency"] is None:
            del receipt["currency"]
        currencies = {row.currency for row in rows if row.currency}
        if len(currencies) > 1:
            receipt["currencies"] = self.currencies(rows, receipt["currency"], currencies)
        for name in OF_SOURCE:
            if name in facts:
                expect[name] = facts.pop(name)
        for name in OF_RECEIPT:
            if name in facts:
                receipt[name] = facts.pop(name)
        assert not facts, facts
        expect |= {"mapping": mapping or {}, "warnings": list(warnings), **found}
        if experiment:
            expect["experiment"] = experiment
        if no_warnings:
            expect["no_warnings"] = list(no_warnings)
        if confident:
            expect["confident"] = list(confident)
        case = {"about": about, **files, "options": options or {}, "expect": in_major_units(expect)}
        self.put(f"{path}.json", write_json(case).encode())

    @staticmethod
    def currencies(rows, main, codes):
        found = []
        for code in codes:
            amounts = [corpus_model.net(row) for row in rows if row.currency == code]
            found.append({"currency": code, "rows": len(amounts), "amount": sum(amounts)})
        return sorted(found, key=lambda part: (part["currency"] != main, -part["rows"], part["currency"]))


def write_json(value):
    """Indented, but a list or an object of plain values stands on one line where it fits."""
    def lines(entry, depth):
        flat = json.dumps(entry, ensure_ascii=False)
        if not isinstance(entry, (dict, list)) or depth > 0 and len(flat) + 2 * depth <= 140:
            return flat
        inner, pad = "  " * (depth + 1), "  " * depth
        if isinstance(entry, list):
            return "[\n" + ",\n".join(inner + lines(item, depth + 1) for item in entry) + f"\n{pad}]"
        return "{\n" + ",\n".join(f"{inner}{json.dumps(key, ensure_ascii=False)}: {lines(item, depth + 1)}" for key, item in entry.items()) + f"\n{pad}}}"

    return lines(value, 0) + "\n"


def generate():
    corpus = Corpus()
    for source in corpus_sources.ALL + corpus_traps.ALL:
        source(corpus)
    return corpus.files


def files_here():
    return {str(path.relative_to(FOLDER)): path.read_bytes() for path in FOLDER.glob("*/*") if path.is_file()}


def check(files):
    here = files_here()
    wrong = [path for path in sorted(files.keys() | here.keys()) if files.get(path) != here.get(path)]
    for path in wrong:
        print(f"FAILED: {path}: " + ("not in the repository" if path not in here else "not generated" if path not in files else "other bytes"))
    print(f"{len(files.keys() | here.keys()) - len(wrong)} passed, {len(wrong)} failed")
    return not wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare with the repository instead of writing")
    files = generate()
    if parser.parse_args().check:
        sys.exit(0 if check(files) else 1)
    for path in files_here().keys() - files.keys():
        (FOLDER / path).unlink()
    for path, data in files.items():
        target = FOLDER / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


if __name__ == "__main__":
    main()
