from django.urls import path

from monitoring.views import (
    departments,
    frameworks,
    frozen_reports,
    handover,
    indicators,
    measures,
    overview,
    previews,
    progress,
    renewal,
    report_files,
    report_papers,
    reports,
    round_table,
    rounds,
    values,
)

app_name = "monitoring"

urlpatterns = [
    path("umsetzung/", overview.overview, name="overview"),
    path("umsetzung/zeitplan/", overview.schedule, name="schedule"),
    path("umsetzung/massnahmen/", overview.measure_states, name="measure-states"),
    path("umsetzung/eigene/", overview.own_rows, name="own-rows"),
    path("umsetzung/meldungen/", overview.waiting, name="waiting"),
    path("umsetzung/fortschreibung/", renewal.renewal, name="renewal"),
    path("umsetzung/berichte/", progress.progress_list, name="progress-list"),
    path("umsetzung/berichte/neu/", progress.progress_add, name="progress-add"),
    path("umsetzung/berichte/entwuerfe/<int:pk>/", progress.progress_detail, name="progress-detail"),
    path("umsetzung/berichte/entwuerfe/<int:pk>/bearbeiten/", progress.progress_edit, name="progress-edit"),
    path(
        "umsetzung/berichte/entwuerfe/<int:pk>/verlauf/", progress.progress_history, name="progress-history"
    ),
    path(
        "umsetzung/berichte/entwuerfe/<int:pk>/entfernen/", progress.progress_remove, name="progress-remove"
    ),
    path(
        "umsetzung/berichte/entwuerfe/<int:pk>/einfrieren/", progress.progress_freeze, name="progress-freeze"
    ),
    path(
        "umsetzung/berichte/entwuerfe/<int:pk>/vorschau/", previews.progress_preview, name="progress-preview"
    ),
    path("umsetzung/berichte/entwuerfe/<int:pk>/vorschau/pdf/", previews.preview_pdf, name="preview-pdf"),
    path("umsetzung/berichte/entwuerfe/<int:pk>/texte/", progress.sections_add, name="sections-add"),
    path("umsetzung/berichte/texte/<int:pk>/bearbeiten/", progress.section_edit, name="section-edit"),
    path("umsetzung/berichte/texte/<int:pk>/verlauf/", progress.section_history, name="section-history"),
    path("umsetzung/berichte/<int:number>/", frozen_reports.frozen_report, name="frozen-report"),
    path("umsetzung/berichte/<int:number>/pdf/", frozen_reports.report_pdf, name="report-pdf"),
    path("umsetzung/berichte/<int:number>/docx/", frozen_reports.report_word, name="report-word"),
    path("umsetzung/berichte/<int:number>/xlsx/", frozen_reports.report_tables, name="report-tables"),
    path("umsetzung/berichte/<int:number>/json/", frozen_reports.report_json, name="report-json"),
    path(
        "umsetzung/berichte/<int:number>/veroeffentlichen/",
        frozen_reports.report_publish,
        name="report-publish",
    ),
    path(
        "umsetzung/berichte/<int:number>/zuruecknehmen/",
        frozen_reports.report_withdraw,
        name="report-withdraw",
    ),
    path("umsetzung/berichte/<int:number>/vorlage/", report_papers.report_paper, name="report-paper"),
    path("umsetzung/berichtsrahmen/", frameworks.framework, name="framework"),
    path("umsetzung/berichtsrahmen/einlesen/", frameworks.framework_load, name="framework-load"),
    path("umsetzung/berichtsrahmen/beispiel.json", frameworks.framework_sample, name="framework-sample"),
    path("umsetzung/berichtsrahmen/aspekte/<int:pk>/", frameworks.aspect_edit, name="aspect-edit"),
    path(
        "umsetzung/berichtsrahmen/kernindikatoren/<int:pk>/",
        frameworks.core_indicator_edit,
        name="core-indicator-edit",
    ),
    path("umsetzung/runden/", rounds.round_list, name="round-list"),
    path("umsetzung/runden/neu/", rounds.round_open, name="round-open"),
    path("umsetzung/runden/<int:pk>/", rounds.round_detail, name="round-detail"),
    path("umsetzung/runden/<int:pk>/frist/", rounds.round_extend, name="round-extend"),
    path("umsetzung/runden/<int:pk>/annehmen/", rounds.round_accept, name="round-accept"),
    path("umsetzung/runden/<int:pk>/schliessen/", rounds.round_close, name="round-close"),
    path("umsetzung/runden/antworten/<int:pk>/", rounds.answer_detail, name="answer-detail"),
    path("umsetzung/runden/antworten/<int:pk>/annehmen/", rounds.answer_accept, name="answer-accept"),
    path("umsetzung/tabelle/<int:pk>/", round_table.round_table, name="round-table"),
    path("umsetzung/tabelle/<int:pk>/abgeben/", round_table.round_answer, name="round-answer"),
    path(
        "umsetzung/tabelle/<int:pk>/massnahmen/<uuid:key>/", round_table.round_measure, name="round-measure"
    ),
    path(
        "umsetzung/tabelle/<int:pk>/indikatoren/<int:key>/",
        round_table.round_indicator,
        name="round-indicator",
    ),
    path("umsetzung/massnahmen/<uuid:key>/uebergeben/", handover.hand_over_measure, name="hand-over"),
    path("umsetzung/fachbereiche/", departments.member_list, name="member-list"),
    path(
        "umsetzung/fachbereiche/konten/<int:pk>/entfernen/", departments.member_remove, name="member-remove"
    ),
    path("umsetzung/massnahmen/<uuid:key>/", measures.measure_detail, name="measure-detail"),
    path("umsetzung/massnahmen/<uuid:key>/melden/", reports.report_add, name="report-add"),
    path("umsetzung/massnahmen/<uuid:key>/termine/", measures.execution_edit, name="execution-edit"),
    path("umsetzung/massnahmen/<uuid:key>/meilenstein/", measures.milestone_add, name="milestone-add"),
    path("umsetzung/massnahmen/<uuid:key>/jahr/", measures.year_add, name="year-add"),
    path("umsetzung/massnahmen/<uuid:key>/einschaetzen/", measures.measure_judge, name="measure-judge"),
    path(
        "umsetzung/massnahmen/<uuid:key>/einschaetzung-beenden/",
        measures.measure_judge_end,
        name="measure-judge-end",
    ),
    path("umsetzung/meilensteine/<int:pk>/bearbeiten/", measures.milestone_edit, name="milestone-edit"),
    path("umsetzung/meilensteine/<int:pk>/entfernen/", measures.milestone_remove, name="milestone-remove"),
    path("umsetzung/jahre/<int:pk>/bearbeiten/", measures.year_edit, name="year-edit"),
    path("umsetzung/meldungen/<int:pk>/annehmen/", reports.report_accept, name="report-accept"),
    path("umsetzung/meldungen/<int:pk>/zurueckgeben/", reports.report_return, name="report-return"),
    path("umsetzung/meldungen/<int:pk>/datei/", report_files.report_file_add, name="report-file-add"),
    path("umsetzung/dateien/<int:pk>/", report_files.report_file, name="report-file"),
    path("umsetzung/dateien/<int:pk>/bearbeiten/", report_files.report_file_edit, name="report-file-edit"),
    path("umsetzung/dateien/<int:pk>/entfernen/", report_files.report_file_remove, name="report-file-remove"),
    path("indikatoren/", indicators.indicator_list, name="indicator-list"),
    path("indikatoren/neu/", indicators.indicator_add, name="indicator-add"),
    path("indikatoren/uebernehmen/", indicators.take_over, name="take-over"),
    path("indikatoren/<int:pk>/", indicators.indicator_detail, name="indicator-detail"),
    path("indikatoren/<int:pk>/bearbeiten/", indicators.indicator_edit, name="indicator-edit"),
    path("indikatoren/<int:pk>/berechnen/", indicators.formula_edit, name="formula-edit"),
    path("indikatoren/<int:pk>/zielwert/", indicators.target_add, name="target-add"),
    path("indikatoren/<int:pk>/reihe/", indicators.series_add, name="series-add"),
    path("indikatoren/<int:pk>/wert/", values.value_add, name="value-add"),
    path("indikatoren/<int:pk>/einschaetzen/", indicators.indicator_judge, name="indicator-judge"),
    path(
        "indikatoren/<int:pk>/einschaetzung-beenden/",
        indicators.indicator_judge_end,
        name="indicator-judge-end",
    ),
    path("indikatoren/zielwerte/<int:pk>/bearbeiten/", indicators.target_edit, name="target-edit"),
    path("indikatoren/zielwerte/<int:pk>/entfernen/", indicators.target_remove, name="target-remove"),
    path("indikatoren/werte/<int:pk>/berichtigen/", values.value_correct, name="value-correct"),
    path("indikatoren/werte/<int:pk>/annehmen/", values.value_accept, name="value-accept"),
    path("indikatoren/werte/<int:pk>/zurueckgeben/", values.value_return, name="value-return"),
]
