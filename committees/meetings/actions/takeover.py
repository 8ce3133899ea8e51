"""The way from the result of a theme selection to the selected theme fields, in one step."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from msgspec import Struct

from accounts.models import User
from committees.meetings.actions.polls import lock
from committees.meetings.choices import PollKind, PollState
from committees.meetings.models import Poll
from committees.meetings.result_facts import option_keys, recommended, standing_of, with_votes
from committees.meetings.results import Cut, OptionResult, Result, score_words
from editing.exceptions import RuleBroken
from strategy.actions.positions import lock_for_editing
from strategy.actions.themes import leave_out_theme, select_theme
from strategy.choices import ThemeDecision
from strategy.models import Strategy, ThemeField


class Recommendation(Struct, frozen=True):
    """The effects of a take-over: each entry is a theme field with its result and the reason that is kept.

    `prescribed` theme fields are selected whatever their rank; they take none of the seats.
    """

    prescribed: tuple[tuple[ThemeField, OptionResult], ...]
    inside: tuple[tuple[ThemeField, OptionResult], ...]
    tied: tuple[tuple[ThemeField, OptionResult, str], ...]
    outside: tuple[tuple[ThemeField, OptionResult, str], ...]
    open_seats: int


def recommendation_of(poll: Poll, at: datetime) -> Recommendation:
    """The recommendation of the result. Raises RuleBroken for a poll from which nothing can be taken over."""
    found = with_votes(Poll.objects.select_related("committee").filter(pk=poll.pk)).get()
    if found.kind != PollKind.THEME_SELECTION or found.state(at) != PollState.CLOSED:
        raise RuleBroken(_("Übernehmen lässt sich nur das Ergebnis einer geschlossenen Themenauswahl."))
    if found.taken_over_at is not None:
        raise RuleBroken(_("Das Ergebnis dieser Abfrage ist schon übernommen."))
    standing = standing_of(found, at)
    if standing.result is None:
        raise RuleBroken(standing.hidden_because)
    themes = _themes(found)
    if any(theme.strategy.has_fixed_numbers for theme in themes.values()):
        raise RuleBroken(_("Der Rat hat die Themenfelder beschlossen. Eine Abfrage ändert sie nicht mehr."))
    prescribed = [option for option in standing.result.options if themes[option.key].prescribed]
    divided = recommended(found, standing.result) or Cut(inside=(), tied=(), outside=(), open_seats=0)
    return Recommendation(
        prescribed=tuple((themes[option.key], option) for option in prescribed),
        inside=tuple((themes[option.key], option) for option in divided.inside),
        tied=_with_reasons(found, divided.tied, standing.result, themes),
        outside=_with_reasons(found, divided.outside, standing.result, themes),
        open_seats=divided.open_seats,
    )


@transaction.atomic
def take_over_selection(*, poll: Poll, chosen: Collection[str], by: User, at: datetime) -> Poll:
    """Select and leave out theme fields as the steering group recommends.

    `chosen` are the keys of those options with equal scores at the edge that people decided to select. Raises
    RuleBroken when they are too many, and whatever the theme selection refuses; then nothing is taken over.
    """
    # The strategy first, as whoever decides by hand does, which closes surveys.
    lock_for_editing(Strategy.objects.get())
    current = lock(poll)
    what = recommendation_of(current, at)
    picked = [entry for entry in what.tied if entry[1].key in chosen]
    if len(picked) < len(set(chosen)):
        raise RuleBroken(_("Von Hand entscheiden Sie nur über Themenfelder mit gleich vielen Stimmen."))
    if len(picked) > what.open_seats:
        raise RuleBroken(
            _("Von den Themenfeldern mit gleich vielen Stimmen lassen sich höchstens %(count)d wählen.")
            % {"count": what.open_seats}
        )
    selected = [*what.prescribed, *what.inside, *((theme, option) for theme, option, _reason in picked)]
    for theme, _option in sorted(selected, key=lambda entry: (entry[1].rank, entry[1].position)):
        select_theme(theme=theme, by=by)
    for theme, option, reason in (*what.tied, *what.outside):
        if option.key not in chosen:
            leave_out_theme(theme=theme, reason=reason, by=by)
    current.taken_over_at, current.taken_over_by = at, by
    current._history_user = by
    current.save(update_fields=["taken_over_at", "taken_over_by"])
    return current


def _themes(poll: Poll) -> dict[str, ThemeField]:
    """The theme fields by the keys of their options. All must still be candidates."""
    options = option_keys(poll)
    rows = ThemeField.objects.active().exclude(decision=ThemeDecision.MERGED).select_related("strategy")
    by_key = {row.pk: row for row in rows.filter(pk__in=[o.element_key for o in options.values()])}
    for option in options.values():
        if option.element_key not in by_key:
            raise RuleBroken(
                _("„%(label)s“ ist kein Kandidat mehr. Bitte wählen Sie die Themenfelder von Hand.")
                % {"label": option.label}
            )
    return {key: by_key[option.element_key] for key, option in options.items() if option.element_key}


def _with_reasons(
    poll: Poll, options: tuple[OptionResult, ...], result: Result, themes: dict[str, ThemeField]
) -> tuple[tuple[ThemeField, OptionResult, str], ...]:
    return tuple((themes[option.key], option, _reason(poll, option, result)) for option in options)


def _reason(poll: Poll, option: OptionResult, result: Result) -> str:
    return _("Empfehlung: %(committee)s, Abfrage vom %(day)s: Platz %(place)s, %(score)s.") % {
        "committee": poll.committee.name,
        "day": date_format(localtime(poll.closes_at), "d.m.Y"),
        "place": option.place,
        "score": score_words(result.rules, option.score),
    }
