"""Loads the demonstration of Herne: facts from public sources, example content around them."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.mail import silence
from accounts.models import User
from committees.council.models import Paper
from editing.exceptions import RuleBroken
from gnk.demo import (
    council,
    departments,
    discussion,
    evidence,
    implementation,
    inventory,
    meetings,
    people,
    polls,
    programme,
    reports,
    site,
    translations,
)
from gnk.demo.history import happened
from gnk.demo.reading import coming_wednesday, content_of, day, local, read
from gnk.demo.scene import Scene
from library.actions import add_file
from strategy.actions.phases import close_phase
from strategy.actions.setup import begin_strategy
from strategy.actions.themes import leave_out_theme
from strategy.choices import Phase
from strategy.models import Chapter, Municipality, Strategy, ThemeField

BEGAN = "2019-08-26T09:00"


def load(stage: str, now: datetime) -> None:
    """Load the demonstration up to a stage; nothing if it is there already.

    What is still going on counts its days from `now`. Raises RuleBroken when the database holds other data: a
    demonstration never mixes with a real strategy.
    """
    if is_loaded():
        return
    if Strategy.objects.exists() or User.objects.exists():
        raise RuleBroken(
            _("In dieser Datenbank liegen andere Daten. Die Demonstration braucht eine leere Datenbank.")
        )
    with transaction.atomic(), silence():
        scene = set_the_scene(now)
        for step in STEPS:
            step.lead_to(scene)
            if step.stage == stage:
                step.go_on_at(scene)
                return


def is_loaded() -> bool:
    emails = [email for email, _name, _role in people.ACCOUNTS]
    return (
        Strategy.objects.filter(is_example=True).exists() and User.objects.filter(email__in=emails).exists()
    )


def set_the_scene(now: datetime) -> Scene:
    """Strategy, people and bodies, as they were before the first meeting."""
    facts, began = read("herne.json"), local(BEGAN)
    everybody = people.load_people()
    by = everybody["Kim Koordination"]
    with happened(began):
        strategy = begin_strategy(
            municipality=Municipality(**facts["municipality"]),
            strategy=Strategy(is_example=True, **facts["strategy"]),
            by=by,
        )
        departments.load_departments(by)
    # Candidates and chapters were made at once, past the signal that dates the history.
    for model in (ThemeField, Chapter):
        model.history.update(history_date=began)
    council.load_political_bodies(by)
    scene = Scene(strategy, everybody, people.load_bodies(everybody), by, now)
    _close(scene, Phase.ORGANISATION, "2019-09-30T19:00")
    return scene


def _take_stock(scene: Scene) -> None:
    """The existing concepts, and the group that is about to choose its theme fields."""
    inventory.load_concepts(scene)
    # An invented municipality: what the library is for.
    add_file(content=content_of("musterstadt.json"), day=day("2024-04-02"))
    _close(scene, Phase.INVENTORY, "2019-10-25T14:00")


def _before_the_selection(scene: Scene) -> None:
    """The first meeting is near, and the survey on the theme fields is open."""
    meetings.plan_meeting(scene, 1, on=coming_wednesday(scene.now))
    polls.begin_selection(scene)


def _work_on_goals(scene: Scene) -> None:
    """From the selection to the operational goals: four meetings, and what was asked and said around them."""
    first = meetings.plan_meeting(scene, 1)
    polls.hold_selection(scene)
    meetings.record_meeting(scene, 1, first)
    _state_reasons(scene)
    _close(scene, Phase.THEMES, "2019-10-30T20:00")
    meetings.record_meeting(scene, 2, meetings.plan_meeting(scene, 2))
    people.replace_who_left(scene)
    people.load_working_groups(scene)
    inventory.load_swot(scene)
    programme.load_programme(scene.strategy, scene.by, discussion.earlier_texts())
    programme.load_chapters(scene.strategy, scene.by)
    inventory.connect_extracts(scene)
    third = meetings.plan_meeting(scene, 3)
    polls.hold_agreement(scene)
    meetings.record_meeting(scene, 3, third)
    fourth = meetings.plan_meeting(scene, 4)
    polls.hold_question(scene)
    meetings.record_meeting(scene, 4, fourth)
    discussion.load_proposals(scene)
    discussion.load_comments(scene)


def _before_the_last_meeting(scene: Scene) -> None:
    """Goals and measures are being agreed; the survey for the next meeting is open."""
    discussion.settle_texts(scene, "goals")
    discussion.consolidate(scene)
    meetings.plan_meeting(scene, 5, on=coming_wednesday(scene.now))
    polls.begin_agreement(scene, for_meeting=True)


def _finish_the_draft(scene: Scene) -> None:
    """All five meetings are over. The group goes on and is asked again."""
    fifth = meetings.plan_meeting(scene, 5)
    polls.hold_ranking(scene)
    meetings.record_meeting(scene, 5, fifth)
    discussion.settle_texts(scene, "council")
    polls.begin_agreement(scene, for_meeting=False)
    _close(scene, Phase.STRATEGIC_GOALS, "2021-03-28T17:00")
    _close(scene, Phase.OPERATIONAL_GOALS, "2021-05-28T17:00")
    _close(scene, Phase.MEASURES, "2021-06-28T17:00")


def _bring_before_the_council(scene: Scene) -> None:
    _finish_the_draft(scene)
    council.bring_in_paper(scene, council.freeze_draft(scene))


def _adopt(scene: Scene) -> None:
    paper = Paper.objects.select_related("version").get()
    council.decide(scene, paper)
    council.publish(scene, paper.version)
    translations.tell_in_other_words(scene)
    site.declare_accessibility(scene)


def _implement(scene: Scene) -> None:
    """Four years after the decision: departments have reported, values have come in, not all went well."""
    implementation.take_over(scene)
    implementation.report_for_years(scene)
    implementation.measure_effects(scene)
    evidence.show_what_was_done(scene)
    evidence.answer_the_framework(scene)
    reports.report_to_the_council(scene)
    implementation.leave_reports_waiting(scene)
    implementation.ask_again(scene)


def _nothing(_scene: Scene) -> None:
    """Nothing is going on: the stage is where its step has led."""


def _state_reasons(scene: Scene) -> None:
    """The reasons that the strategy states, in place of the bare result of the survey."""
    for title, reason in read("selection.json")["reasons"].items():
        theme = ThemeField.objects.get(strategy=scene.strategy, title=title)
        with happened(local("2019-11-06T10:00")):
            leave_out_theme(theme=theme, reason=reason, by=scene.by)


def _close(scene: Scene, phase: Phase, at: str) -> None:
    close_phase(strategy=scene.strategy, phase=phase, note="", by=scene.by, at=local(at))


class Step(NamedTuple):
    """From one stage to the next: what happened on the way, and what is going on only as long as the stage lasts."""

    stage: str
    lead_to: Callable[[Scene], None]
    go_on_at: Callable[[Scene], None]


STEPS = (
    Step("selection", _take_stock, _before_the_selection),
    Step("goals", _work_on_goals, _before_the_last_meeting),
    Step("council", _bring_before_the_council, _nothing),
    Step("adopted", _adopt, _nothing),
    Step("implementation", _implement, _nothing),
)
STAGES = tuple(step.stage for step in STEPS)
