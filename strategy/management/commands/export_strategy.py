from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editing.exceptions import RuleBroken
from exports.whole_files import check_target, write_whole
from strategy.document.document import from_json, to_json
from strategy.document.drafting import working_document
from strategy.document.rendering.docx import document_docx
from strategy.document.rendering.pdf import Edition, archive_pdf, content_pdf, draft_edition, edition_of
from strategy.exceptions import EmptyStrategy, UnknownVersion
from strategy.models import Strategy, StrategyVersion


class Export:
    """The content of the file: the frozen text of a version or of the working draft, and the words for its state."""

    def __init__(self, content: str, edition: Edition, at: datetime) -> None:
        self.content = content
        self.edition = edition
        self.at = at
        self.pages = 0

    def as_json(self) -> bytes:
        return self.content.encode()

    def as_pdf(self) -> bytes:
        return content_pdf(self.content, self.edition, on_page=self._count)

    def as_archive(self) -> bytes:
        return archive_pdf(self.content, self.edition, at=self.at, on_page=self._count)

    def as_docx(self) -> bytes:
        return document_docx(from_json(self.content), self.edition, at=self.at)

    def _count(self, page: int) -> None:
        self.pages = max(self.pages, page)


FORMATS: dict[str, Callable[[Export], bytes]] = {
    "pdf": Export.as_pdf,
    "pdfa": Export.as_archive,
    "docx": Export.as_docx,
    "json": Export.as_json,
}


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
        parser.add_argument("--output", required=True, metavar="DATEI", help="Datei, die geschrieben wird")

    def handle(self, *args: object, version: str, format: str, output: str, **options: object) -> None:
        target = Path(output)
        try:
            check_target(target)
            export = find_export(version, today=localdate())
            content = FORMATS[format](export)
            write_whole(target, content)
        except RuleBroken as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(
                _("Die Datei %(file)s lässt sich nicht schreiben: %(reason)s.")
                % {"file": target, "reason": error.strerror or error}
            ) from error
        self.stdout.write(_summary(target, export.pages, len(content)))


def find_export(version: str, *, today: date) -> Export:
    """Find what `--version` names. Raises a RuleBroken with a sentence when there is nothing to write."""
    strategy = Strategy.objects.current()
    if strategy is None:
        raise RuleBroken(_("Es ist noch keine Strategie eingerichtet."))
    if version == "draft":
        document = working_document(strategy)
        if document.is_empty:
            raise EmptyStrategy
        return Export(to_json(document), draft_edition(today), timezone.now())
    frozen = frozen_version(strategy, version)
    if from_json(frozen.content).is_empty:
        raise EmptyStrategy
    return Export(frozen.content, edition_of(frozen), frozen.created_at)


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
