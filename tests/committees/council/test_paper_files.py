"""A paper as one PDF with the strategy behind it, and alone as DOCX."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from docx import Document
from page import validate_pdf_bytes
from pypdf import PdfReader

from accounts.models import User
from committees.council.actions.annexes import add_annex
from committees.council.actions.financial_effects import save_effect
from committees.council.actions.paper_files import is_outdated, order_paper_pdf
from committees.council.actions.papers import save_paper
from committees.council.choices import BudgetPlan, ConsultationRole
from committees.council.models import Consultation, FinancialEffect, Paper
from committees.council.printed_paper import printed_paper
from committees.council.rendering import paper_docx, paper_pdf
from exports.models import ExportFile
from jobs.runner import run
from strategy.models import Strategy
from tests.builders import (
    make_committee,
    make_consultation,
    make_paper,
    make_programme,
    make_version,
    put_job,
)
from tests.committees.council.test_annexes import upload
from tests.committees.council.test_views_papers import AREA, main_text


@pytest.fixture
def whole_paper(strategy: Strategy, office: User) -> Paper:
    """A public paper with lines, a public and another annex, and a step in each part of an agenda."""
    make_programme(strategy, by=office)
    texts = {
        "facts": "Erster Absatz.\n\nZweiter Absatz.",
        "climate_effect": "positive",
        "clerk": "Frau Beispiel",
    }
    paper = make_paper(make_version(strategy, by=office), by=office, reference="2021/0734", **texts)
    council = make_committee("council", "Rat der Stadt")
    make_consultation(paper, committee=council, agenda_number="Ö 12")
    hidden = make_committee(name="Geheimer Ausschuss")
    make_consultation(paper, role=ConsultationRole.PRELIMINARY, committee=hidden, agenda_number="N 1")
    line = {"plan": BudgetPlan.RESULT, "number": "0903", "name": "Umwelt", "amount": "-68000.00"}
    save_effect(effect=FinancialEffect(paper=paper, **line), by=office)
    for title, is_public in (("Gutachten", True), ("Vertraulich", False)):
        add_annex(
            paper=paper, title=title, is_public=is_public, upload=upload(), by=office, at=paper.created_at
        )
    return Paper.objects.with_version().get(pk=paper.pk)


def bookmarks(pdf: bytes) -> list[Any]:
    def titles(outline: list[Any]) -> list[Any]:
        return [titles(entry) if isinstance(entry, list) else entry.title for entry in outline]

    return titles(PdfReader(BytesIO(pdf)).outline)


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


@pytest.mark.pages
def test_points_keep_the_numbers_that_were_typed(whole_paper: Paper) -> None:
    Paper.objects.update(
        proposed_resolution="Der Rat beschließt für Bürger*innen:\n3. Eins\n4. Zwei", facts="5. Oktober 2021"
    )
    whole_paper.refresh_from_db()
    text = text_of(paper_pdf(whole_paper))
    assert "Der Rat beschließt für Bürger*innen: Eins Zwei 5. Oktober 2021" in text
    # pypdf reads what stands beside the text, such as the numbers of a list, after it.
    assert "Beschlussvorschlag 3. 4. Sachverhalt" in text
    book = Document(BytesIO(paper_docx(whole_paper)))
    lines = [line.text for line in book.paragraphs]
    assert "Der Rat beschließt für Bürger*innen:" in lines
    first = book.paragraphs[lines.index("Eins")]._p.pPr.numPr.numId.val
    numbering = book.part.numbering_part.numbering_definitions._numbering
    assert numbering.num_having_numId(first).lvlOverride_lst[0].startOverride.val == 3


def test_public_paper_prints_nothing_that_is_not_public(whole_paper: Paper) -> None:
    printed = printed_paper(whole_paper)
    assert [step.body for step in printed.steps] == ["Rat der Stadt"]
    assert printed.annexes == ("Nachhaltigkeitsstrategie der Stadt Musterstadt", "Gutachten")


def test_paper_that_is_not_public_prints_everything(whole_paper: Paper) -> None:
    whole_paper.is_public = False
    printed = printed_paper(whole_paper)
    assert [step.body for step in printed.steps] == ["Rat der Stadt", "Geheimer Ausschuss"]
    assert printed.annexes[1:] == ("Gutachten", "Vertraulich")


@pytest.mark.slow
@pytest.mark.pages
def test_pdf_is_one_valid_file_with_one_set_of_bookmarks(whole_paper: Paper) -> None:
    pdf = paper_pdf(whole_paper)
    assert [finding.message for finding in validate_pdf_bytes(pdf).failures] == []
    own, below, annex, parts = bookmarks(pdf)
    assert (own, annex) == (
        "Vorlage 2021/0734",
        "Anlage 1 zur Vorlage 2021/0734: Nachhaltigkeitsstrategie der Stadt Musterstadt",
    )
    assert below == [
        "Beratungsfolge",
        "Finanzielle Auswirkungen in Euro",
        ["Teilergebnisplan (konsumtiv)", "Teilfinanzplan (investiv)"],
        "Auswirkung auf das Klima",
        "Beschlussvorschlag",
        "Sachverhalt",
        "Anlagen",
    ]
    assert parts[0] == "Inhalt"
    assert "I Handlungsprogramm" in parts or "V Handlungsprogramm" in parts
    pages = len(PdfReader(BytesIO(pdf)).pages)
    text = text_of(pdf)
    assert [f"Seite {page} von {pages}" in text for page in (1, pages)] == [True, True]
    assert "-68.000,00" in text
    assert [word for word in ("Geheimer", "Vertraulich") if word in text] == []


@pytest.mark.slow
@pytest.mark.pages
def test_pdf_without_financial_effects_is_valid(strategy: Strategy, office: User) -> None:
    make_programme(strategy, by=office)
    paper = make_paper(make_version(strategy, by=office), by=office, has_no_financial_effects=True)
    pdf = paper_pdf(paper)
    assert [finding.message for finding in validate_pdf_bytes(pdf).failures] == []
    text = text_of(pdf)
    assert ("Keine." in text, "Teilergebnisplan" in text) == (True, False)


def test_docx_has_headings_tables_and_points(whole_paper: Paper) -> None:
    book = Document(BytesIO(paper_docx(whole_paper)))
    assert (book.core_properties.title, book.core_properties.language) == (
        "Vorlage 2021/0734: Strategie",
        "de-DE",
    )
    headings = [line.text for line in book.paragraphs if line.style and line.style.name == "Heading 2"]
    assert headings == [
        "Beratungsfolge",
        "Finanzielle Auswirkungen",
        "Auswirkung auf das Klima",
        "Beschlussvorschlag",
        "Sachverhalt",
        "Anlagen",
    ]
    head, steps, effects = (
        [[cell.text for cell in row.cells] for row in table.rows] for table in book.tables
    )
    assert head[0] == ["Vorlage-Nummer", "2021/0734"]
    assert steps == [
        ["Gremium", "Zuständigkeit", "Sitzung", "TOP", "Ergebnis"],
        ["Rat der Stadt", "Entscheidung", "", "Ö 12", "offen"],
    ]
    assert effects[1:] == [["0903", "Umwelt", "", "-68.000,00"], ["Summe", "", "", "-68.000,00"]]
    points = [line.text for line in book.paragraphs if line.style and line.style.name == "List Number"]
    assert points[0] == "Der Rat beschließt die Nachhaltigkeitsstrategie in der vorliegenden Fassung."
    assert points[-1] == "Gutachten"


def test_docx_is_handed_out_to_readers(paper: Paper, reader_client: Client) -> None:
    response = reader_client.get(f"{AREA}/vorlagen/{paper.pk}/vorlage.docx")
    assert response["Content-Disposition"] == 'attachment; filename="vorlage-2021-0734.docx"'
    assert Document(BytesIO(response.content)).paragraphs[0].text == "Vorlage 2021/0734"


def finish(export: ExportFile) -> None:
    put_job(export.job, "done")
    ExportFile.objects.filter(pk=export.pk).update(file="exports/x.pdf")
    storage = ExportFile._meta.get_field("file").storage
    storage.save("exports/x.pdf", BytesIO(b"%PDF"))


def test_pdf_is_ordered_once_and_anew_after_a_change(
    paper: Paper, decision: Consultation, office: User
) -> None:
    first = order_paper_pdf(paper=paper, by=office)
    assert order_paper_pdf(paper=paper, by=office) == first
    finish(first)
    assert order_paper_pdf(paper=paper, by=office) == first
    save_paper(paper=paper, values={"subject": "Anders"}, revision=1, by=office)
    assert is_outdated(Paper.objects.with_version().get(pk=paper.pk))
    second = order_paper_pdf(paper=paper, by=office)
    assert second != first
    assert list(ExportFile.objects.filter(filename="vorlage-2021-0734.pdf")) == [second]


def test_order_that_was_replaced_makes_nothing(paper: Paper) -> None:
    run("00000000-0000-0000-0000-000000000000")
    assert not ExportFile.objects.filter(filename="vorlage-2021-0734.pdf").exists()


def test_page_offers_the_files_and_says_when_they_are_outdated(
    paper: Paper, office: User, office_client: Client
) -> None:
    page = f"{AREA}/vorlagen/{paper.pk}/"
    assert "PDF der Vorlage mit der Strategie erstellen" in main_text(office_client.get(page))
    assert "Das PDF wird gleich erstellt." in main_text(
        office_client.post(f"{AREA}/vorlagen/{paper.pk}/pdf/", follow=True)
    )
    export = Paper.objects.get(pk=paper.pk).pdf_file
    assert export is not None
    finish(export)
    save_paper(paper=paper, values={"subject": "Anders"}, revision=1, by=office)
    text = main_text(office_client.get(page))
    assert "Seitdem hat sich die Vorlage oder ihre Beratungsfolge geändert. PDF neu erstellen" in text
