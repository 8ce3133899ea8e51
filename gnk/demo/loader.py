"""Loads the demonstration of Herne: facts from public sources, example content around them."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from committees.actions.papers import create_paper, record_outcome, save_consultation
from committees.choices import CommitteeKind, ConsultationRole, Outcome
from committees.models import Committee, Consultation, Paper
from strategy.actions.elements import create_element, save_element
from strategy.actions.phases import close_phase
from strategy.actions.setup import begin_strategy
from strategy.actions.themes import leave_out_theme, select_theme
from strategy.actions.versions import freeze_version, publish_version
from strategy.choices import ChapterKind, Phase
from strategy.exceptions import RuleBroken
from strategy.models import (
    Chapter,
    Measure,
    Municipality,
    OperationalGoal,
    StrategicGoal,
    Strategy,
    StrategyVersion,
    ThemeField,
)

CONTENT = Path(__file__).parent / "content"
STAGES = ("selection", "goals", "council", "adopted")
PASSWORD = "gemeinsam-fuer-herne"
ACCOUNTS = (
    ("koordination@herne.example", "Kim Koordination", Role.COORDINATION),
    ("kernteam@herne.example", "Kaya Kernteam", Role.CORE_TEAM),
    ("mitglied@herne.example", "Mika Mitglied", Role.STEERING_MEMBER),
    ("gremien@herne.example", "Gerry Gremienbüro", Role.COMMITTEE_OFFICE),
    ("lesen@herne.example", "Luca Lesezugang", Role.READER),
)


def load(stage: str) -> None:
    """Load the demonstration up to a stage; nothing if it is there already.

    Raises RuleBroken when the database holds other data: a demonstration never mixes with a real strategy.
    """
    if is_loaded():
        return
    if Strategy.objects.exists() or User.objects.exists():
        raise RuleBroken(
            _("In dieser Datenbank liegen andere Daten. Die Demonstration braucht eine leere Datenbank.")
        )
    with transaction.atomic():
        _load(STAGES.index(stage))


def is_loaded() -> bool:
    emails = [email for email, _name, _role in ACCOUNTS]
    return (
        Strategy.objects.filter(is_example=True).exists() and User.objects.filter(email__in=emails).exists()
    )


def _load(stage: int) -> None:
    facts = _read("herne.json")
    accounts = {
        role: User.objects.create_user(email, PASSWORD, name=name, role=role)
        for email, name, role in ACCOUNTS
    }
    coordination, office = accounts[Role.COORDINATION], accounts[Role.COMMITTEE_OFFICE]
    strategy = begin_strategy(
        municipality=Municipality(**facts["municipality"]),
        strategy=Strategy(is_example=True, **facts["strategy"]),
        by=coordination,
    )
    _load_committees(facts)
    _close(strategy, Phase.ORGANISATION, coordination, datetime(2019, 9, 30, 17, tzinfo=UTC))
    _close(strategy, Phase.INVENTORY, coordination, datetime(2019, 10, 25, 12, tzinfo=UTC))
    if stage >= STAGES.index("goals"):
        _select_themes(strategy, coordination)
        load_programme(strategy, coordination)
        _load_chapters(strategy, coordination)
        _close(strategy, Phase.THEMES, coordination, datetime(2019, 10, 30, 19, tzinfo=UTC))
    if stage >= STAGES.index("council"):
        for phase, month in ((Phase.STRATEGIC_GOALS, 3), (Phase.OPERATIONAL_GOALS, 5), (Phase.MEASURES, 6)):
            _close(strategy, phase, coordination, datetime(2021, month, 28, 15, tzinfo=UTC))
        version = freeze_version(
            strategy=strategy,
            by=coordination,
            at=datetime(2021, 7, 12, 10, tzinfo=UTC),
            note="Entwurf für die Beratung im Spätsommer",
        )
        paper = _submit_paper(version, facts, office)
        if stage >= STAGES.index("adopted"):
            _decide(paper, office)
            publish_version(version=version, by=coordination, at=datetime(2021, 10, 6, 9, tzinfo=UTC))
            _close(strategy, Phase.RESOLUTION, coordination, datetime(2021, 10, 6, 10, tzinfo=UTC))


def _load_committees(facts: dict[str, Any]) -> None:
    internal = [("Kernteam", CommitteeKind.CORE_TEAM), ("Steuerungsgruppe", CommitteeKind.STEERING_GROUP)]
    political = [(name, kind) for name, kind, _day in facts["consultations"]]
    for name, kind in [*internal, *political]:
        Committee.objects.create(name=name, kind=kind)


def _close(strategy: Strategy, phase: Phase, by: User, at: datetime) -> None:
    close_phase(strategy=strategy, phase=phase, note="", by=by, at=at)


def _select_themes(strategy: Strategy, by: User) -> None:
    selection = _read("selection.json")
    themes = {theme.title: theme for theme in ThemeField.objects.filter(strategy=strategy)}
    for title in selection["selected"]:
        select_theme(theme=themes[title], by=by)
    for title, reason in selection["reasons"].items():
        leave_out_theme(theme=themes[title], reason=reason, by=by)


def load_programme(strategy: Strategy, by: User) -> None:
    """Fill each selected theme field with its goals and measures."""
    for theme in ThemeField.objects.filter(strategy=strategy).selected():
        content = _content_of(theme.title)
        below = content.pop("strategic_goals")
        content.pop("title")
        save_element(element=theme, values=content, revision=theme.revision, by=by)
        for goal in below:
            _load_strategic_goal(theme, goal, by)


def _load_strategic_goal(theme: ThemeField, content: dict[str, Any], by: User) -> None:
    below = content.pop("operational_goals")
    goal = create_element(model=StrategicGoal, parent=theme, values=_values(content), by=by)
    for entry in below:
        measures = entry.pop("measures")
        operational = create_element(model=OperationalGoal, parent=goal, values=_values(entry), by=by)
        for measure in measures:
            measure["measure_kind"] = measure.pop("kind")
            create_element(model=Measure, parent=operational, values=_values(measure), by=by)


def _values(content: dict[str, Any]) -> dict[str, Any]:
    """The content file's values as an action takes them: codes as one text, amounts as exact decimals."""
    values = dict(content)
    for field in ("dns_codes", "nhs_codes"):
        if field in values:
            values[field] = ", ".join(values[field])
    return {
        name: Decimal(str(value)) if isinstance(value, float) else value for name, value in values.items()
    }


