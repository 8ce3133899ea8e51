"""The synopsis of two versions: page, file and command."""

import json
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from page import validate_pdf_bytes
from pypdf import PdfReader

from accounts.models import User
from exports.models import ExportFile
from jobs import runner
from strategy.actions.elements import save_element
from strategy.document.actions.versions import freeze_version
from strategy.document.rendering.comparison import comparison_pdf
from strategy.models import Measure, Strategy
from tests.builders import NOW, make_measure, make_programme
from tests.conftest import signed_in


@pytest.fixture
def measure(strategy: Strategy, coordination: User) -> Measure:
    """A measure that changed between two versions; a second one came."""
    measure = make_programme(strategy, by=coordination)
    freeze_version(strategy=strategy, by=coordination, at=NOW)
    values = {"title": "Vorlesen in <b>allen</b> Bezirken", "annual_cost": 12000}
    save_element(element=measure, values=values, revision=1, by=coordination)
    make_measure(measure.operational_goal, by=coordination)
    freeze_version(strategy=strategy, by=coordination, at=NOW)
    return measure


def page(name: str = "comparison", *numbers: int) -> str:
    """The address of a page about versions 1 and 2, or others."""
    return reverse(f"strategy:{name}", args=numbers or (1, 2))


def test_page_shows_what_changed_and_names_it(measure: Measure, member: User) -> None:
    shown = signed_in(member).get(page()).content.decode()
    assert "1 Maßnahme geändert, 1 Maßnahme neu" in shown
    assert '<span class="visually-hidden"> neu: </span>Vorlesen in &lt;b&gt;allen' in shown
    assert "unverändert" not in shown
    everything = signed_in(member).get(f"{page()}?alles").content.decode()
    assert everything.count("unverändert") > 2


def test_draft_is_compared_too(measure: Measure, member: User) -> None:
    client = signed_in(member)
    assert "keine Unterschiede" in client.get(page("comparison-with-draft", 2)).content.decode()
    measure.operational_goal.measures.filter(title=measure.title).delete()
    assert "1 Maßnahme geändert" in client.get(page("comparison-with-draft", 1)).content.decode()


@pytest.mark.parametrize(
    ("wanted", "target"),
    [
        ("2", ("comparison", 1, 2)),
        ("entwurf", ("comparison-with-draft", 1)),
        ("x", ("comparison-with-draft", 1)),
    ],
)
def test_choice_leads_to_the_comparison(measure: Measure, member: User, wanted: str, target: Any) -> None:
    answer = signed_in(member).get(page("comparison-choice", 1), {"mit": wanted})
    assert answer.headers["Location"] == page(*target)


def test_earlier_version_stands_on_the_left(measure: Measure, member: User) -> None:
    assert signed_in(member).get(page("comparison-choice", 2), {"mit": "1"}).headers["Location"] == page()


def test_unknown_version_is_not_found(measure: Measure, member: User) -> None:
    client = signed_in(member)
    assert client.get(page("comparison", 1, 9)).status_code == 404
    assert client.get(page("comparison-choice", 1), {"mit": "9"}).status_code == 404


def test_version_page_offers_the_others(measure: Measure, member: User) -> None:
    shown = signed_in(member).get(reverse("strategy:version-detail", args=[2])).content.decode()
    assert '<option value="1">Fassung 1</option>' in shown


def test_file_is_ordered_once_and_handed_out(
    measure: Measure, member: User, django_capture_on_commit_callbacks: Any
) -> None:
    client = signed_in(member)
    for _ in range(2):
        assert client.post(page("comparison-pdf")).headers["Location"] == page()
    export = ExportFile.objects.get(filename__contains="synopse-fassung-1-und-2")
    runner.run(export.job_id)
    assert reverse("exports:export-file", args=[export.pk]) in client.get(page()).content.decode()
    assert client.get(page("comparison-pdf")).status_code == 405


@pytest.mark.slow
def test_file_is_accessible_and_names_changes_without_colour(measure: Measure) -> None:
    versions = [measure.strategy_of.versions.get(number=number) for number in (1, 2)]
    file = comparison_pdf(*versions)
    assert [finding.message for finding in validate_pdf_bytes(file).failures] == []
    text = " ".join(each.extract_text() for each in PdfReader(BytesIO(file)).pages)
    assert "1 Maßnahme geändert, 1 Maßnahme neu" in text
    assert "[neu: 12.000]" in text


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("compare_versions", *arguments, stdout=out)
    return out.getvalue()


def test_command_tells_the_changes(measure: Measure) -> None:
    text = run("1", "2")
    assert text.splitlines()[0] == "1 Maßnahme geändert, 1 Maßnahme neu"
    assert "[neu: 12.000]" in text
    data = json.loads(run("1", "2", "--format", "json"))
    assert (data["before"], data["after"]) == (1, 2)
    assert [element["difference"] for element in data["elements"]] == ["changed", "new"]


def test_command_writes_a_file(measure: Measure, tmp_path: Path) -> None:
    target = tmp_path / "synopse.txt"
    run("1", "2", "--output", str(target))
    assert target.read_text().startswith("1 Maßnahme geändert")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("1", "9"), "Die Fassung „9“ gibt es nicht."),
        (("1", "adopted"), "Es gibt noch keine beschlossene Fassung."),
        (("1", "2", "--format", "pdf"), "Für ein PDF brauche ich --output mit dem Namen der Datei."),
    ],
)
def test_command_says_what_is_wrong(measure: Measure, arguments: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        run(*arguments)
