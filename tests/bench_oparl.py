"""The OParl interface of a city with 1,000 public papers, for `make bench`."""

from datetime import timedelta
from statistics import median
from time import perf_counter

from django.test import Client
from django.utils import timezone

from accounts.models import User
from committees.bodies.choices import CommitteeKind
from committees.bodies.models import Committee
from committees.council.choices import ConsultationRole, Outcome, PaperState
from committees.council.models import Consultation, Paper, Resolution
from committees.meetings.models import Meeting
from oparl.publishing import refresh
from strategy.models import StrategyVersion

PAPERS, STEPS = 1_000, 4
ROUNDS = 15


def fill_council(version: StrategyVersion, by: User) -> float:
    """Give the council papers that are long decided, each on the agenda of four meetings; the seconds of a refresh."""
    now = timezone.now()
    council = Committee.objects.create(name="Rat der Großstadt", kind=CommitteeKind.COUNCIL)
    meetings = Meeting.objects.bulk_create(
        Meeting(
            committee=council,
            title=f"Sitzung {number}",
            starts_at=now,
            ends_at=now + timedelta(hours=2),
            place=f"Saal {number % 5}",
            is_public=True,
        )
        for number in range(STEPS * 10)
    )
    papers = Paper.objects.bulk_create(
        Paper(
            version=version,
            submitted_version=version,
            reference=f"1999/{number:04d}",
            subject=f"Vorlage {number}",
            state=PaperState.ADOPTED,
            state_at=now,
            created_at=now,
            created_by=by,
        )
        for number in range(PAPERS)
    )
    steps = Consultation.objects.bulk_create(
        Consultation(
            paper=paper,
            committee=council,
            role=ConsultationRole.PRELIMINARY,
            position=position,
            meeting=meetings[(number + position) % len(meetings)],
            date=now.date(),
            agenda_number=f"Ö {number + 1}",
            outcome=Outcome.ADOPTED,
            recorded_at=now,
        )
        for number, paper in enumerate(papers)
        for position in range(STEPS)
    )
    Resolution.objects.bulk_create(
        Resolution(
            consultation=step,
            outcome=Outcome.ADOPTED,
            held_on=now.date(),
            wording="Der Rat beschließt. " * 20,
            recorded_at=now,
        )
        for step in steps
    )
    refresh(at=now)
    start = perf_counter()
    refresh(at=now)
    return perf_counter() - start


def page_milliseconds() -> dict[str, float]:
    """The median of the server's milliseconds for a page of 100 objects of each list."""
    client = Client()
    addresses = {
        kind: f"/oparl/v1.1/body/1/{kind}?page={page}"
        for kind, page in (("paper", 5), ("consultation", 20), ("agendaitem", 20), ("file", 1))
    }
    return {
        kind: median(_milliseconds(client, address) for _ in range(ROUNDS))
        for kind, address in addresses.items()
    }


def _milliseconds(client: Client, address: str) -> float:
    start = perf_counter()
    if client.get(address).status_code != 200:
        raise RuntimeError(f"{address} does not answer")
    return (perf_counter() - start) * 1000
