"""Writing what was adopted in other words, showing it to everybody, and taking it back."""

from collections.abc import Mapping
from datetime import datetime
from typing import cast

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from editing.exceptions import RuleBroken, StaleRevision
from editing.revisions import Revised
from strategy.models import StrategyVersion
from translations.choices import FIELDS
from translations.models import PublishedTranslation, Translation

WORDS = ("title", "summary", "text")


@transaction.atomic
def save_translation(
    *, translation: Translation, values: Mapping[str, object], revision: int, by: User
) -> Translation:
    """Save the words of a translation, opened at `revision`; a new one, at 0, is made.

    Raises StaleRevision after another saving, and RuleBroken when somebody else has begun the same one meanwhile.
    """
    is_new = translation._state.adding
    current = translation if is_new else _locked(translation)
    if revision != (0 if is_new else current.revision):
        raise StaleRevision(cast(Revised, current))
    for name in FIELDS[current.wording][current.told]:
        setattr(current, name, values[name])
    if not is_new:
        current.revision += 1
    current._history_user = by
    _save(current)
    return current


@transaction.atomic
def publish_translation(
    *, translation: Translation, revision: int, version: StrategyVersion, by: User, at: datetime
) -> PublishedTranslation:
    """Show everybody a translation as it stood at `revision`, as telling about a published version.

    Raises RuleBroken when it is empty, when somebody has changed it since, and when the version is not published.
    """
    current = _locked(translation)
    if current.revision != revision:
        raise RuleBroken(
            _(
                "Inzwischen hat jemand diesen Text geändert. Bitte lesen Sie ihn noch einmal, bevor alle ihn lesen."
            )
        )
    if not current.holds_something:
        raise RuleBroken(_("Dieser Text ist noch leer."))
    if not StrategyVersion.objects.published().filter(pk=version.pk).exists():
        raise RuleBroken(_("Diese Fassung ist nicht veröffentlicht."))
    published, _made = PublishedTranslation.objects.update_or_create(
        translation=current,
        defaults={
            **{name: getattr(current, name) for name in ("wording", "told", "key", "revision", *WORDS)},
            "version": version,
            "published_at": at,
        },
    )
    _note(current, _("veröffentlicht"), by)
    return published


@transaction.atomic
def withdraw_translation(*, translation: Translation, by: User) -> None:
    """Take a translation off the public site; its words stay where they are written."""
    current = _locked(translation)
    gone, _each = PublishedTranslation.objects.filter(translation=current).delete()
    if gone:
        _note(current, _("nicht mehr veröffentlicht"), by)


def _locked(translation: Translation) -> Translation:
    current = Translation.objects.select_for_update().filter(pk=translation.pk).first()
    if current is None:
        raise RuleBroken(_("Diesen Text gibt es nicht mehr."))
    return current


def _save(translation: Translation) -> None:
    try:
        with transaction.atomic():
            translation.save()
    except IntegrityError:
        try:
            translation.validate_constraints()
        except ValidationError as error:
            raise RuleBroken(" ".join(error.messages)) from error
        raise


def _note(translation: Translation, said: str, by: User) -> None:
    """A line of its history, though no word has changed."""
    translation._history_user = by
    translation._change_reason = said
    translation.save()
