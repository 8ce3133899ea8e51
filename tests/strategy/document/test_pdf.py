"""The printed strategy: valid, complete, and safe whatever people wrote."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import page
import pytest
from django.template import Context, Template

from strategy.choices import ChapterKind, ThemeDecision
from strategy.document.document import LogoEntry, MunicipalityEntry, StrategyDocument
from strategy.document.rendering.pdf import Edition, document_html, document_pdf
from tests.strategy.document.documents import (
    candidate_entry,
    chapter_entry,
    document,
    empty_document,
    measure_entry,
    operational_entry,
    strategic_entry,
    theme_entry,
    unwritten_chapters,
)

pytestmark = pytest.mark.slow

DRAFT = Edition(label="Arbeitsstand", state="Stand: 12. Juli 2021", is_draft=True)
ADOPTED = Edition(label="Beschlossene Fassung 3", state="Vom Rat beschlossen", is_draft=False)

# A transparent picture of one pixel.
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="


def small_document(**fields: Any) -> StrategyDocument:
    """One theme field with one goal of each level and one measure; no chapter written."""
    return document(**{"themes": (theme_entry(),), "chapters": unwritten_chapters(), **fields})


def findings(pdf: bytes) -> list[str]:
    return [f"{finding.rule_id}: {finding.message}" for finding in page.validate_pdf_bytes(pdf).failures]


def pages_of(pdf: bytes, folder: Path) -> list[str]:
    """The text of each page."""
    file = folder / "strategie.pdf"
    file.write_bytes(pdf)
    command = ["pdftotext", "-layout", str(file), "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return text.removesuffix("\f").split("\f")


def render(template: str, **context: Any) -> str:
    return Template("{% load print_tags %}" + template).render(Context(context))


def test_document_pdf_is_valid_pdf_ua() -> None:
    written = document(
        themes=(theme_entry(),),
        other_candidates=(candidate_entry(decision=ThemeDecision.NOT_SELECTED, reason="Schon bearbeitet."),),
    )

    pdf = document_pdf(written, DRAFT)

    assert findings(pdf) == []
    assert page.validate_pdf_bytes(pdf).profile == page.ValidationProfile.PDF_UA_1


def test_document_pdf_with_logo_is_valid() -> None:
    municipality = document().municipality
    with_logo = MunicipalityEntry(
        name=municipality.name,
        kind=municipality.kind,
        ags=municipality.ags,
        contact=municipality.contact,
        accent_colour=municipality.accent_colour,
        logo=LogoEntry(media_type="image/png", data=PIXEL),
    )

    assert findings(document_pdf(small_document(municipality=with_logo), DRAFT)) == []


def test_document_pdf_of_an_empty_strategy_is_valid() -> None:
    assert findings(document_pdf(empty_document(), DRAFT)) == []


def test_document_pdf_with_empty_fields_is_valid_and_says_what_is_open(tmp_path: Path) -> None:
    pdf = document_pdf(bare_document(), DRAFT)

    assert findings(pdf) == []
    assert "Zuständig noch offen" in re.sub(r"\s+", " ", "".join(pages_of(pdf, tmp_path)))


def bare_document() -> StrategyDocument:
    measure = measure_entry(
        description="",
        department="",
        partners="",
        target_group="",
        start_year=None,
        end_year=None,
        staff_fte=None,
        annual_cost=None,
        funding=None,
        budget_product="",
        milestones="",
        sdg_targets=(),
    )
    goal = operational_entry(
        short_title="",
        statement="",
        indicator="",
        unit="",
        baseline_value=None,
        baseline_year=None,
        target_value=None,
        target_year=None,
        responsible="",
        sdg_targets=(),
        dns_codes=(),
        nhs_codes=(),
        measures=(measure,),
    )
    above = strategic_entry(statement="", sdg_targets=(), operational_goals=(goal,))
    theme = theme_entry(guideline="", initial_situation="", strategic_goals=(above,))
    return small_document(period_start=None, themes=(theme,))


def test_document_pdf_with_long_texts_is_valid_and_loses_nothing(tmp_path: Path) -> None:
    words = "Nachhaltigkeitsstrategieentwicklungsprozess " * 4
    long = "Ein Satz, der sich oft wiederholt. " * 150 + "ENDE"
    measure = measure_entry(title=words, description=long, partners=long, milestones="Q2\n" * 30)
    goal = operational_entry(short_title=words, statement=long, explanation=long, measures=(measure,))
    above = strategic_entry(statement=long, sdg_targets=("4.1",) * 40, operational_goals=(goal,))
    theme = theme_entry(title=words, guideline=long, strategic_goals=(above,))

    pdf = document_pdf(small_document(title=words + words, themes=(theme,)), DRAFT)

    assert findings(pdf) == []
    assert "".join(pages_of(pdf, tmp_path)).count("ENDE") == 6


@pytest.mark.parametrize(
    "text", ["Wort\x0bWort\x07", "Zeile\u2028Zeile", "\uf0b7 Punkt aus Word", "✓ 25\u202f%"]
)
def test_document_pdf_with_characters_of_other_programs_is_valid(text: str) -> None:
    assert findings(document_pdf(small_document(title=text), DRAFT)) == []


LONG_TEXT = """## Zwischentitel

