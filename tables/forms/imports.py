"""The forms of reading a table in: the file, and which column fills which field."""

from collections.abc import Iterator, Sequence

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editing.forms.layout import form_helper
from tables.files.reading import FILE_AT_MOST
from tables.headings import ColumnFact
from tables.kinds.column import Column

ENCODINGS = (
    ("", gettext_lazy("von selbst erkennen")),
    ("utf-8", "UTF-8"),
    ("cp1252", "Windows-1252"),
    ("utf-16", "UTF-16"),
)


class UploadForm(forms.Form):
    """An uploaded table."""

    file = forms.FileField(
        label=gettext_lazy("Datei"),
        help_text=gettext_lazy("Excel (.xlsx) oder CSV, höchstens 20 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"empty": gettext_lazy("Diese Datei ist leer.")},
    )
    sheet = forms.CharField(
        label=gettext_lazy("Blatt"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Leer: das Blatt, dessen Überschriften am besten passen."),
    )
    encoding = forms.ChoiceField(
        label=gettext_lazy("Zeichensatz einer CSV-Datei"), required=False, choices=ENCODINGS
    )

    def __init__(
        self, data: QueryDict | None = None, files: MultiValueDict[str, UploadedFile] | None = None
    ) -> None:
        super().__init__(data, files)
        self.helper = form_helper("file", "sheet", "encoding", button=gettext_lazy("Tabelle einlesen"))

    def clean_file(self) -> UploadedFile:
        upload: UploadedFile = self.cleaned_data["file"]
        if (upload.size or 0) > FILE_AT_MOST:
            raise forms.ValidationError(_("Diese Datei ist größer als 20 MB."))
        return upload


class ColumnsForm(forms.Form):
    """For each column of the sheet the field that it fills."""

    def __init__(
        self, data: QueryDict | None = None, *, facts: Sequence[ColumnFact], columns: Sequence[Column]
    ) -> None:
        super().__init__(data)
        self.facts = facts
        self.headings = {column.name: column.heading for column in columns if column.read}
        choices = [("", _("nicht einlesen")), *self.headings.items()]
        for fact in facts:
            self.fields[self._name(fact)] = forms.ChoiceField(
                label=fact["heading"] or _("Spalte ohne Überschrift"),
                required=False,
                choices=choices,
                initial=fact["name"],
                widget=forms.Select(attrs={"class": "kern-form-input__select"}),
            )

    def rows(self) -> Iterator[tuple[ColumnFact, BoundField]]:
        """Each column of the sheet with its select."""
        return ((fact, self[self._name(fact)]) for fact in self.facts)

    def clean(self) -> dict[str, str]:
        cleaned = super().clean() or {}
        taken: dict[str, str] = {}
        for field, name in list(cleaned.items()):
            if name and taken.setdefault(name, field) != field:
                self.add_error(
                    field, _("„%s“ ist schon einer anderen Spalte zugeordnet.") % self.headings[name]
                )
        return cleaned

    def chosen(self) -> dict[int, str]:
        return {fact["place"]: self.cleaned_data[self._name(fact)] for fact in self.facts}

    def _name(self, fact: ColumnFact) -> str:
        return f"column_{fact['place']}"
