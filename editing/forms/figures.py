"""Fields for figures, years and days, read by `editing.figures`: what is typed is understood or refused, never bent."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from editing.amounts import without_zeros
from editing.figures import (
    YEARS,
    YEARS_OF_DAYS,
    Figure,
    Unreadable,
    read_amount,
    read_day,
    read_number,
    read_period,
    read_posts,
    read_year,
)


class FigureField(forms.DecimalField):
    """A figure as `figure_of` reads it. Show it localised, so that it can be typed again as it stands there."""

    widget = forms.TextInput
    # A field without a place for remarks takes exact figures only.
    takes_remarks = True

    def figure_of(self, text: str) -> Figure:
        """The figure that was typed. Raises Unreadable."""
        raise NotImplementedError

    def clean(self, value: object) -> Decimal | None:
        if isinstance(value, str):
            figure = self.read(value)
            value = None if figure is None else figure.value
        found: Decimal | None = super().clean(value)
        return found

    def read(self, text: str) -> Figure | None:
        """The figure that was typed; None for nothing. Raises ValidationError."""
        if not text.strip():
            return None
        try:
            figure = self.figure_of(text)
        except Unreadable as unreadable:
            raise ValidationError(str(unreadable), code="invalid") from unreadable
        if figure.remark and not self.takes_remarks:
            raise ValidationError(
                _(
                    "„%(typed)s“ ist keine genaue Angabe. Schreiben Sie nur die Zahl, sie wurde so gelesen: %(value)s"
                )
                % {"typed": figure.remark, "value": number_format(without_zeros(figure.value))},
                code="invalid",
            )
        return figure

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        return {**super().widget_attrs(widget), "inputmode": "decimal"}


class AmountField(FigureField):
    """Euros: 12.000,50 or 1,2 Mio. € or ca. 20 TEUR."""

    def figure_of(self, text: str) -> Figure:
        return read_amount(text)


class ExactAmountField(AmountField):
    """Euros in a table of the budget, where nothing is approximate."""

    takes_remarks = False


class PostsField(FigureField):
    """Full-time posts: 0,5 or 1/2 or 50 %."""

    def figure_of(self, text: str) -> Figure:
        return read_posts(text)


class NumberField(FigureField):
    """A plain figure: 12,5."""

    takes_remarks = False

    def figure_of(self, text: str) -> Figure:
        return read_number(text)


class YearField(forms.IntegerField):
    """A year, as it stands in a date as well."""

    widget = forms.TextInput

    def to_python(self, value: object) -> int | None:
        if not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        try:
            return self.year_of(value)
        except Unreadable as unreadable:
            raise ValidationError(str(unreadable), code="invalid") from unreadable

    def year_of(self, text: str) -> int | None:
        """The year that was typed. Raises Unreadable."""
        return read_year(text)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        return {**super().widget_attrs(widget), "inputmode": "numeric"}


class PeriodStartField(YearField):
    """The year in which something begins. A whole period may be typed: the form completes its end."""

    def year_of(self, text: str) -> int | None:
        return read_period(text).start


class PeriodEndField(YearField):
    """The year in which something ends. A whole period may be typed: the form completes its beginning."""

    def year_of(self, text: str) -> int | None:
        period = read_period(text)
        return period.start if period.is_one_year else period.end


class DayField(forms.DateField):
    """A day, typed or picked: 05.10.2021, 5.10.21 or 2021-10-05. A year outside of `years` is a typing error."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    years: ClassVar[range] = YEARS_OF_DAYS

    def to_python(self, value: str | date | None) -> date | None:
        if not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        try:
            return read_day(value, years=self.years)
        except Unreadable as unreadable:
            raise ValidationError(str(unreadable), code="invalid") from unreadable


class RecentDayField(DayField):
    """A day within the life of a strategy: of a meeting or of a seat."""

    years = YEARS
