"""The tables of a measure's form in which costs are planned per year, and sources of money listed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editing.amounts import without_zeros
from editing.forms.figures import ExactAmountField, PostsField
from editing.forms.rows import RowsField, RowsInput
from editing.typed import Unreadable
from editing.years import Period, read_period
from strategy.choices import Funding, FundingState
from strategy.money import FundingSource, YearlyCost, in_order_of_sources, in_order_of_years

# A plan for longer than this is a typing error.
YEARS_AT_MOST = 30
SOURCES_AT_MOST = 20
NAME_AT_MOST = 120


class _YearsField(forms.CharField):
    """A year, or a period that stands for each of its years."""

    def clean(self, value: object) -> Period:
        text = super().clean(value)
        try:
            period = read_period(text)
        except Unreadable as unreadable:
            raise ValidationError(str(unreadable)) from unreadable
        if period.start is None or period.remark or (period.end is None and not period.is_one_year):
            raise ValidationError(
                _("„%s“ ist kein Jahr und kein Zeitraum mit Anfang und Ende. Beispiele: 2027 oder 2027–2030.")
                % text
            )
        return period


class _ExactPostsField(PostsField):
    takes_remarks = False


_amount = partial(
    ExactAmountField,
    required=False,
    max_digits=12,
    decimal_places=2,
    validators=[MinValueValidator(Decimal(0), gettext_lazy("Bitte geben Sie keinen negativen Betrag ein."))],
)


class YearlyCostsInput(RowsInput):
    columns: ClassVar[Mapping[str, forms.Field]] = {
        "year": _YearsField(
            label=gettext_lazy("Jahr"),
            error_messages={"required": gettext_lazy("Bitte geben Sie das Jahr an.")},
        ),
        "investment": _amount(label=gettext_lazy("einmalig (Euro)")),
        "running_cost": _amount(label=gettext_lazy("laufend (Euro)")),
        "staff_fte": _ExactPostsField(
            label=gettext_lazy("Stellen"),
            required=False,
            max_digits=6,
            decimal_places=2,
            validators=[MinValueValidator(Decimal(0))],
        ),
    }


class YearlyCostsField(RowsField[YearlyCost]):
    """What a measure costs per year: once, running, and in posts."""

    widget = YearlyCostsInput

    def rows_of(self, cells: Mapping[str, object]) -> Iterator[YearlyCost]:
        period = cells["year"]
        amounts = {name: value for name, value in cells.items() if isinstance(value, Decimal)}
        if not isinstance(period, Period) or period.start is None:
            return
        if not amounts:
            raise ValidationError(_("Bitte geben Sie einen Betrag oder Stellen an."))
        last = period.start if period.end is None else period.end
        if last > period.start and "investment" in amounts:
            raise ValidationError(_("Was einmalig anfällt, steht in einem einzigen Jahr."))
        for year in range(period.start, last + 1):
            yield YearlyCost(year=year, **amounts)

    def settled(self, rows: Iterable[YearlyCost]) -> tuple[YearlyCost, ...]:
        found = self.ordered(rows)
        twice = sorted(year for year, times in Counter(row.year for row in found).items() if times > 1)
        if twice:
            raise ValidationError(
                _("Jedes Jahr steht in einer Zeile. Mehrfach genannt: %s") % ", ".join(map(str, twice))
            )
        if len(found) > YEARS_AT_MOST:
            raise ValidationError(_("Geplant wird für höchstens %d Jahre.") % YEARS_AT_MOST)
        return found

    def typed(self, row: YearlyCost) -> list[str]:
        return [str(row.year), *map(_shown, (row.investment, row.running_cost, row.staff_fte))]

    def ordered(self, rows: Iterable[YearlyCost]) -> tuple[YearlyCost, ...]:
        return in_order_of_years(rows)


class FundingSourcesInput(RowsInput):
    columns: ClassVar[Mapping[str, forms.Field]] = {
        "kind": forms.ChoiceField(
            label=gettext_lazy("Herkunft"),
            choices=[("", gettext_lazy("Bitte wählen")), *Funding.choices],
            error_messages={"required": gettext_lazy("Bitte wählen Sie, woher das Geld kommt.")},
        ),
        "name": forms.CharField(
            label=gettext_lazy("Programm oder Geldgeber"), required=False, max_length=NAME_AT_MOST
        ),
        "amount": _amount(label=gettext_lazy("Betrag (Euro)")),
        "state": forms.ChoiceField(
            label=gettext_lazy("Stand"), choices=FundingState.choices, initial=FundingState.OPEN
        ),
    }


class FundingSourcesField(RowsField[FundingSource]):
    """Who pays for a measure: kind and name of each source, the amount over all years, and how sure it is."""

    widget = FundingSourcesInput

    def rows_of(self, cells: Mapping[str, object]) -> Iterator[FundingSource]:
        amount = cells["amount"]
        yield FundingSource(
            kind=Funding(str(cells["kind"])),
            name=str(cells["name"]),
            amount=amount if isinstance(amount, Decimal) else None,
            state=FundingState(str(cells["state"])),
        )

    def settled(self, rows: Iterable[FundingSource]) -> tuple[FundingSource, ...]:
        found = self.ordered(rows)
        twice = next((row for row in found if found.count(row) > 1), None)
        if twice is not None:
            raise ValidationError(_("Diese Zeile steht zweimal da: %s") % twice)
        if len(found) > SOURCES_AT_MOST:
            raise ValidationError(_("Genannt werden höchstens %d Quellen.") % SOURCES_AT_MOST)
        return found

    def typed(self, row: FundingSource) -> list[str]:
        return [row.kind.value, row.name, _shown(row.amount), row.state.value]

    def ordered(self, rows: Iterable[FundingSource]) -> tuple[FundingSource, ...]:
        return in_order_of_sources(rows)


def _shown(value: Decimal | None) -> str:
    """A figure as it can be typed again: 12.000,50."""
    return "" if value is None else number_format(without_zeros(value), force_grouping=True)
