"""What the public site adds to "Was fehlt"."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import Right
from publication.legal.age import is_due
from publication.models import AccessibilityDeclaration
from strategy.choices import Phase
from strategy.completeness import Check, Remedy, remedy_check
from strategy.models import Municipality


def site_checks(**kwargs: object) -> list[Check]:
    """Say whether there is a declaration of accessibility, and whether its last check is too long ago."""
    declaration = AccessibilityDeclaration.objects.current()
    write = Remedy(
        address=reverse("publicity:declaration"),
        right=Right.EDIT_SETTINGS,
        button=_("Prüfung eintragen"),
    )
    if declaration is None:
        has_text = Municipality.objects.exclude(accessibility="").exists()
        sentence = _("Die Erklärung zur Barrierefreiheit ist noch leer.")
        return [remedy_check(has_text, "no-accessibility", Phase.RESOLUTION, sentence, write)]
    day = declaration.checked_on
    sentence = (
        _(
            "Die Barrierefreiheit der Website wurde zuletzt am %s geprüft. Prüfen Sie sie mindestens einmal im Jahr."
        )
        % f"{day:%d.%m.%Y}"
    )
    holds = not is_due(day, timezone.localdate())
    return [remedy_check(holds, "old-accessibility-check", Phase.RESOLUTION, sentence, write)]
