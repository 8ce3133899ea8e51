"""Amendments: applied to version n they give exactly version n+1, in the document and in the rows."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase

from accounts.models import User
from editing.exceptions import RuleBroken
from strategy.actions.numbering import fix_numbers
from strategy.actions.submission import submit_strategy
from strategy.choices import ElementKind
from strategy.document.actions.element_changes import adopt_amendments
from strategy.document.actions.versions import freeze_version
from strategy.document.document import StrategyDocument, from_json, to_json
from strategy.document.drafting import working_document
from strategy.document.element_changes import ChangeKind, ElementChange, ImpossibleChange, amended_document
from strategy.exceptions import EmptyStrategy
from strategy.models import Chapter, Measure, SdgTarget, Strategy, StrategyVersion
from tests.builders import (
    NOW,
    make_goal,
    make_measure,
    make_strategic_goal,
    make_strategy,
    make_theme,
    make_user,
)
from tests.remembered import remembered

GOAL, MEASURE = ElementKind.OPERATIONAL_GOAL, ElementKind.MEASURE
STRATEGIC = ElementKind.STRATEGIC_GOAL


def submitted(strategy: Strategy, *, by: User, fixed: bool = False, fields: int = 2) -> StrategyVersion:
    """A small strategy, frozen and before the committees."""
    for _ in range(fields):
        theme = make_theme(strategy, by=by)
        for _ in range(2):
            above = make_strategic_goal(theme, by=by)
            for _ in range(2):
                goal = make_goal(above, by=by)
                for _ in range(2):
                    make_measure(goal, by=by)
    if fixed:
        fix_numbers(strategy=strategy, document=working_document(strategy), by=by, at=NOW)
    version = freeze_version(strategy=strategy, by=by, at=NOW)
    submit_strategy(strategy=strategy, paper="2021/0734", at=NOW)
    return version


@pytest.fixture
@remembered
def version(strategy: Strategy, coordination: User) -> StrategyVersion:
    return submitted(strategy, by=coordination)


def change(entry: Any, kind: ElementKind = MEASURE, **values: Any) -> ElementChange:
    return ElementChange(kind=ChangeKind.CHANGE, element_kind=kind, element_key=entry.key, values=values)


def withdraw(entry: Any, kind: ElementKind = MEASURE) -> ElementChange:
    return ElementChange(kind=ChangeKind.WITHDRAW, element_kind=kind, element_key=entry.key)


def add(above: UUID, kind: ElementKind = MEASURE, **values: Any) -> ElementChange:
    return ElementChange(
        kind=ChangeKind.ADD, element_kind=kind, element_key=uuid4(), parent_key=above, values=values
    )


def next_document(version: StrategyVersion, *changes: ElementChange, by: User) -> StrategyDocument:
    made = adopt_amendments(version=version, changes=changes, by=by, at=NOW)
    assert made.number == version.number + 1
    return from_json(made.content)


def numbers(document: StrategyDocument) -> dict[str, str]:
    return {measure.number: measure.title for measure in document.measures()}


def test_changed_text_stands_in_row_version_and_history(version: StrategyVersion, office: User) -> None:
    before = from_json(version.content)
    measure = next(before.measures())
    target = before.sdg_targets[-1].code
    wanted = change(measure, title="Anders", annual_cost="1200.50", sdg_targets=[target, "1.1"])
    after = next_document(version, wanted, by=office)
    row = Measure.objects.get(pk=measure.key)
    assert (row.title, str(row.annual_cost), row.revision) == ("Anders", "1200.50", 2)
    assert row.history.first().history_user == office
    entry = next(after.measures())
    assert (entry.title, str(entry.annual_cost), entry.sdg_targets) == ("Anders", "1200.5", ("1.1", target))
    assert list(after.measures())[1:] == list(before.measures())[1:]


def test_withdrawn_measure_lets_the_rest_move_up(version: StrategyVersion, office: User) -> None:
    before = from_json(version.content)
    first, second, *_rest = before.measures()
    after = next_document(version, withdraw(first), by=office)
    assert next(after.measures()).key == second.key
    assert next(after.measures()).number == "1.1.1.1"
    assert Measure.objects.get(pk=first.key).retired_at == NOW


def test_fixed_numbers_stay_and_are_never_given_again(
    strategy: Strategy, coordination: User, office: User
) -> None:
    version = submitted(strategy, by=coordination, fixed=True)
    goal = next(from_json(version.content).operational_goals())
    once = adopt_amendments(version=version, changes=[withdraw(goal.measures[1])], by=office, at=NOW)
    again = next_document(once, add(goal.key, title="Neu"), by=office)
    assert [measure.number for measure in next(again.operational_goals()).measures] == ["1.1.1.1", "1.1.1.3"]


def test_new_goal_comes_with_its_measure(version: StrategyVersion, office: User) -> None:
    above = next(from_json(version.content).strategic_goals())
    goal = add(above.key, GOAL, short_title="Neu", statement="Bis 2030")
    after = next_document(version, goal, add(goal.element_key, title="Dazu"), by=office)
    assert numbers(after)["1.1.3.1"] == "Dazu"


def test_chapter_is_amended(strategy: Strategy, version: StrategyVersion, office: User) -> None:
    chapter = from_json(version.content).chapters[0]
    after = next_document(version, change(chapter, ElementKind.CHAPTER, text="Neuer Text"), by=office)
    assert (after.chapters[0].text, Chapter.objects.get(pk=chapter.key).text) == ("Neuer Text", "Neuer Text")


def test_nothing_is_written_when_the_rows_are_not_the_version(version: StrategyVersion, office: User) -> None:
    first, second, *_rest = from_json(version.content).measures()
    Measure.objects.filter(pk=second.key).update(title="Am Antrag vorbei")
    with pytest.raises(RuleBroken, match="nicht die von Fassung 1"):
        adopt_amendments(version=version, changes=[change(first, title="Anders")], by=office, at=NOW)
    assert Measure.objects.get(pk=first.key).title == first.title
    assert StrategyVersion.objects.count() == 1


def test_what_a_form_refuses_a_decision_cannot_write(version: StrategyVersion, office: User) -> None:
    first = next(from_json(version.content).measures())
    with pytest.raises(RuleBroken):
        adopt_amendments(
            version=version, changes=[change(first, start_year=2030, end_year=2020)], by=office, at=NOW
        )
    assert StrategyVersion.objects.count() == 1


@pytest.mark.parametrize(
    "impossible",
    [
        lambda entry: change(entry, resolution_status="own_resolution"),
        lambda entry: change(entry, number="9"),
        lambda entry: change(entry, start_year="im Mai"),
        lambda entry: change(entry, sdg_targets=["99.1"]),
        lambda entry: ElementChange(kind=ChangeKind.WITHDRAW, element_kind=MEASURE, element_key=uuid4()),
        lambda entry: add(uuid4(), title="Nirgends"),
        lambda entry: ElementChange(
            kind=ChangeKind.WITHDRAW, element_kind=ElementKind.THEME, element_key=entry.key
        ),
    ],
    ids=["status", "number", "no year", "no target", "unknown", "no parent", "theme"],
)
def test_change_that_does_not_fit_is_refused(version: StrategyVersion, impossible: Any) -> None:
    document = from_json(version.content)
    with pytest.raises(ImpossibleChange):
        amended_document(document, [impossible(next(document.measures()))], fixed_numbers=False)


@st.composite
def changes_of(draw: st.DrawFn, document: StrategyDocument, codes: list[str]) -> list[ElementChange]:
    """Any changes of a document, each element touched once at most."""
    words = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=20)
    texts = {
        "statement": words,
        "explanation": words,
        "sdg_targets": st.lists(st.sampled_from(codes), unique=True),
    }
    measure_texts = {
        "title": words,
        "note": words,
        "annual_cost": st.none() | st.decimals(0, 10**6, places=2).map(str),
        "sdg_targets": texts["sdg_targets"],
    }
    found: list[ElementChange] = []
    levels: list[tuple[ElementKind, Any, dict[str, Any], Any]] = [
        (STRATEGIC, document.strategic_goals(), texts, GOAL),
        (GOAL, document.operational_goals(), {**texts, "short_title": words}, MEASURE),
        (MEASURE, document.measures(), measure_texts, None),
    ]
    needed = {GOAL: {"short_title": words, "statement": words}, MEASURE: {"title": words}}
    for kind, entries, fields, below in levels:
        for entry in entries:
            act = draw(st.sampled_from(["", "", "", "change", "withdraw", "add"]))
            if act == "change":
                names = draw(st.lists(st.sampled_from(sorted(fields)), min_size=1, unique=True))
                found.append(change(entry, kind, **{name: draw(fields[name]) for name in names}))
            elif act == "withdraw":
                found.append(withdraw(entry, kind))
            elif act == "add" and below:
                found.append(add(entry.key, below, **{n: draw(s) for n, s in needed[below].items()}))
    return draw(st.permutations(found))


@pytest.mark.slow
class AppliedAmendments(HypothesisTestCase):
    """What applies to any document: the pure function, the frozen version and the rows agree."""

    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
    @given(data=st.data(), fixed=st.booleans())
    def test_amendments_give_exactly_the_next_version(self, data: st.DataObject, fixed: bool) -> None:
        by = make_user()
        strategy = make_strategy()
        version = submitted(strategy, by=by, fixed=fixed, fields=1)
        strategy.refresh_from_db()
        document = from_json(version.content)
        codes = list(SdgTarget.objects.values_list("code", flat=True)[:20])
        changes = data.draw(changes_of(document, codes))
        amended = amended_document(document, changes, fixed_numbers=fixed)
        if amended.is_empty:
            with pytest.raises(EmptyStrategy):
                adopt_amendments(version=version, changes=changes, by=by, at=NOW)
            return
        made = adopt_amendments(version=version, changes=changes, by=by, at=NOW)
        assert made.content == to_json(amended)
        drawn = working_document(strategy)
        assert (drawn.themes, drawn.chapters) == (amended.themes, amended.chapters)
