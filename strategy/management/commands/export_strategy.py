from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editing.exceptions import RuleBroken
from exports.whole_files import check_target, write_whole
from strategy.document.document import MeasureEntry, StrategyDocument, ThemeSection, to_json
from strategy.document.drafting import working_document
from strategy.document.excerpts import Choice, departments_of
from strategy.document.rendering.formats import FORMATS, FileFormat, Source, available, source_of
from strategy.document.rendering.pdf import draft_edition
from strategy.exceptions import EmptyStrategy, UnknownVersion
from strategy.models import Strategy, StrategyVersion


class Command(BaseCommand):
    """Write one version of the strategy into a file, for archives and for the council's papers."""

    help = "Schreibt eine Fassung der Strategie in eine Datei."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: object) -> CommandParser:
        # Django's own --version would print the version of Django; here it names a version of the strategy.
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--version",
            required=True,
            metavar="draft|adopted|N",
            help="draft = Arbeitsstand, adopted = neueste beschlossene Fassung, N = Nummer der Fassung",
        )
        parser.add_argument("--format", choices=sorted(FORMATS), default="pdf", help="Format der Datei")
        parser.add_argument(
            "--theme", action="append", default=[], metavar="N", help="Auszug: dieses Themenfeld (mehrmals)"
        )
        parser.add_argument("--department", default="", metavar="NAME", help="Auszug: dieser Fachbereich")
        parser.add_argument("--sdg", type=int, metavar="N", help="Auszug: dieses Ziel der Agenda 2030")
        parser.add_argument(
            "--measure", action="append", default=[], metavar="N", help="Auszug: diese Maßnahme (mehrmals)"
        )
        parser.add_argument("--output", required=True, metavar="DATEI", help="Datei, die geschrieben wird")

    def handle(self, *args: object, version: str, format: str, output: str, **options: Any) -> None:
        target = Path(output)
        counted = PageCount()
        making = _("Die Datei %(file)s lässt sich nicht herstellen: %(reason)s.")
        writing = _("Die Datei %(file)s lässt sich nicht schreiben: %(reason)s.")
        try:
            with _explained(writing, target):
                check_target(target)
            with _explained(making, target):
                chosen = available(format)
                source = find_source(version, chosen, today=localdate())
                content = chosen.make(source.excerpt(find_choice(source.document, options)), counted)
            with _explained(writing, target):
                write_whole(target, content)
        except RuleBroken as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_summary(target, counted.pages, len(content)))


class PageCount:
    """Counts the pages that are laid out."""

    pages = 0

    def __call__(self, page: int) -> None:
        self.pages = max(self.pages, page)


def find_source(version: str, wanted: FileFormat, *, today: date) -> Source:
    """Find what `--version` names. Raises a RuleBroken with a sentence when there is nothing to write."""
    strategy = Strategy.objects.current()
    if strategy is None:
        raise RuleBroken(_("Es ist noch keine Strategie eingerichtet."))
    if version == "draft":
        document = working_document(strategy)
        if document.is_empty:
            raise EmptyStrategy
        return Source(content=to_json(document), edition=draft_edition(today), at=timezone.now())
    source = source_of(frozen_version(strategy, version), wanted)
    if source.document.is_empty:
        raise EmptyStrategy
    return source


def find_choice(document: StrategyDocument, options: Mapping[str, Any]) -> Choice:
    """What the options of an excerpt name. Raises a RuleBroken for what the document does not have."""
    department, sdg = options["department"], options["sdg"]
    if department and department not in departments_of(document):
        raise RuleBroken(
            _("Den Fachbereich „%(name)s“ gibt es in dieser Fassung nicht.") % {"name": department}
        )
    if sdg is not None and sdg not in {each.number for each in document.sdgs}:
        raise RuleBroken(_("Ein Ziel %(number)d hat die Agenda 2030 nicht.") % {"number": sdg})
    return Choice(
        themes=_keys(document.themes, options["theme"]),
        department=department,
        sdg=sdg,
        measures=_keys(document.measures(), options["measure"]),
    )


def _keys(entries: Iterable[ThemeSection | MeasureEntry], numbers: Sequence[str]) -> tuple[UUID, ...]:
    keys = {entry.number: entry.key for entry in entries}
    for number in numbers:
        if number not in keys:
            raise RuleBroken(
                _("Die Nummer „%(number)s“ gibt es in dieser Fassung nicht.") % {"number": number}
            )
    return tuple(keys[number] for number in numbers)


@contextmanager
def _explained(sentence: str, target: Path) -> Iterator[None]:
    """End the command with a sentence where the system refuses something."""
    try:
        yield
    except OSError as error:
        raise CommandError(sentence % {"file": target, "reason": error.strerror or error}) from error


def frozen_version(strategy: Strategy, name: str) -> StrategyVersion:
    """The version with a number, or the newest "adopted" one. Raises a RuleBroken with a sentence."""
    versions = StrategyVersion.objects.filter(strategy=strategy)
    if name == "adopted":
        adopted = versions.filter(adopted_on__isnull=False).order_by("-adopted_on", "-number").first()
        if adopted is None:
            raise RuleBroken(_("Es gibt noch keine beschlossene Fassung."))
        return adopted
    numbered = versions.filter(number=int(name)).first() if name.isdecimal() and len(name) < 10 else None
    if numbered is None:
        raise UnknownVersion(name)
    return numbered


def _summary(target: Path, pages: int, size: int) -> str:
    kilobytes = max(1, round(size / 1000))
    if not pages:
        return _("%(file)s: %(size)d kB geschrieben.") % {"file": target, "size": kilobytes}
    return ngettext(
        "%(file)s: %(pages)d Seite, %(size)d kB geschrieben.",
        "%(file)s: %(pages)d Seiten, %(size)d kB geschrieben.",
        pages,
    ) % {"file": target, "pages": pages, "size": kilobytes}
