"""The outcome of the ballots: scores, ranks with their ties, groups, participation. No clock, no database."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from msgspec import Struct

from committees.meetings.ballots import Answers, Rules
from committees.meetings.choices import PollKind, Stance

STANCES: tuple[Stance, ...] = tuple(Stance)


class Seat(Struct, frozen=True):
    """Somebody entitled to vote: for which sending group, and whether they have voted."""

    name: str
    group: str
    has_voted: bool


class Cast(Struct, frozen=True):
    """A ballot. Of a secret one nobody knows the voter or the group."""

    answers: Answers
    voter: str = ""
    group: str = ""


class GroupCount(Struct, frozen=True):
    name: str
    entitled: int
    voted: int


class Participation(Struct, frozen=True):
    entitled: int
    voted: int
    groups: tuple[GroupCount, ...]

    @property
    def silent_groups(self) -> tuple[str, ...]:
        return tuple(group.name for group in self.groups if not group.voted)

    @property
    def percent(self) -> int:
        return round(100 * self.voted / self.entitled) if self.entitled else 0

    @property
    def sentence(self) -> str:
        """The participation in words: "18 von 32 haben abgestimmt. Keine Stimme von: Jugendvertretung"."""
        voted = ngettext(
            "%(voted)d von %(entitled)d hat abgestimmt.",
            "%(voted)d von %(entitled)d haben abgestimmt.",
            self.voted,
        ) % {"voted": self.voted, "entitled": self.entitled}
        if not self.voted or not self.silent_groups:
            return voted
        return voted + " " + _("Keine Stimme von: %(groups)s") % {"groups": ", ".join(self.silent_groups)}


class Remark(Struct, frozen=True):
    """A remark about a goal; without a name when the vote was secret."""

    stance: Stance
    text: str
    author: str


class StanceCount(Struct, frozen=True):
    """The number of those who took a stance; its place in a stacked bar, in percent."""

    stance: Stance
    count: int
    start: float
    percent: float


class OptionResult(Struct, frozen=True):
    """The result of one option. `score` is points, picks, Borda points, or the number of agreements.

    `by_group` has one tuple for each group of the result: the four stances, or the score alone.
    """

    key: str
    label: str
    position: int
    score: int
    voters: int
    rank: int
    is_tied: bool
    stances: tuple[StanceCount, ...]
    by_group: tuple[tuple[int, ...], ...]
    remarks: tuple[Remark, ...]

    @property
    def place(self) -> str:
        """The rank in words: "2", or "2 (geteilt)" for options with the same score."""
        return (
            pgettext("Platz", "%(rank)d (geteilt)") % {"rank": self.rank} if self.is_tied else str(self.rank)
        )


class Result(Struct, frozen=True):
    """Options in the order of their rank; goals keep the order in which they were asked."""

    rules: Rules
    ballots: int
    options: tuple[OptionResult, ...]
    groups: tuple[str, ...]
    # Who voted what, by name; empty for a secret poll.
    named: tuple[Cast, ...] = ()

    @property
    def highest(self) -> int:
        return max((option.score for option in self.options), default=0)


class Cut(Struct, frozen=True):
    """The options among the first `seats`. Equal scores at the edge are `tied`: people decide about them."""

    inside: tuple[OptionResult, ...]
    tied: tuple[OptionResult, ...]
    outside: tuple[OptionResult, ...]
    open_seats: int


def count_participation(seats: Iterable[Seat]) -> Participation:
    """The numbers of votes, as a whole and per sending group, in the order of the seats."""
    entitled: Counter[str] = Counter()
    voted: Counter[str] = Counter()
    for seat in seats:
        entitled[seat.group] += 1
        voted[seat.group] += seat.has_voted
    return Participation(
        entitled=entitled.total(),
        voted=voted.total(),
        groups=tuple(GroupCount(name=name, entitled=entitled[name], voted=voted[name]) for name in entitled),
    )


def count(rules: Rules, casts: Sequence[Cast], groups: Sequence[str] = ()) -> Result:
    """The result. `groups` are the sending groups to keep apart; none for a secret poll."""
    scores = {option.key: _score(rules, option.key, casts) for option in rules.options}
    by_group: dict[str, list[Cast]] = defaultdict(list)
    for cast in casts:
        by_group[cast.group].append(cast)
    options = [
        OptionResult(
            key=option.key,
            label=option.label,
            position=position,
            score=scores[option.key],
            voters=sum(option.key in cast.answers for cast in casts),
            rank=1 + sum(other > scores[option.key] for other in scores.values()),
            is_tied=list(scores.values()).count(scores[option.key]) > 1,
            stances=_stances(option.key, casts) if rules.ballot == "agreement" else (),
            by_group=tuple(_group_figures(rules, option.key, by_group[group]) for group in groups),
            remarks=_remarks(option.key, casts) if rules.ballot == "agreement" else (),
        )
        for position, option in enumerate(rules.options, 1)
    ]
    if rules.kind != PollKind.AGREEMENT:
        options.sort(key=lambda option: (option.rank, option.position))
    named = tuple(sorted((cast for cast in casts if cast.voter), key=lambda cast: cast.voter.casefold()))
    return Result(rules=rules, ballots=len(casts), options=tuple(options), groups=tuple(groups), named=named)


def cut(options: Sequence[OptionResult], seats: int) -> Cut:
    """Divide ranked options at the last seat. Equal scores at the edge, and options that nobody wants, are tied."""
    ranked = sorted(options, key=lambda option: (option.rank, option.position))
    edge = ranked[min(seats, len(ranked)) - 1].score
    inside = tuple(option for option in ranked if option.score > edge)
    tied = tuple(option for option in ranked if option.score == edge)
    if edge and len(inside) + len(tied) <= seats:
        inside, tied = inside + tied, ()
    return Cut(
        inside=inside,
        tied=tied,
        outside=tuple(option for option in ranked if option.score < edge),
        open_seats=min(seats - len(inside), len(tied)),
    )


def rule_of_counting(rules: Rules) -> str:
    """The rule of counting in one sentence."""
    if rules.ballot == "points":
        return _("Die Punkte aller Stimmen werden zusammengezählt.")
    if rules.ballot == "picks":
        return _("Jede Nennung zählt eins.")
    if rules.ballot == "agreement":
        return _("Zu jedem Ziel werden die Antworten gezählt.")
    return _(
        "Bei %(count)d Maßnahmen bringt Platz 1 %(count)d Punkte, jeder weitere Platz einen Punkt weniger; "
        "was jemand nicht gereiht hat, bekommt von dieser Stimme keinen Punkt."
    ) % {"count": len(rules.options)}


def one_sentence(result: Result, key: str) -> str:
    """The result of one option: "Zustimmung 15, Bedenken 3, …" or "Platz 2 von 10, 31 Punkte"."""
    option = next(option for option in result.options if option.key == key)
    if option.stances:
        return ", ".join(f"{entry.stance.label} {entry.count}" for entry in option.stances)
    return _("Platz %(place)s von %(count)d, %(score)s") % {
        "place": option.place,
        "count": len(result.options),
        "score": score_words(result.rules, option.score),
    }


def score_words(rules: Rules, score: int) -> str:
    """A score in words: "31 Punkte" or "1 Stimme"."""
    if rules.ballot == "picks":
        return ngettext("%(count)d Stimme", "%(count)d Stimmen", score) % {"count": score}
    return ngettext("%(count)d Punkt", "%(count)d Punkte", score) % {"count": score}


def _score(rules: Rules, key: str, casts: Iterable[Cast]) -> int:
    given = [cast.answers[key] for cast in casts if key in cast.answers]
    if rules.ballot == "agreement":
        return sum(answer["stance"] == Stance.AGREE for answer in given)
    if rules.ballot == "ranking":
        return sum(len(rules.options) + 1 - rank for rank in given)
    return sum(given)


def _stance_counts(key: str, casts: Iterable[Cast]) -> tuple[int, ...]:
    counted = Counter(cast.answers[key]["stance"] for cast in casts if key in cast.answers)
    return tuple(counted[stance.value] for stance in STANCES)


def _stances(key: str, casts: Sequence[Cast]) -> tuple[StanceCount, ...]:
    counts = _stance_counts(key, casts)
    total = sum(counts) or 1
    return tuple(
        StanceCount(
            stance=stance,
            count=number,
            start=round(100 * sum(counts[:index]) / total, 2),
            percent=round(100 * number / total, 2),
        )
        for index, (stance, number) in enumerate(zip(STANCES, counts, strict=True))
    )


def _group_figures(rules: Rules, key: str, casts: Sequence[Cast]) -> tuple[int, ...]:
    return _stance_counts(key, casts) if rules.ballot == "agreement" else (_score(rules, key, casts),)


def _remarks(key: str, casts: Iterable[Cast]) -> tuple[Remark, ...]:
    """The remarks about an option, sorted by stance and text, so that their order says nothing about the voters."""
    remarks = [
        Remark(
            stance=Stance(answer["stance"]),
            text=answer["comment"],
            author=", ".join(part for part in (cast.voter, cast.group) if part),
        )
        for cast in casts
        if (answer := cast.answers.get(key)) and answer["comment"]
    ]
    return tuple(sorted(remarks, key=lambda remark: (STANCES.index(remark.stance), remark.text.casefold())))
