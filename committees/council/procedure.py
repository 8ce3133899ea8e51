"""The rules of a decision: what an entry in the record may say, and what follows from it. Pure.

A remark blocks only what would be false in the record. Where practice deviates from the rule it warns, and whoever
makes the entry may confirm it.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext
from msgspec import Struct

from committees.council.choices import (
    AGREEING_OUTCOMES,
    CHANGING_OUTCOMES,
    RECOMMENDING_OUTCOMES,
    ConsultationRole,
    Fate,
    Majority,
    Outcome,
    PaperKind,
    PaperSubject,
)
from committees.council.outcome_words import outcome_word

MAJORITY_RULE = "§ 50 GO NRW"
COUNCIL_RULE = "§ 41 GO NRW"
# A field named `date` hides the class from the fields behind it.
Day = date


class Effect(StrEnum):
    """The consequence of an outcome for the paper and its Beratungsfolge."""

    GO_ON = "go_on"
    CHANGE = "change"
    FOLLOW_UP = "follow_up"
    REFER = "refer"
    ADOPT = "adopt"
    CHANGE_AND_ADOPT = "change_and_adopt"
    REJECT = "reject"
    NOTE = "note"
    WITHDRAW = "withdraw"


# What follows at an advisory body, and at the one that decides.
EFFECTS: dict[Outcome, tuple[Effect, Effect]] = {
    Outcome.ADOPTED: (Effect.GO_ON, Effect.ADOPT),
    Outcome.ADOPTED_UNCHANGED: (Effect.GO_ON, Effect.ADOPT),
    Outcome.ADOPTED_WITH_CHANGES: (Effect.CHANGE, Effect.CHANGE_AND_ADOPT),
    Outcome.RECOMMENDED: (Effect.GO_ON, Effect.GO_ON),
    Outcome.RECOMMENDED_UNCHANGED: (Effect.GO_ON, Effect.GO_ON),
    Outcome.RECOMMENDED_WITH_CHANGES: (Effect.CHANGE, Effect.CHANGE),
    Outcome.REJECTED: (Effect.GO_ON, Effect.REJECT),
    Outcome.NOTED: (Effect.GO_ON, Effect.GO_ON),
    Outcome.ADJOURNED: (Effect.FOLLOW_UP, Effect.FOLLOW_UP),
    Outcome.REFERRED: (Effect.REFER, Effect.REFER),
    Outcome.WITHDRAWN: (Effect.WITHDRAW, Effect.WITHDRAW),
    Outcome.REMOVED: (Effect.FOLLOW_UP, Effect.FOLLOW_UP),
    Outcome.NO_RECOMMENDATION: (Effect.GO_ON, Effect.GO_ON),
}
# The paper of a report ends without any effect on the strategy.
ENDINGS_OF_REPORTS: dict[Effect, Promise] = {
    Effect.ADOPT: _lazy("Die Vorlage ist damit beschlossen. An der Strategie ändert das nichts."),
    Effect.REJECT: _lazy("Die Vorlage ist damit abgelehnt. An der Strategie ändert das nichts."),
    Effect.NOTE: _lazy("Der Bericht ist damit zur Kenntnis genommen."),
    Effect.WITHDRAW: _lazy("Die Vorlage ist damit zurückgezogen."),
}
CHANGING_EFFECTS = frozenset({Effect.CHANGE, Effect.CHANGE_AND_ADOPT})
WITHOUT_CHANGES = {Effect.CHANGE: Effect.GO_ON, Effect.CHANGE_AND_ADOPT: Effect.ADOPT}


class FactionEntry(Struct, frozen=True):
    """The votes of one faction as they are entered."""

    faction: str
    votes_yes: int = 0
    votes_no: int = 0
    abstentions: int = 0


class FateEntry(Struct, frozen=True):
    """The fate of an amendment; `amendment` is its key, `label` what people call it ("Ä 3")."""

    amendment: int
    label: str
    fate: Fate


class Entry(Struct, frozen=True):
    """The entry that somebody is about to make in the record."""

    outcome: Outcome
    held_on: date
    majority: str = ""
    votes_yes: int | None = None
    votes_no: int | None = None
    abstentions: int | None = None
    factions: tuple[FactionEntry, ...] = ()
    wording: str = ""
    fates: tuple[FateEntry, ...] = ()
    # The key of the other body, when the paper is referred to one.
    referred_to: int | None = None

    @property
    def accepted(self) -> tuple[FateEntry, ...]:
        return tuple(fate for fate in self.fates if fate.fate == Fate.ACCEPTED)

    @property
    def agrees(self) -> bool:
        return self.outcome in AGREEING_OUTCOMES


class Step(Struct, frozen=True):
    """A step of the Beratungsfolge; `date` is its day, planned or held."""

    key: int
    committee: int
    body: str
    role: ConsultationRole
    outcome: Outcome
    date: Day | None
    # The day of the meeting that is kept for this step, if there is one.
    meeting_on: Day | None = None
    # Voting seats on the day of the entry; 0 when nobody keeps the seats of this body.
    seats: int = 0
    agenda_number: str = ""

    @property
    def decides(self) -> bool:
        return self.role == ConsultationRole.DECISION

    @property
    def is_open(self) -> bool:
        return self.outcome == Outcome.OPEN

    @property
    def word(self) -> str:
        return outcome_word(self.outcome, self.role)


class Route(Struct, frozen=True):
    """The whole Beratungsfolge in its order, and what kind of paper goes through it, about what."""

    steps: tuple[Step, ...]
    kind: PaperKind = PaperKind.RESOLUTION
    about: PaperSubject = PaperSubject.STRATEGY


class Remark(Struct, frozen=True):
    """The objection of a rule to an entry, and the source of the rule. `about` is what was typed that it is about."""

    code: str
    sentence: str
    source: str = ""
    blocks: bool = False
    about: str = ""

    @property
    def tick(self) -> str:
        """The name of a tick that confirms this objection, and none to what replaces the typed."""
        return f"{self.code}:{self.about}" if self.about else self.code

    @property
    def text(self) -> str:
        return f"{self.sentence} ({self.source})" if self.source else self.sentence


def effect_of(
    outcome: Outcome, role: ConsultationRole, kind: PaperKind, about: PaperSubject = PaperSubject.STRATEGY
) -> Effect:
    """The consequence of an outcome. A report needs no decision: to note it ends it.

    What a body changes about the paper of an Umsetzungsbericht is its resolution, and no text of the strategy.
    """
    decides = role == ConsultationRole.DECISION
    if decides and outcome == Outcome.NOTED and kind == PaperKind.REPORT:
        return Effect.NOTE
    effect = EFFECTS[outcome][decides]
    return WITHOUT_CHANGES.get(effect, effect) if about == PaperSubject.REPORT else effect


def remarks_on(
    entry: Entry, step: Step, route: Route, today: date, contradictions: Sequence[str] = ()
) -> tuple[Remark, ...]:
    """Everything the rules say about an entry, what blocks it first. `contradictions` are pairs of amendments."""
    found = [
        *_on_the_day(entry, step, route, today),
        *_on_the_votes(entry),
        *_on_the_factions(entry),
        *_on_the_seats(entry, step),
        *_on_the_amendments(entry, step, route, contradictions),
        *_on_the_referral(entry, step),
        *_on_the_role(entry, step, route),
        *_on_the_order(entry, step, route),
    ]
    return tuple(sorted(found, key=lambda remark: not remark.blocks))


def _on_the_day(entry: Entry, step: Step, route: Route, today: date) -> list[Remark]:
    if entry.held_on > today:
        return [
            Remark(
                code="not_yet",
                sentence=_("Die Sitzung hat noch nicht stattgefunden. Ein Ergebnis gibt es erst danach."),
                blocks=True,
            )
        ]
    found = []
    if step.meeting_on is not None and step.meeting_on != entry.held_on:
        found.append(
            Remark(
                code="other_day",
                sentence=_(
                    "Die Sitzung, die hier eingetragen ist, war für den %(day)s angesetzt. "
                    "Die Beratung wird von dieser Sitzung gelöst."
                )
                % {"day": _day(step.meeting_on)},
                about=entry.held_on.isoformat(),
            )
        )
    later = [one for one in _before(step, route) if not one.is_open and one.date and one.date > entry.held_on]
    if later:
        found.append(
            Remark(
                code="before_earlier_step",
                sentence=_(
                    "Der Tag liegt vor der Sitzung eines Gremiums, das in der Beratungsfolge früher steht: "
                    "%(body)s, %(day)s."
                )
                % {"body": later[-1].body, "day": _day(later[-1].date)},
                about=entry.held_on.isoformat(),
            )
        )
    return found


def _on_the_votes(entry: Entry) -> list[Remark]:
    yes, no = entry.votes_yes, entry.votes_no
    if (yes is None) != (no is None):
        return [
            Remark(
                code="votes_half",
                sentence=_("Zu den Ja-Stimmen gehören die Nein-Stimmen, und umgekehrt."),
                blocks=True,
            )
        ]
    if yes is None or no is None:
        return []
    found = []
    if entry.agrees and yes == no:
        found.append(
            _majority("tie", _("Stimmengleichheit ist eine Ablehnung, Enthaltungen zählen nicht mit."))
        )
    elif entry.agrees and yes < no:
        found.append(
            _majority(
                "no_majority",
                _(
                    "Zugestimmt hat ein Gremium nur mit mehr Ja- als Nein-Stimmen. Enthaltungen zählen nicht mit."
                ),
            )
        )
    elif entry.outcome == Outcome.REJECTED and yes > no:
        found.append(_majority("has_majority", _("Mit mehr Ja- als Nein-Stimmen ist nichts abgelehnt.")))
    against = yes if entry.outcome == Outcome.REJECTED else no
    if entry.majority == Majority.UNANIMOUS and against:
        sentence = (
            _("„Einstimmig abgelehnt“ passt nicht zu Ja-Stimmen.")
            if entry.outcome == Outcome.REJECTED
            else _("„Einstimmig“ passt nicht zu Nein-Stimmen.")
        )
        found.append(Remark(code="not_unanimous", sentence=sentence, blocks=True))
    if entry.majority == Majority.MAJORITY and not against:
        found.append(
            Remark(
                code="unanimous",
                sentence=_("Niemand hat anders gestimmt. Das heißt üblicherweise „einstimmig“."),
            )
        )
    return found


def _majority(code: str, sentence: str) -> Remark:
    return Remark(code=code, sentence=sentence, source=MAJORITY_RULE, blocks=True)


def _on_the_factions(entry: Entry) -> list[Remark]:
    names = [line.faction.casefold() for line in entry.factions]
    if len(set(names)) < len(names):
        return [
            Remark(code="faction_twice", sentence=_("Eine Fraktion steht zweimal in der Liste."), blocks=True)
        ]
    if not entry.factions:
        return []
    totals = (entry.votes_yes, entry.votes_no, entry.abstentions)
    words = (_("Ja"), _("Nein"), _("Enthaltungen"))
    sums = [
        sum(line.votes_yes for line in entry.factions),
        sum(line.votes_no for line in entry.factions),
        sum(line.abstentions for line in entry.factions),
    ]
    different = [
        _("%(sum)d statt %(total)d %(word)s") % {"sum": summed, "total": total, "word": word}
        for summed, total, word in zip(sums, totals, words, strict=True)
        if total is not None and summed != total
    ]
    if not different:
        return []
    return [
        Remark(
            code="faction_sums",
            sentence=_(
                "Die Stimmen der Fraktionen ergeben zusammen %(sums)s. "
                "Wer keiner Fraktion angehört, bekommt eine eigene Zeile."
            )
            % {"sums": ", ".join(different)},
            blocks=True,
        )
    ]


def _on_the_seats(entry: Entry, step: Step) -> list[Remark]:
    cast = (entry.votes_yes or 0) + (entry.votes_no or 0) + (entry.abstentions or 0)
    if not step.seats or cast <= step.seats:
        return []
    return [
        Remark(
            code="more_votes_than_seats",
            sentence=ngettext(
                "Eingetragen sind %(votes)d Stimmen. An diesem Tag hat das Gremium %(seats)d Sitz mit Stimme.",
                "Eingetragen sind %(votes)d Stimmen. An diesem Tag hat das Gremium %(seats)d Sitze mit Stimme.",
                step.seats,
            )
            % {"votes": cast, "seats": step.seats},
            about=str(cast),
        )
    ]


def _on_the_amendments(entry: Entry, step: Step, route: Route, contradictions: Sequence[str]) -> list[Remark]:
    labels = ", ".join(fate.label for fate in entry.accepted)
    found = [
        Remark(
            code="contradiction",
            sentence=_("%(pair)s widersprechen sich. Nur einer davon kann angenommen sein.") % {"pair": pair},
            blocks=True,
        )
        for pair in contradictions
    ]
    changes = entry.outcome in CHANGING_OUTCOMES
    recommends = entry.outcome in RECOMMENDING_OUTCOMES
    changing = Outcome.RECOMMENDED_WITH_CHANGES if recommends else Outcome.ADOPTED_WITH_CHANGES
    words = {"labels": labels, "outcome": outcome_word(changing, step.role)}
    if changes and not entry.accepted and route.about == PaperSubject.STRATEGY:
        found.append(
            Remark(
                code="no_amendment",
                sentence=_("„%(outcome)s“ braucht mindestens einen angenommenen Änderungsantrag.") % words,
                blocks=True,
            )
        )
    elif entry.agrees and not changes and entry.accepted:
        found.append(
            Remark(
                code="amendment_accepted",
                sentence=_("Angenommen ist %(labels)s. Das Ergebnis heißt dann „%(outcome)s“.") % words,
                blocks=True,
            )
        )
    elif not entry.agrees and entry.accepted:
        found.append(
            Remark(
                code="amendment_without_effect",
                sentence=_("Angenommen ist %(labels)s. Die Fassung ändert sich aber nur mit „%(outcome)s“.")
                % words,
                about=labels,
            )
        )
    return found


def _on_the_referral(entry: Entry, step: Step) -> list[Remark]:
    if entry.outcome != Outcome.REFERRED:
        return []
    if entry.referred_to is None:
        sentence = _("Bitte wählen Sie das Gremium, an das verwiesen wird.")
        return [Remark(code="referred_nowhere", sentence=sentence, blocks=True)]
    if entry.referred_to == step.committee:
        sentence = _(
            "Verwiesen wird an ein anderes Gremium. Kommt die Vorlage hier wieder, ist sie „vertagt“."
        )
        return [Remark(code="referred_to_itself", sentence=sentence, blocks=True)]
    return []


def _on_the_role(entry: Entry, step: Step, route: Route) -> list[Remark]:
    if step.role == ConsultationRole.NOTICE and (entry.agrees or entry.outcome == Outcome.REJECTED):
        sentence = _("Dieses Gremium nimmt nur zur Kenntnis. Es beschließt nichts und lehnt nichts ab.")
        return [Remark(code="notice_decides", sentence=sentence)]
    if step.decides and entry.outcome in RECOMMENDING_OUTCOMES:
        sentence = _("Dieses Gremium entscheidet. Es empfiehlt nichts, es beschließt.")
        return [Remark(code="decider_recommends", sentence=sentence, source=COUNCIL_RULE, blocks=True)]
    is_no_decision = entry.outcome in (Outcome.NOTED, Outcome.NO_RECOMMENDATION)
    if (
        step.decides
        and is_no_decision
        and effect_of(entry.outcome, step.role, route.kind, route.about) == Effect.GO_ON
    ):
        sentence = _(
            "Dieses Gremium soll entscheiden. Damit ist nichts entschieden, und die Vorlage bleibt in Beratung."
        )
        return [Remark(code="nothing_decided", sentence=sentence, source=COUNCIL_RULE)]
    return []


def _on_the_order(entry: Entry, step: Step, route: Route) -> list[Remark]:
    effect = effect_of(entry.outcome, step.role, route.kind, route.about)
    if effect not in (Effect.ADOPT, Effect.CHANGE_AND_ADOPT, Effect.REJECT):
        return []
    found = []
    missing = [one.body for one in _before(step, route) if one.is_open]
    if missing:
        found.append(
            Remark(
                code="earlier_open",
                sentence=_("Diese Gremien haben noch kein Ergebnis, obwohl sie vorher beraten: %(bodies)s.")
                % {"bodies": ", ".join(missing)},
            )
        )
    behind = [one.body for one in _behind(step, route) if one.is_open and one.role != ConsultationRole.NOTICE]
    if behind:
        found.append(
            Remark(
                code="decision_not_last",
                sentence=_(
                    "Das entscheidende Gremium steht zuletzt. Danach ist die Vorlage abgeschlossen, "
                    "und diese Gremien beraten sie nicht mehr: %(bodies)s."
                )
                % {"bodies": ", ".join(behind)},
            )
        )
    return found


def _before(step: Step, route: Route) -> tuple[Step, ...]:
    return route.steps[: _place(step, route)]


def _behind(step: Step, route: Route) -> tuple[Step, ...]:
    return route.steps[_place(step, route) + 1 :]


def _place(step: Step, route: Route) -> int:
    return next(index for index, one in enumerate(route.steps) if one.key == step.key)


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""


def consequence_of(effect: Effect, *, version: int, about: PaperSubject = PaperSubject.STRATEGY) -> str:
    """The consequence of an entry, as a sentence to read before it is made; nothing when the route just goes on."""
    if about == PaperSubject.REPORT and effect in ENDINGS_OF_REPORTS:
        return str(ENDINGS_OF_REPORTS[effect])
    changed = {"version": version, "next": version + 1}
    sentences = {
        Effect.GO_ON: "",
        Effect.CHANGE: _(
            "Aus Fassung %(version)d und den angenommenen Änderungsanträgen entsteht Fassung %(next)d. "
            "Sie liegt den folgenden Gremien vor."
        ),
        Effect.FOLLOW_UP: _(
            "Das Gremium berät noch einmal. Diese Beratung kommt dahinter in die Beratungsfolge."
        ),
        Effect.REFER: _("Das andere Gremium kommt dahinter in die Beratungsfolge."),
        Effect.ADOPT: _("Damit ist Fassung %(version)d beschlossen. Die Nummern stehen dann fest."),
        Effect.CHANGE_AND_ADOPT: _(
            "Aus Fassung %(version)d und den angenommenen Änderungsanträgen entsteht Fassung %(next)d. "
            "Sie ist damit beschlossen. Die Nummern stehen dann fest."
        ),
        Effect.REJECT: _("Die Vorlage ist damit abgelehnt. Die Texte sind wieder offen."),
        Effect.NOTE: _("Die Vorlage ist damit abgeschlossen. Die Texte sind wieder offen."),
        Effect.WITHDRAW: _("Die Vorlage ist damit zurückgezogen. Die Texte sind wieder offen."),
    }
    return sentences[effect] % changed
