"""The runner: one worker claims a job, tells how far it is, and stores its product with its end, or nothing."""

import logging
from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import DatabaseError
from django.utils import timezone

from accounts.exceptions import RuleBroken
from accounts.models import User
from jobs import runner
from jobs.actions import ATTEMPTS_AT_MOST, cancel, take_up_silent_jobs
from jobs.choices import JobState
from jobs.models import SILENCE_OF_A_LOST_JOB, Job, JobQuerySet
from jobs.runner import run
from jobs.steps import Steps
from tests.builders import put_job
from tests.jobs.conftest import Example, Work

SILENT = 2 * SILENCE_OF_A_LOST_JOB


def after(job: Job, work: Work) -> Job:
    """The job after somebody has tried to do this work."""
    Example.given = staticmethod(work)
    run(job.pk)
    return Job.objects.get(pk=job.pk)


def store(name: str) -> None:
    """The product of these tests: a name that is changed."""
    User.objects.update(name=name)


def test_job_is_done_with_its_product(job: Job) -> None:
    def work(job: Job, steps: Steps) -> None:
        assert Job.objects.get().state == JobState.RUNNING
        with steps.finishing():
            store("Neu")

    done = after(job, work)
    assert (done.state, done.attempts, done.percent, done.failure) == (JobState.DONE, 1, 100, "")
    assert done.finished_at is not None
    assert User.objects.get().name == "Neu"


def test_work_without_a_product_is_done_when_it_ends(job: Job) -> None:
    assert after(job, lambda job, steps: None).state == JobState.DONE


def test_progress_is_told_in_figures_and_words(job: Job) -> None:
    told: list[tuple[int, str]] = []

    def work(job: Job, steps: Steps) -> None:
        steps.report(5, 10)
        told.append((Job.objects.get().percent, Job.objects.get().word))
        steps.report(8, 10, "Zeile 8 von 10")
        told.append((Job.objects.get().percent, Job.objects.get().word))

    after(job, work)
    assert told == [(50, "Gleich geht es los."), (80, "Zeile 8 von 10")]


