"""The form of the chapters that a strategy has: their places and their titles, one line for each."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from msgspec import Struct

from editing.forms.figures import WholeNumberField
from strategy.actions.chapters import ChapterPlan
from strategy.chapter_catalogue import CATALOGUE
from strategy.models import Chapter
from strategy.models.chapters import TITLE_AT_MOST

CONTENTS = {chapter.kind: chapter.contents for chapter in CATALOGUE}
OWN_LINES = 2
LAST_PLACE = 99


class ChapterLine(Struct, frozen=True):
    """A chapter there is, one that the catalogue offers (without `chapter`), or an empty line for an own one."""

    name: str
    kind: str = ""
    title: str = ""
    label: str = ""
    place: int | None = None
    contents: str = ""
    chapter: Chapter | None = None


class LineFields(Struct, frozen=True):
    """A line with its two fields as the page draws them; `hidden` keeps what stood there when it was opened."""

    line: ChapterLine
    place: forms.BoundField
    title: forms.BoundField
    hidden: tuple[str, str]


class ChaptersForm(forms.Form):
    """A place for each chapter of the strategy, none for those it does without.

    Only what was changed since the page was opened counts, so that what somebody else saved meanwhile stays.
    """

    def __init__(self, data: QueryDict | None = None, *, rows: Iterable[Chapter]) -> None:
        super().__init__(data)
        self.lines = list(_lines(list(rows)))
        for line in self.lines:
            name = line.label or line.title
            self.fields[f"place-{line.name}"] = WholeNumberField(
                label=_("Platz: %(chapter)s") % {"chapter": name},
                required=False,
                min_value=1,
                max_value=LAST_PLACE,
                initial=line.place,
                show_hidden_initial=True,
            )
            self.fields[f"title-{line.name}"] = forms.CharField(
                label=_("Überschrift: %(chapter)s") % {"chapter": name},
                required=False,
                max_length=TITLE_AT_MOST,
                initial=line.title,
                show_hidden_initial=True,
            )

    def seen(self) -> set[UUID]:
        """The chapters that the strategy has where this form was made."""
        return {line.chapter.pk for line in self.lines if line.chapter and line.chapter.retired_at is None}

    def rows(self) -> list[LineFields]:
        return [self._fields_of(line) for line in self.lines]

    def clean(self) -> dict[str, object]:
        values = super().clean() or self.cleaned_data
        seen: set[str] = set()
        for line in self.lines:
            place, title = self._place(line), self._title(line)
            if place and not title:
                self.add_error(f"title-{line.name}", _("Bitte geben Sie dem Kapitel eine Überschrift."))
            if title and not place and not line.title:
                self.add_error(f"place-{line.name}", _("Bitte geben Sie an, an welcher Stelle es steht."))
            if title and title.casefold() in seen:
                self.add_error(f"title-{line.name}", _("Ein Kapitel mit dieser Überschrift gibt es schon."))
            seen.add(title.casefold())
        return values

    def plans(self) -> list[ChapterPlan]:
        """The chapters that have a place, in their order."""
        placed = sorted((line for line in self.lines if self._place(line)), key=self._order)
        return [
            ChapterPlan(
                key=line.chapter.pk if line.chapter else None, kind=line.kind, title=self._title(line)
            )
            for line in placed
        ]

    def left_out(self) -> list[str]:
        """The titles of the chapters that lose their place."""
        return [line.title for line in self.lines if line.place and not self._place(line)]

    def _order(self, line: ChapterLine) -> tuple[int, int]:
        """Whoever is moved up to a place goes before who stands there, whoever is moved down goes behind."""
        place = self._place(line) or 0
        if place == line.place:
            return place, 0
        return place, 1 if line.place and place > line.place else -1

    def _place(self, line: ChapterLine) -> int | None:
        name = f"place-{line.name}"
        place: int | None = self.cleaned_data.get(name) if name in self.changed_data else line.place
        return place

    def _title(self, line: ChapterLine) -> str:
        name = f"title-{line.name}"
        return str(self.cleaned_data.get(name, "")) if name in self.changed_data else line.title

    def _fields_of(self, line: ChapterLine) -> LineFields:
        place, title = self[f"place-{line.name}"], self[f"title-{line.name}"]
        hidden = (place.as_hidden(only_initial=True), title.as_hidden(only_initial=True))
        return LineFields(line=line, place=place, title=title, hidden=hidden)


def _lines(rows: list[Chapter]) -> Iterator[ChapterLine]:
    """The chapters in their order, those that have no place, then empty lines."""
    placed = [row for row in rows if row.retired_at is None]
    for place, row in enumerate(sorted(placed, key=lambda row: row.position), start=1):
        yield _line(row, place)
    for row in rows:
        if row.retired_at is not None:
            yield _line(row, None)
    known = {row.chapter_kind for row in rows}
    for offered in CATALOGUE:
        if offered.kind not in known:
            yield ChapterLine(
                name=offered.kind, kind=offered.kind, title=offered.title, contents=offered.contents
            )
    for number in range(1, OWN_LINES + 1):
        yield ChapterLine(name=f"own-{number}", label=_("eigenes Kapitel %d") % number)


def _line(row: Chapter, place: int | None) -> ChapterLine:
    return ChapterLine(
        name=str(row.pk),
        kind=row.chapter_kind,
        title=str(row),
        place=place,
        contents=CONTENTS.get(row.chapter_kind, "") or _("Ihr eigenes Kapitel."),
        chapter=row,
    )
