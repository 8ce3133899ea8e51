from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ProposalIntent(TextChoices):
    """What a proposal wants."""

    CHANGE = "change", _("Änderung")
    ADDITION = "addition", _("neu anlegen")
    REMOVAL = "removal", _("entfernen")
    MOVE = "move", _("verschieben")


class ProposalStatus(TextChoices):
    """The status of a proposed change (Änderungsvorschlag)."""

    OPEN = "open", _("offen")
    ACCEPTED = "accepted", _("angenommen")
    ACCEPTED_WITH_CHANGES = "accepted_with_changes", _("mit Änderungen angenommen")
    DECLINED = "declined", _("abgelehnt")
    WITHDRAWN = "withdrawn", _("zurückgezogen")


PROPOSAL_STATUS_TRANSITIONS: dict[str, frozenset[str]] = {
    ProposalStatus.OPEN: frozenset(set(ProposalStatus) - {ProposalStatus.OPEN}),
    ProposalStatus.ACCEPTED: frozenset(),
    ProposalStatus.ACCEPTED_WITH_CHANGES: frozenset(),
    ProposalStatus.DECLINED: frozenset(),
    ProposalStatus.WITHDRAWN: frozenset(),
}


class DigestFrequency(TextChoices):
    """How often somebody gets the mail about news, of which there is one a day at most."""

    DAILY = "daily", _("täglich")
    WEEKLY = "weekly", _("montags; was sich an mich richtet, auch an anderen Tagen")
    PERSONAL = "personal", _("nur, wenn sich etwas an mich richtet")
    NEVER = "never", _("gar nicht")
