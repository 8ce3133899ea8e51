"""The forms of a measure: its page of its own, and its row in a list."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import cast

from crispy_forms.layout import HTML, Div, Fieldset
from django import forms
from django.db.models import Field
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from editing.amounts import is_far_above, usual, with_remarks, without_zeros
from editing.figures import Rhythm
from editing.forms.figures import (
    AmountField,
    FigureField,
    PeriodEndField,
    PeriodField,
    PeriodStartField,
    PostsField,
)
from editing.forms.layout import Disclosure, columns
from editing.forms.texts import rich_text_area, text_area
from editing.typed import Unreadable
from editing.years import agreed_period, read_period
from strategy.forms.departments import DepartmentField, DepartmentsField
from strategy.forms.element import CONTACTS, FORMER_NUMBER_HELP, ElementForm
from strategy.forms.money import FundingSourcesField, YearlyCostsField
from strategy.forms.persons import PersonsField
from strategy.forms.sdg import SdgTargetsField
from strategy.models import Element, Measure, Strategy
from strategy.money import (
    SHORT_FORM,
    SOURCES,
    YEARLY,
    FundingSource,
    YearlyCost,
    contradictions,
    in_words,
    short_form,
)

NOTED = _("Zahlen und Jahre sind übernommen; was Sie genauer geschrieben haben, steht in der Anmerkung.")

# The boxes by which unusual figures are confirmed, and the figures that are asked about.
UNUSUAL = "unusual"
FIGURES = ("annual_cost", "investment", "staff_fte")


def _german(value: Decimal) -> str:
    return number_format(without_zeros(value), force_grouping=True)


class YearlyCostField(AmountField):
    """What a measure costs each year."""

    rhythm = Rhythm.EACH_YEAR
    otherwise = _("Investition (Euro, einmalig)")


class InvestmentField(AmountField):
    """What a measure costs once."""

    rhythm = Rhythm.ONCE
    otherwise = _("Laufende Kosten (Euro im Jahr)")


class MeasureForm(ElementForm):
    # What is asked of every measure stands on one screen; the rest is behind what it holds.
    layout_fields = (
        columns(
            (
                Fieldset(
                    _("Die Maßnahme"),
                    "title",
                    "description",
                    Disclosure("milestones", summary=_("Meilensteine")),
                ),
            ),
            (
                Fieldset(
                    _("Wer und für wen"),
                    "department",
                    Disclosure(
                        "participants",
                        "contacts",
                        Div("partners", "target_group", css_class="field-row"),
                        summary=_("Beteiligte, Ansprechpersonen, Partner, Zielgruppe"),
                    ),
                ),
                Fieldset(
                    _("Wann"),
                    Div("start_year", "end_year", "permanent", css_class="field-row field-row--box"),
                ),
                Fieldset(
                    _("Was es kostet"), Div("annual_cost", "investment", css_class="field-row"), "funding"
                ),
            ),
            (
                Disclosure(
                    Div("staff_fte", "budget_product", css_class="field-row"),
                    YEARLY,
                    SOURCES,
                    summary=_("Personal, Produktnummer, Kosten je Jahr, Finanzierungsquellen"),
                ),
            ),
            (
                Fieldset(_("Bezug zur Agenda 2030"), "sdg_targets"),
                Fieldset(
                    _("Stand"),
                    "measure_kind",
                    Div("resolution_status", "implementation_status", css_class="field-row"),
                    Disclosure("note", "former_number", summary=_("Anmerkung, bisherige Nummer")),
                ),
            ),
        ),
    )
    sdg_targets = SdgTargetsField(help_text=_("Wozu trägt die Maßnahme bei?"))
    department = DepartmentField(
        label=_("Zuständiger Fachbereich"), help_text=_("Beispiel: FB 33 - Kultur. Auch eine externe Stelle.")
    )
    participants = DepartmentsField(label=_("Beteiligte Stellen"), help_text=_("Wer mitwirkt, eine je Feld."))
    contacts = PersonsField(required=False, label=_("Ansprechpersonen (intern)"), help_text=CONTACTS)
    yearly_costs = YearlyCostsField(
        required=False,
        label=_("Kosten je Jahr"),
        help_text=_(
            "Ein Jahr je Zeile, für gleiche Jahre auch 2027–2030. Die einzelnen Beträge folgen daraus: die "
            "Summe der Investitionen und das, was in den meisten Jahren anfällt."
        ),
    )
    funding_sources = FundingSourcesField(
        required=False,
        label=_("Finanzierungsquellen"),
        help_text=_(
            "Wer wie viel zahlt, über alle Jahre. Die „Finanzierung“ oben ist die Herkunft, die am meisten trägt."
        ),
    )

    class Meta:
        model = Measure
        fields = (
            "title",
            "description",
            "measure_kind",
            "former_number",
            "department",
            "participants",
            "contacts",
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
            "yearly_costs",
            "funding_sources",
            "resolution_status",
            "implementation_status",
            "note",
            "sdg_targets",
        )
        localized_fields = ("annual_cost", "investment", "staff_fte")
        field_classes = {
            "start_year": PeriodStartField,
            "end_year": PeriodEndField,
            "annual_cost": YearlyCostField,
            "investment": InvestmentField,
            "staff_fte": PostsField,
        }
        widgets = {
            "description": rich_text_area(4),
            "milestones": text_area(3),
            "note": text_area(2),
        }
        help_texts = {
            "title": _("Kurz, wie „Vorlesepaten in allen Bezirken“."),
            "description": _("Was wird getan, wie, und warum hilft es?"),
            "former_number": FORMER_NUMBER_HELP,
            "partners": _("Mit Komma getrennt."),
            "milestones": _("Ein Meilenstein je Zeile, zum Beispiel „Q2 2022: Konzept liegt vor“."),
            "annual_cost": _("Zum Beispiel 12.000"),
            "investment": _("Oder 1,2 Mio. €"),
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
        values = super().clean()
        self._complete_period(values)
        note = str(values.get("note") or "")
        noted = with_remarks(note, self._remarks(values))
        if "note" in values and noted != note:
            values["note"] = noted
            self.notices.append(str(NOTED))
        self._agree_about_money(values)
        self._ask_about_unusual(values)
        return values

    def _agree_about_money(self, values: dict[str, object]) -> None:
        """Take the figures that follow from the rows, and tell; refuse others that were typed."""
        costs, sources = (
            () if name in self.errors else values.get(name, getattr(self.instance, name))
            for name in (YEARLY, SOURCES)
        )
        short = short_form(cast("Iterable[YearlyCost]", costs), cast("Iterable[FundingSource]", sources))
        for name, derived in short.items():
            if name not in values or values[name] == derived:
                continue
            if name in self.changed_data and self.typed(name):
                for sentence in contradictions(values, {name: derived}):
                    self.add_error(name, sentence)
                continue
            try:
                cast("Field", Measure._meta.get_field(name)).run_validators(derived)
            except forms.ValidationError as error:
                self.add_error(SHORT_FORM[name], error)
                continue
            values[name] = derived
            self.notices.append(str(_("Aus der Aufstellung ist übernommen: %s")) % in_words(name, derived))

    def _ask_about_unusual(self, values: dict[str, object]) -> None:
        """Ask whether figures far above those of all other measures are meant, and again when they change."""
        names = [
            name
            for name in FIGURES
            if {name, SHORT_FORM[name]} & set(self.changed_data) and isinstance(values.get(name), Decimal)
        ]
        known = (
            list(Measure.objects.active().exclude(pk=self.instance.pk).values_list(*names)) if names else []
        )
        confirmed = frozenset(self.data.getlist(self.add_prefix(UNUSUAL))) if names else frozenset()
        asked = []
        for place, name in enumerate(names):
            value = cast("Decimal", values[name])
            middle = usual(row[place] for row in known if row[place] is not None)
            if middle is None or not is_far_above(value, middle):
                continue
            # The tick belongs to the figure that was asked about, not to one that replaces it.
            tick = f"{name}:{without_zeros(value)}"
            asked.append((tick, f"{self.fields[name].label}: {_german(value)}"))
            if tick in confirmed:
                continue
            sentence = _(
                "Gelesen als %(value)s. Das ist mindestens das Hundertfache dessen, was andere Maßnahmen angeben "
                "(in der Mitte %(median)s). Ist das gemeint?"
            )
            self.add_error(name, sentence % {"value": _german(value), "median": _german(middle)})
        if asked:
            self.fields[UNUSUAL] = forms.MultipleChoiceField(
                label=_("Diese ungewöhnlichen Zahlen stimmen"),
                choices=asked,
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
            self.helper.layout.insert(0, UNUSUAL)

    def _complete_period(self, values: dict[str, object]) -> None:
        if "start_year" not in values or "end_year" not in values:
            return
        start, end = self.typed("start_year"), self.typed("end_year")
        try:
            period = agreed_period(start, end)
        except Unreadable as contradiction:
            self.add_error("start_year", str(contradiction))
            return
        if period.is_permanent and "permanent" not in values:
            self.add_error("start_year", _("„dauerhaft“ hat hier kein Feld."))
            return
        understood = {"start_year": period.start, "end_year": period.end}
        if period.is_permanent:
            understood["permanent"] = True
        for name, value in understood.items():
            if value == values[name]:
                continue
            values[name] = value
            sentence = _("Aus „%(typed)s“ ist auch übernommen: %(label)s %(value)s")
            self.notices.append(
                sentence
                % {
                    "typed": " – ".join(filter(None, (start, end))),
                    "label": self.fields[name].label,
                    "value": _("ja") if value is True else value,
                }
            )

    def _remarks(self, values: dict[str, object]) -> Iterator[tuple[str, str]]:
        for name, field in self.fields.items():
            typed = self.typed(name)
            if not typed or name not in values:
                continue
            if isinstance(field, FigureField):
                figure = field.read(typed)
                yield str(field.label), figure.remark if figure else ""
            elif isinstance(field, PeriodField):
                yield str(field.label), read_period(typed).remark


class MeasureRowForm(MeasureForm):
    """What a list shows of a measure, changed in its row. What a figure does not say still goes into the remark."""

    layout_fields = (  # type: ignore[assignment]
        Div(
            "title",
            "department",
            "start_year",
            "end_year",
            "permanent",
            "annual_cost",
            "investment",
            "implementation_status",
            "resolution_status",
            css_class="field-row",
        ),
        "note",
    )
    sdg_targets = None  # type: ignore[assignment]
    participants = None  # type: ignore[assignment]
    contacts = None  # type: ignore[assignment]
    yearly_costs = None  # type: ignore[assignment]
    funding_sources = None  # type: ignore[assignment]

    class Meta(MeasureForm.Meta):
        fields = (  # type: ignore[assignment]
            "title",
            "department",
            "start_year",
            "end_year",
            "permanent",
            "annual_cost",
            "investment",
            "implementation_status",
            "resolution_status",
            "note",
        )
        localized_fields = ("annual_cost", "investment")  # type: ignore[assignment]
        widgets = {"note": forms.HiddenInput}  # type: ignore[dict-item]
        help_texts = {}

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        instance: Element,
        place: Mapping[str, str],
    ) -> None:
        """Take the measure, and the `place` of its row: the parameters of the addresses that draw it."""
        super().__init__(data, instance=instance)
        self.fields["department"].help_text = ""
        # Several rows of a page may be open.
        self.auto_id = f"zeile-{instance.pk}-%s"
        self.helper.form_id = f"zeile-{instance.pk}"
        self.helper.form_class = "row-form"
        address = reverse("strategy:measure-row-edit", args=[instance.pk], query=place)
        self.helper.form_action = address
        self.helper.attrs |= {"hx-post": address, "hx-sync": "this:drop"}
        ways = HTML('{% include "strategy/_row_form_ways.html" %}')
        self.helper.buttons.fields[1:] = [ways]
        self.helper.buttons.css_class = "actions"
