"""Costs per year and sources of money in one cell: rows in words, which are read back exactly. Pure."""

import re
from collections.abc import Iterable
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editing.amounts import euro
from editing.figures import EACH_YEAR, ONCE, POSTS
from editing.typed import short
from strategy.choices import Funding, FundingState
from strategy.forms.money import FundingSourcesField, YearlyCostsField
from strategy.money import FundingSource, YearlyCost
from tables.words import QUOTED, in_quotes, misread, parts_of, settled, without_quotes

# Measures whose cells are read several times while a table is compared with what there is.
KEPT = 4_096
HEAD = re.compile(rf"((?:{QUOTED}|[^:])*)(?::(.*))?", re.DOTALL)
# What would end a name somewhere else than it ends.
NEEDS_QUOTES = re.compile(r'[();:"\n]')
BETWEEN_AMOUNTS = re.compile(r",\s+")
RUNNING = re.compile(r"laufende?\b", re.IGNORECASE)
SOURCE = re.compile(r"(.*?)(?:,\s+([^,()]*)|\s*\(([^()]*)\))?", re.DOTALL)

COSTS_EXAMPLE = gettext_lazy(
    "zum Beispiel 2027: 50.000 € einmalig, 12.000 € laufend, 0,5 Stellen; 2028: 12.000 € laufend"
)
SOURCES_EXAMPLE = gettext_lazy(
    "zum Beispiel Haushalt: 10.000 €, eingeplant; Fördermittel (EFRE): 40.000 €, beantragt"
)

_costs, _sources = YearlyCostsField(required=False), FundingSourcesField(required=False)


def cells_of_costs(rows: Iterable[YearlyCost]) -> tuple[str, ...]:
    """Rows as a cell says them: "2027: 50.000 € einmalig, 12.000 € laufend"."""
    return tuple(map(str, rows))


def cells_of_sources(rows: Iterable[FundingSource]) -> tuple[str, ...]:
    """Rows as a cell says them: "Fördermittel (EFRE): 40.000 €, beantragt"."""
    return tuple(map(_cell_of_source, rows))


@lru_cache(maxsize=KEPT)
def read_costs(text: str) -> tuple[YearlyCost, ...]:
    """The rows that a cell says. Raises Misread."""
    return settled(_costs, ((part, _typed_cost(part)) for part in parts_of(text)))


@lru_cache(maxsize=KEPT)
def read_sources(text: str) -> tuple[FundingSource, ...]:
    """The rows that a cell says. Raises Misread."""
    return settled(_sources, ((part, _typed_source(part)) for part in parts_of(text)))


def _typed_cost(part: str) -> list[str]:
    """A row as it would be typed into the form: the year, what is paid once, what each year, the posts."""
    year, colon, amounts = part.partition(":")
    if not colon:
        raise misread(part, _("Vor den Beträgen fehlt das Jahr mit einem Doppelpunkt."), str(COSTS_EXAMPLE))
    found = {"once": "", "running": "", "posts": ""}
    for amount in filter(None, (each.strip() for each in BETWEEN_AMOUNTS.split(amounts))):
        said = [
            name
            for name, patterns in {
                "once": (ONCE,),
                "running": (RUNNING, EACH_YEAR),
                "posts": (POSTS,),
            }.items()
            if any(pattern.search(amount) for pattern in patterns)
        ]
        if len(said) != 1:
            raise misread(amount, _("Ist das einmalig, laufend, oder sind es Stellen?"), str(COSTS_EXAMPLE))
        (what,) = said
        if found[what]:
            raise misread(part, _("„%s“ ist schon die zweite Angabe dieser Art.") % short(amount))
        found[what] = amount if what == "posts" else _without_rhythm(amount)
    return [year, *found.values()]


def _without_rhythm(amount: str) -> str:
    for pattern in (ONCE, RUNNING, EACH_YEAR):
        amount = pattern.sub(" ", amount, count=1)
    return amount


def _typed_source(part: str) -> list[str]:
    """A row as it would be typed into the form: kind, name, amount, state."""
    match = HEAD.fullmatch(part)
    head, rest = (match[1].strip(), " ".join((match[2] or "").split())) if match else (part, "")
    kind, name = _kind_and_name(head)
    amount, state = _amount_and_state(rest)
    return [kind.value, name, amount, state.value]


def _kind_and_name(head: str) -> tuple[Funding, str]:
    for kind in Funding:
        word, rest = head[: len(kind.label)], head[len(kind.label) :]
        if word.casefold() == str(kind.label).casefold() and not rest[:1].isalnum():
            return kind, _plain_name(rest.strip())
    raise misread(head, _("So beginnt keine Herkunft."), ", ".join(map(str, Funding.labels)))


def _plain_name(text: str) -> str:
    return without_quotes(text[1:-1] if text.startswith("(") and text.endswith(")") else text)


def _amount_and_state(text: str) -> tuple[str, FundingState]:
    states = {str(state.label).casefold(): state for state in FundingState}
    match = SOURCE.fullmatch(text)
    amount, word = (match[1].strip(), (match[2] or match[3] or "").strip()) if match else (text, "")
    if not word and amount.casefold() in states:
        amount, word = "", amount
    if word and word.casefold() not in states:
        raise misread(text, _("„%s“ ist kein Stand.") % short(word), ", ".join(map(str, FundingState.labels)))
    is_open = amount.casefold() == _("Betrag offen").casefold()
    return "" if is_open else amount, states[word.casefold()] if word else FundingState.OPEN


def _cell_of_source(row: FundingSource) -> str:
    name = in_quotes(row.name) if NEEDS_QUOTES.search(row.name) else row.name
    amount = _("Betrag offen") if row.amount is None else euro(row.amount)
    return f"{row.kind.label}{f' ({name})' if name else ''}: {amount}, {row.state.label}"