def test_reports_within_a_second_are_told_once(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jobs.steps.SECONDS_BETWEEN_REPORTS", 3600.0)

    def work(job: Job, steps: Steps) -> None:
        for done in (1, 2, 3):
            steps.report(done, 10)

    assert after(job, work).done == 1


@pytest.mark.parametrize(
    ("done", "total", "percent"), [(0, 0, 0), (7, 0, 0), (0, 40, 0), (10, 40, 25), (39, 40, 97), (80, 40, 99)]
)
def test_percent_stays_below_100_until_the_end(done: int, total: int, percent: int) -> None:
    assert Job(state=JobState.RUNNING, done=done, total=total).percent == percent


def test_broken_rule_is_told_in_its_own_words(job: Job, caplog: pytest.LogCaptureFixture) -> None:
    def work(job: Job, steps: Steps) -> None:
        with steps.finishing():
            store("Neu")
            raise RuleBroken("Zeile 3 ist falsch.")

    failed = after(job, work)
    assert (failed.state, failed.failure, failed.trace) == (JobState.FAILED, "Zeile 3 ist falsch.", "")
    assert User.objects.get().name != "Neu"
    assert caplog.records == []


def test_unexpected_error_is_told_and_kept_for_the_operator(
    job: Job, caplog: pytest.LogCaptureFixture
) -> None:
    def work(job: Job, steps: Steps) -> None:
        raise ValueError("no such glyph")

    failed = after(job, work)
    assert (failed.state, failed.failure) == (JobState.FAILED, "Das ging nicht.")
    assert failed.trace.endswith("ValueError: no such glyph\n")
    assert [(entry.levelname, entry.getMessage()) for entry in caplog.records] == [
        ("ERROR", f"Job {job} failed")
    ]


UNSTORABLE = "halb \ud800 und \x00 nichts"


def test_what_cannot_be_stored_fails_by_itself(job: Job, caplog: pytest.LogCaptureFixture) -> None:
    # Nor could the report of a test be sent with it.
    caplog.set_level(logging.CRITICAL)

    def work(job: Job, steps: Steps) -> None:
        raise ValueError(UNSTORABLE)

    failed = after(job, work)
    assert failed.state == JobState.FAILED
    assert failed.trace.endswith("ValueError: halb \ufffd und \ufffd nichts\n")


def test_sentences_and_words_are_stored_without_it(job: Job) -> None:
    def work(job: Job, steps: Steps) -> None:
        steps.report(1, 2, UNSTORABLE)
        raise RuleBroken(UNSTORABLE)

    failed = after(job, work)
    assert (failed.word, failed.failure) == ("halb \ufffd und \ufffd nichts",) * 2


def test_product_that_cannot_be_stored_fails(job: Job, caplog: pytest.LogCaptureFixture) -> None:
    def work(job: Job, steps: Steps) -> None:
        with steps.finishing():
            store("halb \ud800")

    assert after(job, work).state == JobState.FAILED
    assert [entry.getMessage() for entry in caplog.records] == [f"Job {job} failed"]


@pytest.mark.parametrize("state", [JobState.RUNNING, JobState.DONE, JobState.FAILED, JobState.CANCELLED])
def test_only_waiting_jobs_are_run(job: Job, state: JobState) -> None:
    put_job(job, state)
    done: list[Job] = []
    assert after(job, lambda job, steps: done.append(job)).state == state
    assert done == []


def test_cancelled_job_is_not_run(job: Job) -> None:
    cancel(job=job)
    done: list[Job] = []
    cancelled = after(job, lambda job, steps: done.append(job))
    assert (cancelled.state, done) == (JobState.CANCELLED, [])
    assert cancelled.finished_at is not None


def test_running_job_that_is_cancelled_stops_with_its_next_step(
    job: Job, caplog: pytest.LogCaptureFixture
) -> None:
    reached: list[int] = []

    def work(job: Job, steps: Steps) -> None:
        for step in range(1, 9):
            reached.append(step)
            steps.report(step, 8)
            if step == 3:
                cancel(job=job)

    assert after(job, work).state == JobState.CANCELLED
    assert reached == [1, 2, 3, 4]
    assert caplog.records == []


@pytest.mark.parametrize("moment", ["before", "within"])
def test_cancelled_job_stores_nothing(job: Job, moment: str) -> None:
    def work(job: Job, steps: Steps) -> None:
        if moment == "before":
            cancel(job=job)
        with steps.finishing():
            store("Neu")
            if moment == "within":
                # As another process would, whose commit this transaction meets at its end.
                Job.objects.update(state=JobState.CANCELLED, finished_at=timezone.now())

    after(job, work)
    assert User.objects.get().name != "Neu"


def test_job_that_is_over_is_not_cancelled(job: Job) -> None:
    put_job(job, JobState.DONE)
    with pytest.raises(RuleBroken, match="schon beendet"):
        cancel(job=job)


# Lost workers


@pytest.mark.parametrize("state", [JobState.WAITING, JobState.RUNNING])
@pytest.mark.parametrize("silence", [timedelta(0), SILENCE_OF_A_LOST_JOB - timedelta(seconds=20), SILENT])
def test_job_is_lost_when_nobody_says_anything_for_long(
    job: Job, state: JobState, silence: timedelta
) -> None:
    put_job(job, state, reported_at=timezone.now() - silence)
    assert (job.is_lost, job.is_under_way) == (silence == SILENT, silence != SILENT)
    assert list(Job.objects.silent()) == ([job] if silence == SILENT else [])


def test_job_of_a_lost_worker_is_taken_up_and_done(job: Job) -> None:
    put_job(job, JobState.RUNNING, attempts=1, reported_at=timezone.now() - SILENT)
    assert take_up_silent_jobs() == 1
    assert not Job.objects.get().is_lost
    done = after(job, lambda job, steps: store("Neu"))
    assert (done.state, done.attempts) == (JobState.DONE, 2)


def test_living_and_finished_jobs_are_left_alone(job: Job) -> None:
    for state in (JobState.RUNNING, JobState.DONE):
        put_job(job, state)
        assert take_up_silent_jobs() == 0
        assert Job.objects.get().state == state


def test_job_that_ends_every_worker_is_given_up(job: Job) -> None:
    for attempt in range(1, ATTEMPTS_AT_MOST + 1):
        put_job(job, JobState.RUNNING, attempts=attempt, reported_at=timezone.now() - SILENT)
        assert take_up_silent_jobs() == 1
        job.refresh_from_db()
        assert job.state == (JobState.FAILED if attempt == ATTEMPTS_AT_MOST else JobState.WAITING)
    assert job.failure == "Das ist stehen geblieben."


def test_waiting_job_is_queued_again_without_counting(job: Job) -> None:
    put_job(job, JobState.WAITING, reported_at=timezone.now() - SILENT)
    assert take_up_silent_jobs() == 1
    assert (Job.objects.get().state, Job.objects.get().attempts) == (JobState.WAITING, 0)


def test_worker_that_was_thought_lost_stores_nothing(job: Job) -> None:
    def work(job: Job, steps: Steps) -> None:
        # Meanwhile another worker has taken it up.
        put_job(job, JobState.RUNNING, attempts=2)
        steps._job.attempts = 1
        with steps.finishing():
            store("Von gestern")

    assert after(job, work).state == JobState.RUNNING
    assert User.objects.get().name != "Von gestern"


def test_failure_of_a_worker_that_was_thought_lost_is_not_told(
    job: Job, caplog: pytest.LogCaptureFixture
) -> None:
    def work(job: Job, steps: Steps) -> None:
        Job.objects.update(attempts=2)
        raise ValueError

    still = after(job, work)
    assert (still.state, still.failure) == (JobState.RUNNING, "")


def test_every_report_is_a_sign_of_life(job: Job) -> None:
    lost: list[bool] = []

    def work(job: Job, steps: Steps) -> None:
        Job.objects.update(reported_at=timezone.now() - SILENT)
        lost.append(Job.objects.get().is_lost)
        steps.report(5, 10)
        lost.append(Job.objects.get().is_lost)

    after(job, work)
    assert lost == [True, False]


@pytest.mark.django_db(transaction=True)
def test_work_that_reports_nothing_gives_signs_of_life(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "SECONDS_BETWEEN_SIGNS_OF_LIFE", 0.05)

    def work(job: Job, steps: Steps) -> None:
        Job.objects.update(reported_at=timezone.now() - SILENT)
        for _ in range(200):
            if not Job.objects.get().is_lost:
                return
            Event().wait(0.05)
        raise AssertionError("No sign of life in ten seconds.")

    assert after(job, work).state == JobState.DONE


def test_sign_of_life_that_cannot_be_given_ends_nothing(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    over = Event()

    def locked(*arguments: object, **more: object) -> None:
        over.set()
        raise DatabaseError("database is locked")

    monkeypatch.setattr(runner, "SECONDS_BETWEEN_SIGNS_OF_LIFE", 0.0)
    monkeypatch.setattr(JobQuerySet, "update", locked)
    beside = Thread(target=runner._give_signs_of_life, args=(job, over))
    beside.start()
    beside.join()
    assert over.is_set()
