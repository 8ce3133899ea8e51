"""Umsetzungsberichte: beginning one, its texts, freezing it, publishing it, and making its PDF."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from committees.council.actions.papers import create_paper
from committees.council.choices import PaperSubject
from committees.council.models import Paper
from editing.exceptions import RuleBroken
from editing.snapshots import in_one_snapshot
from editing.text_limits import CHAPTER_AT_MOST
from exports.actions import forget_file, order_file
from exports.models import ExportFile
from monitoring import tasks
from monitoring.actions.rows import changed, changed_with_links, removed, still_there, written
from monitoring.adopted import Adopted, adopted_strategy
from monitoring.models import FrozenReport, ProgressReport, ReportPaper, ReportSection
from monitoring.progress.chosen_pictures import shown_pictures
from monitoring.progress.document import to_json
from monitoring.progress.drafting import drafted_report
from monitoring.progress.period_reports import reports_of_period
from monitoring.progress.rendering.pdf import expected_pages, filename, preview_filename
from monitoring.progress.suggested_texts import Told, suggested_text
from strategy.actions.positions import lock
from strategy.document.document import checksum
from strategy.models import Strategy, StrategyVersion

# Only the progress bar depends on it.
PREVIEW_PAGES_EXPECTED = 60


@transaction.atomic
def begin_report(*, report: ProgressReport, adopted: Adopted, by: User, at: datetime) -> ProgressReport:
    """Begin a draft: a text for each theme field, put together from the accepted reports of the period.

    Raises RuleBroken for a title that another report has, and for a period that ends before it begins.
    """
    report.created_at, report.created_by = at, by
    written(report, by)
    _begin_texts(report, adopted, by, at)
    return report


@transaction.atomic
def add_sections(*, report: ProgressReport, by: User, at: datetime) -> int:
    """Begin the texts that a draft lacks, as for theme fields adopted since; returns how many.

    Raises RuleBroken once the report is gone or frozen.
    """
    current, adopted = lock_draft(report), adopted_strategy()
    return _begin_texts(current, adopted, by, at) if adopted else 0


def _begin_texts(report: ProgressReport, adopted: Adopted, by: User, at: datetime) -> int:
    measures = [entry.key for entry in adopted.document.measures()]
    reports = reports_of_period(measures, report.period_start, report.period_end, moment=at)
    told = {
        key: [Told(done=row.done, next_step=row.next_step) for row in rows]
        for key, rows in reports.items()
        if any(row.done or row.next_step for row in rows)
    }
    there = set(report.sections.values_list("theme_id", flat=True))
    lacking = [theme for theme in adopted.document.themes if theme.key not in there]
    for theme in lacking:
        text = suggested_text(theme, told, at_most=CHAPTER_AT_MOST)
        written(ReportSection(report=report, theme_id=theme.key, text=text), by)
    return len(lacking)


@transaction.atomic
def save_report(
    *, report: ProgressReport, values: Mapping[str, object], revision: int, by: User
) -> ProgressReport:
    """Save title, period, introduction and proposals. Raises StaleRevision, and RuleBroken once it is frozen."""
    lock_draft(report)
    return changed(report, values, revision, by)


@transaction.atomic
def save_section(
    *, section: ReportSection, values: Mapping[str, object], revision: int, by: User
) -> ReportSection:
    """Save text and pictures of a theme field. Raises StaleRevision, and RuleBroken once the report is frozen."""
    lock_draft(section.report)
    return changed_with_links(section, values, ("pictures",), revision, by)


@transaction.atomic
def remove_report(*, report: ProgressReport, by: User) -> None:
    """Remove a draft with its texts. Raises RuleBroken once it is frozen: such a report stays for good."""
    draft = lock_draft(report)
    _forget_preview(draft)
    removed(draft, by)


def lock_draft(report: ProgressReport) -> ProgressReport:
    """The report as it stands now, locked. Raises RuleBroken once it is gone or frozen."""
    current = still_there(report)
    if FrozenReport.objects.filter(report=current).exists():
        raise RuleBroken(_("Dieser Bericht ist eingefroren und bleibt, wie er ist."))
    return current


# In the order in which a new draft locks them.
@in_one_snapshot(ProgressReport, Strategy)
def freeze_report(
    *, report: ProgressReport, revision: int, version: int, by: User, at: datetime
) -> FrozenReport:
    """Freeze a draft as the next report, with everything that counts at this moment, and order its PDF.

    Raises RuleBroken once it is frozen, as after a second click in another window, when its period has not begun, when
    somebody has changed the report or one of its texts since `revision`, that of the whole, and when another version
    than `version` is in force now.
    """
    # One report after another: each is compared with the one before it. And no version is adopted meanwhile.
    strategy = lock(report.strategy)
    current = lock_draft(report)
    _refuse_changed(current, revision, at)
    adopted = _in_force(version)
    last = strategy.frozen_reports.aggregate(last=Max("number"))["last"]
    document = drafted_report(current, adopted, number=(last or 0) + 1, moment=at)
    content = to_json(document)
    frozen = FrozenReport.objects.create(
        report=current,
        strategy=strategy,
        number=document.number,
        version=StrategyVersion.objects.without_content().get(strategy=strategy, number=adopted.number),
        title=current.title,
        period_start=current.period_start,
        period_end=current.period_end,
        content=content,
        sha256=checksum(content),
        frozen_at=at,
        frozen_by=by,
    )
    frozen.pictures.set(shown_pictures(current, adopted))
    # Afterwards: its row changes while it is made, and this transaction reads an earlier moment.
    transaction.on_commit(partial(_forget_preview, current))
    return order_report_pdf(report=frozen, by=by)


def _refuse_changed(report: ProgressReport, revision: int, at: datetime) -> None:
    if report.whole_revision != revision:
        raise RuleBroken(
            _(
                "Der Bericht wurde inzwischen geändert. Bitte sehen Sie ihn noch einmal an, bevor Sie ihn einfrieren."
            )
        )
    if report.period_start > timezone.localdate(at):
        raise RuleBroken(_("Der Zeitraum dieses Berichts hat noch nicht begonnen."))


def _in_force(version: int) -> Adopted:
    adopted = adopted_strategy()
    if adopted is None or adopted.number != version:
        raise RuleBroken(
            _(
                "Inzwischen gilt eine andere Fassung der Strategie. Bitte sehen Sie den Bericht noch einmal an, "
                "bevor Sie ihn einfrieren."
            )
        )
    return adopted


@transaction.atomic
def order_report_pdf(*, report: FrozenReport, by: User | None) -> FrozenReport:
    """Have the PDF of a frozen report made in the background, unless it is there or under way; returns the report.

    A failed one is replaced. A finished one stays, because citizens may be reading it.
    """
    # Two clicks: the second finds what the first has ordered.
    report = FrozenReport.objects.select_for_update().get(pk=report.pk)
    replaced = report.pdf_file
    if replaced is not None and (replaced.is_there or replaced.is_under_way):
        return report
    report.pdf_file = order_file(
        tasks.ReportPdf,
        title=report.title,
        filename=filename(report),
        pages_expected=expected_pages(report),
        by=by,
    )
    report.save(update_fields=["pdf_file"])
    if replaced is not None:
        forget_file(replaced)
    return report


def preview_file(report: ProgressReport) -> ExportFile | None:
    """The latest order of the preview of a draft."""
    return ExportFile.objects.select_related("job").filter(filename=preview_filename(report)).first()


@transaction.atomic
def order_preview(*, report: ProgressReport, by: User) -> ExportFile:
    """Have a draft made as a PDF as it stands now; one that is under way stays, an earlier one is replaced.

    Raises RuleBroken once the report is gone or frozen.
    """
    draft = lock_draft(report)
    present = preview_file(draft)
    if present is not None and present.is_under_way:
        return present
    _forget_preview(draft)
    return order_file(
        tasks.ReportPreview,
        title=_("Entwurf: %s") % draft.title,
        filename=preview_filename(draft),
        pages_expected=PREVIEW_PAGES_EXPECTED,
        by=by,
        arguments={"report": str(draft.pk)},
    )


def _forget_preview(report: ProgressReport) -> None:
    if present := preview_file(report):
        forget_file(present)


@transaction.atomic
def publish_report(*, report: FrozenReport, by: User, at: datetime) -> FrozenReport:
    """Let citizens read a frozen report."""
    report = FrozenReport.objects.select_for_update().get(pk=report.pk)
    if not report.is_published:
        report.published_at, report.published_by = at, by
        report.save(update_fields=["published_at", "published_by"])
    return report


@transaction.atomic
def withdraw_report(*, report: FrozenReport) -> FrozenReport:
    """Take a published report off the public site."""
    report = FrozenReport.objects.select_for_update().get(pk=report.pk)
    report.published_at = report.published_by = None
    report.save(update_fields=["published_at", "published_by"])
    return report


@transaction.atomic
def create_report_paper(*, report: FrozenReport, paper: Paper, by: User, at: datetime) -> Paper:
    """Save a new paper that brings a frozen report before the council.

    Raises ReferenceTaken for a reference that another paper has.
    """
    paper.about, paper.version = PaperSubject.REPORT, report.version
    create_paper(paper=paper, by=by, at=at)
    ReportPaper.objects.create(paper=paper, report=report)
    return paper