def _load_chapters(strategy: Strategy, by: User) -> None:
    for chapter in Chapter.objects.filter(strategy=strategy):
        text = (CONTENT / "chapters" / f"{ChapterKind(chapter.chapter_kind).value}.md").read_text("utf-8")
        save_element(element=chapter, values={"text": text}, revision=chapter.revision, by=by)


def _submit_paper(version: StrategyVersion, facts: dict[str, Any], by: User) -> Paper:
    paper = create_paper(
        paper=Paper(version=version, **facts["paper"]), by=by, at=datetime(2021, 7, 20, 8, tzinfo=UTC)
    )
    for name, kind, day in facts["consultations"]:
        role = ConsultationRole.DECISION if kind == CommitteeKind.COUNCIL else ConsultationRole.PRELIMINARY
        save_consultation(
            consultation=Consultation(
                paper=paper,
                committee=Committee.objects.get(name=name),
                role=role,
                date=date.fromisoformat(day),
            ),
            by=by,
        )
    return paper


def _decide(paper: Paper, by: User) -> None:
    for consultation in paper.consultations.filter(date__isnull=False):
        day = cast(date, consultation.date)
        record_outcome(
            consultation=consultation,
            outcome=Outcome.ADOPTED,
            held_on=day,
            by=by,
            at=datetime(day.year, day.month, day.day, 20, tzinfo=UTC),
        )


def _content_of(title: str) -> dict[str, Any]:
    return next(content for content in _theme_contents() if content["title"] == title)


def _theme_contents() -> Iterator[dict[str, Any]]:
    return (_read(path.name) for path in sorted(CONTENT.glob("theme_*.json")))


def _read(name: str) -> Any:
    return json.loads((CONTENT / name).read_text("utf-8"))
