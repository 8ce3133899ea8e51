"""The slides for the council's session: text that can be edited, and nothing that only the eye finds."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from accounts.models import User
from exports.presentations import _Titles, shortened
from strategy.document.excerpts import Choice, excerpt
from strategy.document.rendering.formats import FORMATS, source_of
from strategy.document.rendering.slides import document_slides
from strategy.document.route import RouteStep
from strategy.models import Strategy
from tests.builders import make_consultation, make_paper, make_version
from tests.strategy.document.documents import (
    document,
    empty_document,
    measure_entry,
    operational_entry,
    strategic_entry,
    theme_entry,
)
from tests.strategy.document.test_reading import ADOPTED, NOW, tortured

ROUTE = (RouteStep(body="Rat", role="Entscheidung", day=date(2021, 10, 5), outcome="beschlossen"),)


def slides_of(content: bytes) -> list[Any]:
    return list(Presentation(BytesIO(content)).slides)


def texts(slides: list[Any]) -> Iterator[str]:
    for slide in slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield from (paragraph.text for paragraph in shape.text_frame.paragraphs)
            if shape.has_table:
                yield from (cell.text for row in shape.table.rows for cell in row.cells)


@pytest.mark.parametrize(
    "of",
    [document, empty_document, tortured, lambda: excerpt(document(), Choice(department="FB 33 - Kultur"))],
)
def test_slides_are_found_by_their_titles_and_hold_no_pictures_of_text(of: Any) -> None:
    content = document_slides(of(), ADOPTED, route=ROUTE, at=NOW)
    slides = slides_of(content)
    titles = [slide.shapes.title.text for slide in slides]
    assert len(titles) == len(set(titles))
    assert all(titles)
    for slide in slides:
        for shape in slide.shapes:
            assert shape.shape_type != MSO_SHAPE_TYPE.PICTURE
            if not shape.is_placeholder:
                assert shape._element.nvGraphicFramePr.cNvPr.get("descr")
            elif shape.has_text_frame:
                assert shape.text_frame.text
    assert all(len(text) <= 300 for text in texts(slides))
    assert document_slides(of(), ADOPTED, route=ROUTE, at=NOW) == content
    with ZipFile(BytesIO(content)) as archive:
        assert not [name for name in archive.namelist() if "thumbnail" in name or name.endswith("app.xml")]


def test_slides_tell_fields_goals_numbers_money_and_the_way() -> None:
    slides = slides_of(document_slides(document(), ADOPTED, route=ROUTE, at=NOW))
    said = set(texts(slides))
    assert {"1 Bildung", "1.1 Im Jahr 2030 können alle lesen.", "1.1.1 Lesen im Quartier"} <= said
    assert {"1 Stück (2020)", "4 Stück (2025)", "60.000\u00a0€ im Jahr, solange die Maßnahmen laufen"} <= said
    assert {"Rat", "Entscheidung", "5. Oktober 2021", "beschlossen"} <= said
    charts = [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]
    assert [list(chart.plots[0].categories) for chart in charts] == [
        ["SDG 4", "SDG 11"],
        ["2022", "2023", "2024", "2025"],
    ]
    assert list(charts[1].plots[0].series[0].values) == [60_000] * 4


def test_what_does_not_fit_goes_on_and_says_so() -> None:
    goals = tuple(
        operational_entry(f"1.1.{number}", measures=(measure_entry(f"1.1.{number}.1"),))
        for number in range(1, 41)
    )
    theme = theme_entry("1", strategic_goals=(strategic_entry("1.1", operational_goals=goals),))
    titles = [
        slide.shapes.title.text
        for slide in slides_of(document_slides(document(themes=(theme,)), ADOPTED, route=(), at=NOW))
    ]
    assert "1 Bildung (4 von 4)" in titles
    assert "1 Bildung: Woran wir es messen (1 von 4)" in titles
    assert "Der Weg durch die Gremien" not in titles


def test_titles_keep_what_they_say_and_each_is_its_own() -> None:
    assert shortened("Stadt " + "W" * 100, 80) == "Stadt " + "W" * 72 + " …"
    assert shortened("Lesen, lernen, schreiben", 20) == "Lesen, lernen, …"
    titles = _Titles()
    given = [titles.of(title) for title in ("A – 2", "A", "A", "A – 2")]
    assert given == ["A – 2", "A", "A – 3", "A – 2 – 2"]
    goal = operational_entry("1.1.1", measures=(), short_title="", statement="")
    strategic = strategic_entry("1.1", operational_goals=(goal,), statement="")
    theme = theme_entry("1", title="Leben in " + "Stadt " * 20, strategic_goals=(strategic,))
    slides = slides_of(document_slides(document(themes=(theme,)), ADOPTED, route=(), at=NOW))
    titled = [slide.shapes.title.text for slide in slides]
    (measuring,) = [title for title in titled if title.endswith(": Woran wir es messen")]
    assert measuring.startswith("1 Leben in Stadt")
    assert len(measuring) <= 80
    said = set(texts(slides))
    assert {"1 strategisches Ziel", "1 operatives Ziel", "0 Maßnahmen"} <= said
    assert {"1.1 Strategisches Ziel", "1.1.1 Operatives Ziel"} <= said


def test_the_way_of_a_version_holds_the_public_steps(strategy: Strategy, coordination: User) -> None:
    version = make_version(strategy, by=coordination)
    step = make_consultation(make_paper(version, by=coordination, is_public=True))
    slides = FORMATS["pptx"]
    assert source_of(version, slides).route == ()
    step.paper.__class__.objects.update(state="submitted", submitted_version=version)
    (told,) = source_of(version, slides).route
    assert source_of(version, FORMATS["html"]).route == ()
    assert (told.body, told.role) == (step.committee.name, step.get_role_display())
