"""The Berichtsrahmen: loading its list, answering it, and the appendix of a frozen report."""

import json
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from msgspec.structs import replace

from accounts.roles import Role
from editing.exceptions import RuleBroken
from monitoring.actions.frameworks import answer_aspect, answer_core_indicator, load_framework
from monitoring.actions.progress import publish_report
from monitoring.actions.report_files import save_file
from monitoring.choices import AspectState, Quality
from monitoring.exceptions import AnswersToOtherQuestions
from monitoring.framework.file import SAMPLE, read_framework
from monitoring.framework.suggestions import suggestion_for
from monitoring.models import CoreIndicator, FrameworkAspect, ReportFile, ReportingFramework
from monitoring.progress.appendix_words import answering_words
from monitoring.progress.document import from_json, to_json
from strategy.document.actions.versions import publish_version
from strategy.document.published import frozen_document
from strategy.models import SdgTarget
from tests.builders import (
    NOW,
    freeze_drafted,
    load_sample_framework,
    make_indicator,
    make_progress_report,
    make_report,
    make_report_file,
    make_user,
    make_value,
    make_version,
)
from tests.conftest import signed_in
from tests.files.pictures import photo
from tests.monitoring.progress.documents import report_document

FIELD = {"area": "content", "title": "Feld", "aspects": [{"code": "A", "title": "Aspekt"}]}
LIST: dict[str, Any] = {"name": "Rahmen", "fields": [FIELD]}


def numbered(count: int, *, since: int = 0) -> dict[str, Any]:
    aspects = [{"code": str(each), "title": "Aspekt"} for each in range(since, since + count)]
    return {**FIELD, "aspects": aspects}


def packed(**changes: Any) -> bytes:
    return json.dumps({**LIST, **changes}).encode()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff\xfe", "keine JSON-Datei"),
        (b"[" * 100_000, "nicht den Aufbau"),
        (b"[]", "nicht den Aufbau"),
        (packed(fields=[]), "nicht den Aufbau"),
        (packed(nmae="x"), "nmae"),
        (packed(name="x" * 201), "nicht den Aufbau"),
        (packed(name="zwei\nZeilen"), "nicht den Aufbau"),
        (packed(fields=[{**FIELD, "area": "else"}]), "area"),
        (packed(fields=[{**FIELD, "aspects": [{"code": "A", "title": "x", "sdgs": [18]}]}]), "sdgs"),
        (packed(fields=[FIELD, FIELD]), "bei zwei Aspekten: A"),
        (packed(core_indicators=[{"code": "K", "title": "x"}] * 2), "zwei Kernindikatoren: K"),
        (packed(source="\0"), "Zeichen, die keine sind"),
        (packed(edition="a\u000bb"), "in edition"),
        (packed(name=" "), "in name ist leer"),
        (packed(name="Ende\n"), "in name ist leer"),
        (
            packed(fields=[{**FIELD, "aspects": [{"title": "x"}]}]),
            r"In fields\[0\].aspects\[0\] fehlt „code“\.",
        ),
        (packed(is_example=3), "In is_example steht eine ganze Zahl statt true oder false"),
        (packed(fields=[numbered(250), numbered(251, since=250)]), "mehr als 500 Aspekte"),
        (packed(core_indicators=numbered(201)["aspects"]), "In core_indicators stehen mehr als 200 Einträge"),
        (b" " * 500_001, "größer als 500 kB"),
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        read_framework(content)


