from django.urls import path

from publication.data import views

urlpatterns = [
    path("", views.overview, name="data"),
    path("strategie.schema.json", views.schema, name="data-schema"),
    path("katalog.ttl", views.catalogue_turtle, name="catalogue-turtle"),
    path("katalog.jsonld", views.catalogue_json_ld, name="catalogue-json-ld"),
    path("fassungen/<int:number>/<slug:kind>.<slug:form>", views.file, name="data-file"),
]
