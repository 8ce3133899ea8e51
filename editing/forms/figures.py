"""Fields for figures, years and days, read by `editing.figures` and `editing.years`.

What is typed is understood or refused, never bent.
"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from editing.amounts import without_zeros
from editing.figures import Figure, Rhythm, read_amount, read_number, read_posts, read_whole_number
from editing.typed import Unreadable
from editing.years import (
    YEARS,
    YEARS_OF_DAYS,
    Period,
    Year,
    read_day,
    read_moment,
    read_period,
    read_year,
)

T = TypeVar("T")


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
        figure = _read(self.figure_of, text)
        if figure is not None and figure.remark and not self.takes_remarks:
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
    """Euros: 12.000,50 or 1,2 Mio. € or ca. 20 TEUR. With a rhythm, other amounts belong to another field."""

    rhythm: ClassVar[Rhythm | None] = None
    otherwise: ClassVar[str | Promise] = ""

    def figure_of(self, text: str) -> Figure:
        return read_amount(text, rhythm=self.rhythm, otherwise=str(self.otherwise))


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

    def prepare_value(self, value: object) -> object:
        """What stands in the field: 12,500 of the database could be read as a thousand."""
        return without_zeros(value) if isinstance(value, Decimal) else value


class WholeNumberField(forms.IntegerField):
    """A whole number: 12 or 1.000."""

    widget = forms.TextInput

    def to_python(self, value: object) -> int | None:
        return _read(read_whole_number, value) if isinstance(value, str) else super().to_python(value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        return {"inputmode": "numeric", "class": "field-short"}


class YearField(forms.IntegerField):
    """A year, also that of a day or a month. A form that has no remark tells what is lost so."""

    widget = forms.TextInput

    def to_python(self, value: object) -> int | None:
        if not isinstance(value, str):
            return super().to_python(value)
        year = _read(self.year_of, value)
        return None if year is None else year.value

    def year_of(self, text: str) -> Year | None:
        """The year that was typed. Raises Unreadable."""
        return read_year(text)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        return {**super().widget_attrs(widget), "inputmode": "numeric"}


class PeriodField(YearField):
    """A year, in a form that completes the other one from a whole period and keeps in its remark what is lost."""

    def year_of(self, text: str) -> Year | None:
        period = read_period(text)
        year = self.year_in(period)
        return None if year is None else Year(value=year, remark=period.remark)

    def year_in(self, period: Period) -> int | None:
        """The year of a period that belongs here."""
        raise NotImplementedError


class PeriodStartField(PeriodField):
    """The year in which something begins."""

    def year_in(self, period: Period) -> int | None:
        return period.start


class PeriodEndField(PeriodField):
    """The year in which something ends."""

    def year_in(self, period: Period) -> int | None:
        return period.start if period.is_one_year else period.end


class DayField(forms.DateField):
    """A day, typed or picked: 05.10.2021, 5.10.21 or 2021-10-05. A year outside of `years` is a typing error."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    years: ClassVar[range] = YEARS_OF_DAYS

    def to_python(self, value: str | date | None) -> date | None:
        if not isinstance(value, str):
            return super().to_python(value)
        return _read(lambda text: read_day(text, years=self.years), value)


class RecentDayField(DayField):
    """A day within the life of a strategy: of a meeting or of a seat."""

    years = YEARS


class DayAndTimeField(forms.DateTimeField):
    """A day and a time, typed or picked: 05.10.2027 18:00 or 5.10.27, 18 Uhr."""

    widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})

    def to_python(self, value: str | datetime | date | None) -> datetime | None:
        if not isinstance(value, str):
            return super().to_python(value)
        found = _read(read_moment, value)
        return None if found is None else from_current_timezone(found)


def _read(reader: Callable[[str], T], text: str) -> T | None:
    """What a reader understands; None for nothing. Raises ValidationError."""
    if not text.strip():
        return None
    try:
        return reader(text)
    except Unreadable as unreadable:
        raise ValidationError(str(unreadable), code="invalid") from unreadable
