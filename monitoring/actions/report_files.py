"""Documents and pictures with reports on measures. Only coordination makes one public: it has looked at it."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Right
from editing.exceptions import RuleBroken
from files.pictures import fit_to_show, is_picture
from files.uploads import UPLOAD_AT_MOST, discard, keep
from monitoring.actions.measures import lock_measure
from monitoring.actions.rows import changed, still_there
from monitoring.choices import ReportStatus
from monitoring.exceptions import PictureUndescribed
from monitoring.models import MeasureReport, ReportFile
from monitoring.permissions import can_change_files
from strategy.models import Measure

FILES_AT_MOST = 20


@transaction.atomic
def add_file(
    *,
    report: MeasureReport,
    upload: UploadedFile,
    title: str,
    by: User,
    at: datetime,
    alternative_text: str = "",
    is_decorative: bool = False,
    is_public: bool = False,
) -> ReportFile:
    """Keep a document or a picture with a report.

    A picture is drawn anew without what the camera wrote into it. Raises PictureUndescribed for one without
    alternative text, RuleBroken for what `fit_to_show` or `keep` refuse, and when the report was accepted meanwhile.
    """
    current = _lock_report(report, by)
    if current.files.count() >= FILES_AT_MOST:
        raise RuleBroken(_("Bei einer Meldung liegen höchstens %d Dateien.") % FILES_AT_MOST)
    row = ReportFile(report=current, title=title, uploaded_at=at, uploaded_by=by, is_public=is_public)
    row._history_user = by
    _refuse_public(row, by)
    if is_picture(upload):
        row.alternative_text, row.is_decorative = alternative_text, is_decorative
        upload = _drawn_anew(row, upload)
    keep(row, upload)
    return row


@transaction.atomic
def save_file(*, file: ReportFile, values: Mapping[str, object], revision: int, by: User) -> ReportFile:
    """Change what a file is called and who sees it. Raises StaleRevision, PictureUndescribed and RuleBroken."""
    _lock_report(file.report, by)
    _refuse_made_public(file, by)
    for name, value in values.items():
        setattr(file, name, value)
    _refuse_public(file, by)
    if file.is_picture:
        _refuse_undescribed(file)
    return changed(file, values, revision, by)


@transaction.atomic
def remove_file(*, file: ReportFile, by: User) -> None:
    """Remove a file for good. Raises RuleBroken when it is gone, or its report was accepted meanwhile."""
    _lock_report(file.report, by)
    _refuse_made_public(file, by)
    current = still_there(file)
    current._history_user = by
    discard(current)


def take_files_along(*, report: MeasureReport, replaced: Collection[MeasureReport]) -> None:
    """Move the files of the reports that were replaced or given back to the one that takes their place."""
    ReportFile.objects.filter(report__in=replaced).update(report=report)
    others = MeasureReport.objects.filter(measure=report.measure_id).exclude(pk=report.pk)
    before = others.exclude(status=ReportStatus.DRAFT).order_by("reported_at", "pk").last()
    if before is not None and before.status == ReportStatus.RETURNED:
        before.files.update(report=report)


def _drawn_anew(row: ReportFile, upload: UploadedFile) -> UploadedFile:
    _refuse_undescribed(row)
    if (upload.size or 0) > UPLOAD_AT_MOST:
        raise RuleBroken(_("Diese Datei ist größer als 20 MB."))
    picture = fit_to_show(upload)
    row.width, row.height = picture.width, picture.height
    return UploadedFile(picture.content, name=picture.content.name, size=picture.content.size)


def _lock_report(report: MeasureReport, by: User) -> MeasureReport:
    """The report as it stands, locked, so that nobody accepts or returns it meanwhile."""
    lock_measure(Measure(pk=report.measure_id))
    current = still_there(report)
    if not can_change_files(by, current):
        raise RuleBroken(
            _("Diese Meldung ist inzwischen angenommen. Ihre Dateien ändert nur die Koordination.")
        )
    return current


def _refuse_made_public(file: ReportFile, by: User) -> None:
    current = ReportFile.objects.filter(pk=file.pk).first()
    if current is not None and current.is_public and not by.has_right(Right.MANAGE_IMPLEMENTATION):
        raise RuleBroken(
            _("Diese Datei ist für die Öffentlichkeit freigegeben. Ändern kann sie nur die Koordination.")
        )


def _refuse_public(file: ReportFile, by: User) -> None:
    if file.is_public and not by.has_right(Right.MANAGE_IMPLEMENTATION):
        raise RuleBroken(_("Öffentlich macht Dateien nur die Koordination."))


def _refuse_undescribed(picture: ReportFile) -> None:
    if picture.is_decorative == bool(picture.alternative_text):
        raise PictureUndescribed
