from django.urls import path

from operation import views

app_name = "operation"

urlpatterns = [
    path("", views.overview, name="overview"),
    path("auftraege/<uuid:pk>/noch-einmal/", views.job_retry, name="job-retry"),
]
