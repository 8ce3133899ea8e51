from pathlib import Path

import msgspec
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from editing.exceptions import RuleBroken
from editing.wording import Change, ChangeKind
from exports.whole_files import check_target, write_whole
from strategy.document.comparison import Comparison, ElementDifference, FieldDifference, compare
from strategy.document.published import frozen_document
from strategy.document.rendering.comparison import comparison_pdf
from strategy.management.commands.export_strategy import frozen_version
from strategy.models import Strategy, StrategyVersion


class Command(BaseCommand):
    """Compare two frozen versions, for the shell: as text, as JSON for other programs, as PDF for the council."""

    help = "Vergleicht zwei Fassungen der Strategie."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("before", metavar="A", help="Nummer der früheren Fassung")
        parser.add_argument("after", metavar="B", help="Nummer der späteren Fassung, oder adopted")
        parser.add_argument("--format", choices=("text", "json", "pdf"), default="text")
        parser.add_argument("--output", metavar="DATEI", help="Datei, die geschrieben wird; für PDF nötig")

    def handle(
        self, *args: object, before: str, after: str, format: str, output: str | None, **options: object
    ) -> None:
        target = Path(output) if output else None
        try:
            if target:
                check_target(target)
            elif format == "pdf":
                raise RuleBroken(_("Für ein PDF brauche ich --output mit dem Namen der Datei."))
            content = _content(_versions(before, after), format)
            if target is None:
                self.stdout.write(content.decode(), ending="")
            else:
                write_whole(target, content)
                self.stdout.write(_("%(file)s ist geschrieben.") % {"file": target})
        except RuleBroken as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            reason = error.strerror or error
            raise CommandError(
                _("Die Datei %(file)s lässt sich nicht schreiben: %(reason)s.")
                % {"file": target, "reason": reason}
            ) from error


def _versions(before: str, after: str) -> tuple[StrategyVersion, StrategyVersion]:
    strategy = Strategy.objects.current()
    if strategy is None:
        raise RuleBroken(_("Es ist noch keine Strategie eingerichtet."))
    return frozen_version(strategy, before), frozen_version(strategy, after)


def _content(versions: tuple[StrategyVersion, StrategyVersion], format: str) -> bytes:
    if format == "pdf":
        return comparison_pdf(*versions)
    comparison = compare(*map(frozen_document, versions))
    if format == "json":
        return msgspec.json.format(msgspec.json.encode(_as_data(versions, comparison)), indent=2) + b"\n"
    return _as_text(comparison).encode()


def _as_text(comparison: Comparison) -> str:
    """The summary, and what changed: readable in a terminal and aloud."""
    lines = [comparison.summary, ""]
    for fact in comparison.facts:
        lines += _field_lines(fact)
    for element in comparison.only_changes():
        lines += [f"{element.kind.label} {element.number} {element.title}", f"  {', '.join(element.remarks)}"]
        for field in element.fields:
            lines += _field_lines(field)
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _field_lines(field: FieldDifference) -> list[str]:
    marks = {
        ChangeKind.SAME: "%s",
        ChangeKind.DELETED: _("[gestrichen: %s]"),
        ChangeKind.INSERTED: _("[neu: %s]"),
    }
    text = "".join(marks[change.kind] % change.text for change in field.changes)
    return [f"  {field.label}: {text}"]


def _as_data(versions: tuple[StrategyVersion, StrategyVersion], comparison: Comparison) -> dict[str, object]:
    """Numbers of both versions, the summary, and every changed element with its fields and their words."""
    before, after = versions
    return {
        "before": before.number,
        "after": after.number,
        "summary": comparison.summary,
        "facts": [_field_data(field) for field in comparison.facts],
        "elements": [_element_data(element) for element in comparison.only_changes()],
    }


def _element_data(element: ElementDifference) -> dict[str, object]:
    return {
        "kind": element.kind.value,
        "key": str(element.key),
        "title": element.title,
        "difference": element.difference.value,
        "moved": element.is_moved,
        "number_before": element.number_before,
        "number_after": element.number_after,
        "fields": [_field_data(field) for field in element.fields],
    }


def _field_data(field: FieldDifference) -> dict[str, object]:
    return {"label": field.label, "changes": [_change_data(change) for change in field.changes]}


def _change_data(change: Change) -> dict[str, str]:
    return {"kind": change.kind.value, "text": change.text}
