"""With real transactions: a save that is in flight while a paper is submitted never slips through."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import User
from committees.council.actions.papers import submit_paper
from committees.council.models import Paper
from strategy.actions.elements import create_element, save_element
from strategy.choices import TextStatus
from strategy.discussion.actions.text_status import change_text_status
from strategy.document.document import from_json
from strategy.document.drafting import working_document
from strategy.inventory.actions.foundations import unlink_extract
from strategy.inventory.actions.swot import add_swot_entry
from strategy.inventory.choices import SwotKind
from strategy.models import Chapter, Extract, Measure, OperationalGoal, Strategy, StrategyVersion, ThemeField
from tests.accounts.conftest import needs_postgresql
from tests.builders import (
    NOW,
    make_basis,
    make_concept,
    make_consultation,
    make_extract,
    make_paper,
    make_programme,
    make_version,
)
from tests.together import one_after_the_other

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True), needs_postgresql]
MEANWHILE = (
    "Seit Fassung 1 wurde an der Strategie weitergearbeitet. Frieren Sie den heutigen Stand "
    "als neue Fassung ein und wählen Sie diese in der Vorlage."
)

CHANGES: dict[str, Callable[[User], Any]] = {
    "goal": lambda by: save_element(
        element=OperationalGoal.objects.get(), values={"short_title": "Neu"}, revision=1, by=by
    ),
    "chapter": lambda by: save_element(
        element=Chapter.objects.all()[0], values={"text": "Neu"}, revision=1, by=by
    ),
    "statement": lambda by: add_swot_entry(
        theme=ThemeField.objects.selected().get(),
        values={"kind": SwotKind.STRENGTH, "text": "Neu", "extracts": []},
        by=by,
    ),
    "measure": lambda by: create_element(
        model=Measure, parent=OperationalGoal.objects.get(), values={"title": "Neu"}, by=by
    ),
    "basis": lambda by: unlink_extract(
        extract=Extract.objects.get(), element_key=OperationalGoal.objects.get().pk
    ),
}


@pytest.fixture
def prepared(strategy: Strategy, coordination: User, office: User) -> Paper:
    goal = make_programme(strategy, by=coordination).operational_goal
    make_basis(make_extract(make_concept(strategy)), goal, by=coordination)
    paper = make_paper(make_version(strategy, by=coordination), by=office, reference="2021/0734")
    make_consultation(paper)
    return paper


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_submission_waits_for_a_save_in_flight_and_sees_it(
    prepared: Paper, coordination: User, office: User, change: Callable[[User], Any]
) -> None:
    answers = one_after_the_other(
        lambda: change(coordination), lambda: submit_paper(paper=prepared, by=office, at=NOW)
    )
    assert answers == ["done", MEANWHILE]
    assert not Strategy.objects.get().is_submitted


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_save_waits_for_a_submission_in_flight_and_is_refused(
    prepared: Paper, coordination: User, office: User, change: Callable[[User], Any]
) -> None:
    answers = one_after_the_other(
        lambda: submit_paper(paper=prepared, by=office, at=NOW), lambda: change(coordination)
    )
    assert answers == [
        "done",
        "Die Strategie liegt als Vorlage 2021/0734 den Gremien vor. "
        "Bis zum Beschluss ändern nur Änderungsanträge ihre Texte.",
    ]
    strategy = Strategy.objects.get()
    draft, frozen = working_document(strategy), from_json(StrategyVersion.objects.get().content)
    assert strategy.is_submitted
    assert (draft.themes, draft.chapters) == (frozen.themes, frozen.chapters)


def test_text_status_does_not_change_behind_a_submission(
    prepared: Paper, coordination: User, office: User
) -> None:
    def settle() -> None:
        goal = OperationalGoal.objects.get()
        change_text_status(element=goal, to=TextStatus.IN_REVIEW, reason="", by=coordination)

    answers = one_after_the_other(lambda: submit_paper(paper=prepared, by=office, at=NOW), settle)
    assert answers[1].startswith("Die Strategie liegt als Vorlage 2021/0734 den Gremien vor.")
    assert OperationalGoal.objects.get().text_status == TextStatus.DRAFT