def test_a_new_list_keeps_the_answers_of_the_rows_it_goes_on_to_have(adopted: SimpleNamespace) -> None:
    aspects = [{"code": code, "title": f"Aspekt {code}"} for code in ("A", "B", "C")]

    def load(*lines: dict[str, str], keeps_answers: bool = False) -> int:
        file = read_framework(packed(fields=[{**FIELD, "aspects": lines}]))
        return load_framework(
            strategy=adopted.strategy, file=file, by=adopted.by, at=NOW, keeps_answers=keeps_answers
        ).left_with_answer

    assert load(*aspects) == 0
    for row in FrameworkAspect.objects.exclude(code="C"):
        answer_aspect(aspect=row, values={"text": f"Text {row.code}"}, revision=1, by=adopted.by)
    other = ({"code": "A", "title": "Neu"}, {"code": "D", "title": "Aspekt D"})
    with pytest.raises(AnswersToOtherQuestions, match="A, bisher „Aspekt A“, jetzt „Neu“"):
        load(*other)
    assert load(*other, keeps_answers=True) == 1
    listed = FrameworkAspect.objects.listed().values_list("code", "title", "text")
    assert list(listed) == [("A", "Neu", "Text A"), ("D", "Aspekt D", "")]
    assert load(*aspects, keeps_answers=True) == 0
    assert [row.text for row in FrameworkAspect.objects.listed()] == ["Text A", "Text B", ""]
    assert ReportingFramework.objects.count() == 1


def test_a_list_that_asks_something_else_is_loaded_after_a_question(
    adopted: SimpleNamespace, tmp_path: Path
) -> None:
    load_sample_framework(adopted.strategy, by=adopted.by)
    aspect = FrameworkAspect.objects.get(code="S1")
    answer_aspect(aspect=aspect, values={"reason": "Kommt noch."}, revision=1, by=adopted.by)
    lines = [{"code": "S1", "title": "Ganz „anders“?"}, {"code": "S2", "title": "Offen"}]
    other = b"\xef\xbb\xbf" + packed(fields=[{**FIELD, "aspects": lines}])
    client, load = signed_in(adopted.by), reverse("monitoring:framework-load")
    asked = client.post(load, {"file": SimpleUploadedFile("x.json", other)})
    question = asked.context["question"]
    assert [text.partition(", bisher")[0] for text in question.texts] == ["S1"]
    assert FrameworkAspect.objects.get(code="S1").title == aspect.title
    path = tmp_path / "x.json"
    path.write_bytes(other)
    with pytest.raises(CommandError, match="--keep-answers"):
        call_command("load_reporting_framework", path)
    assert client.post(load, {**question.keeps, "zurueck": "ja"}).status_code == 200
    assert client.post(load, {**question.keeps, "bestaetigt": "ja"}).status_code == 302
    assert FrameworkAspect.objects.get(code="S1").title == "Ganz „anders“?"
    # The same list once more asks nothing.
    call_command("load_reporting_framework", path)


def test_the_command_loads_a_file_or_says_what_is_wrong(
    adopted: SimpleNamespace, tmp_path: Path, capsys: Any
) -> None:
    call_command("load_reporting_framework", SAMPLE)
    assert "9 aspects, 5 core indicators" in capsys.readouterr().out
    broken = tmp_path / "x.json"
    for content in (b"{}", None):
        if content:
            broken.write_bytes(content)
        else:
            broken.unlink()
        with pytest.raises(CommandError):
            call_command("load_reporting_framework", broken)


