"""Documents and pictures with reports: who adds, changes, removes and sees them, and what nobody outside ever does."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from editing.exceptions import RuleBroken
from monitoring.actions.report_files import FILES_AT_MOST, add_file, remove_file, save_file
from monitoring.actions.reports import accept_report, return_report
from monitoring.actions.round_rows import save_draft
from monitoring.actions.rounds import answer_round
from monitoring.choices import MeasureState
from monitoring.models import MeasureReport, ReportFile
from strategy.document.actions.versions import publish_version
from tests.builders import NOW, make_report, make_report_file, make_round, make_user
from tests.conftest import signed_in
from tests.files.pictures import CAMERA, photo

SECRET = "Geheimvorhaben"


def page_of(name: str, number: int) -> str:
    return reverse(f"monitoring:{name}", args=[number])


def content(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_a_department_adds_pictures_and_documents_and_coordination_makes_them_public(
    adopted: SimpleNamespace,
) -> None:
    report = make_report(adopted.measure, by=adopted.reporter)
    reporter, coordination = signed_in(adopted.reporter), signed_in(adopted.by)
    add = page_of("report-file-add", report.pk)
    measure = reverse("monitoring:measure-detail", args=[adopted.measure.pk])
    assert add in reporter.get(measure).content.decode()
    assert 'name="is_public"' not in reporter.get(add).content.decode()
    sent: dict[str, Any] = {"title": "Baustelle", "is_public": "on"}
    refused = reporter.post(add, {**sent, "file": SimpleUploadedFile("a.pdf", photo())})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["alternative_text"])
    assert "Baustelle" in refused.content.decode()
    described = {**sent, "alternative_text": "Bagger auf dem Radweg"}
    saved = reporter.post(add, {**described, "file": SimpleUploadedFile("a.pdf", photo("WEBP"))})
    assert saved["Location"] == f"{measure}#meldung-{report.pk}"
    picture = ReportFile.objects.get()
    assert (picture.content_type, picture.width, picture.height, picture.is_public) == (
        "image/jpeg",
        40,
        60,
        False,
    )
    assert CAMERA.encode() not in Path(picture.file.path).read_bytes()
    sent_with_words = {"title": "Bescheid", "alternative_text": "x"}
    told = reporter.post(
        add, {**sent_with_words, "file": SimpleUploadedFile("b", b"%PDF-1.7 x")}, follow=True
    )
    assert "Ihre Angaben zum Bild entfallen" in told.content.decode()
    document = ReportFile.objects.get(title="Bescheid")
    assert (document.is_picture, document.alternative_text) == (False, "")
    hostile = reporter.post(add, {**sent, "file": SimpleUploadedFile("c.png", b"<script>")})
    assert list(hostile.context["form"].errors) == ["file"]

    shown: Any = coordination.get(page_of("report-file", picture.pk))
    assert content(shown) == Path(picture.file.path).read_bytes()
    assert (shown["Content-Type"], shown["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert (
        'alt="Bagger auf dem Radweg" width="40" height="60" loading="lazy"'
        in coordination.get(reverse("monitoring:waiting")).content.decode()
    )
    edit = page_of("report-file-edit", picture.pk)
    values = {"title": "Radweg", "alternative_text": "Bagger", "is_public": "on", "revision": 1}
    assert coordination.post(edit, values).status_code == 302
    assert coordination.post(edit, {**values, "title": "Weg"}).status_code == 409
    # What coordination has looked at, nobody changes behind its back.
    assert [
        reporter.get(page_of(f"report-file-{name}", picture.pk)).status_code for name in ("edit", "remove")
    ] == [
        404,
        404,
    ]
    accept_report(report=report, by=adopted.by, at=NOW)
    assert reporter.get(add).status_code == 404
    assert reporter.post(page_of("report-file-remove", document.pk)).status_code == 404
    kept = Path(document.file.path)
    assert kept.exists()
    coordination.post(page_of("report-file-remove", document.pk))
    assert ReportFile.objects.get().title == "Radweg"


def test_what_was_accepted_or_made_public_meanwhile_stays(adopted: SimpleNamespace) -> None:
    report = make_report(adopted.measure, by=adopted.reporter)
    public, internal = (make_report_file(report, by=adopted.by, is_public=public) for public in (True, False))
    with pytest.raises(RuleBroken, match="freigegeben"):
        remove_file(file=public, by=adopted.reporter)
    with pytest.raises(RuleBroken, match="nur die Koordination"):
        save_file(file=internal, values={"is_public": True}, revision=1, by=adopted.reporter)
    for _ in range(FILES_AT_MOST - 2):
        make_report_file(report, by=adopted.reporter)
    with pytest.raises(RuleBroken, match="höchstens 20"):
        make_report_file(report, by=adopted.reporter)
    accept_report(report=report, by=adopted.by, at=NOW)
    for change in (
        lambda: remove_file(file=internal, by=adopted.reporter),
        lambda: save_file(file=internal, values={"title": "Neu"}, revision=1, by=adopted.reporter),
        lambda: make_report_file(report, by=adopted.reporter),
    ):
        with pytest.raises(RuleBroken, match="inzwischen angenommen"):
            change()


def test_files_go_along_to_the_report_that_answers_a_question(adopted: SimpleNamespace) -> None:
    first = make_report(adopted.measure, by=adopted.reporter)
    file = make_report_file(first, by=adopted.reporter)
    return_report(report=first, remark="Und die Kosten?", by=adopted.by, at=NOW)
    second = make_report(adopted.measure, by=adopted.reporter)
    # A report that replaces a waiting one takes its files as well.
    third = make_report(adopted.measure, by=adopted.reporter)
    file.refresh_from_db()
    assert (first.files.count(), second.files.count(), file.report) == (0, 0, third)
    # And so does what is handed in in a round.
    answer = make_round(adopted.strategy, adopted.department, by=adopted.by).answers.get()
    values = {"state": MeasureState.IN_PROGRESS, "done": "Begonnen"}
    written: Any = {"answer": answer, "measure": adopted.measure, "values": values, "revision": 1}
    handed_in = save_draft(**written, by=adopted.reporter, at=NOW)
    answer_round(answer=answer, by=adopted.reporter, at=NOW)
    file.refresh_from_db()
    assert file.report == handed_in


def test_strangers_and_other_departments_find_no_file(adopted: SimpleNamespace) -> None:
    report = make_report(adopted.other, by=adopted.by)
    file = make_report_file(report, by=adopted.by)
    names = ("report-file", "report-file-edit", "report-file-remove")
    assert {signed_in(adopted.reporter).get(page_of(name, file.pk)).status_code for name in names} == {404}
    assert signed_in(adopted.reporter).get(page_of("report-file-add", report.pk)).status_code == 404
    reader = signed_in(make_user(Role.READER))
    assert content(reader.get(page_of("report-file", file.pk))) == b"%PDF-1.7 x"
    assert {reader.get(page_of(name, file.pk)).status_code for name in names[1:]} == {404}


def public_pages(adopted: SimpleNamespace) -> tuple[str, ...]:
    return (
        *("/", "/massnahmen/", "/massnahmen/1.1.1.1/", "/stand/", "/stand/neues.atom"),
        *(f"/suche/?q={SECRET}", "/api/v1/measures/", "/api/v1/measures/1.1.1.1/", "/strategie.json"),
    )


def test_nothing_unaccepted_and_nothing_internal_leaves_the_house(
    adopted: SimpleNamespace, client: Client
) -> None:
    publish_version(version=adopted.version, by=adopted.by, at=NOW)
    waiting = make_report(adopted.measure, by=adopted.reporter)
    named = {"title": SECRET, "alternative_text": SECRET, "content": photo()}
    marked = make_report_file(waiting, by=adopted.by, is_public=True, **named)
    internal = make_report_file(waiting, by=adopted.reporter, **named)
    address = f"/meldungen/dateien/{marked.pk}/"
    assert client.get(address).status_code == 404
    assert not [page for page in public_pages(adopted) if tells(client, page)]
    accept_report(report=waiting, by=adopted.by, at=NOW)
    # Now the public one, and it alone, on the page of its measure alone.
    assert [page for page in public_pages(adopted) if tells(client, page)] == ["/massnahmen/1.1.1.1/"]
    page = client.get("/massnahmen/1.1.1.1/").content.decode()
    assert f'<img src="{address}" alt="{SECRET}" width="40" height="60" loading="lazy" lang="de">' in page
    assert str(adopted.by) not in page
    assert f"/dateien/{internal.pk}/" not in page
    assert content(client.get(address)) == Path(marked.file.path).read_bytes()
    assert client.get(f"/meldungen/dateien/{internal.pk}/").status_code == 404
    save_file(file=marked, values={"is_public": False}, revision=1, by=adopted.by)
    assert not tells(client, "/massnahmen/1.1.1.1/")
    assert client.get(address).status_code == 404


def test_public_file_waits_until_its_measure_is_published(adopted: SimpleNamespace, client: Client) -> None:
    file = make_report_file(make_report(adopted.measure, by=adopted.by), by=adopted.by, is_public=True)
    address = f"/meldungen/dateien/{file.pk}/"
    assert client.get(address).status_code == 404
    publish_version(version=adopted.version, by=adopted.by, at=NOW)
    given: Any = client.get(address)
    assert (content(given), given["Cache-Control"]) == (b"%PDF-1.7 x", "public, no-cache")
    again = {"If-None-Match": given["ETag"]}
    assert client.get(address, headers=again).status_code == 304
    save_file(file=file, values={"is_public": False}, revision=1, by=adopted.by)
    assert client.get(address, headers=again).status_code == 404


def test_a_measure_loads_its_six_newest_pictures_and_folds_the_others(
    adopted: SimpleNamespace, client: Client
) -> None:
    publish_version(version=adopted.version, by=adopted.by, at=NOW)
    report = make_report(adopted.measure, by=adopted.by)
    for _ in range(7):
        make_report_file(report, by=adopted.by, content=photo(), alternative_text="Bagger", is_public=True)
    page = client.get("/massnahmen/1.1.1.1/").content.decode()
    shown, folded = page.split("1 älteres Bild")
    assert (shown.count('alt="Bagger"'), folded.count('alt="Bagger"')) == (6, 1)


def tells(client: Client, page: str) -> bool:
    """Whether a page says the secret, besides repeating what was asked."""
    said = client.get(page).content.decode()
    return SECRET in said.replace(f'value="{SECRET}"', "").replace(f"„{SECRET}“", "").replace(
        f"q={SECRET}", ""
    )


def test_a_file_with_an_empty_picture_is_told(adopted: SimpleNamespace) -> None:
    report = make_report(adopted.measure, by=adopted.by)
    for content_of in (b"", b"\x89PNG\r\n\x1a\n"):
        upload = SimpleUploadedFile("x.png", content_of)
        with pytest.raises(RuleBroken):
            add_file(report=report, upload=upload, title="Leer", by=adopted.by, at=NOW, alternative_text="x")
    assert not MeasureReport.objects.get().files.exists()
