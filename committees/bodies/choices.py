from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class CommitteeKind(TextChoices):
    """Every kind of body (Gremium)."""

    COORDINATION = "coordination", _("Koordination")
    CORE_TEAM = "core_team", _("Kernteam")
    STEERING_GROUP = "steering_group", _("Steuerungsgruppe")
    COMMITTEE = "committee", _("Ausschuss")
    DISTRICT_COUNCIL = "district_council", _("Bezirksvertretung")
    COUNCIL = "council", _("Rat")


class MunicipalOrder(TextChoices):
    """The kind of municipality, by which its bodies are called."""

    INDEPENDENT_CITY = "independent_city", _("Kreisfreie Stadt")
    TOWN = "town", _("Kreisangehörige Stadt oder Gemeinde")
    COUNTY = "county", _("Kreis")


# Kinds of which there is one; the others need their names.
GENITIVES: dict[str, str | Promise] = {
    CommitteeKind.CORE_TEAM: _("des Kernteams"),
    CommitteeKind.STEERING_GROUP: _("der Steuerungsgruppe"),
    CommitteeKind.COUNCIL: _("des Rats"),
}
# Bodies whose public meetings everybody may know of.
POLITICAL_KINDS = (CommitteeKind.COMMITTEE, CommitteeKind.DISTRICT_COUNCIL, CommitteeKind.COUNCIL)
# Bodies that everybody may know of; coordination and core team are the administration's own business.
PUBLIC_KINDS = (*POLITICAL_KINDS, CommitteeKind.STEERING_GROUP)


class MembershipRole(TextChoices):
    CHAIR = "chair", _("Vorsitz")
    DEPUTY = "deputy", _("Stellvertretung")
    MEMBER = "member", _("Mitglied")
