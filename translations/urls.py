from django.urls import path, register_converter

from editing.addresses import word_converter
from translations import views
from translations.choices import Wording

app_name = "translations"

WORDS = {Wording.EASY: "leichte-sprache", Wording.ENGLISH: "englisch"}
register_converter(word_converter(WORDS), "wording")

urlpatterns = [
    path("leichte-sprache/", views.translation_list, {"wording": Wording.EASY}, name="easy-list"),
    path("englisch/", views.translation_list, {"wording": Wording.ENGLISH}, name="english-list"),
    path("<wording:wording>/<uuid:key>/", views.translation_edit, name="edit"),
    path("<wording:wording>/<uuid:key>/verlauf/", views.translation_history, name="history"),
    path("<wording:wording>/<uuid:key>/veroeffentlichen/", views.translation_publish, name="publish"),
    path("<wording:wording>/<uuid:key>/zuruecknehmen/", views.translation_withdraw, name="withdraw"),
    path("gebaerdensprache/hinzufuegen/", views.video_add, name="video-add"),
    path("gebaerdensprache/<int:pk>/loeschen/", views.video_remove, name="video-remove"),
]
