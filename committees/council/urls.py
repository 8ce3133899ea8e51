from django.urls import path, register_converter

from committees.council.choices import AmendmentKind, BudgetPlan
from committees.council.views import (
    amendments,
    annexes,
    consultations,
    decisions,
    financial_effects,
    measure_resolutions,
    outcomes,
    paper_files,
    papers,
    routes,
)
from editing.addresses import word_converter

register_converter(
    word_converter({BudgetPlan.RESULT: "teilergebnisplan", BudgetPlan.FINANCE: "teilfinanzplan"}), "plan"
)

app_name = "council"

urlpatterns = [
    path("vorlagen/", papers.paper_list, name="paper-list"),
    path("vorlagen/neu/<int:number>/", papers.paper_add, name="paper-add"),
    path("vorlagen/<int:pk>/", papers.paper_detail, name="paper-detail"),
    path("vorlagen/<int:pk>/bearbeiten/", papers.paper_edit, name="paper-edit"),
    path("vorlagen/<int:pk>/auswirkungen/neu/<plan:plan>/", financial_effects.effect_add, name="effect-add"),
    path(
        "vorlagen/<int:pk>/auswirkungen/vorschlag/", financial_effects.effect_suggest, name="effect-suggest"
    ),
    path("auswirkungen/<int:pk>/bearbeiten/", financial_effects.effect_edit, name="effect-edit"),
    path("auswirkungen/<int:pk>/entfernen/", financial_effects.effect_remove, name="effect-remove"),
    path("vorlagen/<int:pk>/anlage/", annexes.annex_add, name="annex-add"),
    path("anlagen/<int:pk>/", annexes.annex_file, name="annex-file"),
    path("anlagen/<int:pk>/entfernen/", annexes.annex_remove, name="annex-remove"),
    path("vorlagen/<int:pk>/pdf/", paper_files.paper_pdf, name="paper-pdf"),
    path("vorlagen/<int:pk>/vorlage.docx", paper_files.paper_docx_file, name="paper-docx"),
    path("vorlagen/<int:pk>/einbringen/", papers.paper_submit, name="paper-submit"),
    path("vorlagen/<int:pk>/zurueckziehen/", papers.paper_withdraw, name="paper-withdraw"),
    path("vorlagen/<int:pk>/aenderungsantraege/neu/", amendments.amendment_add, name="amendment-add"),
    path(
        "vorlagen/<int:pk>/aenderungsantraege/aendern/<slug:words>/<uuid:key>/",
        amendments.amendment_enter,
        {"kind": AmendmentKind.CHANGE},
        name="amendment-change",
    ),
    path(
        "vorlagen/<int:pk>/aenderungsantraege/streichen/<slug:words>/<uuid:key>/",
        amendments.amendment_enter,
        {"kind": AmendmentKind.WITHDRAW},
        name="amendment-strike",
    ),
    path(
        "vorlagen/<int:pk>/aenderungsantraege/neu/<slug:words>/<uuid:key>/",
        amendments.amendment_enter,
        {"kind": AmendmentKind.ADD},
        name="amendment-new",
    ),
    path("aenderungsantraege/<int:pk>/", amendments.amendment_detail, name="amendment-detail"),
    path("aenderungsantraege/<int:pk>/bearbeiten/", amendments.amendment_edit, name="amendment-edit"),
    path(
        "aenderungsantraege/<int:pk>/zurueckziehen/", amendments.amendment_withdraw, name="amendment-withdraw"
    ),
    path("vorlagen/<int:pk>/beratungsfolge/speichern/", routes.route_save, name="route-save"),
    path("vorlagen/<int:pk>/beratungsfolge/uebernehmen/", routes.route_apply, name="route-apply"),
    path("beratungsfolgen/", routes.route_list, name="route-list"),
    path("beratungsfolgen/<int:pk>/umbenennen/", routes.route_rename, name="route-rename"),
    path("beratungsfolgen/<int:pk>/entfernen/", routes.route_remove, name="route-remove"),
    path("vorlagen/<int:pk>/beratung/", consultations.consultation_add, name="consultation-add"),
    path("beratungen/<int:pk>/bearbeiten/", consultations.consultation_edit, name="consultation-edit"),
    path("beratungen/<int:pk>/nach-oben/", consultations.consultation_up, name="consultation-up"),
    path("beratungen/<int:pk>/nach-unten/", consultations.consultation_down, name="consultation-down"),
    path("beratungen/<int:pk>/entfernen/", consultations.consultation_remove, name="consultation-remove"),
    path("beratungen/<int:pk>/ergebnis/", outcomes.consultation_outcome, name="consultation-outcome"),
    path("beratungen/<int:pk>/verlauf/", outcomes.consultation_record, name="consultation-record"),
    path("beschluesse/<int:pk>/datei/", outcomes.resolution_file, name="resolution-file"),
    path("vorlagen/<int:pk>/verlauf/", decisions.decision, name="decision"),
    path(
        "massnahmen-beschluesse/",
        measure_resolutions.measure_resolution_list,
        name="measure-resolution-list",
    ),
    path(
        "massnahmen-beschluesse/tabelle.csv",
        measure_resolutions.measure_resolution_csv,
        name="measure-resolution-csv",
    ),
    path(
        "massnahmen-beschluesse/tabelle.xlsx",
        measure_resolutions.measure_resolution_xlsx,
        name="measure-resolution-xlsx",
    ),
    path(
        "massnahmen-beschluesse/neu/<uuid:measure>/",
        measure_resolutions.measure_resolution_add,
        name="measure-resolution-add",
    ),
    path(
        "massnahmen-beschluesse/<int:pk>/bearbeiten/",
        measure_resolutions.measure_resolution_edit,
        name="measure-resolution-edit",
    ),
    path(
        "massnahmen-beschluesse/<int:pk>/entfernen/",
        measure_resolutions.measure_resolution_remove,
        name="measure-resolution-remove",
    ),
]
