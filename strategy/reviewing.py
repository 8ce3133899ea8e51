"""The review of the strategy as it stands now, with what belongs to it beside its texts."""

from collections.abc import Collection, Iterable, Iterator
from typing import cast
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from msgspec import Struct

from accounts.models import User
from accounts.roles import Right
from strategy.choices import Phase
from strategy.completeness import Check, Method, Remedy, Review, remedy_check, review_document
from strategy.document.document import StrategyDocument
from strategy.document.drafting import working_document
from strategy.guide import Asking, Underway
from strategy.inventory.bracket import Inventory
from strategy.inventory.evaluation import inventory_of
from strategy.models import Municipality, Strategy
from strategy.signals import decision_asked, implementation_asked, organisation_asked, surveys_asked


class Reviewed(Struct, frozen=True):
    """The working draft, what was found before it, and what is missing."""

    document: StrategyDocument
    inventory: Inventory
    review: Review


class Ending(Struct, frozen=True):
    """A survey that a decision would end, and those who are told that they need not vote any more."""

    title: str
    people: tuple[User, ...]


def reviewed(strategy: Strategy) -> Reviewed:
    """Review the working draft: every page that counts what is missing asks here."""
    inventory = inventory_of(strategy)
    document = working_document(strategy, inventory)
    others = [*_organisation_checks(), *_settings_checks(strategy.municipality)]
    return Reviewed(
        document=document,
        inventory=inventory,
        review=review_document(document, inventory, others, method_of(strategy)),
    )


def method_of(strategy: Strategy) -> Method:
    """The rules of the method as this city has set them."""
    return Method(themes_at_least=strategy.themes_at_least, themes_at_most=strategy.themes_at_most)


def asked_now() -> tuple[Asking, ...]:
    """The surveys that are open, told by the room that keeps them."""
    answers = surveys_asked.send(sender=Strategy)
    return tuple(asking for _receiver, found in answers for asking in cast("Iterable[Asking]", found))


def endings_of(keys: Collection[UUID]) -> tuple[Ending, ...]:
    """The surveys that would end if these elements were decided, told by the room that keeps them."""
    answers = decision_asked.send(sender=Strategy, keys=keys)
    return tuple(ending for _receiver, found in answers for ending in cast("Iterable[Ending]", found))


def underway_now() -> Underway | None:
    """How far the implementation is, told by the room that keeps it."""
    answers = (answer for _receiver, answer in implementation_asked.send(sender=Strategy))
    return cast("Underway | None", next((answer for answer in answers if answer is not None), None))


def _organisation_checks() -> Iterator[Check]:
    """The checks of the rooms that keep the bodies."""
    for _receiver, checks in organisation_asked.send(sender=Strategy):
        yield from cast("Iterable[Check]", checks)


# What the checks of the settings ask for: nobody should take these for optional.
EXPECTED_SETTINGS = frozenset({"logo", "contact", "imprint", "privacy"})


def _settings_checks(municipality: Municipality) -> Iterator[Check]:
    """The checks of what a draft shows of the municipality, and of the pages that the law prescribes for its site."""
    settings = reverse("strategy:settings")
    asked = (
        ("no-logo", "logo", _("Das Logo der Kommune fehlt noch."), _("Logo hochladen")),
        (
            "no-contact",
            "contact",
            _("Für das Impressum des PDF fehlt noch der Kontakt."),
            _("Kontakt eintragen"),
        ),
        ("no-imprint", "imprint", _("Das Impressum der Website ist noch leer."), _("Impressum schreiben")),
        (
            "no-privacy",
            "privacy",
            _("Die Datenschutzerklärung ist noch leer."),
            _("Datenschutzerklärung schreiben"),
        ),
    )
    for code, field, sentence, button in asked:
        remedy = Remedy(
            address=f"{settings}#id_municipality-{field}", right=Right.EDIT_SETTINGS, button=button
        )
        yield remedy_check(bool(getattr(municipality, field)), code, Phase.RESOLUTION, sentence, remedy)
