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


class MembershipRole(TextChoices):
    CHAIR = "chair", _("Vorsitz")
    DEPUTY = "deputy", _("Stellvertretung")
    MEMBER = "member", _("Mitglied")
