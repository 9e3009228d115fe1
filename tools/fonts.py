#!/usr/bin/python3
"""Makes the fonts of the interface from Pretendard (npm package `pretendard`, SIL OFL).

usage: fonts.py --source FOLDER --output FOLDER --faces FACE... [--strings FILE...]

FACE is one of: regular, which holds Latin, punctuation, signs, compatibility Jamo and the syllables of
our own sentences; bold, the same with those syllables alone that the first picture sets in bold;
bold_more, the syllables of our other headings and labels; regular_more, all modern syllables, which
needs no strings. Dear ImGui reads neither layout tables nor hints, so both go; figures are made tabular by
pointing the digits at their `tnum` forms. The licence reserves the name Pretendard, so the result is
called Dangol Sans. The same input gives the same bytes. The cubic outlines of the OpenType originals
take a tenth less than TrueType's. See assets/fonts/README.md.
"""
import argparse
import json
import pathlib
import shutil

from fontTools import subset
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

FAMILY = "Dangol Sans"
FACES = {
    "regular": "Pretendard-Regular.otf",
    "bold": "Pretendard-SemiBold.otf",
    "bold_more": "Pretendard-SemiBold.otf",
    "regular_more": "Pretendard-Regular.otf",
}
STYLES = {"regular": "Regular", "bold": "Bold", "bold_more": "Bold More", "regular_more": "Regular More"}
# Of 2048 in Pretendard: text of 16 px, which regular is for, and bold figures of 40 px then lie an
# eighth of a pixel beside their places at most, even at density 3, which cannot be seen.
UNITS_PER_EM = {"regular": 320, "bold": 512, "bold_more": 512, "regular_more": 256}
# Sentences that are never set in bold.
PLAIN = ("cli.", "error.", "mirror.", "page.", "reason.", "warning.")
# Sentences of the first picture: the Start view, the bar above it and what an import says.
FIRST = ("ui.bar.", "ui.nav.", "ui.start.", "ui.status.")

LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x100)]
SIGNS = [
    ord(sign)
    for sign in "‐‑‒–—―‘’‚“”„†‡•…‰′″‹›※€₩₤¥£¢№™Ω℃℉←↑→↓↔↕⇒⇔∂∆∏∑−√∞∫≈≠≤≥■□▲△▶▷▼▽◀◁◆◇○◎●★☆✓✔✕"
    "、。〈〉《》「」『』【】〔〕〜・㈜㎏㎖＋－％"
]
JAMO = [*range(0x3131, 0x3164)]
SYLLABLES = [*range(0xAC00, 0xD7A4)]  # every syllable of modern Korean, 11,172


def letters_of(files, leave_out=(), only=("",)):
    """Every character of our own sentences whose keys start with one of `only`, with none of `leave_out`."""
    tables = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    text = "".join(
        sentence
        for table in tables
        for key, sentence in table.items()
        if key.startswith(tuple(only)) and not key.startswith(tuple(leave_out))
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


def scale(font, units_per_em):
    """To fewer units per em. fontTools rounds each step along an outline by itself, and after a dozen
    steps the pen is far from its way; here every point is rounded on its own."""
    ratio = units_per_em / font["head"].unitsPerEm
    glyphs = font.getGlyphSet()
    top = font["CFF "].cff.topDictIndex[0]
    programs = top.CharStrings
    outlines = {}
    for name in font.getGlyphOrder():
        outlines[name] = RecordingPen()
        glyphs[name].draw(TransformPen(outlines[name], (ratio, 0, 0, ratio, 0, 0)))
        programs[name].setProgram(["endchar"])  # nothing for fontTools to scale
    scale_upem(font, units_per_em)
    # fontTools forgets these, by which a browser, other than Dear ImGui, sizes the outlines.
    for part in top.FDArray:
        part.FontMatrix = [1 / units_per_em, 0, 0, 1 / units_per_em, 0, 0]
    for name, outline in outlines.items():
        program = programs[name]
        width = font["hmtx"][name][0]
        implied = width == program.private.defaultWidthX
        pen = T2CharStringPen(None if implied else width - program.private.nominalWidthX, None)
        outline.replay(pen)
        program.setProgram(pen.getCharString(program.private, program.globalSubrs).program)


def rename(font, style):
    """The names that the licence asks for: ours first, the origin in the copyright line."""
    names = font["name"]
    keep = {0: names.getDebugName(0), 13: names.getDebugName(13), 14: names.getDebugName(14)}
    names.names = []
    keep.update({1: FAMILY, 2: style, 4: f"{FAMILY} {style}", 6: f"DangolSans-{style.replace(' ', '')}"})
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
    scale(font, UNITS_PER_EM[face])
    rename(font, STYLES[face])
    font.save(output)
    return missing


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", required=True, type=pathlib.Path, help="the folder of the npm package")
    parser.add_argument("--output", required=True, type=pathlib.Path)
    parser.add_argument("--strings", type=pathlib.Path, nargs="+", default=[])
    parser.add_argument("--faces", required=True, choices=FACES, nargs="+")
    arguments = parser.parse_args()

    own = letters_of(arguments.strings)
    latin = LATIN + SIGNS + JAMO
    first_bold = letters_of(arguments.strings, only=FIRST)
    codes = {
        "regular": latin + own,
        "bold": latin + first_bold,
        "bold_more": sorted(set(letters_of(arguments.strings, leave_out=PLAIN)) - set(latin + first_bold)),
        # Not less our own: so it stays as it is when sentences change.
        "regular_more": SYLLABLES,
    }
    arguments.output.mkdir(parents=True, exist_ok=True)
    for face in arguments.faces:
        source = arguments.source / "dist/public/static" / FACES[face]
        output = arguments.output / f"{face}.otf"
        missing = make(source, codes[face], face, output)
        lost = sorted(set(missing) & set(own))
        assert not lost, f"our texts use what the font lacks: {''.join(map(chr, lost))}"
        print(f"{output}: {output.stat().st_size:,} bytes, without {''.join(map(chr, missing)) or 'nothing'}")
    shutil.copyfile(arguments.source / "dist/LICENSE.txt", arguments.output / "OFL.txt")


if __name__ == "__main__":
    main()
