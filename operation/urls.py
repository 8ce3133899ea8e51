from django.urls import path

from operation import views

app_name = "operation"

urlpatterns = [
    path("", views.overview, name="overview"),
    path("datenschutz/", views.data_protection, name="data-protection"),
    path("datenschutz/verzeichnis.txt", views.data_protection_record, name="data-protection-record"),
    path("auftraege/<uuid:pk>/noch-einmal/", views.job_retry, name="job-retry"),
]
