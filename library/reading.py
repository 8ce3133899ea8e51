"""From the address that somebody gave to the strategy behind it."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from msgspec import Struct

from editing.exceptions import RuleBroken
from files.destinations import Refusal
from files.fetching import JSON_TYPES, Answer, Fetcher, Limits
from library.catalogues import TYPES, OfferedFile, offered_files
from library.foreign_files import FILE_AT_MOST, ForeignStrategy, read_file

REQUESTS_AT_MOST = 12
SECONDS_AT_MOST = 120.0
# A catalogue may offer more: of portals that know no strategies the first ones are enough to see it.
FILES_TRIED = 4
ACCEPT = "application/json, application/ld+json;q=0.9, text/turtle;q=0.8"
Report = Callable[[int, int], None]


class Found(Struct, frozen=True):
    """A strategy and the address of the file that it stands in."""

    address: str
    strategy: ForeignStrategy


def careful_fetcher() -> Fetcher:
    """The client for addresses that people type: none of them leads into an inner network."""
    return Fetcher(
        requests_at_most=REQUESTS_AT_MOST,
        seconds_at_most=SECONDS_AT_MOST,
        limits=Limits(in_all=60.0, size=FILE_AT_MOST),
        accept=ACCEPT,
    )


def read_address(fetcher: Fetcher, address: str, report: Report = lambda done, total: None) -> Found:
    """The strategy behind the address of a catalogue or of a file. Raises RuleBroken that says why not."""
    try:
        answer = fetcher.fetch_found(address)
        if _catalogue_type(answer) is None:
            return Found(address=answer.url, strategy=read_file(answer.body))
        files = offered_files(answer.body, _catalogue_type(answer) or "", answer.url)[:FILES_TRIED]
        return _first_readable(fetcher, files, report)
    except Refusal as refusal:
        raise RuleBroken(str(refusal)) from refusal


def _catalogue_type(answer: Answer) -> str | None:
    """The kind of catalogue that an answer is; None for a file. Raises RuleBroken for what is neither."""
    if answer.content_type in TYPES:
        return answer.content_type
    if answer.content_type in JSON_TYPES:
        return None
    raise RuleBroken(
        _("Unter dieser Adresse steht weder ein Katalog (Turtle oder JSON-LD) noch eine JSON-Datei.")
    )


def _first_readable(fetcher: Fetcher, files: tuple[OfferedFile, ...], report: Report) -> Found:
    """The first file of a catalogue that is a strategy; why the likeliest was refused, when none is."""
    refusals: list[Exception] = []
    for number, file in enumerate(files, start=1):
        report(number, len(files) + 1)
        try:
            answer = fetcher.fetch_found(file.address)
            return Found(address=answer.url, strategy=read_file(answer.body, beside=file.licence))
        except (Refusal, RuleBroken) as refusal:
            refusals.append(refusal)
    raise RuleBroken(str(refusals[0]))
