"""What the guide says between the frozen draft and the decision."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from committees.bodies.choices import CommitteeKind
from committees.council.actions.papers import withdraw_paper
from committees.council.choices import ConsultationRole, Outcome, PaperState
from committees.council.council_guide import CouncilStep, PaperFacts, StopFacts, council_step, council_words
from committees.council.models import Paper
from strategy.models import StrategyVersion
from tests.builders import NOW, make_committee, make_membership, make_paper, make_submitted_paper

TODAY = date(2021, 9, 1)
PAPER, OUTCOME = "council:paper-detail", "council:consultation-outcome"


def stop(body: str, day: date | None = None, outcome: Outcome = Outcome.OPEN, **fields: Any) -> StopFacts:
    values = {"key": 1, "role": ConsultationRole.PRELIMINARY, **fields}
    return StopFacts(body=body, day=day, outcome=outcome, **values)


def paper(state: PaperState, *stops: StopFacts) -> PaperFacts:
    return PaperFacts(key=7, reference="2021/0734", state=state, stops=stops)


COUNCIL = stop("Rat der Stadt", date(2021, 10, 5), role=ConsultationRole.DECISION)
HELD = stop("Umwelt", date(2021, 8, 25), Outcome.ADOPTED)
FORGOTTEN = stop("Planung", date(2021, 8, 19), key=3)


@pytest.mark.parametrize(
    ("facts", "sentence", "page", "key"),
    [
        (
            paper(PaperState.PREPARED),
            "Vorlage 2021/0734 ist angelegt. Tragen Sie die Beratungsfolge ein.",
            "council:consultation-add",
            7,
        ),
        (
            paper(PaperState.PREPARED, stop("Umwelt")),
            "In der Beratungsfolge von Vorlage 2021/0734 fehlt noch das Gremium, das entscheidet.",
            PAPER,
            7,
        ),
        (
            paper(PaperState.PREPARED, COUNCIL),
            "Vorlage 2021/0734 ist vorbereitet. Bringen Sie sie ein; danach ruhen die Texte.",
            PAPER,
            7,
        ),
        (
            paper(PaperState.SUBMITTED, HELD, COUNCIL),
            "Vorlage 2021/0734 ist eingebracht. Als Nächstes berät: Rat der Stadt am 5. Oktober 2021.",
            PAPER,
            7,
        ),
        (
            paper(PaperState.SUBMITTED, HELD, stop("Haupt"), COUNCIL),
            "Vorlage 2021/0734 ist eingebracht. Als Nächstes berät: Haupt, der Tag ist offen.",
            PAPER,
            7,
        ),
        (
            paper(PaperState.SUBMITTED, HELD),
            "Vorlage 2021/0734 ist eingebracht. In der Beratungsfolge steht keine weitere Sitzung.",
            PAPER,
            7,
        ),
        (
            paper(PaperState.SUBMITTED, FORGOTTEN, COUNCIL),
            "Das Ergebnis fehlt noch: Planung, Sitzung am 19. August 2021.",
            OUTCOME,
            3,
        ),
        (
            paper(PaperState.SUBMITTED, FORGOTTEN, FORGOTTEN, COUNCIL),
            "Das Ergebnis fehlt noch: Planung, Sitzung am 19. August 2021. Und 1 weiteres.",
            OUTCOME,
            3,
        ),
    ],
)
def test_clerk_is_told_the_next_step(facts: PaperFacts, sentence: str, page: str, key: int) -> None:
    step = council_step(facts, manages=True, today=TODAY)
    assert step == CouncilStep(sentence=sentence, button=step.button if step else "", name=page, key=key)


def test_others_are_told_what_comes_and_not_what_to_enter() -> None:
    assert council_step(paper(PaperState.PREPARED, COUNCIL), manages=False, today=TODAY) is None
    step = council_step(paper(PaperState.SUBMITTED, FORGOTTEN, COUNCIL), manages=False, today=TODAY)
    assert step is not None
    assert (step.name, step.sentence) == (
        PAPER,
        "Vorlage 2021/0734 ist eingebracht. Als Nächstes berät: Rat der Stadt am 5. Oktober 2021.",
    )


def test_phase_row_counts_the_outcomes() -> None:
    assert council_words(paper(PaperState.PREPARED)) == "Vorlage 2021/0734 in Vorbereitung"
    assert council_words(paper(PaperState.SUBMITTED, HELD, COUNCIL)) == (
        "Vorlage 2021/0734 in Beratung: 1 von 2 Ergebnissen"
    )


def next_sentence(client: Client) -> str:
    page = client.get("/arbeitsbereich/").content.decode()
    _before, _mark, rest = page.partition('<p class="next-step__sentence">')
    return rest.partition("</p>")[0]


@pytest.mark.pages
def test_guide_follows_the_paper(version: StrategyVersion, office: User, office_client: Client) -> None:
    for kind in CommitteeKind:
        make_membership(make_committee(kind), office)
    assert next_sentence(office_client).startswith("Fassung 1 ist eingefroren.")
    draft = make_paper(version, by=office, reference="2021/0700")
    assert next_sentence(office_client) == (
        "Vorlage 2021/0700 ist angelegt. Tragen Sie die Beratungsfolge ein."
    )
    submitted = make_submitted_paper(version, by=office, reference="2021/0734")
    assert next_sentence(office_client).startswith("Vorlage 2021/0734 ist eingebracht.")
    for each in (draft, submitted):
        withdraw_paper(paper=Paper.objects.get(pk=each.pk), by=office, at=NOW)
    assert next_sentence(office_client).startswith("Fassung 1 ist eingefroren.")
