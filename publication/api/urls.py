from django.urls import path, re_path

from publication.api import views

urlpatterns = [
    path("", views.entrance, name="api"),
    path("openapi.json", views.openapi, name="api-description"),
    path("versions/", views.versions, name="api-versions"),
    path("versions/<int:number>/", views.version, name="api-version"),
    path("versions/<int:number>/document/", views.document, name="api-document"),
    path("<slug:resource>/", views.listing, name="api-list"),
    path("<slug:resource>/<str:key>/", views.item, name="api-item"),
    re_path(r"^(?P<path>.*)$", views.elsewhere, name="api-elsewhere"),
]
