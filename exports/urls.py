from django.urls import path

from exports import views

app_name = "exports"

urlpatterns = [
    path("<uuid:pk>/stand/", views.job_status, name="job-status"),
    path("<uuid:pk>/datei/", views.job_file, name="job-file"),
]
