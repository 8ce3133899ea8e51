"""What lies behind a printed paper as its first annex: the strategy in its version, or what another room knows."""

from collections.abc import Callable, Mapping
from typing import cast

from django.urls import reverse
from msgspec import Struct

from committees.council.models import Paper
from committees.council.signals import annex_asked
from strategy.document.published import frozen_document
from strategy.document.rendering.pdf import Edition, edition_of, expected_pages, print_context

STRATEGY_BODY = "strategy/document/print/_body.html"


class Annex(Struct, frozen=True):
    """An annex with its page in the working area and the template of its printed pages.

    `context` is made when they are drawn; `stylesheet` is that of the whole paper. `made_public` says, for whoever
    submits the paper, what a public one lets everybody read with it.
    """

    title: str
    address: str
    edition: Edition
    pages: int
    template: str
    context: Callable[[], Mapping[str, object]]
    stylesheet: str
    made_public: tuple[str, ...] = ()


def annex_of(paper: Paper) -> Annex:
    """The first annex of a paper. Raises LookupError for a paper whose subject no room knows."""
    if not paper.is_about_strategy:
        answers = [answer for _receiver, answer in annex_asked.send(Paper, paper=paper) if answer is not None]
        if not answers:
            raise LookupError(f"Nobody knows what paper {paper.pk} is about.")
        return cast(Annex, answers[0])
    edition = edition_of(paper.version)
    return Annex(
        title=str(paper.version.strategy.title),
        address=reverse("strategy:version-detail", args=[paper.version.number]),
        edition=edition,
        pages=expected_pages(paper.version.content),
        template=STRATEGY_BODY,
        context=lambda: print_context(frozen_document(paper.version), edition),
        stylesheet="print/paper.css",
    )
