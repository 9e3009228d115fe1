#!/usr/bin/python3
"""Makes the two fonts of the interface from Pretendard (npm package `pretendard`, SIL OFL).

usage: fonts.py --source FOLDER --strings KO.json EN.json --output FOLDER

regular.otf holds Latin, punctuation, signs, compatibility Jamo and the 2,350 syllables of KS X 1001;
bold.otf the same without syllables but those of our own sentences. Dear ImGui reads neither layout
tables nor hints, so both go; figures are made tabular by pointing the digits at their `tnum` forms.
The licence reserves the name Pretendard, so the result is called Dangol Sans. The same input gives
the same bytes. The cubic outlines of the OpenType originals take a tenth less than TrueType's. See
assets/fonts/README.md.
"""
import argparse
import json
import pathlib
import shutil

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

FAMILY = "Dangol Sans"
FACES = {"regular": "Pretendard-Regular.otf", "bold": "Pretendard-SemiBold.otf"}
# Of 2048 in Pretendard: text of 24 px at density 3 and figures of 40 px then move by an eighth of a
# pixel at most, which cannot be seen.
UNITS_PER_EM = {"regular": 512, "bold": 1024}
# Sentences that are never set in bold.
PLAIN = ("cli.", "error.", "mirror.", "reason.", "warning.")

LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x100)]
SIGNS = [
    ord(sign)
    for sign in "‐‑‒–—―‘’‚“”„†‡•…‰′″‹›※€₩₤¥£¢№™Ω℃℉←↑→↓↔↕⇒⇔∂∆∏∑−√∞∫≈≠≤≥■□▲△▶▷▼▽◀◁◆◇○◎●★☆✓✔✕"
    "、。〈〉《》「」『』【】〔〕〜・㈜㎏㎖＋－％"
]
JAMO = [*range(0x3131, 0x3164)]


def ks_x_1001():
    """The 2,350 syllables that the KS X 1001 standard lists: all of modern Korean in everyday use."""
    rows = range(0xB0, 0xC9)
    return [ord(bytes((row, cell)).decode("euc_kr")) for row in rows for cell in range(0xA1, 0xFF)]


def letters_of(files, leave_out=()):
    """Every character of our own sentences, but those whose keys start with one of `leave_out`."""
    tables = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    text = "".join(
        sentence for table in tables for key, sentence in table.items() if not key.startswith(tuple(leave_out))
    )
    return sorted({ord(letter) for letter in text if letter >= " "})


def use_tabular_figures(font):
    """Points the characters that have a `tnum` form at it: digits that do not shift as they change."""
    table = font["GSUB"].table
    lookups = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "tnum"
        for index in record.Feature.LookupListIndex
    }
    tabular = {}
    for index in sorted(lookups):
        for substitution in table.LookupList.Lookup[index].SubTable:
            tabular.update(getattr(substitution, "ExtSubTable", substitution).mapping)
    for cmap in font["cmap"].tables:
        if cmap.isUnicode():
            cmap.cmap = {code: tabular.get(glyph, glyph) for code, glyph in cmap.cmap.items()}
    widths = {font["hmtx"][font.getBestCmap()[ord(digit)]][0] for digit in "0123456789"}
    assert len(widths) == 1, f"the digits differ in width: {widths}"


def rename(font, style):
    """The names that the licence asks for: ours first, the origin in the copyright line."""
    names = font["name"]
    keep = {0: names.getDebugName(0), 13: names.getDebugName(13), 14: names.getDebugName(14)}
    names.names = []
    keep.update({1: FAMILY, 2: style, 4: f"{FAMILY} {style}", 6: f"DangolSans-{style}"})
    keep[10] = "A subset of another family, with tabular figures."
    for identifier, text in sorted(keep.items()):
        if text:
            names.setName(text, identifier, 3, 1, 0x409)


def make(source, codes, face, output):
    font = TTFont(source, recalcTimestamp=False)
    use_tabular_figures(font)
    missing = sorted(set(codes) - set(font.getBestCmap()))
    options = subset.Options(
        layout_features=[], hinting=False, glyph_names=False, notdef_outline=True,
        recalc_timestamp=False, name_IDs=["*"], name_languages=["*"], legacy_kern=False,
    )
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "DSIG", "BASE", "vhea", "vmtx", "VORG", "STAT", "meta"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    scale_upem(font, UNITS_PER_EM[face])
    rename(font, face.capitalize())
    font.save(output)
    return missing


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", required=True, type=pathlib.Path, help="the folder of the npm package")
    parser.add_argument("--strings", required=True, type=pathlib.Path, nargs="+")
    parser.add_argument("--output", required=True, type=pathlib.Path)
    arguments = parser.parse_args()

    sentences = letters_of(arguments.strings)
    latin = LATIN + SIGNS + JAMO
    headings = letters_of(arguments.strings, leave_out=PLAIN)
    codes = {"regular": latin + ks_x_1001() + sentences, "bold": latin + headings}
    arguments.output.mkdir(parents=True, exist_ok=True)
    for face, file in FACES.items():
        source = arguments.source / "dist/public/static" / file
        output = arguments.output / f"{face}.otf"
        missing = make(source, codes[face], face, output)
        lost = sorted(set(missing) & set(sentences))
        assert not lost, f"our sentences use what the font lacks: {''.join(map(chr, lost))}"
        print(f"{output}: {output.stat().st_size:,} bytes, without {''.join(map(chr, missing)) or 'nothing'}")
    shutil.copyfile(arguments.source / "dist/LICENSE.txt", arguments.output / "OFL.txt")


if __name__ == "__main__":
    main()
