"""The surveys of the demonstration: prepared, opened, voted in and closed through the product's own actions."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from secrets import SystemRandom
from typing import Any

from committees.meetings.actions.ballots import cast_ballot
from committees.meetings.actions.polls import close_poll, create_poll, move_closing, open_poll, set_options
from committees.meetings.actions.takeover import take_over_selection
from committees.meetings.ballots import Entry, read_ballot
from committees.meetings.choices import PollKind, Secrecy
from committees.meetings.codes import new_code
from committees.meetings.models import AgendaItem, Poll
from committees.meetings.poll_elements import Choice, label_of
from committees.meetings.result_facts import rules_of
from gnk.demo.history import happened
from gnk.demo.reading import Content, coming_wednesday, days_from, local, read
from gnk.demo.scene import Scene, numbered_elements
from strategy.models import ThemeField
from strategy.models.kinds import ProgrammeElement

# What somebody answered, option by option: points, a rank, a mark, or a stance with its comment.
Answers = Sequence[int | list[str]]
# How long before its opening a survey was prepared, and how long after it the votes came.
PREPARED, VOTED = timedelta(hours=2), timedelta(minutes=5)


def hold_selection(scene: Scene) -> None:
    """The survey of the first meeting, from which the selection was taken over."""
    content = _content("selection")
    poll = _open_selection(scene, content, local(content["opens"]))
    _vote(scene, poll, content["ballots"])
    _close(scene, poll, content)
    at = local(content["taken_over"])
    with happened(at):
        take_over_selection(poll=poll, chosen=(), by=scene.by, at=at)


def begin_selection(scene: Scene) -> None:
    """The same survey while it runs: some have voted, the others still may."""
    content = _content("selection")
    poll = _open_selection(scene, content, days_from(scene.now, -content["opened_days_ago"], "09:00"))
    _vote(scene, poll, {name: content["ballots"][name] for name in content["early"]})
    _let_run(scene, poll, content)


def hold_agreement(scene: Scene) -> None:
    """The closed survey on the strategic goals of one theme field."""
    content = _content("agreement")
    poll = _open(
        scene, content, PollKind.AGREEMENT, local(content["opens"]), _elements(scene, content["goals"])
    )
    _vote(scene, poll, content["ballots"])
    _close(scene, poll, content)


def begin_agreement(scene: Scene, *, for_meeting: bool) -> None:
    """The survey on operational goals that is open on the day of loading."""
    content = _content("open_agreement")
    if not for_meeting:
        del content["item"]
    opened = days_from(scene.now, -content["opened_days_ago"], "09:00")
    choices = _elements(scene, content["goals"])
    poll = _open(scene, content, PollKind.AGREEMENT, opened, choices, results_live=True)
    _vote(scene, poll, content["ballots"])
    _let_run(scene, poll, content)


def hold_question(scene: Scene) -> None:
    """A secret question. The content says who voted and how often each answer was given, not who gave which."""
    content = _content("question")
    labels = list(content["answers"])
    answers = [number for number, label in enumerate(labels) for _vote in range(content["answers"][label])]
    SystemRandom().shuffle(answers)
    marks = [[int(option == number) for option in range(len(labels))] for number in answers]
    poll = _open(
        scene,
        content,
        PollKind.QUESTION,
        local(content["opens"]),
        labels,
        picks=1,
        secrecy=Secrecy.SECRET,
    )
    _vote(scene, poll, dict(zip(content["voters"], marks, strict=True)))
    _close(scene, poll, content)


def hold_ranking(scene: Scene) -> None:
    content = _content("ranking")
    choices = _elements(scene, content["measures"])
    poll = _open(scene, content, PollKind.RANKING, local(content["opens"]), choices)
    _vote(scene, poll, content["ballots"])
    _close(scene, poll, content)


def _content(name: str) -> Content:
    found: Content = read("polls.json")[name]
    return found


def _open_selection(scene: Scene, content: Content, at: datetime) -> Poll:
    themes = {theme.title: theme for theme in ThemeField.objects.filter(strategy=scene.strategy)}
    choices = [_choice(themes[title]) for title in content["candidates"]]
    rules = {"points": content["points"], "seats": content["seats"]}
    return _open(scene, content, PollKind.THEME_SELECTION, at, choices, **rules)


def _elements(scene: Scene, numbers: Sequence[str]) -> list[Choice | str]:
    elements = numbered_elements(scene.strategy)
    return [_choice(elements[number]) for number in numbers]


def _choice(element: ProgrammeElement) -> Choice:
    return Choice(kind=element.kind, key=element.pk, label=label_of(element))


def _open(
    scene: Scene,
    content: Content,
    kind: PollKind,
    at: datetime,
    choices: Sequence[Choice | str],
    **rules: Any,
) -> Poll:
    poll = Poll(
        committee=scene.steering_group,
        agenda_item=AgendaItem.objects.filter(title=content.get("item")).first(),
        kind=kind,
        title=content["title"],
        description=content["description"],
        **rules,
    )
    before = at - PREPARED
    with happened(before):
        poll = create_poll(poll=poll, by=scene.by, at=before)
        set_options(poll=poll, choices=choices, by=scene.by, at=before)
    with happened(at):
        return open_poll(poll=poll, by=scene.by, at=at)


def _vote(scene: Scene, poll: Poll, ballots: Mapping[str, Answers]) -> None:
    rules = rules_of(poll)
    at = (poll.opens_at or scene.now) + VOTED
    for name, given in ballots.items():
        entries = {
            option.key: Entry(*answer) if isinstance(answer, list) else Entry(str(answer or ""))
            for option, answer in zip(rules.options, given, strict=True)
        }
        answers = read_ballot(rules, entries)
        code = new_code() if poll.secrecy == Secrecy.SECRET else ""
        cast_ballot(poll=poll, user=scene.people[name], answers=answers, code=code, at=at)


def _close(scene: Scene, poll: Poll, content: Content) -> None:
    at = local(content["closes"])
    with happened(at):
        close_poll(poll=poll, by=scene.by, at=at)


def _let_run(scene: Scene, poll: Poll, content: Content) -> None:
    """Set the end: when the next meeting of the group begins, or would begin."""
    until = local(f"{coming_wednesday(scene.now)}T{content['until']}")
    at = (poll.opens_at or scene.now) + VOTED
    with happened(at):
        move_closing(poll=poll, closes_at=until, by=scene.by, at=at)
