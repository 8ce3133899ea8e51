from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("konto/", include("accounts.urls")),
    path("arbeitsbereich/exporte/", include("exports.urls")),
    path("arbeitsbereich/", include("committees.urls")),
    path("arbeitsbereich/", include("strategy.urls")),
    path("", include("publication.urls")),
]
