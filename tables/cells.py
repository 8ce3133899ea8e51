"""Reads the meaning of a cell: a value for its field, or the reason why it cannot be taken and what is allowed. Pure.

Cells come as programs and people leave them: numbers stored as text, years and codes that became days or numbers.
What is certain is understood; what can mean two things is refused with a reason.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _

from editing.dialect import shown_text
from exports.spreadsheets import cell_text
from files.composed import composed
from monitoring.lights import period_words
from strategy.department_names import normal
from tables.choices import CellType
from tables.codes import number_text, read_codes
from tables.figures import grouped, in_german, read_day, read_decimal, read_period_end, read_year
from tables.files.raw import FORMULA_WITHOUT_VALUE, FormulaError, RawCell
from tables.kinds.column import CellValue, Column
from tables.markup import plain_text
from tables.misread import Misread
from tables.money import cells_of_costs, cells_of_sources, read_costs, read_sources
from tables.persons import cells_of_persons, read_persons
from tables.signs import ZERO, is_exactly_nothing, is_missing, marked

LONG_TEXT_AT_MOST = 32_767
CHOICES_NAMED = 20
YES = frozenset({"ja", "j", "x", "✓", "✔", "☑", "wahr", "true", "yes", "1"})
NO = frozenset({"nein", "n", "-", "–", "—", "☐", "falsch", "false", "no", "0"})
# How people write that they have nothing to say.
NOTHING = frozenset({"-", "–", "—", "k. a.", "k.a.", "keine angabe", "n. n.", "unbekannt"})
EMPTY: dict[CellType, CellValue] = {
    CellType.YEAR: None,
    CellType.DECIMAL: None,
    CellType.STATISTIC: None,
    CellType.DATE: None,
    CellType.PERIOD: None,
    CellType.YES_NO: False,
    CellType.CODES: (),
    CellType.NAMES: (),
    CellType.COSTS: (),
    CellType.SOURCES: (),
    CellType.PERSONS: (),
}
# Between several in one cell, where a comma can be part of one.
SEMICOLON = frozenset({CellType.NAMES, CellType.COSTS, CellType.SOURCES, CellType.PERSONS})
# What stands between several names; a comma only where all of them are known: it may be part of one.
BETWEEN_NAMES = re.compile(r"[;\n]")

check_link = URLValidator(schemes=["http", "https"])


def is_empty(raw: object) -> bool:
    return raw is None or (isinstance(raw, str) and not raw.strip())


def leaves_alone(column: Column, raw: RawCell) -> bool:
    """Say whether a cell leaves the field of its column alone: its field cannot be empty, and nothing stands there."""
    if not column.empty_says_nothing or column.required:
        return False
    nothing_chosen = column.type == CellType.CHOICE and isinstance(raw, str) and normalised(raw) in NOTHING
    return is_empty(raw) or nothing_chosen


def interpret(column: Column, raw: RawCell) -> CellValue:
    """The value of a cell in a column. Raises Misread."""
    if is_empty(raw):
        if column.required:
            raise Misread(_("Diese Angabe fehlt."))
        return EMPTY.get(column.type, "")
    if isinstance(raw, FormulaError):
        raise _failed_formula(raw)
    if is_unknown(column, raw):
        return None
    return READERS[column.type](column, raw)


def is_unknown(column: Column, raw: RawCell) -> bool:
    """Say whether a figure, a year or a day is called unknown."""
    can_be_unknown = column.type in (CellType.YEAR, CellType.DECIMAL, CellType.DATE)
    return can_be_unknown and isinstance(raw, str) and normalised(raw) in NOTHING


def shown(raw: RawCell | CellValue) -> str:
    """A cell or a value as people read it, in previews and in the table of wrong rows."""
    match raw:
        case None:
            return ""
        case bool():
            return _("ja") if raw else _("nein")
        case float() | Decimal():
            return in_german(raw)
        case datetime() if raw.hour or raw.minute:
            return f"{raw:%d.%m.%Y %H:%M}"
        case date():
            return f"{raw:%d.%m.%Y}"
        case tuple():
            return ", ".join(raw)
    return str(raw)


def label(column: Column, value: CellValue) -> str:
    """A value of a column as people read it: the label of a choice, 1.234,5, ja."""
    if isinstance(value, str):
        return shown_text(value) if column.in_dialect else dict(column.choices).get(value, value)
    if isinstance(value, Decimal):
        return grouped(value)
    if column.type == CellType.PERIOD and isinstance(value, date):
        return period_words(value)
    return joined(column, value) if isinstance(value, tuple) else shown(value)


def joined(column: Column, values: tuple[str, ...]) -> str:
    """Several values of one cell."""
    return ("; " if column.type in SEMICOLON else ", ").join(values)


def is_same(column: Column, one: CellValue, other: CellValue) -> bool:
    """Say whether two values of a column mean the same: what a table cannot hold makes no difference."""
    return _comparable(column, one) == _comparable(column, other)


def is_offered(column: Column, value: CellValue) -> bool:
    """Say whether a value that was read is still one of those there are, where there is a list of them."""
    if column.names is not None:
        names = value if isinstance(value, tuple) else (value,) if value else ()
        return all(name in column.names.values() for name in names)
    if isinstance(value, tuple):
        return column.codes is None or column.codes.issuperset(value)
    return not column.choices or not value or any(value == choice for choice, _label in column.choices)


def normalised(text: str) -> str:
    """A text for comparing: without differences in case, white space, markup and the way letters are composed."""
    return _one_line(text).casefold()


def _comparable(column: Column, value: CellValue) -> object:
    if isinstance(value, tuple):
        # References to SDG targets have no order of their own.
        has_order = column.codes is None and column.type != CellType.NAMES
        return tuple(dict.fromkeys(value)) if has_order else frozenset(value)
    if isinstance(value, str):
        return _one_line(value) if column.type != CellType.LONG_TEXT else _lines(value)
    return value


def _one_line(text: str) -> str:
    return " ".join(_lines(text).split())


def _lines(text: str) -> str:
    return plain_text(composed(cell_text(text))).strip()


def _failed_formula(error: FormulaError) -> Misread:
    if error == FORMULA_WITHOUT_VALUE:
        return Misread(
            _("Die Formel hat kein gespeichertes Ergebnis. Öffnen und speichern Sie die Datei in Excel.")
        )
    return Misread(_("Die Formel meldet einen Fehler: %s.") % error)


def _text(column: Column, raw: RawCell) -> str:
    if isinstance(raw, date):
        raise Misread(
            _("Excel hat daraus ein Datum gemacht. Formatieren Sie die Zelle als Text und schreiben Sie neu.")
        )
    return _known(column, _one_line(shown(raw)))


def _names(column: Column, raw: RawCell) -> tuple[str, ...]:
    if normalised(shown(raw)) in NOTHING:
        return ()
    if isinstance(raw, date):
        return (_text(column, raw),)
    text, names = _lines(shown(raw)), column.names or {}
    parts = [text] if text in names else BETWEEN_NAMES.split(text)
    if len(parts) == 1:
        beside = [_one_line(part) for part in text.split(",")]
        if all(part in names or normal(part) in names for part in beside):
            parts = beside
    return tuple(sorted({_known(column, name) for part in parts if (name := _one_line(part))}))


def _costs(column: Column, raw: RawCell) -> tuple[str, ...]:
    return cells_of_costs(read_costs(_rows_in_words(raw)))


def _sources(column: Column, raw: RawCell) -> tuple[str, ...]:
    return cells_of_sources(read_sources(_rows_in_words(raw)))


def _persons(column: Column, raw: RawCell) -> tuple[str, ...]:
    return cells_of_persons(read_persons(_rows_in_words(raw)))


def _rows_in_words(raw: RawCell) -> str:
    text = shown(raw)
    return "" if normalised(text) in NOTHING else composed(cell_text(text))


def _known(column: Column, text: str) -> str:
    """A name as it is written here, if it means one that there is."""
    name = _fitting(text, column.at_most)
    return name if column.names is None else column.names.get(name) or column.names.get(normal(name), name)


def _long_text(column: Column, raw: RawCell) -> str:
    return _fitting(_lines(shown(raw)), column.at_most or LONG_TEXT_AT_MOST)


def _fitting(text: str, at_most: int | None) -> str:
    if at_most is not None and len(text) > at_most:
        raise Misread(
            _("Der Text hat %(length)d Zeichen, höchstens %(at_most)d sind möglich.")
            % {"length": len(text), "at_most": at_most}
        )
    return text


def _statistic(column: Column, raw: RawCell) -> Decimal | None:
    """A figure with the signs of statistics behind it; None where a sign says that there is none."""
    if not isinstance(raw, str):
        return read_decimal(column, raw)
    if column.learned.get(normalised(raw)) == ZERO:
        return Decimal(0)
    if is_missing(raw):
        return None
    if is_exactly_nothing(raw):
        raise Misread(
            _("„%s“ heißt in der Statistik: genau nichts. Ist hier die Zahl 0 gemeint?") % raw.strip()
        )
    return read_decimal(column, marked(raw).figure)


def _number(column: Column, raw: RawCell) -> str:
    text = _one_line(number_text(raw))
    return "" if text.casefold() in NOTHING else _fitting(text, column.at_most)


def _yes_no(column: Column, raw: RawCell) -> bool:
    if isinstance(raw, bool):
        return raw
    text = normalised(shown(raw))
    if text in YES:
        return True
    if text in NO:
        return False
    raise Misread(_("„%s“ heißt weder ja noch nein.") % shown(raw), _("ja oder nein"))


def _choice(column: Column, raw: RawCell) -> str:
    text = normalised(shown(raw))
    known = _known_choices(column.choices).get(text)
    if known is not None:
        return known
    meant = next((value for word, value in column.synonyms if word == text), column.learned.get(text))
    if meant is not None and any(meant == value for value, _label in column.choices):
        return meant
    if not column.required and (text in NOTHING or meant == ""):
        return ""
    raise Misread(
        _("„%s“ steht nicht in der Liste.") % shown(raw),
        _some_of([name for _value, name in column.choices if name]),
    )


def _some_of(names: list[str]) -> str:
    """The first of what may stand in a cell: it is said for each that is wrong."""
    shown_names = ", ".join(names[:CHOICES_NAMED])
    more = len(names) - CHOICES_NAMED
    return (
        _("%(names)s und %(count)d weitere") % {"names": shown_names, "count": more}
        if more > 0
        else shown_names
    )


@lru_cache(maxsize=64)
def _known_choices(choices: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """The values of choices by their words. A label counts before a value: people see labels."""
    known: dict[str, str] = {}
    for place in (1, 0):
        for choice in choices:
            known.setdefault(normalised(choice[place]), choice[0])
    return known


def _email(column: Column, raw: RawCell) -> str:
    text = shown(raw).strip().removeprefix("mailto:").removeprefix("<").removesuffix(">").strip().lower()
    try:
        validate_email(text)
    except ValidationError:
        raise Misread(
            _("„%s“ ist keine gültige E-Mail-Adresse.") % text, _("zum Beispiel a.kaya@herne.example")
        ) from None
    return _fitting(text, column.at_most)


def _link(column: Column, raw: RawCell) -> str:
    text = shown(raw).strip()
    if text.startswith("www."):
        text = f"https://{text}"
    try:
        check_link(text)
    except ValidationError:
        raise Misread(_("„%s“ ist keine Adresse im Internet.") % text, _("https://…")) from None
    return _fitting(text, column.at_most)


READERS: dict[CellType, Callable[[Column, RawCell], CellValue]] = {
    CellType.TEXT: _text,
    CellType.LONG_TEXT: _long_text,
    CellType.YEAR: read_year,
    CellType.DECIMAL: read_decimal,
    CellType.STATISTIC: _statistic,
    CellType.DATE: read_day,
    CellType.PERIOD: read_period_end,
    CellType.CHOICE: _choice,
    CellType.YES_NO: _yes_no,
    CellType.CODES: read_codes,
    CellType.NAMES: _names,
    CellType.COSTS: _costs,
    CellType.SOURCES: _sources,
    CellType.PERSONS: _persons,
    CellType.NUMBER: _number,
    CellType.GOAL: _number,
    CellType.EMAIL: _email,
    CellType.LINK: _link,
}
