"""While a paper brings the texts before the committees, nothing that stands in its version changes but by amendment."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from committees.council.actions.papers import withdraw_paper
from committees.council.models import Paper
from editing.exceptions import RuleBroken
from strategy.actions.elements import create_element, move_before, move_element, save_element
from strategy.actions.elements_in_bulk import create_elements
from strategy.actions.placing import copy_element, put_below, remove_several
from strategy.actions.removal import remove_element
from strategy.actions.setup import save_settings
from strategy.actions.themes import add_own_theme, leave_out_theme, reopen_theme, select_theme
from strategy.choices import TextStatus
from strategy.discussion.actions.proposals import accept_proposal, propose_change
from strategy.discussion.actions.text_status import change_text_status, submit_drafts
from strategy.document.actions.versions import freeze_version
from strategy.document.drafting import working_document
from strategy.inventory.actions.concepts import remove_concept
from strategy.inventory.actions.extracts import remove_extract
from strategy.inventory.actions.foundations import link_extract, take_over, unlink_extract
from strategy.inventory.actions.swot import add_swot_entry, remove_swot_entry, save_swot_entry
from strategy.inventory.choices import SwotKind
from strategy.models import (
    Chapter,
    Concept,
    Extract,
    Measure,
    OperationalGoal,
    Proposal,
    StrategicGoal,
    Strategy,
    SwotEntry,
    ThemeField,
)
from tests.builders import (
    NOW,
    make_basis,
    make_concept,
    make_extract,
    make_goal,
    make_measure,
    make_proposal,
    make_strategic_goal,
    make_submitted_paper,
    make_swot_entry,
    make_theme,
    make_user,
    make_version,
)
from tests.conftest import signed_in

AREA = "/arbeitsbereich"
SENTENCE = (
    "Die Strategie liegt als Vorlage 2021/0734 den Gremien vor. "
    "Bis zum Beschluss ändern nur Änderungsanträge ihre Texte."
)
NOTICE = "Die Strategie liegt als Vorlage 2021/0734 den Gremien vor. Texte ändern nur noch Änderungsanträge."


@pytest.fixture
def submitted(strategy: Strategy, coordination: User, member: User, office: User) -> Paper:
    """A strategy with one of everything, brought in."""
    theme = make_theme(strategy, by=coordination)
    above = make_strategic_goal(theme, by=coordination)
    make_strategic_goal(theme, by=coordination)
    goal = make_goal(above, by=coordination)
    make_measure(goal, by=coordination)
    extract = make_extract(make_concept(strategy))
    make_basis(extract, goal, by=coordination)
    make_swot_entry(theme)
    make_proposal(goal, by=member, statement="Bis 2025 gibt es mehr davon.")
    return make_submitted_paper(make_version(strategy, by=coordination), by=office, reference="2021/0734")


def goal_values() -> dict[str, Any]:
    return {"short_title": "Neu", "statement": "Bis 2025 ist es anders."}


def _proposal_values() -> dict[str, Any]:
    proposal: Any = Proposal.objects.get()
    goal = OperationalGoal.objects.get()
    values = {"values": proposal.values, "kept": proposal.values}
    return {"proposal": proposal, "element": goal, "revision": goal.revision, **values}


# Everything that would change what stands in a version; `by` is the coordination.
CHANGES: dict[str, Callable[[User], Any]] = {
    "save a goal": lambda by: save_element(
        element=OperationalGoal.objects.get(), values=goal_values(), revision=1, by=by
    ),
    "save a chapter": lambda by: save_element(
        element=Chapter.objects.all()[0], values={"text": "Neu"}, revision=1, by=by
    ),
    "save a guideline": lambda by: save_element(
        element=ThemeField.objects.selected().get(), values={"guideline": "Neu"}, revision=1, by=by
    ),
    "add": lambda by: create_element(
        model=Measure, parent=OperationalGoal.objects.get(), values={"title": "Neu"}, by=by
    ),
    "add many": lambda by: create_elements(
        model=Measure, rows=[(OperationalGoal.objects.get(), {"title": "Neu"})], by=by
    ),
    "move": lambda by: move_element(element=StrategicGoal.objects.all()[0], up=False, by=by),
    "put elsewhere": lambda by: put_below(
        elements=[Measure.objects.get()], parent=OperationalGoal.objects.get(), by=by
    ),
    "drag": lambda by: move_before(element=Measure.objects.get(), before=None, by=by),
    "copy": lambda by: copy_element(
        element=Measure.objects.get(),
        parent=OperationalGoal.objects.get(),
        with_below=False,
        by=by,
        at=NOW,
    ),
    "remove several": lambda by: remove_several(elements=[Measure.objects.get()], by=by, at=NOW),
    "remove": lambda by: remove_element(element=Measure.objects.get(), by=by, at=NOW),
    "text status": lambda by: change_text_status(
        element=OperationalGoal.objects.get(), to=TextStatus.IN_REVIEW, reason="", by=by
    ),
    "all drafts": lambda by: submit_drafts(theme=ThemeField.objects.selected().get(), by=by),
    "select a theme": lambda by: select_theme(theme=ThemeField.objects.filter(decision="open")[0], by=by),
    "leave out a theme": lambda by: leave_out_theme(
        theme=ThemeField.objects.filter(decision="open")[0], reason="Klimakonzept", by=by
    ),
    "reopen a theme": lambda by: reopen_theme(theme=ThemeField.objects.selected().get(), by=by),
    "add a theme": lambda by: add_own_theme(
        strategy=Strategy.objects.get(), title="Neu", description="", by=by
    ),
    "add a statement": lambda by: add_swot_entry(
        theme=ThemeField.objects.selected().get(),
        values={"kind": SwotKind.STRENGTH, "text": "Neu", "extracts": []},
        by=by,
    ),
    "save a statement": lambda by: save_swot_entry(
        entry=SwotEntry.objects.get(),
        values={"kind": SwotKind.THREAT, "text": "Neu", "extracts": []},
        revision=1,
        by=by,
    ),
    "remove a statement": lambda by: remove_swot_entry(entry=SwotEntry.objects.get(), by=by),
    "take over": lambda by: take_over(
        extract=Extract.objects.get(),
        model=OperationalGoal,
        parent=StrategicGoal.objects.all()[0],
        values=goal_values(),
        by=by,
        at=NOW,
    ),
    "link": lambda by: link_extract(
        extract=Extract.objects.get(), element=Measure.objects.get(), by=by, at=NOW
    ),
    "unlink": lambda by: unlink_extract(
        extract=Extract.objects.get(), element_key=OperationalGoal.objects.get().pk
    ),
    "remove a source": lambda by: remove_extract(extract=Extract.objects.get(), uses=1, by=by, at=NOW),
    "remove a concept": lambda by: remove_concept(concept=Concept.objects.get(), extracts=1, by=by, at=NOW),
    "accept a proposal": lambda by: accept_proposal(**_proposal_values(), answer="", by=by, at=NOW),
    "propose": lambda by: propose_change(
        element=OperationalGoal.objects.get(),
        values={"statement": "Anders"},
        kept={"statement": "Anders"},
        base_revision=1,
        note="",
        by=by,
        at=NOW,
    ),
    "title": lambda by: save_settings(
        strategy=Strategy.objects.get(), municipality={}, values={"title": "Neu"}, revision=1, by=by
    ),
    "freeze": lambda by: freeze_version(strategy=Strategy.objects.get(), by=by, at=NOW),
}


def test_every_change_of_submitted_texts_is_refused_with_the_paper(
    submitted: Paper, coordination: User
) -> None:
    before, sentences = working_document(submitted.version.strategy), {}
    for name, change in CHANGES.items():
        with pytest.raises(RuleBroken) as caught:
            change(coordination)
        sentences[name] = str(caught.value)
    assert sentences == dict.fromkeys(CHANGES, SENTENCE)
    assert working_document(Strategy.objects.get()) == before
    assert Proposal.objects.get().status == "open"


def test_withdrawal_opens_the_texts_again(submitted: Paper, coordination: User, office: User) -> None:
    withdraw_paper(paper=submitted, by=office, at=NOW)
    for name in ("save a goal", "text status", "save a statement", "unlink", "add", "title"):
        CHANGES[name](coordination)
    assert OperationalGoal.objects.get().short_title == "Neu"


def test_settings_beside_the_texts_stay_open(submitted: Paper, coordination: User) -> None:
    save_settings(
        strategy=Strategy.objects.get(),
        municipality={"contact": "Rathaus"},
        values={"is_example": True},
        revision=1,
        by=coordination,
    )
    assert Strategy.objects.get().municipality.contact == "Rathaus"


# What people see


def page(kind: str, key: Any) -> str:
    return reverse("strategy:element-detail", args=[kind, key])


def text_pages() -> list[str]:
    """Every page on which texts of the strategy are read or chosen."""
    theme, goal = ThemeField.objects.selected().get(), OperationalGoal.objects.get()
    names = ("guide", "theme-list", "theme-selection", "chapter-list")
    return [
        *(reverse(f"strategy:{name}") for name in names),
        reverse("strategy:swot", args=[theme.pk]),
        page("theme", theme.pk),
        page("operational_goal", goal.pk),
        page("measure", Measure.objects.get().pk),
        page("chapter", Chapter.objects.all()[0].pk),
    ]


def offered_forms(client: Client) -> set[str]:
    """The addresses of forms that the pages of the texts link to."""
    shown = "".join(client.get(address).content.decode() for address in text_pages())
    return set(re.findall(r'href="([^"]*/(?:bearbeiten|neu|entfernen|nicht-waehlen)/[^"]*)"', shown))


@pytest.mark.pages
def test_pages_of_the_texts_say_that_they_rest(
    submitted: Paper, coordination_client: Client, office_client: Client
) -> None:
    paper = f'href="{AREA}/vorlagen/{submitted.pk}/"'
    for client in (coordination_client, office_client):
        shown = [client.get(address).content.decode() for address in text_pages()]
        assert [(NOTICE in text, paper in text) for text in shown] == [(True, True)] * 9
    # The only way to change a text now; attachments are no text.
    forms = {
        form
        for form in offered_forms(coordination_client)
        if "/aenderungsantraege/" not in form and "/unterlagen/" not in form
    }
    assert forms == set()


@pytest.mark.pages
def test_pages_say_nothing_before_and_after(
    submitted: Paper, office: User, coordination_client: Client
) -> None:
    withdraw_paper(paper=submitted, by=office, at=NOW)
    shown = [coordination_client.get(address).content.decode() for address in text_pages()]
    assert [NOTICE in text for text in shown] == [False] * 9
    assert len(offered_forms(coordination_client)) > 9


def form_addresses() -> list[str]:
    theme, goal = ThemeField.objects.selected().get(), OperationalGoal.objects.get()
    extract, entry = Extract.objects.get(), SwotEntry.objects.get()
    return [
        reverse("strategy:element-edit", args=["operational_goal", goal.pk]),
        reverse("strategy:element-edit", args=["chapter", Chapter.objects.all()[0].pk]),
        reverse("strategy:element-add", args=["measure", goal.pk]),
        reverse("strategy:element-remove", args=["operational_goal", goal.pk]),
        reverse("strategy:swot-add", args=[theme.pk]),
        reverse("strategy:swot-edit", args=[entry.pk]),
        reverse("strategy:swot-remove", args=[entry.pk]),
        reverse("strategy:extract-take-over", args=[extract.pk]),
        reverse("strategy:extract-link", args=[extract.pk]),
    ]


@pytest.mark.pages
def test_address_of_a_form_explains_why_there_is_none(submitted: Paper, core_team: User) -> None:
    client = signed_in(core_team)
    answers = [client.get(address) for address in form_addresses()]
    assert [answer.status_code for answer in answers] == [409] * 9
    assert [NOTICE in answer.content.decode() for answer in answers] == [True] * 9


@pytest.mark.pages
def test_address_of_a_form_stays_unknown_to_readers(submitted: Paper, reader: User) -> None:
    client = signed_in(reader)
    assert [client.get(address).status_code for address in form_addresses()] == [404] * 9


@pytest.mark.pages
def test_text_of_a_form_that_was_open_before_is_shown_once_more(
    submitted: Paper, coordination_client: Client
) -> None:
    text = "Bis 2026 hat jeder Stadtteil einen Lesepaten."
    add, proposal = (
        form_addresses()[2],
        reverse("strategy:proposal-add", args=["operational_goal", OperationalGoal.objects.get().pk]),
    )
    edit, statement = form_addresses()[0], form_addresses()[4]
    answers = [
        coordination_client.post(edit, {"revision": 1, "statement": text, "short_title": "Lesen"}),
        coordination_client.post(add, {"title": text}),
        coordination_client.post(statement, {"kind": "strength", "text": text}),
        signed_in(make_user(Role.STEERING_MEMBER)).post(
            proposal, {"revision": 1, "statement": text, "proposal_note": "", "short_title": "Lesen"}
        ),
    ]
    assert [answer.status_code for answer in answers] == [409, 409, 409, 422]
    assert [text in answer.content.decode() for answer in answers] == [True] * 4
    assert ["Vorlage 2021/0734" in answer.content.decode() for answer in answers] == [True] * 4


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("strategy:version-freeze", {"note": "Stand für den Rat"}),
        ("strategy:candidate-add", {"title": "Wasser", "description": "Bäche und Teiche"}),
    ],
)
def test_freezing_and_new_theme_fields_are_refused_in_words(
    submitted: Paper, coordination: User, name: str, typed: dict[str, str]
) -> None:
    response = signed_in(coordination).post(reverse(name), typed)
    text = response.content.decode()
    assert response.status_code == 422
    assert SENTENCE in text
    for each in typed.values():
        assert each in text
