"""The choices beside a question, as they stand in addresses: kind, theme field, SDG, department, state, year. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _
from msgspec import Struct

from editing.addresses import slug_of
from publication.search.kinds import SubjectKind
from publication.search.subjects import Subject
from strategy.filters import Option, Wish, filter_field, shortened

NARROWED_BY = ("art", "themenfeld", "sdg", "fachbereich", "stand", "jahr")


class Offered(Struct, frozen=True):
    """The options of each choice: what some subject has."""

    kinds: tuple[Option, ...]
    themes: tuple[Option, ...]
    sdgs: tuple[Option, ...]
    departments: tuple[Option, ...]
    states: tuple[Option, ...]
    years: tuple[Option, ...]


class Narrowing(Wish, frozen=True):
    """What somebody has chosen beside a question."""

    def narrowed(self, places: Iterable[int], subjects: Sequence[Subject]) -> list[int]:
        """Of the places of subjects those that have everything that is chosen."""
        if not self.is_active:
            return list(places)
        chosen = {name: self.chosen(name) for name in NARROWED_BY}
        return [place for place in places if _has(subjects[place], chosen)]


def _has(subject: Subject, chosen: Mapping[str, str]) -> bool:
    return (
        chosen["art"] in ("", subject.kind.value)
        and (not chosen["themenfeld"] or chosen["themenfeld"] in subject.themes)
        and (not chosen["sdg"] or int(chosen["sdg"]) in subject.sdgs)
        and (not chosen["fachbereich"] or chosen["fachbereich"] in subject.departments)
        and chosen["stand"] in ("", slug_of(subject.state))
        and (not chosen["jahr"] or subject.is_of_year(int(chosen["jahr"])))
    )


def offered_by(subjects: Sequence[Subject]) -> Offered:
    """What can be chosen among subjects; done once per index."""
    kinds = {subject.kind for subject in subjects}
    titles = {(subject.kind, subject.number): subject.title for subject in subjects}
    sdgs = sorted({number for subject in subjects for number in subject.sdgs})
    departments = sorted({name for subject in subjects for name in subject.departments}, key=str.casefold)
    states = dict.fromkeys(subject.state for subject in subjects if subject.state)
    years = {year for each in subjects for year in (each.first_year, each.last_year) if year}
    return Offered(
        kinds=tuple(Option(value=kind.value, label=str(kind.label)) for kind in SubjectKind if kind in kinds),
        themes=tuple(
            Option(value=subject.number, label=f"{subject.number} {subject.title}")
            for subject in subjects
            if subject.kind == SubjectKind.THEME
        ),
        sdgs=tuple(
            Option(value=str(number), label=f"{number} {titles.get((SubjectKind.SDG, str(number)), '')}")
            for number in sdgs
        ),
        departments=tuple(Option(value=name, label=shortened(name)) for name in departments),
        states=tuple(Option(value=slug_of(words), label=words) for words in states),
        years=tuple(Option(value=str(year), label=str(year)) for year in range(min(years), max(years) + 1))
        if years
        else (),
    )


def narrowing_of(params: Mapping[str, str], offered: Offered) -> Narrowing:
    """Read the choices from an address. Values that are not offered count as empty."""
    fields = (
        ("art", _("Art"), _("Alles"), offered.kinds),
        ("themenfeld", _("Themenfeld"), _("Alle Themenfelder"), offered.themes),
        ("sdg", _("Ziel der Agenda 2030"), _("Alle Ziele"), offered.sdgs),
        ("fachbereich", _("Zuständig"), _("Alle Fachbereiche"), offered.departments),
        ("stand", _("Stand"), _("Jeder Stand"), offered.states),
        ("jahr", _("Jahr"), _("Jedes Jahr"), offered.years),
    )
    return Narrowing(
        fields=tuple(
            filter_field(params, name, label, anything, options) for name, label, anything, options in fields
        )
    )


def not_offered(params: Mapping[str, str], narrowing: Narrowing) -> tuple[str, ...]:
    """The labels of the choices for which an address asked something that nobody offers."""
    return tuple(field.label for field in narrowing.fields if params.get(field.name) and not field.chosen)