def test_coordination_answers_with_what_is_suggested_and_the_core_team_reads(
    adopted: SimpleNamespace,
) -> None:
    client, reader = signed_in(adopted.by), signed_in(make_user(Role.CORE_TEAM))
    page = reverse("monitoring:framework")
    assert "Noch ist kein Berichtsrahmen eingelesen." in reader.get(page).content.decode()
    load = reverse("monitoring:framework-load")
    refused = client.post(load, {"file": SimpleUploadedFile("x.json", b"{}")})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["file"])
    sample = client.get(reverse("monitoring:framework-sample")).content
    client.post(load, {"file": SimpleUploadedFile("x.json", sample)})
    shown = reader.get(page).content.decode()
    assert "9 Aspekte sind noch offen, dazu 5 Kernindikatoren." in shown
    indicator = make_indicator(
        adopted.strategy, by=adopted.by, related={"sdg_targets": SdgTarget.objects.filter(sdg=4)[:1]}
    )
    aspect = FrameworkAspect.objects.get(code="I3.1")
    edit = reverse("monitoring:aspect-edit", args=[aspect.pk])
    assert indicator.name in client.get(edit).content.decode()
    assert "checked" not in client.get(edit).content.decode()
    other = make_indicator(adopted.strategy, by=adopted.by, name="Noch einer")
    sent = {"text": "Angefangen", "reason": "", "revision": 1, "indicators": [other.pk]}
    ticked = client.post(edit, {**sent, "vorschlaege": "ja"})
    assert (ticked.status_code, FrameworkAspect.objects.get(code="I3.1").text) == (200, "")
    assert ticked.context["form"]["indicators"].value() == [str(other.pk), str(indicator.pk)]
    assert ticked.context["form"]["text"].value() == "Angefangen"
    both = {"text": "Schulen lernen.", "reason": "Keine Zeit", "revision": 1}
    answer = client.post(edit, both)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["reason"])
    assert "Keine Zeit" in answer.content.decode()
    saved = client.post(
        edit, {**both, "reason": "", "indicators": [indicator.pk], "goals": [adopted.goal.pk]}
    )
    assert saved["Location"] == f"{page}#aspekt-{aspect.pk}"
    assert client.post(edit, {**both, "text": "", "revision": 1}).status_code == 409
    figure = CoreIndicator.objects.get(code="K2")
    client.post(
        reverse("monitoring:core-indicator-edit", args=[figure.pk]), {"reason": "Fehlt", "revision": 1}
    )
    shown = reader.get(page).content.decode()
    assert "8 Aspekte sind noch offen, dazu 4 Kernindikatoren." in shown
    assert "Schulen lernen." in shown
    assert edit not in shown


def test_suggestions_are_the_goals_with_the_same_sdgs(adopted: SimpleNamespace) -> None:
    adopted.goal.sdg_targets.set(SdgTarget.objects.filter(sdg=4)[:1])
    document = frozen_document(make_version(adopted.strategy, by=adopted.by))
    found = suggestion_for(document, [1, 4])
    assert (found.themes, found.goals) == ((adopted.goal.theme_of.pk,), (adopted.goal.pk,))
    assert suggestion_for(document, [1]).goals == ()


@pytest.fixture
def frozen(adopted: SimpleNamespace) -> Any:
    """A frozen report with an appendix: one aspect reported, one explained; a picture beside the theme field."""
    load_sample_framework(adopted.strategy, by=adopted.by)
    indicator = make_indicator(adopted.strategy, by=adopted.by, name="Ökostrom", unit="Prozent")
    make_value(indicator, 2020, 41, by=adopted.by)
    reported, explained = FrameworkAspect.objects.filter(code__in=("S1", "S2")).order_by("code")
    links = {"themes": [adopted.goal.theme_of], "goals": [adopted.goal], "indicators": [indicator]}
    answer_aspect(aspect=reported, values={"text": "Der **Rat** hat.", **links}, revision=1, by=adopted.by)
    answer_aspect(aspect=explained, values={"reason": "Kommt noch."}, revision=1, by=adopted.by)
    figure = CoreIndicator.objects.get(code="K2")
    answer_core_indicator(core_indicator=figure, values={"indicator": indicator}, revision=1, by=adopted.by)
    told = make_report(adopted.measure, by=adopted.by)
    picture, internal = (
        make_report_file(
            told, by=adopted.by, title=title, alternative_text="Bagger", is_public=public, content=photo()
        )
        for title, public in (("Baustelle", True), ("Geheimvorhaben", False))
    )
    report = make_progress_report(adopted.strategy, by=adopted.by, with_appendix=True)
    report.sections.get().pictures.set([picture, internal])
    publish_version(version=adopted.version, by=adopted.by, at=NOW)
    return publish_report(report=freeze_drafted(report, by=adopted.by), by=adopted.by, at=NOW)


