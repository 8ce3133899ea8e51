"""What one version changed against another, counted in words. Pure: two documents in, a sentence out."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from strategy.choices import ElementKind
from strategy.document import StrategyDocument

# What stands below an element is an element of its own, and a number may move with its neighbours.
NOT_ITS_OWN = ("number", "strategic_goals", "operational_goals", "measures")


def changes_in_words(before: StrategyDocument, after: StrategyDocument) -> str:
    """Such as "3 Maßnahmen geändert, 1 Maßnahme neu"; elements are recognised by their key."""
    old, new = _elements(before), _elements(after)
    counted = Counter(
        (kind, "changed") for key, (kind, own) in new.items() if key in old and old[key][1] != own
    )
    counted += Counter((kind, "added") for key, (kind, _own) in new.items() if key not in old)
    counted += Counter((kind, "withdrawn") for key, (kind, _own) in old.items() if key not in new)
    sentences = {
        "changed": _("%(elements)s geändert"),
        "added": _("%(elements)s neu"),
        "withdrawn": _("%(elements)s gestrichen"),
    }
    return ", ".join(
        sentences[change] % {"elements": _elements_in_words(kind, counted[kind, change])}
        for kind in ElementKind
        for change in sentences
        if counted[kind, change]
    )


def _elements(document: StrategyDocument) -> dict[UUID, tuple[ElementKind, dict[str, Any]]]:
    """Every element by its key, with what stands in it and not below it."""
    listed = (
        (ElementKind.THEME, document.themes),
        (ElementKind.STRATEGIC_GOAL, document.strategic_goals()),
        (ElementKind.OPERATIONAL_GOAL, document.operational_goals()),
        (ElementKind.MEASURE, document.measures()),
        (ElementKind.CHAPTER, document.chapters),
    )
    return {entry.key: (kind, _own(entry)) for kind, entries in listed for entry in entries}


def _own(entry: Any) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in entry.__struct_fields__ if name not in NOT_ITS_OWN}


def _elements_in_words(kind: ElementKind, count: int) -> str:
    words = {
        ElementKind.THEME: ngettext("%d Themenfeld", "%d Themenfelder", count),
        ElementKind.STRATEGIC_GOAL: ngettext("%d strategisches Ziel", "%d strategische Ziele", count),
        ElementKind.OPERATIONAL_GOAL: ngettext("%d operatives Ziel", "%d operative Ziele", count),
        ElementKind.MEASURE: ngettext("%d Maßnahme", "%d Maßnahmen", count),
        ElementKind.CHAPTER: ngettext("%d Kapitel", "%d Kapitel", count),
    }
    return words[kind] % count
