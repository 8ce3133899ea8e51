"""Keeping the inventory: concepts, their evaluation, their files and what is read from them."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django_tasks import default_task_backend
from django_tasks.backends.dummy import DummyBackend

from accounts.models import User
from editing.exceptions import RuleBroken, StaleRevision
from editing.history import history_of
from jobs.choices import JobState
from jobs.models import SILENCE_OF_A_LOST_JOB
from jobs.runner import run
from jobs.tasks import run_job
from strategy.actions.emptying import empty_bin
from strategy.inventory.actions.concept_files import (
    FILE_AT_MOST,
    create_concept_with_file,
    keep_file,
    read_file_again,
    remove_file,
)
from strategy.inventory.actions.concept_kinds import remove_concept_kind, save_concept_kind
from strategy.inventory.actions.concepts import (
    change_evaluation_status,
    create_concept,
    remove_concept,
    save_concept,
)
from strategy.inventory.choices import EvaluationStatus
from strategy.models import Concept, ConceptFile, ConceptKind, Strategy
from strategy.models.element import KEPT_IN_BIN
from strategy.signals import concept_text_read
from tests.builders import NOW, make_concept, make_concept_file, make_extract, put_job
from tests.files.office_files import docx, locked_pdf, pdf, word_paragraph

OPEN, IN_PROGRESS, EVALUATED = EvaluationStatus
TWICE = "Ein Konzept mit diesem Titel gibt es schon."
GONE = "Dieses Konzept wurde inzwischen entfernt."
WRONG_TYPE = "Dateien dieser Art gehen nicht. Möglich sind: PDF, DOCX, ODT, ohne Makros."


def values(**fields: Any) -> dict[str, Any]:
    return {"title": "Klimakonzept", "kind": ConceptKind.objects.get(title="Konzept"), **fields}


def refusal_of(act: Callable[[], Any]) -> str:
    with pytest.raises(RuleBroken) as refusal:
        act()
    return str(refusal.value)


def stored_files() -> list[str]:
    return sorted(path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


def upload_of(content: bytes, name: str = "x.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_new_concept_waits_for_its_evaluation(strategy: Strategy, core_team: User) -> None:
    concept = create_concept(strategy=strategy, values=values(department="FB 51"), by=core_team)
    concept.refresh_from_db()
    assert (concept.title, str(concept.department), concept.evaluation_status) == (
        "Klimakonzept",
        "FB 51",
        OPEN,
    )
    assert concept.history.get().history_user == core_team


def test_title_stands_once_in_the_inventory(strategy: Strategy, coordination: User) -> None:
    first = create_concept(strategy=strategy, values=values(), by=coordination)
    other = make_concept(strategy, title="Leitbild")
    assert refusal_of(lambda: create_concept(strategy=strategy, values=values(), by=coordination)) == TWICE
    save = {"values": {"title": first.title}, "revision": 1, "by": coordination}
    assert refusal_of(lambda: save_concept(concept=other, **save)) == TWICE


def test_concept_of_a_kind_that_was_removed_meanwhile_is_refused(
    strategy: Strategy, coordination: User
) -> None:
    kind = ConceptKind.objects.create(title="Gutachten")
    ConceptKind.objects.filter(pk=kind.pk).delete()
    new = values(kind=kind)
    assert refusal_of(lambda: create_concept(strategy=strategy, values=new, by=coordination)) == (
        "Diese Art von Dokument wurde inzwischen entfernt. Wählen Sie bitte eine andere."
    )


def test_saving_takes_the_next_revision_and_nothing_when_nothing_changed(
    strategy: Strategy, coordination: User
) -> None:
    concept = make_concept(strategy, title="Alt")
    save_concept(concept=concept, values={"title": "Neu"}, revision=1, by=coordination)
    save_concept(concept=concept, values={"title": "Neu"}, revision=2, by=coordination)
    concept.refresh_from_db()
    assert (concept.title, concept.revision, concept.history.count()) == ("Neu", 2, 2)


def test_saving_an_older_revision_is_a_conflict(strategy: Strategy, coordination: User) -> None:
    concept = make_concept(strategy)
    save_concept(concept=concept, values={"title": "Neu"}, revision=1, by=coordination)
    with pytest.raises(StaleRevision) as conflict:
        save_concept(concept=concept, values={"title": "Anders"}, revision=1, by=coordination)
    current: Any = conflict.value.current
    assert current.title == "Neu"


def test_saving_a_removed_concept_is_refused(strategy: Strategy, coordination: User) -> None:
    concept = make_concept(strategy)
    Concept.objects.filter(pk=concept.pk).delete()
    save = {"values": {"title": "Neu"}, "revision": 1, "by": coordination}
    assert refusal_of(lambda: save_concept(concept=concept, **save)) == GONE


@pytest.mark.parametrize(
    ("now", "to", "named", "dated"),
    [
        (OPEN, IN_PROGRESS, True, False),
        (OPEN, EVALUATED, True, True),
        (IN_PROGRESS, OPEN, False, False),
        (IN_PROGRESS, EVALUATED, True, True),
        (EVALUATED, IN_PROGRESS, True, False),
    ],
)
def test_evaluation_goes_on_and_says_who_and_when(
    strategy: Strategy,
    coordination: User,
    now: EvaluationStatus,
    to: EvaluationStatus,
    named: bool,
    dated: bool,
) -> None:
    at = NOW if now == EVALUATED else None
    concept = make_concept(strategy, evaluation_status=now, evaluated_at=at)
    change_evaluation_status(concept=concept, to=to, by=coordination, at=NOW)
    concept.refresh_from_db()
    assert concept.evaluation_status == to
    assert concept.evaluated_by == (coordination if named else None)
    assert concept.evaluated_at == (NOW if dated else None)
    assert concept.revision == 1


def test_finished_evaluation_does_not_go_back_to_the_beginning(
    strategy: Strategy, coordination: User
) -> None:
    concept = make_concept(strategy, evaluation_status=EVALUATED, evaluated_at=NOW)
    act = {"to": OPEN, "by": coordination, "at": NOW}
    assert refusal_of(lambda: change_evaluation_status(concept=concept, **act)) == (
        "Der Stand der Auswertung ist inzwischen „ausgewertet“. Von dort geht es nicht zu „offen“."
    )


def test_same_status_twice_leaves_no_trace(strategy: Strategy, coordination: User, core_team: User) -> None:
    concept = make_concept(strategy)
    change_evaluation_status(concept=concept, to=IN_PROGRESS, by=coordination, at=NOW)
    change_evaluation_status(concept=concept, to=IN_PROGRESS, by=core_team, at=NOW)
    concept.refresh_from_db()
    assert (concept.evaluated_by, concept.history.count()) == (coordination, 2)


def test_history_tells_kind_and_person_by_name(strategy: Strategy, coordination: User) -> None:
    gone = ConceptKind.objects.create(title="Gutachten")
    concept = create_concept(strategy=strategy, values=values(kind=gone), by=coordination)
    save_concept(concept=concept, values=values(), revision=1, by=coordination)
    gone.delete()
    change_evaluation_status(concept=concept, to=IN_PROGRESS, by=coordination, at=NOW)
    told = [
        {field.label: "".join(change.text for change in field.changes) for field in entry.fields}
        for entry in history_of(concept)
    ]
    assert told[:2] == [
        {"Stand der Auswertung": "offenin Arbeit", "Auswertung durch": coordination.name},
        {"Art": "inzwischen gelöschtKonzept"},
    ]


def test_removed_concept_takes_its_extracts_and_its_file_along(
    strategy: Strategy, coordination: User, django_capture_on_commit_callbacks: Any
) -> None:
    concept, other = make_concept(strategy), make_concept(strategy)
    for each in (concept, other):
        make_concept_file(each, by=coordination)
    make_extract(concept)
    kept = make_extract(other)
    assert len(stored_files()) == 2
    remove_concept(concept=concept, extracts=1, by=coordination, at=NOW)
    assert list(Concept.objects.all()) == [other]
    assert list(type(kept).objects.all()) == [kept]
    assert len(stored_files()) == 2
    with django_capture_on_commit_callbacks(execute=True):
        assert empty_bin(at=NOW + KEPT_IN_BIN) == 1
    assert not Concept.history.filter(id=concept.pk).exists()
    assert list(Concept.objects.all()) == [other]
    assert list(type(kept).objects.all()) == [kept]
    assert stored_files() == [Path(other.upload.file.name).name]


def test_extract_found_meanwhile_is_not_removed_unseen(strategy: Strategy, coordination: User) -> None:
    concept = make_concept(strategy)
    make_extract(concept)
    assert refusal_of(lambda: remove_concept(concept=concept, extracts=0, by=coordination, at=NOW)) == (
        "Inzwischen hat sich bei den Fundstellen etwas geändert. Prüfen Sie bitte noch einmal, was wegfällt."
    )
    assert concept.extracts.count() == 1


def test_concept_expires_the_day_after(strategy: Strategy) -> None:
    concept = make_concept(strategy, valid_until=date(2021, 7, 12))
    assert [concept.is_expired(date(2021, 7, day)) for day in (12, 13)] == [False, True]
    assert not make_concept(strategy).is_expired(NOW.date())


def test_kind_is_named_once(db: None) -> None:
    assert refusal_of(lambda: save_concept_kind(kind=ConceptKind(title="Leitbild"))) == (
        "Diese Art von Dokument gibt es schon."
    )


def test_kind_in_use_stays(strategy: Strategy) -> None:
    used, unused = make_concept(strategy).kind, ConceptKind.objects.last()
    assert refusal_of(lambda: remove_concept_kind(kind=used)) == (
        "Zu „Konzept“ gehören Konzepte. Ordnen Sie diese zuerst anders ein."
    )
    remove_concept_kind(kind=unused)
    assert list(ConceptKind.objects.filter(pk__in=[used.pk, unused.pk])) == [used]


def test_file_keeps_no_name_of_its_own(strategy: Strategy, core_team: User) -> None:
    concept = make_concept(strategy)
    upload = keep_file(
        concept=concept, upload=upload_of(pdf("x"), "../../Ärger; rm -rf.exe"), by=core_team, at=NOW
    )
    (name,) = stored_files()
    assert (len(name), name[-4:]) == (40, ".pdf")
    assert upload.file.name == f"concepts/{name}"
    assert (upload.content_type, upload.size) == ("application/pdf", len(pdf("x")))
    assert (upload.uploaded_by, upload.uploaded_at) == (core_team, NOW)


def test_new_file_replaces_the_old_one_after_the_commit(
    strategy: Strategy, coordination: User, django_capture_on_commit_callbacks: Any
) -> None:
    concept = make_concept(strategy)
    old = make_concept_file(concept, by=coordination)
    with django_capture_on_commit_callbacks() as callbacks:
        new = keep_file(concept=concept, upload=upload_of(docx("<w:p/>")), by=coordination, at=NOW)
    assert len(stored_files()) == 2
    for callback in callbacks:
        callback()
    assert stored_files() == [Path(new.file.name).name]
    assert ConceptFile.objects.get() == new != old


def test_removed_file_is_gone_from_the_disk(
    strategy: Strategy, coordination: User, django_capture_on_commit_callbacks: Any
) -> None:
    concept = make_concept(strategy)
    make_concept_file(concept, by=coordination)
    with django_capture_on_commit_callbacks(execute=True):
        remove_file(concept=concept)
    assert (stored_files(), ConceptFile.objects.count()) == ([], 0)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"MZ\x90\x00 this program cannot be run", WRONG_TYPE),
        (b"\x89PNG\r\n\x1a\n", WRONG_TYPE),
        (b"<html><script>alert(1)</script></html>", WRONG_TYPE),
        (b"PK\x03\x04 truncated", WRONG_TYPE),
        (docx("<w:p/>", vbaProject="x").replace(b"vbaProject.xml", b"vbaProject.bin"), WRONG_TYPE),
        (b"", "Diese Datei ist leer."),
    ],
)
def test_file_that_is_no_document_is_refused(
    strategy: Strategy, coordination: User, content: bytes, sentence: str
) -> None:
    concept = make_concept(strategy)
    act = {"upload": upload_of(content), "by": coordination, "at": NOW}
    assert refusal_of(lambda: keep_file(concept=concept, **act)) == sentence
    assert (stored_files(), ConceptFile.objects.count()) == ([], 0)


def test_file_has_at_most_50_megabytes(strategy: Strategy, coordination: User) -> None:
    upload = upload_of(pdf("x"))
    upload.size = FILE_AT_MOST + 1
    act = {"upload": upload, "by": coordination, "at": NOW}
    concept = make_concept(strategy)
    assert refusal_of(lambda: keep_file(concept=concept, **act)) == "Diese Datei ist größer als 50 MB."
    upload.size = FILE_AT_MOST
    assert keep_file(concept=concept, **act).size == FILE_AT_MOST


def test_concept_whose_file_is_refused_is_not_added(strategy: Strategy, coordination: User) -> None:
    act = {"values": values(), "upload": upload_of(b"x"), "by": coordination, "at": NOW}
    assert refusal_of(lambda: create_concept_with_file(strategy=strategy, **act)) == WRONG_TYPE
    assert not Concept.objects.exists()


@pytest.fixture
def concept(strategy: Strategy) -> Concept:
    return make_concept(strategy)


def read(upload: ConceptFile) -> ConceptFile:
    run(upload.job_id)
    return ConceptFile.objects.select_related("job").get(pk=upload.pk)


def test_upload_orders_its_reading(
    concept: Concept, coordination: User, django_capture_on_commit_callbacks: Any
) -> None:
    queue = cast(DummyBackend, default_task_backend)
    queue.clear()
    with django_capture_on_commit_callbacks(execute=True):
        upload = make_concept_file(concept, by=coordination)
    assert [(result.task.func, result.args) for result in queue.results] == [
        (run_job.func, [str(upload.job_id)])
    ]
    assert upload.job.state == JobState.WAITING


def test_read_text_is_stored_by_page_and_told(concept: Concept, coordination: User) -> None:
    upload, told = make_concept_file(concept, by=coordination, content=pdf("Eins", "", "Drei")), []

    def listen(sender: Any, upload: ConceptFile, **kwargs: Any) -> None:
        told.append((sender, upload.pk, upload.pages.count()))

    concept_text_read.connect(listen)
    try:
        done = read(upload)
    finally:
        concept_text_read.disconnect(listen)
    assert list(done.pages.values_list("position", "page", "text")) == [(1, 1, "Eins"), (2, 3, "Drei")]
    assert (done.job.state, done.page_count) == (JobState.DONE, 3)
    assert (done.job.percent, done.shortfall) == (100, "")
    assert told == [(ConceptFile, upload.pk, 2)]


def test_parts_of_a_docx_have_no_page(concept: Concept, coordination: User) -> None:
    done = read(make_concept_file(concept, by=coordination, content=docx(word_paragraph("Leitbild"))))
    assert list(done.pages.values_list("position", "page", "text")) == [(1, None, "Leitbild")]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (pdf(""), "In dieser Datei steht kein lesbarer Text, wahrscheinlich ist sie eingescannt."),
        (
            locked_pdf("x", password="offen"),
            "Diese Datei ist mit einem Passwort geschützt. Laden Sie sie ohne Passwort noch einmal hoch.",
        ),
        (
            b"%PDF-1.7 x",
            "Diese Datei ist beschädigt. Speichern Sie sie in Ihrem Programm neu "
            "und laden Sie sie noch einmal hoch.",
        ),
    ],
    ids=["scanned", "locked", "broken"],
)
def test_failure_says_why(concept: Concept, coordination: User, content: bytes, sentence: str) -> None:
    failed = read(make_concept_file(concept, by=coordination, content=content))
    assert (failed.job.state, failed.job.failure) == (JobState.FAILED, sentence)
    assert not failed.pages.exists()


@pytest.mark.filterwarnings("ignore")
def test_file_that_is_missing_on_disk_fails_with_a_sentence(concept: Concept, coordination: User) -> None:
    upload = make_concept_file(concept, by=coordination)
    Path(upload.file.path).unlink()
    failed = read(upload)
    assert (failed.job.state, failed.job.failure) == (
        JobState.FAILED,
        "Die Datei konnte nicht gelesen werden. Bitte versuchen Sie es noch einmal.",
    )


def test_failed_reading_is_ordered_again(
    concept: Concept, coordination: User, django_capture_on_commit_callbacks: Any
) -> None:
    failed = read(make_concept_file(concept, by=coordination, content=pdf("")))
    with django_capture_on_commit_callbacks() as orders:
        read_file_again(upload=failed, by=coordination)
        read_file_again(upload=failed, by=coordination)
    failed.refresh_from_db()
    assert (len(orders), failed.job.state, failed.job.failure) == (1, JobState.WAITING, "")


def test_silent_reader_is_lost(concept: Concept, coordination: User) -> None:
    upload = make_concept_file(concept, by=coordination)
    lost = timezone.now() - SILENCE_OF_A_LOST_JOB
    just_now, earlier = lost + timedelta(seconds=20), lost - timedelta(seconds=1)
    for state in (JobState.WAITING, JobState.RUNNING):
        for said_last, is_lost in ((just_now, False), (earlier, True)):
            put_job(upload.job, state, reported_at=said_last)
            assert (upload.job.is_under_way, upload.can_be_read_again) == (not is_lost, is_lost)
    put_job(upload.job, JobState.DONE)
    assert (upload.job.is_under_way, upload.can_be_read_again) == (False, False)


def test_second_worker_leaves_a_running_reading_alone(concept: Concept, coordination: User) -> None:
    upload = make_concept_file(concept, by=coordination, content=pdf("Text"))
    put_job(upload.job, JobState.RUNNING)
    assert read(upload).job.state == JobState.RUNNING
    assert not upload.pages.exists()


def test_reading_of_a_replaced_file_ends_quietly(concept: Concept, coordination: User) -> None:
    old = make_concept_file(concept, by=coordination, content=pdf("alt"))
    new = make_concept_file(concept, by=coordination, content=pdf("neu"))
    run(old.job_id)
    assert list(read(new).pages.values_list("text", flat=True)) == ["neu"]
