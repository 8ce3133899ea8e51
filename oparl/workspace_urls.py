"""The pages of the working area; the public interface has its own addresses (urls.py)."""

from django.urls import path

from oparl.views import reading

app_name = "readings"

urlpatterns = [
    path("vorlagen/<int:pk>/einlesen/", reading.reading_add, name="reading-add"),
    path("vorlagen/eingelesen/<int:pk>/", reading.reading_detail, name="reading-detail"),
    path("vorlagen/eingelesen/<int:pk>/uebernehmen/", reading.reading_apply, name="reading-apply"),
    path("vorlagen/eingelesen/<int:pk>/noch-einmal/", reading.reading_retry, name="reading-retry"),
    path("vorlagen/eingelesen/<int:pk>/verwerfen/", reading.reading_discard, name="reading-discard"),
]
