from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CommitteeKind(TextChoices):
    """Every kind of body (Gremium)."""

    COORDINATION = "coordination", _("Koordination")
    CORE_TEAM = "core_team", _("Kernteam")
    STEERING_GROUP = "steering_group", _("Steuerungsgruppe")
    COMMITTEE = "committee", _("Ausschuss")
    DISTRICT_COUNCIL = "district_council", _("Bezirksvertretung")
    COUNCIL = "council", _("Rat")


# Bodies whose public meetings everybody may know of.
POLITICAL_KINDS = (CommitteeKind.COMMITTEE, CommitteeKind.DISTRICT_COUNCIL, CommitteeKind.COUNCIL)
# Bodies that everybody may know of; coordination and core team are the administration's own business.
PUBLIC_KINDS = (*POLITICAL_KINDS, CommitteeKind.STEERING_GROUP)


class MembershipRole(TextChoices):
    CHAIR = "chair", _("Vorsitz")
    DEPUTY = "deputy", _("Stellvertretung")
    MEMBER = "member", _("Mitglied")
