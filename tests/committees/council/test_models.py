"""The order of the Beratungsfolge, and what the database itself refuses."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.roles import READERS, Role
from committees.bodies.models import Committee
from committees.council.actions.papers import ReferenceTaken
from committees.council.choices import ConsultationRole, Outcome
from committees.council.models import Consultation, Paper
from strategy.models import StrategyVersion
from tests.builders import NOW, make_committee, make_consultation, make_paper, make_user

DAY = date(2021, 8, 19)
HEARING, DECISION = ConsultationRole.HEARING, ConsultationRole.DECISION


def test_consultations_follow_their_positions(paper: Paper) -> None:
    for name, position in (("Rat", 3), ("Umwelt", 1), ("Planung", 2)):
        make_consultation(paper, role=HEARING, position=position, committee=make_committee(name=name))
    steps = paper.consultations.select_related("committee")
    assert [step.committee.name for step in steps] == ["Umwelt", "Planung", "Rat"]


def test_paper_has_one_decision_in_the_database(decision: Consultation) -> None:
    with pytest.raises(IntegrityError):
        make_consultation(decision.paper, date=DAY)


def test_two_papers_have_a_decision_each(version: StrategyVersion, office: User) -> None:
    for _ in range(2):
        make_consultation(make_paper(version, by=office))
    assert Consultation.objects.filter(role=DECISION).count() == 2


@pytest.mark.parametrize(
    "values",
    [
        {"outcome": Outcome.ADOPTED},
        {"outcome": Outcome.ADOPTED, "recorded_at": NOW, "date": None},
        {"outcome": Outcome.OPEN, "recorded_at": NOW},
    ],
)
def test_outcome_needs_the_day_and_the_record(hearing: Consultation, values: dict[str, object]) -> None:
    with pytest.raises(IntegrityError, match="consultation_outcome_is_dated"), transaction.atomic():
        Consultation.objects.filter(pk=hearing.pk).update(**values)
    for name, value in values.items():
        setattr(hearing, name, value)
    with pytest.raises(ValidationError) as caught:
        hearing.validate_constraints()
    assert caught.value.messages == ["Ein Ergebnis braucht das Datum der Sitzung."]


def test_committee_name_is_unique(db: None) -> None:
    make_committee(name="Rat der Stadt")
    with pytest.raises(ValidationError) as caught:
        Committee(name="Rat der Stadt", kind="council").full_clean()
    assert caught.value.messages == ["Ein Gremium mit diesem Namen gibt es schon."]
    with pytest.raises(IntegrityError):
        make_committee(name="Rat der Stadt")


def test_paper_reference_is_unique(paper: Paper, office: User) -> None:
    with pytest.raises(ReferenceTaken) as refused:
        make_paper(paper.version, by=office, reference=paper.reference)
    assert isinstance(refused.value.__cause__, IntegrityError)


@pytest.mark.parametrize("role", Role)
def test_papers_are_editable_by_those_who_manage_them(decision: Consultation, role: Role) -> None:
    user, manages = make_user(role), role in (Role.COORDINATION, Role.COMMITTEE_OFFICE)
    assert Paper.objects.readable_by(user).exists() is (role in READERS)
    assert Paper.objects.editable_by(user).exists() is manages
    assert Consultation.objects.editable_by(user).exists() is manages


def test_new_paper_proposes_the_reservation(paper: Paper) -> None:
    assert paper.proposed_resolution.splitlines() == [
        "1. Der Rat beschließt die Nachhaltigkeitsstrategie in der vorliegenden Fassung.",
        "2. Die einzelnen Maßnahmen stehen unter dem Vorbehalt weiterer Beschlüsse.",
        "3. Kernteam und Steuerungsgruppe begleiten die Umsetzung und die Fortschreibung.",
    ]


def test_paper_and_consultation_read_as_people_name_them(decision: Consultation) -> None:
    assert str(decision.paper) == "2021/0734 Strategie"
    assert str(decision) == "Rat der Stadt, Entscheidung"
