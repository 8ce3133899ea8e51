"""The pictures that coordination has chosen for a theme field, and those it can choose from."""

from base64 import b64encode

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from editing.exceptions import RuleBroken
from files.pictures import fit_to_show
from kern.quotes import inside_quotes
from monitoring.adopted import Adopted
from monitoring.models import ProgressReport, ReportFile, ReportSection
from monitoring.progress.document import PictureEntry
from monitoring.progress.period_reports import reports_of_period

# Half a page wide at 200 dots per inch: all of them stand in the report itself, which never changes.
SIDE_AT_MOST = 1_000


def pictures_to_choose(section: ReportSection, adopted: Adopted) -> QuerySet[ReportFile]:
    """The public pictures of the accepted reports on a theme field's measures in the period of a report."""
    theme = next((theme for theme in adopted.document.themes if theme.key == section.theme_id), None)
    keys = [measure.key for measure in theme.measures()] if theme else []
    period = section.report.period_start, section.report.period_end
    reports = reports_of_period(keys, *period, moment=timezone.now())
    found = [report.pk for rows in reports.values() for report in rows]
    return ReportFile.objects.public().pictures().filter(report__in=found).select_related("report")


def with_chosen_pictures(report: ProgressReport) -> QuerySet[ReportSection]:
    """The texts of a report with those of their pictures that everybody may see (2 queries)."""
    shown = ReportFile.objects.public().pictures().select_related("report")
    sections: QuerySet[ReportSection] = report.sections.prefetch_related(Prefetch("pictures", shown))
    return sections


def shown_pictures(report: ProgressReport, adopted: Adopted) -> QuerySet[ReportFile]:
    """The pictures that a report shows beside the theme fields it tells about."""
    return ReportFile.objects.public().pictures().filter(pk__in=_chosen(report, adopted))


def hidden_pictures(report: ProgressReport, adopted: Adopted) -> QuerySet[ReportFile]:
    """The chosen pictures that it does not show: not everybody may see them any more."""
    shown = shown_pictures(report, adopted).values("pk")
    return ReportFile.objects.filter(pk__in=_chosen(report, adopted)).exclude(pk__in=shown)


def _chosen(report: ProgressReport, adopted: Adopted) -> QuerySet[ReportSection, int]:
    themes = [theme.key for theme in adopted.document.themes]
    chosen = report.sections.filter(theme__in=themes, pictures__isnull=False)
    return chosen.values_list("pictures", flat=True)


def missing_pictures(report: ProgressReport, adopted: Adopted) -> list[tuple[str, ReportFile]]:
    """The pictures whose files are gone, each with its theme field (2 queries)."""
    titles = {theme.key: theme.title for theme in adopted.document.themes}
    return [
        (titles[section.theme_id], picture)
        for section in with_chosen_pictures(report)
        if section.theme_id in titles
        for picture in section.pictures.all()
        if not picture.file.storage.exists(str(picture.file.name))
    ]


def frozen_pictures(section: ReportSection, adopted: Adopted) -> tuple[PictureEntry, ...]:
    """The pictures of a text, whole. Raises RuleBroken for one whose file is gone."""
    return tuple(_frozen(picture, adopted) for picture in section.pictures.all())


def _frozen(picture: ReportFile, adopted: Adopted) -> PictureEntry:
    measure = adopted.measure(picture.report.measure_id)
    try:
        with picture.file.open() as stored:
            smaller = fit_to_show(stored, side_at_most=SIDE_AT_MOST)
    except FileNotFoundError as error:
        sentence = _("Das Bild „%s“ fehlt auf dem Server. Nehmen Sie es aus dem Bericht.")
        raise RuleBroken(sentence % inside_quotes(picture.title)) from error
    return PictureEntry(
        title=picture.title,
        alternative_text=picture.alternative_text,
        media_type=smaller.content_type,
        width=smaller.width,
        height=smaller.height,
        data=b64encode(smaller.content.read()).decode(),
        measure=measure.number if measure else "",
    )
