"""The strategy as DOCX: every text of the document, as it was typed."""

import re
from io import BytesIO

from django.test import Client
from docx import Document
from docx.table import Table

from accounts.models import User
from strategy.document.published import frozen_document
from strategy.document.rendering.docx import document_docx
from strategy.document.rendering.pdf import edition_of
from strategy.models import Chapter, Measure, Strategy
from tests.builders import make_programme, make_version

PASTED = (
    "## Beteiligung\n\nBürger*innen und Akteur*innen am 15. März 2027:\n\n1. Auftakt\n2. Werkstatt\n\n"
    "| Jahr | Wert |\n|---|---|\n| 2020 | 5 % |"
)


def lines_of(content: bytes) -> list[str]:
    """The paragraphs and the cells of a file, from top to bottom."""
    found: list[str] = []
    for item in Document(BytesIO(content)).iter_inner_content():
        if isinstance(item, Table):
            found += [cell.text for row in item.rows for cell in row.cells]
        else:
            found.append(item.text)
    return found


def test_texts_stand_in_the_file_as_they_were_typed(strategy: Strategy, coordination: User) -> None:
    make_programme(strategy, by=coordination)
    Chapter.objects.filter(chapter_kind="preface").update(text=PASTED)
    Measure.objects.update(description="- 55 % bis 2030\n\n**Ziel:** mehr lesen")
    version = make_version(strategy, by=coordination)
    lines = lines_of(document_docx(frozen_document(version), edition_of(version), at=version.created_at))
    start = lines.index("Beteiligung")
    assert lines[start : start + 8] == [
        "Beteiligung",
        "Bürger*innen und Akteur*innen am 15. März 2027:",
        "Auftakt",
        "Werkstatt",
        "Jahr",
        "Wert",
        "2020",
        "5 %",
    ]
    assert {"- 55 % bis 2030", "Ziel: mehr lesen"} <= set(lines)


def test_every_number_and_title_stands_in_the_file(strategy: Strategy, coordination: User) -> None:
    make_programme(strategy, by=coordination)
    version = make_version(strategy, by=coordination)
    document = frozen_document(version)
    lines = lines_of(document_docx(document, edition_of(version), at=version.created_at))
    titles = [f"{theme.number} {theme.title}" for theme in document.themes]
    titles += [f"{goal.number} {goal.short_title}" for goal in document.operational_goals()]
    titles += [f"{measure.number} {measure.title}" for measure in document.measures()]
    assert [title for title in titles if title not in lines] == []


def test_readers_download_it_from_the_page_of_the_version(
    strategy: Strategy, coordination: User, reader_client: Client
) -> None:
    make_programme(strategy, by=coordination)
    version = make_version(strategy, by=coordination)
    page = reader_client.get(f"/arbeitsbereich/fassungen/{version.number}/").content.decode()
    address = re.search(r'href="([^"]*\.docx)"', page)
    assert address is not None
    response = reader_client.get(address[1])
    assert lines_of(response.content)[0] == version.strategy.title
    assert response["Content-Disposition"].endswith(f'-fassung-{version.number}.docx"')
