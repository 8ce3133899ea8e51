"""The forms of reading a table in: the file, which column fills which field, and what unreadable cells mean."""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from msgspec import Struct

from editing.forms.layout import form_helper
from tables.files.reading import FILE_AT_MOST
from tables.headings import ColumnFact, column_label
from tables.kinds.column import Column
from tables.previewed import CellQuestion

ENCODINGS = (
    ("", gettext_lazy("von selbst erkennen")),
    ("utf-8", "UTF-8"),
    ("cp1252", "Windows-1252"),
    ("utf-16", "UTF-16"),
)
# What stands in one column is asked about one by one as far as people answer it.
WORDS_ASKED, VALUE_SHOWN = 20, 80
# An answer about a word: one of the values of its column, or to leave it out.
AS, LEAVE_OUT = "=", "-"


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
                label=column_label(fact["heading"], fact["place"]),
                required=False,
                choices=choices,
                initial=fact["name"] or fact["offer"],
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


class AskedColumn(Struct, frozen=True):
    """The questions about one column, with their selects, and the box for all that stay open.

    `has_more` says that there are too many to ask about them one by one.
    """

    heading: str
    asked: tuple[tuple[CellQuestion, BoundField], ...]
    leave_out: BoundField | None
    has_more: bool


class CellQuestionsForm(forms.Form):
    """What stands in cells and cannot be read: what a word means, and whose cells are left out."""

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        questions: Sequence[CellQuestion],
        columns: Sequence[Column],
        left_out: Sequence[str],
        note_heading: str,
    ) -> None:
        super().__init__(data)
        self.by_name = {column.name: column for column in columns}
        self.questions: dict[str, list[CellQuestion]] = {}
        for question in questions:
            if question.name in self.by_name:
                self.questions.setdefault(question.name, []).append(question)
        leaving = _("weglassen")
        if note_heading:
            leaving = _("weglassen und unter „%s“ festhalten") % note_heading
        for name, found in self.questions.items():
            for question in found[:WORDS_ASKED]:
                self.fields[_word_field(question)] = self._select(question, leaving)
            if found[0].can_be_left_out:
                self.fields[f"leave-{name}"] = forms.BooleanField(
                    label=_("alles, was hier offen bleibt, %s") % leaving,
                    required=False,
                    initial=name in left_out,
                    widget=forms.CheckboxInput(attrs={"class": "kern-form-check__checkbox"}),
                )

    def _select(self, question: CellQuestion, leaving: str) -> forms.ChoiceField:
        column = self.by_name[question.name]
        meanings = [(f"{AS}{value}", label) for value, label in column.answers if value]
        choices = [("", _("noch offen")), *meanings]
        if question.can_be_left_out:
            choices.append((LEAVE_OUT, leaving))
        learned = column.learned.get(question.word, "")
        return forms.ChoiceField(
            label=(_("„%s“ heißt") if meanings else "„%s“") % question.value[:VALUE_SHOWN],
            required=False,
            choices=choices,
            initial=LEAVE_OUT if learned is None else f"{AS}{learned}" if learned else "",
            widget=forms.Select(attrs={"class": "kern-form-input__select"}),
        )

    def columns(self) -> Iterator[AskedColumn]:
        """The questions by column, in the order in which they came up."""
        for name, questions in self.questions.items():
            yield AskedColumn(
                heading=self.by_name[name].heading,
                asked=tuple((question, self[_word_field(question)]) for question in questions[:WORDS_ASKED]),
                leave_out=self[f"leave-{name}"] if f"leave-{name}" in self.fields else None,
                has_more=len(questions) > WORDS_ASKED,
            )

    def words(self, before: Mapping[str, Mapping[str, str | None]]) -> dict[str, dict[str, str | None]]:
        """The meanings of words by column, those that were said before among them; None leaves a word out."""
        words = {name: dict(found) for name, found in before.items()}
        for name, questions in self.questions.items():
            for question in questions:
                field = _word_field(question)
                if field not in self.fields:
                    continue
                answer = self.cleaned_data[field]
                found = words.setdefault(name, {})
                found.pop(question.word, None)
                if answer:
                    found[question.word] = None if answer == LEAVE_OUT else answer.removeprefix(AS)
        return words

    def left_out(self) -> list[str]:
        return [name for name in self.questions if self.cleaned_data.get(f"leave-{name}")]


def _word_field(question: CellQuestion) -> str:
    return f"word-{question.name}-{sha256(question.word.encode()).hexdigest()[:16]}"
