"""The kinds of open data: what each one holds, in which formats, and whether it stays as it is. Pure."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from msgspec import Struct


class Format(StrEnum):
    """The formats of files, by the end of their addresses."""

    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


CONTENT_TYPES = {
    Format.JSON: "application/json",
    Format.CSV: "text/csv",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FORMAT_WORDS = {Format.JSON: "JSON", Format.CSV: "CSV", Format.XLSX: "Excel"}


class DataKind(StrEnum):
    """The kinds by their word in addresses."""

    STRATEGY = "strategie"
    MEASURES = "massnahmen"
    GOALS = "ziele"
    INDICATORS = "indikatoren"
    VALUES = "werte"


class Description(Struct, frozen=True):
    """A kind in words. What is `frozen` never changes once its version is published."""

    title: str | Promise
    about: str | Promise
    formats: tuple[Format, ...]
    frozen: bool


TABLE = (Format.CSV, Format.XLSX)
KINDS: dict[DataKind, Description] = {
    DataKind.STRATEGY: Description(
        title=_("Die ganze Strategie"),
        about=_("Alle Kapitel, Themenfelder, Ziele und Maßnahmen, so wie der Rat sie beschlossen hat."),
        formats=(Format.JSON,),
        frozen=True,
    ),
    DataKind.MEASURES: Description(
        title=_("Maßnahmen"),
        about=_("Jede Maßnahme mit Ziel, Zuständigkeit, Zeitraum, Kosten und Bezug zur Agenda 2030."),
        formats=TABLE,
        frozen=True,
    ),
    DataKind.GOALS: Description(
        title=_("Ziele"),
        about=_("Strategische und operative Ziele mit Zielaussage, Ausgangswert und Zielwert."),
        formats=TABLE,
        frozen=True,
    ),
    DataKind.INDICATORS: Description(
        title=_("Indikatoren"),
        about=_(
            "Was gezählt wird, zu welchen Zielen es gehört, und ob es auf dem Weg zum Ziel ist. Stand heute."
        ),
        formats=TABLE,
        frozen=False,
    ),
    DataKind.VALUES: Description(
        title=_("Werte der Indikatoren"),
        about=_("Alle angenommenen Werte über die Jahre, auch für Teile der Stadt und Gruppen. Stand heute."),
        formats=TABLE,
        frozen=False,
    ),
}
