#!/usr/bin/env python3
"""Writes the table by which src/base/normalise.cpp composes letters and marks.

usage: tools/nfc_table.py > src/base/nfc_table.inc

It holds what Unicode composes from a Latin, Greek or Cyrillic letter and one mark of U+0300..U+036F,
or from a kana and its voicing mark, and the combining classes of those marks.
"""
import sys
import unicodedata

MARKS = list(range(0x300, 0x370)) + [0x3099, 0x309A]


def pairs():
    """(base, mark, composed) of every letter that NFC keeps composed."""
    for code in range(0xC0, 0x3100):
        letter = chr(code)
        parts = unicodedata.decomposition(letter).split()
        if len(parts) != 2 or parts[0].startswith("<") or unicodedata.normalize("NFC", letter) != letter:
            continue
        base, mark = (int(part, 16) for part in parts)
        if mark in MARKS:
            yield base, mark, code


def rows(values, per_line):
    lines = [values[i:i + per_line] for i in range(0, len(values), per_line)]
    return "\n".join("    " + ", ".join(line) + "," for line in lines)


def main():
    if len(sys.argv) > 1:
        print(__doc__)
        return 0 if sys.argv[1] in ("-h", "--help") else 2
    table = sorted(pairs())
    classes = [unicodedata.combining(chr(mark)) for mark in MARKS]
    print(f"// What letters and marks compose to; written by tools/nfc_table.py from Unicode {unicodedata.unidata_version}.")
    print("// Sorted by base and mark; the place of a mark counts from U+0300, then the two of kana.")
    print("// clang-format off")
    print(f"constexpr std::array<uint16_t, {len(table)}> kBases = {{\n{rows([f'0x{b:X}' for b, _, _ in table], 14)}}};")
    print(f"constexpr std::array<uint8_t, {len(table)}> kMarks = {{\n{rows([str(MARKS.index(m)) for _, m, _ in table], 24)}}};")
    print(f"constexpr std::array<uint16_t, {len(table)}> kComposed = {{\n{rows([f'0x{c:X}' for _, _, c in table], 14)}}};")
    print(f"constexpr std::array<uint8_t, {len(classes)}> kClasses = {{\n{rows([str(c) for c in classes], 20)}}};")
    print("// clang-format on")
    return 0


if __name__ == "__main__":
    sys.exit(main())
