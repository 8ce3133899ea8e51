from django.urls import path

from jobs import views

app_name = "jobs"

urlpatterns = [
    path("<uuid:pk>/stand/", views.job_status, name="job-status"),
    path("<uuid:pk>/abbrechen/", views.job_cancel, name="job-cancel"),
]
