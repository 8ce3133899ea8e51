from django.urls import path, register_converter

from editing.addresses import word_converter
from tables.kinds.all import KINDS
from tables.views import downloads, import_steps, imports, memory, round_files, tray, wrong_rows

register_converter(word_converter({kind: kind.slug for kind in KINDS}), "table")

app_name = "tables"

urlpatterns = [
    path("tabellen/", downloads.table_list, name="table-list"),
    path("tabellen/vorlagen/<table:kind>.xlsx", downloads.table_template, name="table-template"),
    path("tabellen/einlesen/<table:kind>/", imports.import_add, name="import-add"),
    path("tabellen/einlesen/<table:kind>/gemerkt/", memory.import_memory, name="import-memory"),
    path(
        "tabellen/einlesen/<table:kind>/gemerkt/spalten/<int:pk>/vergessen/",
        memory.forget_head,
        name="import-forget-head",
    ),
    path(
        "tabellen/einlesen/<table:kind>/gemerkt/woerter/<int:pk>/vergessen/",
        memory.forget_word,
        name="import-forget-word",
    ),
    path("tabellen/eingelesen/<uuid:pk>/", imports.import_detail, name="import-detail"),
    path("tabellen/eingelesen/<uuid:pk>/spalten/", import_steps.import_columns, name="import-columns"),
    path("tabellen/eingelesen/<uuid:pk>/entscheiden/", import_steps.import_decide, name="import-decide"),
    path("tabellen/eingelesen/<uuid:pk>/antworten/", import_steps.import_answer, name="import-answer"),
    path("tabellen/eingelesen/<uuid:pk>/uebernehmen/", import_steps.import_apply, name="import-apply"),
    path("tabellen/eingelesen/<uuid:pk>/verwerfen/", import_steps.import_discard, name="import-discard"),
    path("tabellen/eingelesen/<uuid:pk>/rueckgaengig/", import_steps.import_undo, name="import-undo"),
    path("tabellen/eingelesen/<uuid:pk>/noch-einmal/", import_steps.import_retry, name="import-retry"),
    path(
        "tabellen/eingelesen/<uuid:pk>/fehler.xlsx",
        wrong_rows.wrong_rows_workbook,
        name="import-wrong-workbook",
    ),
    path("tabellen/eingelesen/<uuid:pk>/fehler.csv", wrong_rows.wrong_rows_csv, name="import-wrong-csv"),
    path("tabellen/ablage/<table:kind>/", tray.tray, name="tray"),
    path("tabellen/ablage/<table:kind>/entfernen/", tray.tray_remove, name="tray-remove"),
    path("umsetzung/tabelle/<int:pk>/tabelle.xlsx", round_files.round_file, name="round-file"),
    path("umsetzung/tabelle/<int:pk>/einlesen/", round_files.round_read, name="round-read"),
    path("tabellen/<slug:name>.xlsx", downloads.table_workbook, name="table-workbook"),
    path("tabellen/<slug:name>.csv", downloads.table_csv, name="table-csv"),
]
