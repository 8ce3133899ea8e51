"""For each constraint of the monitoring what people read, and a row that violates this constraint alone."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from django.db import models

from monitoring.models import (
    CoreIndicator,
    DepartmentAnswer,
    DepartmentMember,
    FormulaTerm,
    FrameworkAspect,
    FrozenReport,
    Indicator,
    IndicatorSeries,
    IndicatorTarget,
    IndicatorValue,
    Judgement,
    LeftMeasure,
    MeasureExecution,
    MeasureReport,
    MeasureYear,
    Milestone,
    ProgressReport,
    Renewal,
    ReportFile,
    ReportingFramework,
    ReportingRound,
    ReportSection,
)
from strategy.models import Measure, StrategyVersion
from tests.builders import NOW

Example = tuple[str, Callable[[SimpleNamespace], models.Model]]
DAY = NOW.date()
EARLIER = DAY - timedelta(days=1)


def a_measure() -> Measure:
    found: Measure = Measure.objects.order_by("pk")[0]
    return found


def a_report(**fields: Any) -> MeasureReport:
    values = {"measure": a_measure(), "state": "in_progress", "reported_at": NOW, **fields}
    return MeasureReport(**values)


def a_framework(w: SimpleNamespace) -> ReportingFramework:
    values = {"name": "Rahmen", "loaded_at": NOW}
    return ReportingFramework.objects.get_or_create(strategy=w.strategy, defaults=values)[0]


def an_aspect(w: SimpleNamespace, **fields: Any) -> FrameworkAspect:
    values = {"code": "A", "area": "content", "field": "Feld", "title": "Neu", **fields}
    return FrameworkAspect(framework=a_framework(w), **values)


def a_report_file(**fields: Any) -> ReportFile:
    values = {"title": "Neu", "file": "x.pdf", "size": 1, "content_type": "x", "uploaded_at": NOW, **fields}
    return ReportFile(report=saved(a_report()), **values)


def a_round(w: SimpleNamespace, **fields: Any) -> ReportingRound:
    values = {"period_start": DAY, "period_end": DAY, "deadline": DAY, "opened_at": NOW, "title": "Neu"}
    return ReportingRound(strategy=w.strategy, **{**values, **fields})


def a_saved_round(w: SimpleNamespace) -> ReportingRound:
    return ReportingRound.objects.filter(title="Alt").first() or saved(a_round(w, title="Alt"))


def an_indicator(w: SimpleNamespace, **fields: Any) -> Indicator:
    return Indicator(**{"strategy": w.strategy, "name": "Neu", **fields})


def a_saved_indicator(w: SimpleNamespace) -> Indicator:
    return Indicator.objects.filter(name="Alt").first() or saved(an_indicator(w, name="Alt"))


def a_series(w: SimpleNamespace) -> IndicatorSeries:
    return IndicatorSeries.objects.get_or_create(indicator=a_saved_indicator(w), dimension="", name="")[0]


def a_value(w: SimpleNamespace, **fields: Any) -> IndicatorValue:
    values = {"period": date(2020, 12, 31), "value": 5, "reported_at": NOW, **fields}
    return IndicatorValue(series=a_series(w), **values)


def accepted(w: SimpleNamespace, **fields: Any) -> IndicatorValue:
    return a_value(w, **{"status": "accepted", "accepted_at": NOW, **fields})


def a_judgement(**fields: Any) -> Judgement:
    return Judgement(**{"measure": a_measure(), "light": "late", "reason": "x", "made_at": NOW, **fields})


def a_left_measure(w: SimpleNamespace, **fields: Any) -> LeftMeasure:
    version = StrategyVersion.objects.without_content().order_by("number")[0]
    renewal = Renewal.objects.get_or_create(version=version, defaults={"begun_at": NOW})[0]
    return LeftMeasure(
        renewal=renewal, **{"measure": a_measure(), "number": "1", "outcome": "abgeschlossen", **fields}
    )


def saved(row: Any) -> Any:
    row.save()
    return row


def twice(make: Callable[[], models.Model]) -> models.Model:
    """A row like one that is there."""
    saved(make())
    return make()


def a_progress_report(w: SimpleNamespace, **fields: Any) -> ProgressReport:
    values = {"period_start": DAY, "period_end": DAY, "created_at": NOW, "title": "Neu"}
    return ProgressReport(strategy=w.strategy, **{**values, **fields})


def a_frozen_report(w: SimpleNamespace, **fields: Any) -> FrozenReport:
    report = saved(a_progress_report(w, title=f"Neu {ProgressReport.objects.count()}"))
    values = {"number": FrozenReport.objects.count() + 1, "content": "{}", "sha256": "x", "frozen_at": NOW}
    period = {"title": report.title, "period_start": DAY, "period_end": DAY}
    return FrozenReport(
        report=report, strategy=w.strategy, version=w.version, **{**values, **period, **fields}
    )


EXAMPLES: dict[str, Example] = {
    "progress_report_title_unique": (
        "Einen Umsetzungsbericht mit diesem Titel gibt es schon.",
        lambda w: twice(lambda: a_progress_report(w, title="Doppelt")),
    ),
    "progress_report_ends_after_start": (
        "Der Zeitraum endet vor seinem Anfang.",
        lambda w: a_progress_report(w, period_end=EARLIER),
    ),
    "report_section_once": (
        "Zu diesem Themenfeld hat der Bericht schon einen Text.",
        lambda w: ReportSection(
            report=saved(ReportSection(report=saved(a_progress_report(w)), theme=w.theme)).report,
            theme=w.theme,
        ),
    ),
    "frozen_report_number_unique": (
        "Diese Nummer ist schon vergeben.",
        lambda w: a_frozen_report(w, number=saved(a_frozen_report(w)).number),
    ),
    "frozen_report_has_content": (
        "Ein eingefrorener Bericht hat einen Inhalt und seine Prüfsumme.",
        lambda w: a_frozen_report(w, content=""),
    ),
    "frozen_report_published_after_freezing": (
        "Veröffentlicht wird ein Bericht erst nach dem Einfrieren.",
        lambda w: a_frozen_report(w, published_at=NOW - timedelta(days=1)),
    ),
    "department_member_once": (
        "Dieses Konto gehört schon zu diesem Fachbereich.",
        lambda w: twice(
            lambda: DepartmentMember(department=w.department, user=w.put_away.user, added_at=NOW)
        ),
    ),
    "reporting_round_title_unique": (
        "Eine Berichtsrunde mit diesem Titel gibt es schon.",
        lambda w: a_round(w, title=a_saved_round(w).title),
    ),
    "reporting_round_ends_after_start": (
        "Der Zeitraum endet vor seinem Anfang.",
        lambda w: a_round(w, period_end=EARLIER),
    ),
    "reporting_round_deadline_after_start": (
        "Der letzte Tag für Antworten liegt vor dem Zeitraum.",
        lambda w: a_round(w, deadline=EARLIER),
    ),
    "department_answer_once": (
        "Dieser Fachbereich ist in dieser Runde schon gefragt.",
        lambda w: twice(
            lambda: DepartmentAnswer(round=a_saved_round(w), department=w.department, asked_at=NOW)
        ),
    ),
    "department_answer_after_question": (
        "Die Antwort liegt vor der Frage.",
        lambda w: DepartmentAnswer(
            round=saved(a_round(w, title="Andere")),
            department=w.department,
            asked_at=NOW,
            answered_at=NOW - timedelta(hours=1),
        ),
    ),
    "execution_planned_in_order": (
        "Der geplante Abschluss liegt vor dem geplanten Beginn.",
        lambda w: MeasureExecution(measure=a_measure(), planned_start=DAY, planned_end=EARLIER),
    ),
    "execution_actual_in_order": (
        "Die Maßnahme ist abgeschlossen, bevor sie begonnen hat.",
        lambda w: MeasureExecution(measure=a_measure(), actual_start=DAY, actual_end=EARLIER),
    ),
    "milestone_title_unique": (
        "Diesen Meilenstein hat die Maßnahme schon.",
        lambda w: twice(lambda: Milestone(measure=a_measure(), title="x", due_on=DAY)),
    ),
    "measure_year_once": (
        "Für dieses Jahr gibt es schon eine Zeile.",
        lambda w: twice(lambda: MeasureYear(measure=a_measure(), year=2022)),
    ),
    "measure_year_plausible": (
        "Die Jahre liegen zwischen 1990 und 2100.",
        lambda w: MeasureYear(measure=a_measure(), year=1989),
    ),
    "measure_year_not_negative": (
        "Bitte geben Sie keinen negativen Betrag ein.",
        lambda w: MeasureYear(measure=a_measure(), year=2023, budget_spent=-1),
    ),
    "measure_report_acceptance_dated": (
        "Genau eine angenommene Meldung hat den Zeitpunkt der Annahme.",
        lambda w: a_report(status="accepted"),
    ),
    "measure_report_return_remark": (
        "Bitte sagen Sie, was an der Meldung fehlt.",
        lambda w: a_report(status="returned"),
    ),
    "measure_report_once_in_round": (
        "Zu dieser Maßnahme gibt es in dieser Runde schon eine Meldung.",
        lambda w: twice(lambda: a_report(round=a_saved_round(w))),
    ),
    "measure_report_draft_in_round": (
        "Nur in einer Berichtsrunde bleibt eine Meldung liegen.",
        lambda w: a_report(status="draft"),
    ),
    "measure_report_has_state": ("Bitte wählen Sie den Stand der Maßnahme.", lambda w: a_report(state="")),
    "measure_report_has_reason": (
        "Zu diesem Stand gehört ein Grund.",
        lambda w: a_report(state="deferred"),
    ),
    "measure_report_merged_names_other": (
        "Genau zu „zusammengeführt“ gehört die Maßnahme, in der diese aufgegangen ist.",
        lambda w: a_report(state="merged"),
    ),
    "measure_report_merged_with_other": (
        "Eine Maßnahme kann nicht mit sich selbst zusammengeführt werden.",
        lambda w: a_report(state="merged", merged_with=a_measure()),
    ),
    "measure_report_progress_percent": (
        "Mehr als 100 Prozent gibt es nicht.",
        lambda w: a_report(progress=101),
    ),
    "measure_report_spent_year_plausible": (
        "Das Jahr der Ausgaben liegt zwischen 1990 und 2100.",
        lambda w: a_report(spent=5, spent_year=1950),
    ),
    "measure_report_spent_in_year": (
        "Zu dem, was ausgegeben ist, gehört das Jahr, und umgekehrt.",
        lambda w: a_report(spent=1),
    ),
    "indicator_name_unique": (
        "Einen Indikator mit diesem Namen gibt es schon.",
        lambda w: an_indicator(w, name=a_saved_indicator(w).name),
    ),
    "indicator_bounds_fit_direction": (
        "Genau zu „in einem Bereich halten“ gehören die beiden Grenzen, die untere zuerst.",
        lambda w: an_indicator(w, direction="within", lower_bound=2, upper_bound=1),
    ),
    "indicator_baseline_plausible": (
        "Das Ausgangsjahr liegt zwischen 1990 und 2100.",
        lambda w: an_indicator(w, baseline_year=1989),
    ),
    "indicator_factor_not_zero": ("Mit dem Faktor 0 ist jeder Wert 0.", lambda w: an_indicator(w, factor=0)),
    "formula_term_once": (
        "Dieser Indikator steht schon an dieser Stelle der Formel.",
        lambda w: twice(
            lambda: FormulaTerm(
                indicator=a_saved_indicator(w),
                input=Indicator.objects.get_or_create(strategy=w.strategy, name="Eingang")[0],
            )
        ),
    ),
    "formula_term_not_itself": (
        "Ein Indikator kann nicht aus sich selbst berechnet werden.",
        lambda w: FormulaTerm(indicator=a_saved_indicator(w), input=a_saved_indicator(w)),
    ),
    "indicator_series_once": (
        "Diese Reihe gibt es schon.",
        lambda w: IndicatorSeries(indicator=a_series(w).indicator),
    ),
    "indicator_series_whole": (
        "Zu einer Aufteilung gehört der Name des Teils.",
        lambda w: IndicatorSeries(indicator=a_saved_indicator(w), dimension="Stadtbezirk"),
    ),
    "indicator_value_acceptance_dated": (
        "Genau eine angenommene Meldung hat den Zeitpunkt der Annahme.",
        lambda w: a_value(w, accepted_at=NOW, period=date(2001, 12, 31)),
    ),
    "indicator_value_return_remark": (
        "Bitte sagen Sie, was an der Meldung fehlt.",
        lambda w: a_value(w, status="returned"),
    ),
    "indicator_value_is_no_draft": (
        "Ein Wert wird gemeldet, sobald er eingetragen ist.",
        lambda w: a_value(w, status="draft"),
    ),
    "indicator_value_replaced_was_accepted": (
        "Ersetzt wird nur ein Wert, der angenommen war.",
        lambda w: a_value(w, replaced_at=NOW, period=date(2002, 12, 31)),
    ),
    "indicator_value_one_current": (
        "Für diesen Zeitpunkt gibt es schon einen Wert.",
        lambda w: twice(lambda: accepted(w)),
    ),
    "indicator_value_one_waiting": (
        "Für diesen Zeitpunkt wartet schon ein Wert auf die Annahme.",
        lambda w: twice(lambda: a_value(w, period=date(2003, 12, 31))),
    ),
    "indicator_value_period_plausible": (
        "Die Werte liegen zwischen 1990 und 2100.",
        lambda w: a_value(w, period=date(1989, 12, 31)),
    ),
    "indicator_target_year_once": (
        "Für dieses Jahr gibt es schon einen Zielwert.",
        lambda w: twice(lambda: IndicatorTarget(indicator=a_saved_indicator(w), year=2030, value=1)),
    ),
    "indicator_target_year_plausible": (
        "Das Zieljahr liegt zwischen 1990 und 2100.",
        lambda w: IndicatorTarget(indicator=a_saved_indicator(w), year=1989, value=1),
    ),
    "judgement_of_one_light": (
        "Diese Einschätzung passt nicht: Vollzug und Wirkung sind zweierlei.",
        lambda w: a_judgement(light="on_path", ended_at=NOW),
    ),
    "judgement_has_reason": (
        "Bitte begründen Sie die Einschätzung.",
        lambda w: a_judgement(reason="", ended_at=NOW),
    ),
    "judgement_of_measure_once": (
        "Zu dieser Maßnahme gilt schon eine Einschätzung.",
        lambda w: twice(a_judgement),
    ),
    "judgement_of_indicator_once": (
        "Zu diesem Indikator gilt schon eine Einschätzung.",
        lambda w: twice(lambda: a_judgement(measure=None, indicator=a_saved_indicator(w), light="behind")),
    ),
    "framework_aspect_code_once": (
        "Diese Kennung hat schon ein anderer Aspekt.",
        lambda w: twice(lambda: an_aspect(w)),
    ),
    "framework_aspect_reported_or_explained": (
        "Entweder berichten Sie zu diesem Aspekt, oder Sie begründen, warum nicht: nicht beides.",
        lambda w: an_aspect(w, code="B", text="Ja", reason="Nein"),
    ),
    "core_indicator_code_once": (
        "Diese Kennung hat schon ein anderer Kernindikator.",
        lambda w: twice(lambda: CoreIndicator(framework=a_framework(w), code="K", title="Neu")),
    ),
    "core_indicator_answered_or_explained": (
        "Entweder beantwortet ein Indikator den Kernindikator, oder Sie begründen, warum keiner: nicht beides.",
        lambda w: CoreIndicator(
            framework=a_framework(w), code="B", title="Neu", indicator=a_saved_indicator(w), reason="Nein"
        ),
    ),
    "report_file_picture_has_size": (
        "Ein Bild hat eine Breite und eine Höhe.",
        lambda w: a_report_file(width=4, height=None, is_decorative=True),
    ),
    "report_file_picture_is_described": (
        "Ein Bild hat einen Alternativtext oder ist schmückend, eine andere Datei hat keins von beiden.",
        lambda w: a_report_file(width=4, height=3),
    ),
    "left_measure_has_outcome": (
        "Bitte sagen Sie, was aus der Maßnahme geworden ist.",
        lambda w: a_left_measure(w, outcome=""),
    ),
    "left_measure_once": (
        "Diese Maßnahme ist schon ausgeschieden.",
        lambda w: twice(lambda: a_left_measure(w)),
    ),
}
