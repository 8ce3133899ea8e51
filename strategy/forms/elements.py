"""The forms of theme fields, goals and chapters, and the form of each kind of element."""

from crispy_forms.layout import HTML, Div, Fieldset
from django.utils.translation import gettext_lazy as _

from editing.figures import is_percentage, other_unit
from editing.forms.figures import NumberField, YearField
from editing.forms.layout import Disclosure, columns
from editing.forms.readability import Readable
from editing.forms.texts import rich_text_area, text_area
from editing.readability import TextKind
from strategy.choices import ElementKind
from strategy.forms.departments import DepartmentField, DepartmentsField
from strategy.forms.element import CONTACTS, FORMER_NUMBER_HELP, ElementForm
from strategy.forms.measures import MeasureForm
from strategy.forms.persons import PersonsField
from strategy.forms.sdg import SdgTargetsField
from strategy.models import Chapter, OperationalGoal, StrategicGoal, ThemeField

# The unit of figures that were typed so, where none was given.
PER_CENT = _("Prozent")


class ThemeForm(ElementForm):
    """The texts of a selected theme field. Its title and description belong to the selection."""

    layout_fields = (columns(("guideline", Readable("summary", TextKind.SUMMARY), "initial_situation"), ()),)

    class Meta:
        model = ThemeField
        fields = ("guideline", "summary", "initial_situation")
        widgets = {
            "guideline": text_area(4),
            "summary": text_area(3),
            "initial_situation": rich_text_area(14, headings=True),
        }
        help_texts = {
            "guideline": _(
                "Beschreiben Sie in ein bis drei Sätzen und in der Gegenwart, wie es am Ziel aussieht. "
                "Beispiel: „In unserer Stadt haben alle Kinder die gleichen Chancen auf gute Bildung.“"
            ),
            "summary": _("Zwei bis drei kurze Sätze für Bürgerinnen und Bürger, ohne Fachwörter."),
            "initial_situation": _("Wo steht die Stadt heute? Was gibt es schon, was fehlt?"),
        }


class StrategicGoalForm(ElementForm):
    layout_fields = (
        columns(
            (Fieldset(_("Das Ziel"), "statement", "explanation"),),
            (
                Fieldset(_("Bezug zur Agenda 2030"), "sdg_targets"),
                Fieldset(_("Bezug zu Bund und Land"), "dns_codes", "nhs_codes"),
            ),
        ),
    )
    sdg_targets = SdgTargetsField(help_text=_("Wozu trägt dieses Ziel bei?"))

    class Meta:
        model = StrategicGoal
        fields = ("statement", "explanation", "sdg_targets", "dns_codes", "nhs_codes")
        widgets = {"statement": text_area(4), "explanation": rich_text_area(8)}
        help_texts = {
            "statement": _(
                "Beschreiben Sie den Zustand im Zieljahr, nicht die Tätigkeit. "
                "Beispiel: „Im Jahr 2030 verlässt niemand die Schule ohne Abschluss.“"
            ),
            "explanation": _("Warum ist das Ziel wichtig, was ist damit gemeint?"),
        }


class OperationalGoalForm(ElementForm):
    layout_fields = (
        columns(
            (
                Fieldset(_("Das Ziel"), "short_title", "statement", "explanation"),
                HTML('{% include "strategy/_smart_live.html" %}'),
            ),
            (
                Fieldset(
                    _("Woran wir es messen"),
                    "indicator",
                    "unit",
                    Div("baseline_value", "baseline_year", css_class="field-row"),
                    Div("target_value", "target_year", css_class="field-row"),
                ),
                Fieldset(
                    _("Wer sich kümmert"),
                    "responsible",
                    Disclosure("participants", "contacts", summary=_("Beteiligte, Ansprechpersonen")),
                    Disclosure("former_number", summary=_("Bisherige Nummer")),
                ),
            ),
            (
                Fieldset(_("Bezug zur Agenda 2030"), "sdg_targets"),
                Fieldset(_("Bezug zu Bund und Land"), "dns_codes", "nhs_codes"),
            ),
        ),
    )
    sdg_targets = SdgTargetsField(help_text=_("Wozu trägt dieses Ziel bei?"))
    responsible = DepartmentField(
        label=_("Zuständig"), help_text=_("Fachbereich oder Stelle, die auf das Ziel achtet.")
    )
    participants = DepartmentsField(label=_("Beteiligte Stellen"), help_text=_("Wer mitwirkt, eine je Feld."))
    contacts = PersonsField(required=False, label=_("Ansprechpersonen (intern)"), help_text=CONTACTS)

    class Meta:
        model = OperationalGoal
        fields = (
            "short_title",
            "statement",
            "explanation",
            "indicator",
            "unit",
            "baseline_value",
            "baseline_year",
            "target_value",
            "target_year",
            "responsible",
            "participants",
            "contacts",
            "former_number",
            "sdg_targets",
            "dns_codes",
            "nhs_codes",
        )
        localized_fields = ("baseline_value", "target_value")
        field_classes = {
            "baseline_value": NumberField,
            "baseline_year": YearField,
            "target_value": NumberField,
            "target_year": YearField,
        }
        widgets = {"statement": text_area(4), "explanation": rich_text_area(6)}
        help_texts = {
            "short_title": _("Zwei bis fünf Wörter, zum Beispiel „Lesen im Quartier“."),
            "statement": _(
                "Ein Satz, der mit dem Zieljahr beginnt. "
                "Beispiel: „Bis 2025 sinkt der Restmüll auf 202 Kilogramm je Person.“"
            ),
            "indicator": _("Was wird gezählt oder gemessen? Beispiel: Restmüll je Person."),
            "unit": _("Beispiel: kg im Jahr, Prozent, Stück."),
            "baseline_value": _("Beispiel: 205 oder 12,5"),
            "target_value": _("Beispiel: 202"),
            "former_number": FORMER_NUMBER_HELP,
        }

    def clean(self) -> dict[str, object]:
        """Refuse a percentage beside another unit; it says the unit itself where none is given."""
        values = super().clean()
        typed = {name: self.typed(name) for name in ("baseline_value", "target_value") if name in values}
        unit = values.get("unit")
        if not isinstance(unit, str):
            return values
        for name, text in typed.items():
            if reason := other_unit(text, unit):
                self.add_error(name, reason)
        if not unit and any(map(is_percentage, typed.values())):
            values["unit"] = str(PER_CENT)
            self.notices.append(str(_("Als Einheit ist „Prozent“ übernommen.")))
        return values


class ChapterForm(ElementForm):
    layout_fields = (columns(("text",), ()),)

    class Meta:
        model = Chapter
        fields = ("text",)
        widgets = {"text": rich_text_area(24, headings=True)}


FORMS: dict[ElementKind, type[ElementForm]] = {
    ElementKind.THEME: ThemeForm,
    ElementKind.STRATEGIC_GOAL: StrategicGoalForm,
    ElementKind.OPERATIONAL_GOAL: OperationalGoalForm,
    ElementKind.MEASURE: MeasureForm,
    ElementKind.CHAPTER: ChapterForm,
}
