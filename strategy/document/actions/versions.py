"""Freezing the working draft as a version, adopting it, publishing it, and making its PDF."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from editing.exceptions import RuleBroken
from editing.snapshots import in_one_snapshot
from exports.actions import forget_file, order_file
from strategy import tasks
from strategy.actions.numbering import carries_fixed_numbers, fix_numbers
from strategy.actions.positions import lock, lock_for_editing
from strategy.choices import ResolutionStatus, TextStatus
from strategy.completeness import review_document
from strategy.document.actions.files import forget_files
from strategy.document.choices import VERSION_STATUS_TRANSITIONS, VersionStatus
from strategy.document.document import StrategyDocument, checksum, from_json, to_json
from strategy.document.drafting import working_document
from strategy.document.rendering.pdf import expected_pages, filename
from strategy.exceptions import EmptyStrategy, NothingChanged
from strategy.models import Measure, Strategy, StrategyVersion
from strategy.models.kinds import MODELS_BELOW_THEMES
from strategy.reviewing import method_of


@in_one_snapshot(Strategy)
def freeze_version(*, strategy: Strategy, by: User, at: datetime, note: str = "") -> StrategyVersion:
    """Freeze the working draft as the next version, with its findings, and order its PDF.

    Raises EmptyStrategy when there is no goal at all, and NothingChanged when the newest version says the same, as
    after a second click in another window; every other finding only stands beside the version.
    """
    strategy = lock_for_editing(strategy)
    document = working_document(strategy)
    newest = strategy.versions.order_by("-number").first()
    if newest is not None and newest.sha256 == checksum(to_json(document)):
        raise NothingChanged(newest.number)
    return freeze_document(strategy=strategy, document=document, by=by, at=at, note=note)


def freeze_document(
    *, strategy: Strategy, document: StrategyDocument, by: User, at: datetime, note: str
) -> StrategyVersion:
    """Freeze a document as the next version of a locked strategy, with its findings, and order its PDF."""
    if document.is_empty:
        raise EmptyStrategy
    content = to_json(document)
    last = strategy.versions.aggregate(last=Max("number"))["last"]
    version = StrategyVersion.objects.create(
        strategy=strategy,
        number=(last or 0) + 1,
        content=content,
        sha256=checksum(content),
        findings=[
            {"code": finding.code, "sentence": finding.sentence}
            for finding in review_document(document, method=method_of(strategy)).findings
        ],
        note=note,
        created_at=at,
        created_by=by,
    )
    return order_pdf(version=version, by=by)


@transaction.atomic
def order_pdf(*, version: StrategyVersion, by: User | None) -> StrategyVersion:
    """Have the PDF of a version made in the background; it replaces an earlier one when it is ordered again."""
    replaced = version.pdf_file
    version.pdf_file = order_file(
        tasks.VersionPdf,
        title=f"{version.strategy.title}, {version.get_status_display()}, Fassung {version.number}",
        filename=filename(version),
        pages_expected=expected_pages(version.content),
        by=by,
    )
    version.save(update_fields=["pdf_file"])
    if replaced is not None:
        forget_file(replaced)
    return version


@transaction.atomic
def order_missing_pdf(*, version: StrategyVersion, by: User) -> StrategyVersion:
    """Order the PDF again, after a failure; a finished one stays, because citizens may be reading it."""
    # Two clicks: the second finds what the first has ordered.
    version = StrategyVersion.objects.select_for_update().get(pk=version.pk)
    export = version.pdf_file
    if export is not None and (export.is_there or export.is_under_way):
        return version
    return order_pdf(version=version, by=by)


@transaction.atomic
def adopt_version(
    *, version: StrategyVersion, on: date, reference: str, by: User, at: datetime
) -> StrategyVersion:
    """Record that the council adopted a version on a day; `reference` is the paper, such as "2021/0734".

    The first adoption fixes the numbers. Measures that were mere proposals then stand under the reservation
    of further resolutions (Vorbehalt): the council adopts the catalogue, not each single measure.
    """
    strategy = lock(version.strategy)
    version = StrategyVersion.objects.select_for_update().get(pk=version.pk)
    if VersionStatus.ADOPTED not in VERSION_STATUS_TRANSITIONS[version.status]:
        raise RuleBroken(_("Fassung %(number)d ist schon beschlossen.") % {"number": version.number})
    document = from_json(version.content)
    if strategy.has_fixed_numbers and not carries_fixed_numbers(document):
        raise RuleBroken(
            _(
                "Fassung %(number)d ist vor dem ersten Beschluss entstanden und trägt andere Nummern. "
                "Bitte frieren Sie eine neue Fassung ein."
            )
            % {"number": version.number}
        )
    version.status = VersionStatus.ADOPTED
    version.adopted_on, version.adopted_at, version.adopted_by = on, at, by
    version.resolution_reference = reference
    version.save()
    if not strategy.has_fixed_numbers:
        fix_numbers(strategy=strategy, document=document, by=by, at=at)
    _mark_adopted(document, by=by)
    # They would still say that it is a draft.
    forget_files(version.files.all())
    return order_pdf(version=version, by=by)


def _mark_adopted(document: StrategyDocument, *, by: User) -> None:
    """Let the rows of an adopted document say so."""
    keys = [visit.entry.key for visit in document.walk()]
    for model in MODELS_BELOW_THEMES.values():
        for element in model.objects.select_for_update().filter(pk__in=keys).order_by("pk"):
            changed = ["text_status", "text_status_reason"]
            element.text_status, element.text_status_reason = TextStatus.ADOPTED, ""
            if isinstance(element, Measure) and element.resolution_status == ResolutionStatus.PROPOSED:
                element.resolution_status = ResolutionStatus.UNDER_RESERVATION
                element.revision += 1
                changed += ["resolution_status", "revision"]
            element._history_user = by
            element.save(update_fields=changed)


@transaction.atomic
def correct_adoption_day(*, version: StrategyVersion, on: date, by: User) -> StrategyVersion:
    """Move the day of the adoption, because the record was wrong. The PDF, which names it, is made again."""
    version = StrategyVersion.objects.select_for_update().get(pk=version.pk)
    if version.adopted_on == on:
        return version
    version.adopted_on = on
    version.save(update_fields=["adopted_on"])
    return order_pdf(version=version, by=by)


@transaction.atomic
def publish_version(*, version: StrategyVersion, by: User, at: datetime) -> StrategyVersion:
    """Let citizens read an adopted version. Raises RuleBroken for a draft."""
    version = StrategyVersion.objects.select_for_update().get(pk=version.pk)
    if not version.is_adopted:
        raise RuleBroken(_("Nur eine beschlossene Fassung kann veröffentlicht werden."))
    if not version.is_published:
        version.published_at, version.published_by = at, by
        version.save(update_fields=["published_at", "published_by"])
    return version


@transaction.atomic
def withdraw_version(*, version: StrategyVersion) -> StrategyVersion:
    """Take a published version off the public site."""
    version = StrategyVersion.objects.select_for_update().get(pk=version.pk)
    version.published_at = version.published_by = None
    version.save(update_fields=["published_at", "published_by"])
    return version
