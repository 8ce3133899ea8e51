from django.urls import path

from publication.data import views

urlpatterns = [
    path("", views.overview, name="data"),
    path("strategie.schema.json", views.schema, name="data-schema"),
    path("fassungen/<int:number>/<slug:kind>.<slug:form>", views.file, name="data-file"),
]
