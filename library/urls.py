from django.urls import path

from library import views

app_name = "library"

urlpatterns = [
    path("bibliothek/", views.overview, name="overview"),
    path("bibliothek/eintraege/<int:pk>/", views.entry_detail, name="entry-detail"),
    path("bibliothek/eintraege/<int:pk>/uebernehmen/", views.entry_copy, name="entry-copy"),
    path("bibliothek/ziele/<uuid:pk>/", views.others_do, name="others-do"),
    path("bibliothek/quellen/", views.source_list, name="source-list"),
    path("bibliothek/quellen/neu/", views.source_add, name="source-add"),
    path("bibliothek/quellen/datei/", views.source_upload, name="source-upload"),
    path("bibliothek/quellen/<int:pk>/noch-einmal/", views.source_read_again, name="source-read-again"),
    path("bibliothek/quellen/<int:pk>/entfernen/", views.source_remove, name="source-remove"),
]