def test_a_frozen_report_holds_appendix_and_pictures_in_every_output(
    adopted: SimpleNamespace, frozen: Any, client: Client
) -> None:
    document = from_json(frozen.content)
    appendix = document.appendix
    assert appendix is not None
    first, second, *others = appendix.aspects()
    assert (first.state, second.state, {each.state for each in others}) == (
        AspectState.REPORTED,
        AspectState.EXPLAINED,
        {AspectState.OPEN},
    )
    assert ([each.number for each in first.themes], [each.number for each in first.goals]) == (
        ["1"],
        ["1.1.1"],
    )
    (answering,) = first.indicators
    assert answering.latest is not None
    assert (answering.name, answering.latest.value) == ("Ökostrom", 41)
    provisional = replace(answering, latest=replace(answering.latest, quality=Quality.PROVISIONAL))
    assert answering_words(provisional) == "Ökostrom: 41 Prozent (2020, vorläufig)"
    (picture,) = document.themes[0].pictures
    assert (picture.title, picture.alternative_text, picture.width) == ("Baustelle", "Bagger", 40)
    # Whatever becomes of the rows, the report goes on to say what it said.
    page = client.get(f"/berichte/{frozen.number}/berichtsrahmen/").content.decode()
    assert all(
        said in page for said in ("<strong>Rat</strong>", "Kommt noch.", "Ökostrom: 41 Prozent (2020)")
    )
    assert "Offene Punkte sind noch nicht beantwortet." in page
    assert "steht der Grund" not in page
    english = client.get(f"/en/berichte/{frozen.number}/berichtsrahmen/").content.decode()
    assert '<span lang="de">Kommt noch.</span>' in english
    theme = client.get(f"/berichte/{frozen.number}/themenfelder/1/").content.decode()
    address = f"/berichte/{frozen.number}/themenfelder/1/bilder/1/"
    assert f'<img src="{address}" alt="Bagger" width="40" height="60" loading="lazy" lang="de">' in theme
    assert client.get(address).content.startswith(b"\xff\xd8")
    assert client.get(f"/berichte/{frozen.number}/themenfelder/1/bilder/2/").status_code == 404
    assert "Geheimvorhaben" not in frozen.content + theme
    for name in ("word", "tables"):
        response = signed_in(adopted.by).get(reverse(f"monitoring:report-{name}", args=[frozen.number]))
        with ZipFile(BytesIO(response.content)) as archive:
            texts = "".join(
                archive.read(part).decode() for part in archive.namelist() if part.endswith(".xml")
            )
            assert ("Kommt noch." in texts, "Ökostrom" in texts) == (True, True)
            assert ('descr="Bagger"' in texts) == (name == "word")


def test_old_reports_without_appendix_stay_readable() -> None:
    old = json.loads(to_json(report_document()))
    del old["appendix"]
    for theme in old["themes"]:
        del theme["pictures"]
    read = from_json(json.dumps({**old, "schema_version": 1}))
    assert (read.appendix, [theme.pictures for theme in read.themes]) == (None, [()] * len(read.themes))


def test_whoever_freezes_hears_what_is_open(adopted: SimpleNamespace) -> None:
    load_sample_framework(adopted.strategy, by=adopted.by)
    client = signed_in(adopted.by)
    asked = [
        client.get(
            reverse(
                "monitoring:progress-freeze",
                args=[make_progress_report(adopted.strategy, by=adopted.by, with_appendix=wanted).pk],
            )
        ).content.decode()
        for wanted in (True, False)
    ]
    assert ["14 Punkte noch offen" in page for page in asked] == [True, False]


@pytest.fixture
def pictured(adopted: SimpleNamespace) -> SimpleNamespace:
    """A draft with a public picture."""
    told = make_report(adopted.measure, by=adopted.by)
    picture = make_report_file(
        told, by=adopted.by, title="Weg", is_decorative=True, is_public=True, content=photo()
    )
    report = make_progress_report(adopted.strategy, by=adopted.by)
    report.sections.get().pictures.add(picture)
    return SimpleNamespace(picture=picture, report=report)


