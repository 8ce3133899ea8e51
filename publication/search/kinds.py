"""What the public search finds, and where the elements of the strategy have their pages. Pure."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from strategy.choices import ElementKind

ROUTES = {
    ElementKind.THEME: "publication:theme",
    ElementKind.STRATEGIC_GOAL: "publication:goal",
    ElementKind.OPERATIONAL_GOAL: "publication:goal",
    ElementKind.MEASURE: "publication:measure",
}


class SubjectKind(TextChoices):
    """The values stand in addresses."""

    THEME = "themenfeld", _("Themenfeld")
    STRATEGIC_GOAL = "strategisches-ziel", _("Strategisches Ziel")
    OPERATIONAL_GOAL = "operatives-ziel", _("Operatives Ziel")
    MEASURE = "massnahme", _("Maßnahme")
    INDICATOR = "indikator", _("Indikator")
    REPORT = "bericht", _("Bericht zur Umsetzung")
    DECISION = "beschluss", _("Beschluss")
    DEPARTMENT = "fachbereich", _("Fachbereich")
    SDG = "sdg", _("Ziel der Agenda 2030")
    CHAPTER = "kapitel", _("Kapitel")
