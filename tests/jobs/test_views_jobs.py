"""The progress of a job as a fragment, and cancelling it."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from jobs.choices import JobState
from jobs.models import SILENCE_OF_A_LOST_JOB, Job
from strategy.models import Strategy, StrategyVersion
from tests.builders import make_version, put_job
from tests.conftest import signed_in
from tests.strategy.pages import messages_of

AREA = "/arbeitsbereich/auftraege"

pytestmark = pytest.mark.usefixtures("strategy")


def polling(response: Any) -> dict[str, str]:
    """What makes the fragment fetch itself anew."""
    return dict(re.findall(r'(hx-[a-z]+)="([^"]*)"', response.content.decode()))


@pytest.mark.parametrize("state", [JobState.WAITING, JobState.RUNNING])
def test_fragment_of_a_job_under_way_fetches_itself(
    job: Job, coordination_client: Client, state: JobState
) -> None:
    put_job(job, state, done=10, total=40, word="Seite 10 von <b>40</b>")
    response = coordination_client.get(f"{AREA}/{job.pk}/stand/")
    assert polling(response) == {
        "hx-get": f"{AREA}/{job.pk}/stand/",
        "hx-trigger": "every 2s",
        "hx-swap": "outerHTML",
    }
    page = response.content.decode()
    assert page.startswith(f'<div class="job" id="job-{job.pk}"')
    assert 'value="25" max="100"' in page
    assert "Seite 10 von &lt;b&gt;40&lt;/b&gt;" in page
    assert f'action="{AREA}/{job.pk}/abbrechen/"' in page
    assert "Laden Sie die Seite neu, um den Fortschritt zu sehen." in page


@pytest.mark.parametrize("state", [JobState.DONE, JobState.FAILED, JobState.CANCELLED])
def test_page_is_loaded_again_when_the_job_is_over(
    job: Job, coordination_client: Client, state: JobState
) -> None:
    put_job(job, state)
    response = coordination_client.get(f"{AREA}/{job.pk}/stand/")
    assert (response["HX-Refresh"], response.content) == ("true", b"")


def test_page_is_loaded_again_when_the_worker_is_lost(job: Job, coordination_client: Client) -> None:
    put_job(job, JobState.RUNNING, reported_at=timezone.now() - 2 * SILENCE_OF_A_LOST_JOB)
    assert coordination_client.get(f"{AREA}/{job.pk}/stand/")["HX-Refresh"] == "true"


def test_job_is_cancelled_and_the_page_shown(job: Job, coordination_client: Client) -> None:
    response = coordination_client.post(f"{AREA}/{job.pk}/abbrechen/")
    assert response["Location"] == "/arbeitsbereich/"
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED


def test_job_is_cancelled_when_what_it_was_for_has_another_one(
    strategy: Strategy, coordination: User, coordination_client: Client
) -> None:
    job = make_version(strategy, by=coordination).pdf_file.job
    StrategyVersion.objects.update(pdf_file=None)
    response = coordination_client.post(f"{AREA}/{job.pk}/abbrechen/")
    assert response["Location"] == "/arbeitsbereich/"
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED


def test_job_that_is_over_says_so(job: Job, coordination_client: Client) -> None:
    put_job(job, JobState.DONE)
    response = coordination_client.post(f"{AREA}/{job.pk}/abbrechen/", follow=True)
    assert messages_of(response) == ["Das ist schon beendet und lässt sich nicht mehr abbrechen."]
    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_who_may_not_cancel_sees_no_button_and_cannot(job: Job, coordination_client: Client) -> None:
    put_job(job, JobState.RUNNING, arguments={"holy": "yes"})
    assert "/abbrechen/" not in coordination_client.get(f"{AREA}/{job.pk}/stand/").content.decode()
    assert coordination_client.post(f"{AREA}/{job.pk}/abbrechen/").status_code == 404
    job.refresh_from_db()
    assert job.state == JobState.RUNNING


def test_strangers_find_nothing(job: Job, core_team: User) -> None:
    stranger = signed_in(core_team)
    assert stranger.get(f"{AREA}/{job.pk}/stand/").status_code == 404
    assert stranger.post(f"{AREA}/{job.pk}/abbrechen/").status_code == 404
    job.refresh_from_db()
    assert job.state == JobState.WAITING


def test_missing_job_is_not_found(coordination_client: Client) -> None:
    assert coordination_client.get(f"{AREA}/{UUID(int=1)}/stand/").status_code == 404
    assert coordination_client.post(f"{AREA}/{UUID(int=1)}/abbrechen/").status_code == 404


def test_wrong_methods_are_refused(job: Job, coordination_client: Client) -> None:
    assert coordination_client.post(f"{AREA}/{job.pk}/stand/").status_code == 405
    assert coordination_client.get(f"{AREA}/{job.pk}/abbrechen/").status_code == 405


def test_anonymous_person_is_led_to_the_login(job: Job, client: Client) -> None:
    path = f"{AREA}/{job.pk}/stand/"
    assert client.get(path)["Location"] == f"/konto/anmelden/?next={path}"
