"""Having a version or an excerpt of it made as a file, and removing what nobody needs any more."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from editing.addresses import slug_of
from editing.exceptions import RuleBroken
from exports.actions import forget_file, order_file
from strategy import tasks
from strategy.document.document import to_json
from strategy.document.excerpts import Choice, excerpt
from strategy.document.published import frozen_document
from strategy.document.rendering.formats import PAGED, FileFormat, available, made_of
from strategy.document.rendering.pdf import expected_pages, filename
from strategy.models import StrategyVersion, VersionFile

# Whoever needs one of them later has it made again within seconds.
KEPT_FOR = timedelta(days=30)
FILES_AT_MOST = 60
# So that nobody keeps the workers from everybody else's files.
AWAITED_AT_MOST = 5
LETTERS_IN_NAME = 60


@transaction.atomic
def order_version_file(*, version: StrategyVersion, format: str, choice: Choice, by: User) -> VersionFile:
    """Have a file made in the background, unless it is there already or under way, and says what is true today.

    Raises RuleBroken when the format cannot be had here, the excerpt is empty, or there are too many files.
    """
    wanted = available(format)
    # Two who ask at once wait for each other.
    version = StrategyVersion.objects.select_for_update().get(pk=version.pk)
    present = version.files.select_related("export__job").filter(format=format, choice_digest=choice.digest)
    state = made_of(version, wanted)
    for file in present:
        if file.made_of == state and (file.export.is_there or file.export.is_under_way):
            return file
    forget_files(present)
    _check_room(version, by)
    return _ordered(version, wanted, choice, state, by)


def _check_room(version: StrategyVersion, by: User) -> None:
    """Raise RuleBroken when there are too many files, or too many that this person waits for."""
    if version.files.there_or_awaited().count() >= FILES_AT_MOST:
        raise RuleBroken(
            _("Zu dieser Fassung gibt es schon %(count)d Dateien. Bitte entfernen Sie zuerst einige.")
            % {"count": FILES_AT_MOST}
        )
    if VersionFile.objects.awaited_by(by).count() >= AWAITED_AT_MOST:
        raise RuleBroken(
            _("Für Sie entstehen gerade schon %(count)d Dateien. Bitte warten Sie, bis eine fertig ist.")
            % {"count": AWAITED_AT_MOST}
        )


def _ordered(
    version: StrategyVersion, wanted: FileFormat, choice: Choice, state: str, by: User
) -> VersionFile:
    shown = excerpt(frozen_document(version), choice)
    label = shown.excerpt.label if shown.excerpt else ""
    export = order_file(
        tasks.VersionFileMaking,
        # What is too long loses words of its excerpt.
        title=", ".join(filter(None, (version.strategy.title, str(version), str(wanted.label), label)))[:300],
        filename=_name(version, wanted, label),
        pages_expected=expected_pages(to_json(shown)) if wanted.name in PAGED else 0,
        by=by,
        word=_("Die Datei wird gleich erstellt."),
    )
    return VersionFile.objects.create(
        version=version,
        format=wanted.name,
        choice=msgspec.to_builtins(choice),
        choice_digest=choice.digest,
        label=label,
        made_of=state,
        export=export,
    )


def _name(version: StrategyVersion, wanted: FileFormat, label: str) -> str:
    parts = (filename(version).removesuffix(".pdf"), slug_of(label)[:LETTERS_IN_NAME].strip("-"))
    return f"{'-'.join(filter(None, parts))}.{wanted.ending}"


@transaction.atomic
def forget_files(files: Iterable[VersionFile]) -> int:
    """Remove files with their orders; how many."""
    found = list(files)
    for file in found:
        forget_file(file.export)
    return len(found)


def clear_version_files(*, at: datetime) -> int:
    """Remove what was made 30 days ago; the PDF of a version stays, as citizens and papers have it."""
    old = VersionFile.objects.filter(export__created_at__lte=at - KEPT_FOR)
    return forget_files(old.select_related("export__job"))
