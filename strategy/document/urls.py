from django.urls import path

from strategy.document.views import comparisons, files, versions

urlpatterns = [
    path("fassungen/", versions.version_list, name="version-list"),
    path("fassungen/einfrieren/", versions.version_freeze, name="version-freeze"),
    path("fassungen/<int:number>/", versions.version_detail, name="version-detail"),
    path("fassungen/<int:before>/vergleich/", comparisons.comparison_choice, name="comparison-choice"),
    path(
        "fassungen/<int:before>/vergleich/entwurf/",
        comparisons.comparison_with_draft,
        name="comparison-with-draft",
    ),
    path("fassungen/<int:before>/vergleich/<int:after>/", comparisons.comparison, name="comparison"),
    path(
        "fassungen/<int:before>/vergleich/<int:after>/pdf/", comparisons.comparison_pdf, name="comparison-pdf"
    ),
    path("fassungen/<int:number>/dokument.json", versions.version_json, name="version-json"),
    path("fassungen/<int:number>/strategie.docx", versions.version_docx, name="version-docx"),
    path("fassungen/<int:number>/dateien/", files.version_files, name="version-files"),
    path(
        "fassungen/<int:number>/dateien/<slug:format>/erstellen/",
        files.version_file_order,
        name="version-file-order",
    ),
    path(
        "fassungen/<int:number>/dateien/<int:pk>/entfernen/",
        files.version_file_remove,
        name="version-file-remove",
    ),
    path("fassungen/<int:number>/pdf/", versions.version_pdf, name="version-pdf"),
    path("fassungen/<int:number>/veroeffentlichen/", versions.version_publish, name="version-publish"),
    path("fassungen/<int:number>/zuruecknehmen/", versions.version_withdraw, name="version-withdraw"),
]
