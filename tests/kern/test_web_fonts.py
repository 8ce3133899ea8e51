"""The parts of Fira Sans for browsers: together they are the whole font, and each letter is in one of them. Pure."""

import re
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings
from fontTools.ttLib import TTFont

from kern.web_fonts import FACES, PARTS, parts_of, style_sheet

WHOLE = Path(settings.BASE_DIR) / "node_modules" / "@kern-ux" / "native" / "dist" / "fonts" / "fira-sans"


def part_with(letter: str) -> str:
    (name,) = (
        name for name, ranges in PARTS.items() if any(first <= ord(letter) <= last for first, last in ranges)
    )
    return name


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Straßenbäume für 5,5 % –\n\t„CO₂“ ≤ 3 t & 12 €", {"german"}),
        ("Café", {"german"}),
        ("Yıldıztepe", {"german", "latin"}),
        ("Antonín Dvořák", {"german", "latin"}),
        ("Ελλάδα", {"others"}),
    ],
)
def test_german_texts_need_one_part(text: str, parts: set[str]) -> None:
    assert {part_with(letter) for letter in text} == parts


def test_every_letter_is_in_one_part() -> None:
    ranges = sorted(each for part in PARTS.values() for each in part)
    assert (ranges[0][0], ranges[-1][1]) == (0, 0x10FFFF)
    assert [after[0] - before[1] for before, after in pairwise(ranges)] == [1] * (len(ranges) - 1)


def test_the_parts_of_a_font_have_all_its_letters_and_digits_of_one_width() -> None:
    whole = (WHOLE / f"{FACES[0].file}.woff2").read_bytes()
    fonts = {name: TTFont(BytesIO(content)) for name, content in parts_of(FACES[0], whole)}
    letters = [letter for font in fonts.values() for letter in font.getBestCmap()]
    assert sorted(letters) == sorted(TTFont(BytesIO(whole)).getBestCmap())
    features = {
        each.FeatureTag
        for each in fonts["FiraSans-Regular-german.woff2"]["GSUB"].table.FeatureList.FeatureRecord
    }
    assert "tnum" in features


def test_the_style_sheet_names_each_part_once_and_makes_no_page_jump() -> None:
    sheet = style_sheet("fonts/")
    named = re.findall(r"url\('fonts/([\w-]+\.woff2)'\)", sheet)
    assert sorted(named) == sorted(f"{face.file}-{part}.woff2" for face in FACES for part in PARTS)
    assert sheet.count("font-display:optional") == len(named) == sheet.count("unicode-range:U+")