![Bild]({address}/bild.png) <img src="{address}/a.png"> <script src="{address}/a.js"></script>
<link rel="stylesheet" href="{address}/a.css"> [Verweis]({address}/seite) [](https://example.org)

| Stelle | Aufgabe |
|---|---|
| Rat | entscheidet |
"""


@dataclass
class Listener:
    address: str
    requests: list[str]


@pytest.fixture
def listener() -> Iterator[Listener]:
    """A web server on this machine that notes who asks it for what."""
    requests: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            requests.append(self.path)
            self.send_error(404)

        def log_message(self, *args: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Listener(f"http://127.0.0.1:{server.server_port}", requests)
    server.shutdown()
    thread.join()
    server.server_close()


def test_document_pdf_fetches_nothing_that_authors_name(listener: Listener) -> None:
    text = LONG_TEXT.format(address=listener.address)
    goal = operational_entry(statement=text, explanation=text)
    above = strategic_entry(explanation=text, operational_goals=(goal,))
    theme = theme_entry(initial_situation=text, guideline=text, strategic_goals=(above,))

    pdf = document_pdf(
        small_document(themes=(theme,), chapters=(chapter_entry(ChapterKind.PREFACE, text),)), DRAFT
    )

    assert listener.requests == []
    assert findings(pdf) == []


def test_document_html_contains_no_markup_of_authors() -> None:
    text = '<img src="x.png"><script>alert(1)</script>'
    html = document_html(
        small_document(
            title=text,
            themes=(theme_entry(title=text, guideline=text, initial_situation=text),),
            chapters=(chapter_entry(ChapterKind.PREFACE, text),),
        ),
        DRAFT,
    )

    assert "<script" not in html
    assert re.findall(r"<img src=\"(.{10})", html) == ["data:image"]  # the chart


def test_document_html_ignores_an_accent_colour_that_is_none() -> None:
    municipality = MunicipalityEntry(
        name="Musterstadt",
        kind="Stadt",
        ags="",
        contact="",
        accent_colour="red } body { color: red",
        logo=None,
    )

    html = document_html(small_document(municipality=municipality), DRAFT)

    assert "--accent: #333333 }" in html


def test_contents_name_the_true_pages(tmp_path: Path) -> None:
    long = "Ein Absatz, der eine Seite füllt.\n\n" * 40
    kinds = (ChapterKind.PREFACE, ChapterKind.INTRODUCTION, ChapterKind.MODEL)
    themes = (theme_entry("1"), theme_entry("2", title="Wohnen"))
    chapters = unwritten_chapters(*(chapter_entry(kind, long) for kind in kinds))
    written = document(themes=themes, chapters=chapters)

    pages = pages_of(document_pdf(written, ADOPTED), tmp_path)

    # Every line of the contents ends with dots and a page; that page shows the same title below its head.
    listed = re.findall(r"^ *(?:([\d.]+|[IVX]+) +)?(\S.*?) ?\.{4,} ?(\d+)$", pages[1], re.MULTILINE)
    assert [title for _number, title, _page in listed] == [
        "Auf einen Blick",
        "Vorwort",
        "Einleitung",
        "Modell",
        "Handlungsprogramm",
        "Bildung",
        "Lesen im Quartier",
        "Wohnen",
        "Lesen im Quartier",
        "Bezüge zur Agenda 2030 im Überblick",
        "Anhang",
        "Maßnahmenkatalog nach Fachbereichen",
        "Impressum",
    ]
    for number, title, listed_page in listed:
        heading = rf"^ *{re.escape(number)} +{title}$" if number else rf"^ *{title}$"
        assert re.search(heading, pages[int(listed_page) - 1], re.MULTILINE), title


@pytest.mark.parametrize(
    ("is_example", "edition", "marks"),
    [
        (True, DRAFT, {"Beispieldaten", "Entwurf"}),
        (False, DRAFT, {"Entwurf"}),
        (True, ADOPTED, {"Beispieldaten"}),
        (False, ADOPTED, set()),
    ],
)
def test_every_page_carries_its_marks_and_no_other(
    is_example: bool, edition: Edition, marks: set[str], tmp_path: Path
) -> None:
    pages = pages_of(document_pdf(small_document(is_example=is_example), edition), tmp_path)

    assert len(pages) > 5
    for text in pages:
        assert {mark for mark in ("Beispieldaten", "Entwurf") if mark in text} == marks


def test_every_page_but_the_cover_says_its_number_and_the_edition(tmp_path: Path) -> None:
    pages = pages_of(document_pdf(small_document(), ADOPTED), tmp_path)

    for number, text in enumerate(pages[1:], start=2):
        assert f"Seite {number} von {len(pages)}" in text
        assert "Nachhaltigkeitsstrategie · Beschlossene Fassung 3" in text


def test_document_pdf_reports_each_page_once() -> None:
    reported: list[int] = []

    pdf = document_pdf(small_document(), DRAFT, on_page=reported.append)

    assert reported == list(range(1, page.validate_pdf_bytes(pdf).document.page_count + 1))


def test_summary_says_what_it_costs_and_who_does_it(tmp_path: Path) -> None:
    summary = re.sub(r"\s+", "", pages_of(document_pdf(small_document(), DRAFT), tmp_path)[2])

    assert "1Bildung11112.000€0€0" in summary
    assert "Summe11112.000€0€0" in summary
    assert "FB33–Kultur112.000€0€0" in summary


def period(**fields: Any) -> str:
    return render("{{ measure|period }}", measure=measure_entry(**fields))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"start_year": 2022, "end_year": 2025}, "2022–2025"),
        ({"start_year": 2022, "end_year": 2022}, "2022"),
        ({"start_year": 2022, "end_year": None}, "ab 2022"),
        ({"start_year": None, "end_year": 2025}, "bis 2025"),
        ({"start_year": 2022, "end_year": None, "permanent": True}, "dauerhaft seit 2022"),
        ({"start_year": None, "end_year": None, "permanent": True}, "dauerhaft"),
        ({"start_year": None, "end_year": None}, ""),
    ],
)
def test_period_reads_as_germans_write_it(fields: dict[str, Any], expected: str) -> None:
    assert period(**fields) == expected


@pytest.mark.parametrize(
    ("template", "value", "expected"),
    [
        ("{{ value|euro }}", Decimal("12000.00"), "12.000\u00a0€"),
        ("{{ value|euro }}", Decimal("12000.5"), "12.000,50\u00a0€"),
        ("{{ value|number }}", Decimal("2.50"), "2,5"),
        ("{{ value|euro }}", None, ""),
        ("{{ value|number }}", 1234, "1.234"),
        ("{{ value|year }}", 2030, "2030"),
        ("{{ value|dashes }}", "FB 42 - Kinder-Jugend", "FB 42 – Kinder-Jugend"),
        ("{{ value|or_open }}", "", '<span class="open">noch offen</span>'),
    ],
)
def test_filters_write_german_notations(template: str, value: Any, expected: str) -> None:
    assert render(template, value=value) == expected


@pytest.mark.parametrize(("count", "expected"), [(0, "0"), (1, "1"), (5, "3"), (10, "5")])
def test_shade_grows_with_the_count(count: int, expected: str) -> None:
    assert render("{{ count|shade:10 }}", count=count) == expected


def contrast(background: str, text: str) -> float:
    def luminance(colour: str) -> float:
        channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    low, high = sorted((luminance(background), luminance(text)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("accent", ["#1B4F8F", "#000000", "#7A0019", "#00593C", "#B35900"])
def test_shades_keep_numbers_readable(accent: str) -> None:
    steps = render(
        "{% shades accent as steps %}{% for n, back, text in steps %}{{ back }} {{ text }};{% endfor %}",
        accent=accent,
    )

    pairs = [step.split() for step in steps.strip(";").split(";")]
    assert len(pairs) == 5
    assert all(contrast(background, text) >= 4.5 for background, text in pairs)
