"""What the first visit of the home page transfers, packed as the server sends it."""

import re
from pathlib import Path
from typing import Any

import brotli
from django.contrib.staticfiles import finders
from django.test import Client

from kern.web_fonts import FACES, style_sheet
from tests.kern.test_web_fonts import part_with
from tests.publication.conftest import MakeVersion, make_document, make_theme

AT_MOST = 80_000
# Of one answer; the Content-Security-Policy is the longest of them.
HEADERS = 700
LOADED = re.compile(r'<(?:link rel="(?:stylesheet|icon)"|script|img)[^>]*?(?:href|src)="([^"]+)"')
SUMMARY = (
    "Die Stadt will bis {year} alle {number} Quartiere barrierefrei und ohne Auto erreichbar machen. " * 3
)


def file_of(name: str) -> Path:
    found = finders.find(name)
    assert found, f"{name} is missing; scripts/setup.sh makes it"
    return Path(found)


def test_the_first_visit_of_home_is_light(make_version: MakeVersion, client: Client, settings: Any) -> None:
    settings.STYLE_SHEETS_IN_ONE = True
    themes = (make_theme(f"{n}", summary=SUMMARY.format(year=2025 + n, number=n)) for n in range(1, 13))
    make_version(make_document(*themes))
    html = client.get("/").content
    files = [
        address.removeprefix(f"/{settings.STATIC_URL.strip('/')}/")
        for address in LOADED.findall(html.decode())
    ]
    assert "bundles/base.css" in files
    packed = [len(brotli.compress(file_of(name).read_bytes())) for name in files]
    assert {part_with(letter) for letter in html.decode()} == {"german"}
    # Fonts are packed already; a page takes three weights at most.
    fonts = [
        file_of(f"bundles/fonts/{face.file}-german.woff2").stat().st_size
        for face in FACES
        if face.style == "normal"
    ]
    heaviest = sorted(fonts)[-3:]
    answers = [len(brotli.compress(html, quality=5)), *packed, *heaviest]
    assert sum(answers) + HEADERS * len(answers) <= AT_MOST


def test_the_weights_of_all_pages_are_fetched_in_advance(make_version: MakeVersion, client: Client) -> None:
    make_version(make_document(make_theme("1")))
    html = client.get("/").content.decode()
    links = re.findall(r'<link rel="preload" href="/static/bundles/(fonts/[^"]+)" as="font"', html)
    assert links == ["fonts/FiraSans-Regular-german.woff2", "fonts/FiraSans-SemiBold-german.woff2"]
    assert all(f"url('{link}')" in style_sheet("fonts/") for link in links)


def test_public_pages_wait_for_no_script(make_version: MakeVersion, client: Client) -> None:
    make_version(make_document(make_theme("1")))
    assert "<script" not in client.get("/").content.decode()
