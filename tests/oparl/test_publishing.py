"""When objects come, change, go and come back, and what a change draws with it."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import update_last_login
from django.core.management import call_command
from django.db import connection, transaction

from accounts.actions import pseudonymise
from accounts.models import User
from committees.council.choices import PaperKind, PaperSubject
from committees.council.models import Paper
from committees.meetings.models import Meeting
from oparl import freshness
from oparl.models import PublishedFile, PublishedObject
from oparl.publishing import Changes, refresh
from strategy.models import Strategy
from tests.builders import NOW, make_department, make_export, make_job, put_job
from tests.oparl.scene import PUBLISHED, SECRET, council_at_work, publish, read
from tests.remembered import remembered

pytestmark = pytest.mark.django_db
LATER = PUBLISHED + timedelta(hours=1, microseconds=5)
# However much is public.
REFRESH_QUERIES = 16
NOTHING = Changes(created=0, modified=0, deleted=0)


@pytest.fixture
@remembered
def scene(strategy: Strategy, coordination: User) -> SimpleNamespace:
    scene = council_at_work(strategy, coordination)
    publish()
    return scene


def modified_later() -> set[str]:
    """The objects that changed at LATER, as kinds."""
    rows = PublishedObject.objects.filter(modified_at=LATER.replace(microsecond=0))
    return {str(row.kind) for row in rows}


def test_nothing_is_published_before_the_setup(db: None) -> None:
    assert refresh(at=NOW) == NOTHING
    assert read("/").status_code == 404


def test_refresh_without_a_change_changes_nothing(scene: SimpleNamespace) -> None:
    assert refresh(at=LATER) == NOTHING


def test_change_is_dated_to_the_second(scene: SimpleNamespace) -> None:
    Paper.objects.filter(pk=scene.paper.pk).update(lead_department="FB 51")
    assert refresh(at=LATER) == Changes(created=0, modified=1, deleted=0)
    found = read(f"/paper/{scene.paper.pk}").json()
    assert (found["created"], found["modified"]) == ("2021-08-21T12:00:00+02:00", "2021-08-21T13:00:00+02:00")


def test_department_that_leads_a_public_paper_is_an_organization_and_no_other(scene: SimpleNamespace) -> None:
    above = make_department("Dezernat II", contact=f"{SECRET}e Leitung")
    lead = make_department("FB 51 - Umwelt", short_name="FB 51", parent=above, mailbox="fb51@herne.example")
    make_department(f"{SECRET}er Fachbereich", parent=above)
    Paper.objects.filter(pk=scene.paper.pk).update(lead_department="FB 51")
    assert refresh(at=LATER) == Changes(created=2, modified=1, deleted=0)
    (address,) = read(f"/paper/{scene.paper.pk}").json()["underDirectionOf"]
    assert address.endswith(f"/organization/{lead.pk}")
    found = read(f"/organization/{lead.pk}").json()
    assert (found["name"], found["shortName"], found["organizationType"]) == (
        "FB 51 - Umwelt",
        "FB 51",
        "Verwaltungsbereich",
    )
    assert found["subOrganizationOf"].endswith(f"/organization/{above.pk}")
    told = str([found, read(f"/organization/{above.pk}").json()])
    assert SECRET not in told
    assert "fb51@" not in told


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        (lambda scene: scene.annex.__class__.objects.update(title="Plan"), {"file", "paper"}),
        (lambda scene: type(scene.term).objects.update(name="Wahlperiode"), {"legislativeterm", "body"}),
        (lambda scene: type(scene.seat).objects.update(role="chair"), {"membership", "person"}),
        (lambda scene: Meeting.objects.update(title="Sondersitzung"), {"meeting"}),
        (
            lambda scene: type(scene.resolution).objects.filter(pk=scene.resolution.pk).update(wording="Neu"),
            {"agendaitem", "meeting"},
        ),
        (
            lambda scene: (
                type(scene.decision).objects.filter(pk=scene.decision.pk).update(agenda_number="Ö 5")
            ),
            {"agendaitem", "meeting"},
        ),
        (
            lambda scene: type(scene.decision).objects.filter(pk=scene.decision.pk).update(role="notice"),
            {"consultation", "paper"},
        ),
    ],
)
def test_whoever_embeds_a_changed_object_is_changed_too(
    scene: SimpleNamespace, change: Callable[[SimpleNamespace], Any], kinds: set[str]
) -> None:
    change(scene)
    refresh(at=LATER)
    assert modified_later() == kinds


def test_what_is_not_public_any_more_is_deleted_and_empty(scene: SimpleNamespace) -> None:
    paper = f"/paper/{scene.paper.pk}"
    before = read(paper).json()
    Paper.objects.filter(pk=scene.paper.pk).update(is_public=False)
    refresh(at=LATER)
    assert read(paper).json() == {
        "id": before["id"],
        "type": before["type"],
        "created": before["created"],
        "modified": "2021-08-21T13:00:00+02:00",
        "deleted": True,
    }
    gone = {"paper", "consultation", "agendaitem", "file"}
    deleted = PublishedObject.objects.filter(deleted_at__isnull=False)
    assert {row.kind for row in deleted} == gone
    assert {row.content for row in deleted} == {""}
    # The meeting had an item, and is told without it.
    assert modified_later() == {*gone, "meeting"}
    assert PublishedFile.objects.count() == 0


def test_what_was_deleted_stays_as_it_was_told(scene: SimpleNamespace) -> None:
    Paper.objects.filter(pk=scene.paper.pk).update(is_public=False)
    refresh(at=LATER)
    assert refresh(at=LATER + timedelta(hours=1)) == NOTHING


def test_what_comes_back_is_not_deleted_any_more(scene: SimpleNamespace) -> None:
    paper = f"/paper/{scene.paper.pk}"
    before = read(paper).json()
    Paper.objects.filter(pk=scene.paper.pk).update(is_public=False)
    refresh(at=PUBLISHED + timedelta(minutes=1))
    Paper.objects.filter(pk=scene.paper.pk).update(is_public=True)
    refresh(at=LATER)
    now = "2021-08-21T13:00:00+02:00"
    after = read(paper).json()
    assert {**after, "mainFile": 0, "auxiliaryFile": 0, "consultation": 0} == {
        **before,
        "mainFile": 0,
        "auxiliaryFile": 0,
        "consultation": 0,
        "modified": now,
    }
    assert read(after["mainFile"]["accessUrl"]).body == b"%PDF-1.7 vorlage.pdf"


def test_person_who_left_is_deleted(scene: SimpleNamespace, coordination: User) -> None:
    scene.seat.until = NOW.date()
    scene.seat.save()
    pseudonymise(user=scene.seat.user, label="ehemaliges Mitglied", by=coordination, at=NOW)
    refresh(at=LATER)
    assert read(f"/person/{scene.seat.user_id}").json()["deleted"] is True
    assert "membership" not in read(f"/organization/{scene.council.pk}").json()


def test_checksum_is_reckoned_once_for_each_stored_file(scene: SimpleNamespace) -> None:
    PublishedFile.objects.update(sha512="0" * 128)
    refresh(at=LATER)
    files = read("/body/1/file").json()["data"]
    assert {file["sha512Checksum"] for file in files} == {"0" * 128}


def test_file_that_the_disk_does_not_have_is_not_told(strategy: Strategy, coordination: User) -> None:
    scene = council_at_work(strategy, coordination)
    scene.annex.file.storage.delete(scene.annex.file.name)
    publish()
    assert read(f"/file/anlage-{scene.annex.pk}").status_code == 404


def test_meeting_becomes_past_with_the_daily_command(
    scene: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    type(scene.decision).objects.filter(pk=scene.decision.pk).update(outcome="open", recorded_at=None)
    refresh(at=NOW)
    assert read(f"/meeting/{scene.meeting.pk}").json()["meetingState"] == "terminiert"
    call_command("refresh_oparl")
    assert read(f"/meeting/{scene.meeting.pk}").json()["meetingState"] == "durchgeführt"
    assert capsys.readouterr().out == "0 neu, 1 geändert, 0 nicht mehr öffentlich\n"


def test_refresh_asks_the_same_number_of_questions_for_more(
    scene: SimpleNamespace, coordination: User, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(REFRESH_QUERIES):
        refresh(at=LATER)
    for number in range(3):
        paper = Paper.objects.get(pk=scene.paper.pk)
        paper.pk, paper.reference, paper.state = None, f"2022/{number}", "noted"
        paper.save()
        step = paper.consultations.create(
            committee=scene.council, role="notice", position=1, meeting=scene.meeting, agenda_number="Ö 9"
        )
        assert step.pk
    refresh(at=LATER)
    with django_assert_num_queries(REFRESH_QUERIES):
        refresh(at=LATER)


@pytest.fixture
def refreshes(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The refreshes that really happened."""
    counted: list[Any] = []
    # The transaction of a test never ends: what the scene has left waiting would count as announced.
    monkeypatch.setattr(connection, "run_on_commit", [])
    monkeypatch.setattr(freshness, "refresh", lambda *, at: counted.append(at))
    return counted


