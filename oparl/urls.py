"""The OParl interface. `addresses.py` knows the same paths, because thousands of them are written at once."""

from django.urls import path, re_path

from oparl.views import server

app_name = "oparl"

urlpatterns = [
    path("v1.1/", server.system, name="system"),
    path("v1.1/body", server.body_list, name="body-list"),
    path("v1.1/body/1/<str:kind>", server.list_of_body, name="list-of-body"),
    path("v1.1/organization/<str:key>/<str:kind>", server.list_of_organization, name="list-of-organization"),
    path("v1.1/file/<str:key>/<str:way>", server.file_content, name="file-content"),
    path("v1.1/<str:kind>/<str:key>", server.published_object, name="object"),
    re_path(r"^v1\.1(?P<path>/.*)?$", server.elsewhere, name="elsewhere"),
]
