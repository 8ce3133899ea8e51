from django.urls import path

from exports import views

app_name = "exports"

urlpatterns = [path("<uuid:pk>/datei/", views.export_file, name="export-file")]