def test_many_changes_in_one_transaction_are_one_refresh(
    scene: SimpleNamespace, refreshes: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(3):
            scene.meeting.save()
            scene.seat.save()
            scene.hidden_annex.save()
    assert len(refreshes) == 1


def test_change_that_is_undone_does_not_take_the_refresh_of_another_along(
    scene: SimpleNamespace, refreshes: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        with transaction.atomic():
            scene.meeting.save()
            transaction.set_rollback(True)
        scene.seat.save()
    assert len(refreshes) == 1


def test_deleting_a_row_refreshes(
    scene: SimpleNamespace, refreshes: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        scene.annex.delete()
    assert len(refreshes) == 1


def test_signing_in_and_setting_pages_refresh_nothing(
    scene: SimpleNamespace, refreshes: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    job = make_job("paper-pdf")
    with django_capture_on_commit_callbacks(execute=True):
        update_last_login(User, scene.seat.user)
        put_job(job, "running", done=5)
        make_export(title="Vorlage")
    assert refreshes == []


def test_a_finished_pdf_refreshes(
    scene: SimpleNamespace, refreshes: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    export = Paper.objects.get(pk=scene.paper.pk).pdf_file
    with django_capture_on_commit_callbacks(execute=True):
        export.save(update_fields=["file"])
    assert len(refreshes) == 1


def test_paper_about_a_report_has_no_version_as_its_file(scene: SimpleNamespace) -> None:
    names = {file["name"] for file in read(f"/paper/{scene.paper.pk}").json()["auxiliaryFile"]}
    Paper.objects.filter(pk=scene.paper.pk).update(about=PaperSubject.REPORT, kind=PaperKind.REPORT)
    refresh(at=LATER)
    found = read(f"/paper/{scene.paper.pk}").json()
    left = {file["name"] for file in found.get("auxiliaryFile", [])}
    assert {
        name for name in names - left if name.startswith("Nachhaltigkeitsstrategie, Fassung")
    } == names - left
    assert names - left
    assert found["paperType"] == "Mitteilungs-/Berichtsvorlage"
