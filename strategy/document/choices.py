from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class VersionStatus(TextChoices):
    COUNCIL_DRAFT = "council_draft", _("Beschlussentwurf")
    ADOPTED = "adopted", _("beschlossene Fassung")


VERSION_STATUS_TRANSITIONS: dict[str, frozenset[str]] = {
    VersionStatus.COUNCIL_DRAFT: frozenset({VersionStatus.ADOPTED}),
    VersionStatus.ADOPTED: frozenset(),
}
