"""A table of inputs as one field of a form: its values are rows, and inputs for one more stand below them."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import ClassVar, Generic, TypeVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

# The button that draws the form with one row more, and saves nothing; its value is the name of the table.
MORE_ROWS = "more-rows"
Row = TypeVar("Row")
# Between the cells of a row that is kept as one text.
TAB = "\t"


class RowsInput(forms.Widget):
    """The table. What was typed into it is a list of rows, each a text with tabs between its cells."""

    template_name = "editing/rows_input.html"
    columns: ClassVar[Mapping[str, forms.Field]] = {}

    def suggestions(self) -> Mapping[str, Iterable[str]]:
        """What may be meant while somebody types into a column."""
        return {}

    def value_from_datadict(
        self, data: Mapping[str, object], files: MultiValueDict[str, UploadedFile], name: str
    ) -> list[str]:
        lists = forms.SelectMultiple()
        cells = (lists.value_from_datadict(data, files, f"{name}-{column}") or [] for column in self.columns)
        rows = [[" ".join(str(cell).split()) for cell in row] for row in zip_longest(*cells, fillvalue="")]
        asks_for_more = data.get(MORE_ROWS) == name
        return [TAB.join(row) for row in rows if asks_for_more or self._is_filled(row)]

    def value_omitted_from_data(self, data: Mapping[str, object], files: object, name: str) -> bool:
        return not any(f"{name}-{column}" in data for column in self.columns)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_1_{next(iter(self.columns))}" if id_ else id_

    def get_context(self, name: str, value: object, attrs: dict[str, object] | None) -> dict[str, object]:
        context = super().get_context(name, None, attrs)
        typed = value if isinstance(value, list) else []
        rows = [*(row.split(TAB) for row in typed), self._initially()]
        own = self.build_attrs(self.attrs, attrs)
        suggestions = {f"{own.get('id')}_{column}": words for column, words in self.suggestions().items()}
        context["labels"] = [field.label for field in self.columns.values()]
        context["rows"] = [
            self._cells(name, own, row, place, suggestions) for place, row in enumerate(rows, 1)
        ]
        first = next(iter(self.columns))
        context |= {
            "suggestions": suggestions,
            "more": MORE_ROWS,
            "first": f"{name}-{first}",
            "next_id": f"{own.get('id')}_{len(rows) + 1}_{first}",
        }
        return context

    def _cells(
        self,
        name: str,
        own: Mapping[str, object],
        row: list[str],
        place: int,
        suggestions: Mapping[str, Iterable[str]],
    ) -> list[dict[str, object]]:
        shared = {key: own[key] for key in ("class", "aria-invalid", "aria-describedby") if key in own}
        found = []
        for (column, field), value in zip(self.columns.items(), row, strict=False):
            attrs = {
                **shared,
                **field.widget_attrs(field.widget),
                "id": f"{own.get('id')}_{place}_{column}",
                "aria-label": _("%(column)s, Zeile %(row)d") % {"column": field.label, "row": place},
            }
            if (known := f"{own.get('id')}_{column}") in suggestions:
                attrs |= {"list": known, "autocomplete": "off"}
            shown = field.widget.render(f"{name}-{column}", value, attrs)
            found.append({"label": field.label, "input": shown})
        return found

    def _initially(self) -> list[str]:
        """The cells of a row that nobody has filled: a list of choices begins with one of them."""
        return [str(field.initial or "") for field in self.columns.values()]

    def _is_filled(self, row: Iterable[str]) -> bool:
        return any(row) and list(row) != self._initially()


class RowsField(forms.Field, Generic[Row]):
    """Rows of one shape, each column read by a field of its own. A subclass says what they are."""

    widget: type[RowsInput] = RowsInput

    @property
    def columns(self) -> Mapping[str, forms.Field]:
        return cast("RowsInput", self.widget).columns

    def rows_of(self, cells: Mapping[str, object]) -> Iterable[Row]:
        """The rows that a typed one says; more than one where it stands for several. Raises ValidationError."""
        raise NotImplementedError

    def settled(self, rows: Iterable[Row]) -> tuple[Row, ...]:
        """All rows in their order. Raises ValidationError when they contradict each other."""
        raise NotImplementedError

    def typed(self, row: Row) -> list[str]:
        """A row as it would be typed, by column."""
        raise NotImplementedError

    def clean(self, value: object) -> tuple[Row, ...]:
        found: list[Row] = []
        errors: list[ValidationError] = []
        for place, row in enumerate(value if isinstance(value, list) else [], 1):
            try:
                found += self.read(str(row))
            except ValidationError as error:
                errors += [
                    ValidationError(_("Zeile %(row)d: %(reason)s") % {"row": place, "reason": sentence})
                    for sentence in error.messages
                ]
        if errors:
            raise ValidationError(errors)
        return self.settled(found)

    def read(self, row: str) -> Iterable[Row]:
        """The rows that one typed row says. Raises ValidationError."""
        return self.rows_of(self._cells(row.split(TAB)))

    def _cells(self, texts: Iterable[str]) -> dict[str, object]:
        found: dict[str, object] = {}
        errors = []
        given = dict(zip(self.columns, texts, strict=False))
        for name, field in self.columns.items():
            try:
                found[name] = field.clean(given.get(name, ""))
            except ValidationError as error:
                errors += [f"{field.label}: {sentence}" for sentence in error.messages]
        if errors:
            raise ValidationError(errors)
        return found

    def prepare_value(self, value: object) -> list[str]:
        """Rows, in whatever order they come, as they would be typed; what was typed stays."""
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return value
        return [TAB.join(self.typed(row)) for row in self._rows(value)]

    def _rows(self, value: object) -> Sequence[Row]:
        return self.ordered(value if isinstance(value, tuple | list | frozenset) else ())

    def ordered(self, rows: Iterable[Row]) -> Sequence[Row]:
        """Rows in the order in which they are kept."""
        raise NotImplementedError

    def has_changed(self, initial: object, data: object) -> bool:
        try:
            return self.prepare_value(self.clean(data)) != self.prepare_value(initial or ())
        except ValidationError:
            return True

    def shown(self, value: object) -> str:
        """Rows as people read them, one line for each."""
        return "\n".join(map(str, self._rows(value)))

    def sent(self, name: str, value: object) -> dict[str, list[str]]:
        """Rows as a browser would send them, by the names of the inputs."""
        rows = [row.split(TAB) for row in self.prepare_value(value)]
        return {f"{name}-{column}": [row[place] for row in rows] for place, column in enumerate(self.columns)}