def test_a_picture_that_the_disk_does_not_have_is_told_before_anything_is_frozen(
    adopted: SimpleNamespace, pictured: SimpleNamespace
) -> None:
    preview = reverse("monitoring:progress-preview", args=[pictured.report.pk])
    reader = signed_in(make_user(Role.READER))
    assert "Bilder fehlen" not in reader.get(preview).content.decode()
    Path(pictured.picture.file.path).unlink()
    assert f"<li>{adopted.goal.theme_of.title}: Weg</li>" in reader.get(preview).content.decode()
    with pytest.raises(RuleBroken, match="Das Bild „Weg“ fehlt auf dem Server"):
        freeze_drafted(pictured.report, by=adopted.by)


def test_what_becomes_of_pictures_and_appendix_meanwhile_is_looked_at_again(
    adopted: SimpleNamespace, pictured: SimpleNamespace
) -> None:
    picture, report = pictured.picture, pictured.report
    report.with_appendix = True
    report.save(update_fields=["with_appendix"])
    numbers = [report.whole_revision]
    load_sample_framework(adopted.strategy, by=adopted.by)
    numbers.append(report.whole_revision)
    aspect = FrameworkAspect.objects.get(code="S1")
    answer_aspect(aspect=aspect, values={"reason": "Kommt noch."}, revision=1, by=adopted.by)
    numbers.append(report.whole_revision)
    save_file(file=picture, values={"title": "Anders"}, revision=1, by=adopted.by)
    numbers.append(report.whole_revision)
    save_file(file=picture, values={"is_public": False}, revision=2, by=adopted.by)
    numbers.append(report.whole_revision)
    assert len(set(numbers)) == 5
    asked = signed_in(adopted.by).get(reverse("monitoring:progress-freeze", args=[report.pk]))
    assert "Das Bild „Anders“ fällt weg: Es ist nicht mehr öffentlich." in asked.content.decode()


def test_whoever_removes_a_picture_hears_which_frozen_report_keeps_it(
    adopted: SimpleNamespace, pictured: SimpleNamespace
) -> None:
    client = signed_in(adopted.by)
    pages = [
        reverse(f"monitoring:report-file-{name}", args=[pictured.picture.pk]) for name in ("remove", "edit")
    ]
    kept = "In diesem eingefrorenen Bericht bleibt das Bild stehen"
    assert [kept in client.get(page).content.decode() for page in pages] == [False, False]
    frozen = freeze_drafted(pictured.report, by=adopted.by)
    told = [client.get(page).content.decode() for page in pages]
    assert [f"{kept}: „{frozen.title}“." in page for page in told] == [True, True]
    assert "steht sie dann nicht mehr" not in told[0]
    assert client.post(pages[0]).status_code == 302
    assert not ReportFile.objects.exists()


def test_only_public_pictures_of_the_period_are_offered_and_four_at_most(adopted: SimpleNamespace) -> None:
    told = make_report(adopted.measure, by=adopted.by)
    named = {"is_decorative": True, "content": photo(), "by": adopted.by}
    public = [make_report_file(told, title=f"Bild {each}", is_public=True, **named) for each in range(5)]
    make_report_file(told, title="Geheimvorhaben", **named)
    section = make_progress_report(adopted.strategy, by=adopted.by).sections.get()
    client, edit = signed_in(adopted.by), reverse("monitoring:section-edit", args=[section.pk])
    page = client.get(edit).content.decode()
    assert ("Bild 4" in page, "Geheimvorhaben" in page) == (True, False)
    sent, keys = {"text": "Text", "revision": 1}, [each.pk for each in public]
    assert list(client.post(edit, {**sent, "pictures": keys}).context["form"].errors) == ["pictures"]
    client.post(edit, {**sent, "pictures": keys[:4]})
    assert list(section.pictures.all()) == public[:4]
