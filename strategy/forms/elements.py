"""The forms of the elements, one per kind. A saved element's form carries the revision it was opened with."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import ClassVar, cast

from crispy_forms.layout import HTML, Div, Fieldset, LayoutObject
from django import forms
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from editing.amounts import far_outside, with_remarks, without_zeros
from editing.figures import read_period
from editing.forms.figures import (
    AmountField,
    FigureField,
    NumberField,
    PeriodEndField,
    PeriodStartField,
    PostsField,
    YearField,
)
from editing.forms.layout import columns, form_helper
from editing.forms.revised import RevisedForm
from editing.forms.texts import rich_text_area, text_area
from strategy.choices import ElementKind
from strategy.forms.sdg import SdgTargetsField
from strategy.models import Chapter, Element, Measure, OperationalGoal, StrategicGoal, Strategy, ThemeField

NOTED = _("Zahlen und Jahre sind übernommen; was Sie genauer geschrieben haben, steht in der Anmerkung.")


# The box by which an unusual figure is confirmed, and the figures that are asked about.
UNUSUAL = "unusual"
FIGURES = ("annual_cost", "investment", "staff_fte")


def _german(value: Decimal) -> str:
    return number_format(without_zeros(value), force_grouping=True)


class ElementForm(RevisedForm):
    """The common part of all element forms: the save bar and German figures."""

    layout_fields: ClassVar[tuple[str | LayoutObject, ...]]
    button: ClassVar[str | Promise] = _("Speichern")

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        instance: Element | None = None,
        initial: dict[str, object] | None = None,
        prefix: str | None = None,
    ) -> None:
        super().__init__(data, instance=instance, initial=initial, prefix=prefix)
        for name, value in self.initial.items():
            if isinstance(value, Decimal):
                # "36,000" would read like thirty-six thousand.
                self.initial[name] = without_zeros(value)
        self.helper = form_helper("revision", *self.layout_fields, button=self.button)
        self.helper.form_id = "element-form"


class ThemeForm(ElementForm):
    """The texts of a selected theme field. Its title and description belong to the selection."""

    layout_fields = (
        Fieldset(_("Leitlinie"), "guideline"),
        Fieldset(_("Für alle verständlich"), "summary"),
        Fieldset(_("Ausgangslage"), "initial_situation"),
    )

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
                Fieldset(_("Wer sich kümmert"), "responsible"),
            ),
            (
                Fieldset(_("Bezug zur Agenda 2030"), "sdg_targets"),
                Fieldset(_("Bezug zu Bund und Land"), "dns_codes", "nhs_codes"),
            ),
        ),
    )
    sdg_targets = SdgTargetsField(help_text=_("Wozu trägt dieses Ziel bei?"))

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
            "responsible": _("Fachbereich oder Stelle, die auf das Ziel achtet."),
        }


class MeasureForm(ElementForm):
    layout_fields = (
        columns(
            (
                Fieldset(_("Die Maßnahme"), "title", "description", "measure_kind"),
                Fieldset(
                    _("Wer und für wen"), "department", Div("partners", "target_group", css_class="field-row")
                ),
            ),
            (
                Fieldset(
                    _("Wann"), Div("start_year", "end_year", css_class="field-row"), "permanent", "milestones"
                ),
                Fieldset(
                    _("Was es kostet"),
                    Div("annual_cost", "investment", css_class="field-row"),
                    Div("staff_fte", "budget_product", css_class="field-row"),
                    "funding",
                ),
            ),
            (
                Fieldset(
                    _("Stand"),
                    Div("resolution_status", "implementation_status", css_class="field-row"),
                    "note",
                ),
                Fieldset(_("Bezug zur Agenda 2030"), "sdg_targets"),
            ),
        ),
    )
    sdg_targets = SdgTargetsField(help_text=_("Wozu trägt die Maßnahme bei?"))

    class Meta:
        model = Measure
        fields = (
            "title",
            "description",
            "measure_kind",
            "department",
            "partners",
            "target_group",
            "start_year",
            "end_year",
            "permanent",
            "milestones",
            "annual_cost",
            "investment",
            "staff_fte",
            "budget_product",
            "funding",
            "resolution_status",
            "implementation_status",
            "note",
            "sdg_targets",
        )
        localized_fields = ("annual_cost", "investment", "staff_fte")
        field_classes = {
            "start_year": PeriodStartField,
            "end_year": PeriodEndField,
            "annual_cost": AmountField,
            "investment": AmountField,
            "staff_fte": PostsField,
        }
        widgets = {
            "description": rich_text_area(6),
            "milestones": text_area(3),
            "note": text_area(2),
        }
        help_texts = {
            "title": _("Kurz und eindeutig, zum Beispiel „Vorlesepaten in allen Bezirken“."),
            "description": _("Was wird getan, wie, und warum hilft es?"),
            "department": _("Beispiel: FB 33 - Kultur"),
            "partners": _("Mit Komma getrennt."),
            "end_year": _("Leer, wenn dauerhaft."),
            "milestones": _("Ein Meilenstein je Zeile, zum Beispiel „Q2 2022: Konzept liegt vor“."),
            "annual_cost": _("Beispiele: 12.000 oder 1,2 Mio. €"),
            "investment": _("Beispiele: 12.000 oder 1,2 Mio. €"),
            "staff_fte": _("Beispiele: 0,5 oder 50 %"),
        }

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        instance: Element | None = None,
        initial: dict[str, object] | None = None,
        prefix: str | None = None,
    ) -> None:
        super().__init__(data, instance=instance, initial=initial, prefix=prefix)
        status = self.fields.get("resolution_status")
        adding = self.instance._state.adding
        strategy = Strategy.objects.current() if adding else self.instance.strategy_of
        if status is not None and strategy is not None and strategy.has_fixed_numbers:
            status.disabled = True
            status.help_text = _("Folgt seit dem Beschluss der Strategie aus den eingetragenen Beschlüssen.")

    def clean(self) -> dict[str, object]:
        """Complete the years of a period, and keep in the remark what a figure alone does not say."""
        values: dict[str, object] = super().clean() or self.cleaned_data
        self._complete_period(values)
        note = str(values.get("note") or "")
        noted = with_remarks(note, self._remarks(values))
        if "note" in values and noted != note:
            values["note"] = noted
            self.notices.append(str(NOTED))
        if not self.data.get(self.add_prefix(UNUSUAL)):
            self._ask_about_unusual(values)
        return values

    def _ask_about_unusual(self, values: dict[str, object]) -> None:
        """Ask once whether a figure far above those of all other measures is meant."""
        names = [
            name for name in FIGURES if name in self.changed_data and isinstance(values.get(name), Decimal)
        ]
        known = (
            list(Measure.objects.active().exclude(pk=self.instance.pk).values_list(*names)) if names else []
        )
        is_asked = False
        for place, name in enumerate(names):
            value = cast("Decimal", values[name])
            middle = far_outside(value, [row[place] for row in known if row[place] is not None])
            if middle is not None:
                is_asked = True
                sentence = _(
                    "Gelesen als %(value)s. Das ist mehr als das Hundertfache dessen, was andere Maßnahmen angeben "
                    "(in der Mitte %(median)s). Ist das gemeint?"
                )
                self.add_error(name, sentence % {"value": _german(value), "median": _german(middle)})
        if is_asked:
            self.fields[UNUSUAL] = forms.BooleanField(
                label=_("Die ungewöhnlichen Zahlen stimmen."), required=False
            )
            self.helper.layout.insert(0, UNUSUAL)

    def _typed(self, name: str) -> str:
        return str(self.data.get(self.add_prefix(name)) or "").strip()

    def _complete_period(self, values: dict[str, object]) -> None:
        for name, other in (("start_year", "end_year"), ("end_year", "start_year")):
            if not self._typed(name) or name not in values or other not in values:
                continue
            period = read_period(self._typed(name))
            found = period.end if name == "start_year" else period.start
            if found is None or period.is_one_year:
                continue
            if values[other] is None:
                values[other] = found
                label = self.fields[other].label
                self.notices.append(
                    _("Aus „%(typed)s“ ist auch übernommen: %(label)s %(year)d")
                    % {"typed": self._typed(name), "label": label, "year": found}
                )
            elif values[other] != found:
                self.add_error(name, _("Hier steht ein anderes Jahr als im anderen Feld: %d.") % found)

    def _remarks(self, values: dict[str, object]) -> Iterator[tuple[str, str]]:
        for name, field in self.fields.items():
            typed = self._typed(name)
            if not typed or values.get(name) is None:
                continue
            if isinstance(field, FigureField):
                figure = field.read(typed)
                yield str(field.label), figure.remark if figure else ""
            elif isinstance(field, PeriodStartField | PeriodEndField):
                yield str(field.label), read_period(typed).remark


class ChapterForm(ElementForm):
    layout_fields = ("text",)

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
