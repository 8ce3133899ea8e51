"""The selection of theme fields: choosing, leaving out with a reason, adding own ones, merging."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from editing.exceptions import RuleBroken
from strategy.actions.numbering import adopted_theme_numbers
from strategy.actions.positions import close_gap, lock_for_editing, next_position
from strategy.choices import THEME_DECISION_TRANSITIONS, ThemeDecision
from strategy.models import Strategy, ThemeField
from strategy.signals import elements_restored, question_decided


@transaction.atomic
def select_theme(*, theme: ThemeField, by: User) -> ThemeField:
    """Choose a candidate; it becomes the last theme field."""
    lock_for_editing(theme.strategy)
    return _decide(theme, ThemeDecision.SELECTED, by)


@transaction.atomic
def leave_out_theme(*, theme: ThemeField, reason: str, by: User) -> ThemeField:
    """Decide against a candidate, with the reason that the strategy will state."""
    if not reason.strip():
        raise RuleBroken(_("Bitte begründen Sie, warum das Themenfeld nicht gewählt wird."))
    lock_for_editing(theme.strategy)
    return _decide(theme, ThemeDecision.NOT_SELECTED, by, reason=reason.strip())


@transaction.atomic
def reopen_theme(*, theme: ThemeField, by: User) -> ThemeField:
    """Take a decision back. The parts of a merged candidate become candidates again when it is dissolved."""
    lock_for_editing(theme.strategy)
    if ThemeField.objects.filter(pk=theme.pk, decision=ThemeDecision.MERGED).exists():
        raise RuleBroken(
            _("„%(title)s“ ist Teil eines anderen Themenfelds. Entfernen Sie dieses, um beide zu trennen.")
            % {"title": theme.title}
        )
    return _decide(theme, ThemeDecision.OPEN, by)


@transaction.atomic
def prescribe_theme(*, theme: ThemeField, prescribed: bool, by: User) -> ThemeField:
    """Say that every strategy of this method has the theme field, or that it is one to choose like the others."""
    lock_for_editing(theme.strategy)
    current = ThemeField.objects.select_for_update().get(pk=theme.pk)
    if current.prescribed != prescribed:
        current.prescribed = prescribed
        current.revision += 1
        current._history_user = by
        current.save()
    return current


@transaction.atomic
def add_own_theme(*, strategy: Strategy, title: str, description: str, by: User) -> ThemeField:
    """Add a candidate that the catalogue does not offer."""
    lock_for_editing(strategy)
    theme = ThemeField(strategy=strategy, title=title, description=description)
    theme._history_user = by
    theme.full_clean()
    theme.save()
    return theme


@transaction.atomic
def merge_themes(
    *, strategy: Strategy, parts: Sequence[ThemeField], title: str, description: str, by: User
) -> ThemeField:
    """Make one new candidate out of two or more; the parts stay visible as merged."""
    lock_for_editing(strategy)
    parts = list(ThemeField.objects.active().filter(strategy=strategy, pk__in=[part.pk for part in parts]))
    if len(parts) < 2:
        raise RuleBroken(_("Bitte wählen Sie mindestens zwei Themenfelder zum Zusammenführen."))
    if any(part.decision != ThemeDecision.OPEN for part in parts):
        raise RuleBroken(
            _("Zusammenführen lassen sich nur Themenfelder, über die noch nicht entschieden ist.")
        )
    merged = ThemeField(
        strategy=strategy,
        title=title,
        description=description,
        prescribed=any(part.prescribed for part in parts),
    )
    merged._history_user = by
    merged.full_clean()
    merged.save()
    for part in parts:
        _decide(part, ThemeDecision.MERGED, by, merged_into=merged)
    return merged


@transaction.atomic
def remove_candidate(*, theme: ThemeField, by: User, at: datetime) -> None:
    """Throw an own or merged candidate that is not chosen into the bin; merged parts become candidates again."""
    lock_for_editing(theme.strategy)
    everything = ThemeField.objects.active().select_for_update(of=("self",)).select_related("strategy")
    found = everything.filter(pk=theme.pk).first()
    if found is None:
        return
    theme = found
    if theme.catalogue_field_id is not None:
        raise RuleBroken(_("Themenfelder des Katalogs bleiben als Kandidaten stehen."))
    if theme.decision == ThemeDecision.SELECTED:
        raise RuleBroken(_("Nehmen Sie zuerst die Auswahl zurück."))
    if theme.decision == ThemeDecision.MERGED:
        raise RuleBroken(
            _("„%(title)s“ ist Teil eines anderen Themenfelds. Entfernen Sie zuerst dieses.")
            % {"title": theme.title}
        )
    for part in theme.merged_from.all():
        _decide(part, ThemeDecision.OPEN, by)
    theme._history_user = by
    theme.retired_at, theme.retired_by, theme.removed_with = at, by, theme.pk
    theme.save(update_fields=["retired_at", "retired_by", "removed_with"])


@transaction.atomic
def restore_candidate(*, theme: ThemeField, by: User) -> ThemeField:
    """Take a candidate out of the bin; what had been merged into it is so again, unless it was decided on since.

    Raises RuleBroken when it is not in the bin any more, or when there is another theme field with its title.
    """
    lock_for_editing(theme.strategy)
    found = ThemeField.objects.select_for_update().filter(pk=theme.pk, removed_with=theme.pk).first()
    if found is None:
        raise RuleBroken(_("„%(element)s“ liegt nicht mehr im Papierkorb.") % {"element": theme})
    found.retired_at = found.retired_by = found.removed_with = None
    found._history_user = by
    try:
        found.validate_constraints()
    except ValidationError as error:
        raise RuleBroken(" ".join(error.messages)) from error
    found.save(update_fields=["retired_at", "retired_by", "removed_with"])
    former = ThemeField.history.filter(merged_into=found.pk).values("id")
    for part in ThemeField.objects.active().filter(pk__in=former, decision=ThemeDecision.OPEN):
        _decide(part, ThemeDecision.MERGED, by, merged_into=found)
    elements_restored.send(sender=ThemeField, elements=[found])
    return found


def _decide(
    theme: ThemeField,
    decision: ThemeDecision,
    by: User,
    *,
    reason: str = "",
    merged_into: ThemeField | None = None,
) -> ThemeField:
    """Apply one transition of the decision; the only place that assigns it."""
    theme = ThemeField.objects.select_for_update().select_related("strategy").get(pk=theme.pk)
    changed = decision != theme.decision
    if not changed and reason == theme.reason:
        return theme
    if changed and decision not in THEME_DECISION_TRANSITIONS[theme.decision]:
        raise RuleBroken(
            _("„%(title)s“ ist %(decision)s. Das lässt sich so nicht ändern.")
            % {"title": theme.title, "decision": theme.get_decision_display()}
        )
    was_selected, position = theme.decision == ThemeDecision.SELECTED, theme.position
    siblings = theme.siblings()
    if was_selected:
        _refuse_if_in_use(theme)
        theme.position = None
    if decision == ThemeDecision.SELECTED:
        theme.position = _position_for(theme)
    theme.decision = decision
    theme.reason = reason
    theme.merged_into = merged_into
    theme.revision += 1
    theme._history_user = by
    theme.save()
    if was_selected and position is not None:
        close_gap(siblings, position)
    if decision != ThemeDecision.OPEN:
        question_decided.send(sender=ThemeField, keys=[theme.pk], by=by)
    return theme


def _position_for(theme: ThemeField) -> int:
    """Behind the last theme field; once numbers are fixed, an adopted number is kept and never given again."""
    siblings = theme.siblings()
    if not theme.strategy.has_fixed_numbers:
        return next_position(siblings.active())
    adopted = adopted_theme_numbers(theme.strategy)
    return adopted.get(theme.pk) or max(next_position(siblings), *(n + 1 for n in adopted.values()))


def _refuse_if_in_use(theme: ThemeField) -> None:
    if theme.strategy.has_fixed_numbers:
        raise RuleBroken(_("Der Rat hat die Themenfelder beschlossen. Sie lassen sich nicht mehr abwählen."))
    if theme.strategic_goals.active().exists():
        raise RuleBroken(
            _("„%(title)s“ hat schon Ziele. Entfernen Sie zuerst die Ziele, dann lässt es sich abwählen.")
            % {"title": theme.title}
        )
