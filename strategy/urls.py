from django.urls import include, path, register_converter

from editing.addresses import word_converter
from strategy.choices import ElementKind
from strategy.links import EVALUATION_SLUGS, PHASE_SLUGS, SLUGS, STATUS_SLUGS
from strategy.views import (
    attachments,
    chapters,
    departments,
    elements,
    guide,
    lists,
    placing,
    rows,
    setup,
    smart,
    themes,
)
from strategy.views import bin as bin_views

register_converter(word_converter(SLUGS), "kind")
register_converter(word_converter(PHASE_SLUGS), "phase")
register_converter(word_converter(STATUS_SLUGS), "status")
register_converter(word_converter(EVALUATION_SLUGS), "evaluation")

app_name = "strategy"

urlpatterns = [
    path("", guide.guide, name="guide"),
    path("was-fehlt/", guide.findings, name="finding-list"),
    path("einrichtung/", setup.setup, name="setup"),
    path("einrichtung/gestaltung/", setup.first_look, name="first-look"),
    path("einrichtung/pflichtseiten/", setup.first_pages, name="first-pages"),
    path("einstellungen/", setup.settings, name="settings"),
    path("einstellungen/e-mails/", setup.mail_settings, name="mail-settings"),
    path("einstellungen/kapitel/", chapters.chapter_settings, name="chapter-settings"),
    path("einstellungen/e-mails/test/", setup.test_mail, name="test-mail"),
    path("aufbauorganisation/", guide.organisation, name="organisation"),
    path("phasen/<phase:phase>/abschliessen/", guide.phase_close, name="phase-close"),
    path("phasen/<phase:phase>/oeffnen/", guide.phase_reopen, name="phase-reopen"),
    path("themenauswahl/", themes.theme_selection, name="theme-selection"),
    path("themenauswahl/eigenes/", themes.candidate_add, name="candidate-add"),
    path("themenauswahl/zusammenfuehren/", themes.candidate_merge, name="candidate-merge"),
    path("themenauswahl/<uuid:pk>/waehlen/", themes.theme_select, name="theme-select"),
    path("themenauswahl/<uuid:pk>/nicht-waehlen/", themes.theme_leave_out, name="theme-leave-out"),
    path("themenauswahl/<uuid:pk>/vorschreiben/", themes.theme_prescribe, name="theme-prescribe"),
    path("themenauswahl/<uuid:pk>/zuruecknehmen/", themes.theme_reopen, name="theme-reopen"),
    path("themenauswahl/<uuid:pk>/nach-oben/", themes.theme_up, name="theme-up"),
    path("themenauswahl/<uuid:pk>/nach-unten/", themes.theme_down, name="theme-down"),
    path("themenauswahl/<uuid:pk>/entfernen/", themes.candidate_remove, name="candidate-remove"),
    path("themenfelder/", themes.theme_list, name="theme-list"),
    path("operative-ziele/", lists.operational_goal_list, name="operational-goal-list"),
    path("massnahmen/", lists.measure_list, name="measure-list"),
    path("massnahmen/<uuid:pk>/zeile/", rows.measure_row, name="measure-row"),
    path(
        "massnahmen/<uuid:pk>/zeile/bearbeiten/",
        rows.measure_row_edit,
        {"kind": ElementKind.MEASURE},
        name="measure-row-edit",
    ),
    path("fachbereiche/", departments.department_list, name="department-list"),
    path("fachbereiche/neu/", departments.department_add, name="department-add"),
    path("fachbereiche/schreibweisen/", departments.department_spellings, name="department-spellings"),
    path("fachbereiche/<uuid:pk>/", departments.department_detail, name="department-detail"),
    path("fachbereiche/<uuid:pk>/verlauf/", departments.department_history, name="department-history"),
    path("fachbereiche/<uuid:pk>/bearbeiten/", departments.department_edit, name="department-edit"),
    path("fachbereiche/<uuid:pk>/entfernen/", departments.department_remove, name="department-remove"),
    path("fachbereiche/<uuid:pk>/zusammenfuehren/", departments.department_merge, name="department-merge"),
    path("kapitel/", chapters.chapter_list, name="chapter-list"),
    path("papierkorb/", bin_views.bin_list, name="bin-list"),
    path("papierkorb/konzepte/<int:pk>/", bin_views.bin_concept, name="bin-concept"),
    path("papierkorb/fundstellen/<int:pk>/", bin_views.bin_extract, name="bin-extract"),
    path("papierkorb/<kind:kind>/", bin_views.bin_several, name="bin-several"),
    path("papierkorb/<kind:kind>/<uuid:pk>/", bin_views.bin_element, name="bin-element"),
    path("smart/", smart.smart_check, name="smart-check"),
    path("", include("strategy.inventory.urls")),
    path("", include("strategy.discussion.urls")),
    path("", include("strategy.document.urls")),
    path("<kind:kind>/neu/<uuid:parent>/", elements.element_add, name="element-add"),
    path("<kind:kind>/<uuid:pk>/", elements.element_detail, name="element-detail"),
    path("<kind:kind>/<uuid:pk>/bearbeiten/", elements.element_edit, name="element-edit"),
    path("<kind:kind>/<uuid:pk>/verlauf/", elements.element_history, name="element-history"),
    path("<kind:kind>/<uuid:pk>/verlauf/<int:record>/", elements.element_former, name="element-former"),
    path("<kind:kind>/<uuid:pk>/entfernen/", elements.element_remove, name="element-remove"),
    path("<kind:kind>/<uuid:pk>/unterlagen/neu/", attachments.attachment_add, name="attachment-add"),
    path(
        "<kind:kind>/<uuid:pk>/unterlagen/<int:number>/", attachments.attachment_file, name="attachment-file"
    ),
    path(
        "<kind:kind>/<uuid:pk>/unterlagen/<int:number>/entfernen/",
        attachments.attachment_remove,
        name="attachment-remove",
    ),
    path("<kind:kind>/<uuid:pk>/verschieben/", placing.element_place, name="element-place"),
    path("<kind:kind>/<uuid:pk>/mehrere/", placing.element_several, name="element-several"),
    path("<kind:kind>/<uuid:pk>/reihenfolge/", elements.element_order, name="element-order"),
    path("<kind:kind>/<uuid:pk>/nach-oben/", elements.element_up, name="element-up"),
    path("<kind:kind>/<uuid:pk>/nach-unten/", elements.element_down, name="element-down"),
]
