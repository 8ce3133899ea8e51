from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("konto/", include("accounts.urls")),
    path("konto/", include("accounts.allauth_urls")),
    path("arbeitsbereich/auftraege/", include("jobs.urls")),
    path("arbeitsbereich/exporte/", include("exports.urls")),
    path("arbeitsbereich/", include("editing.urls")),
    path("arbeitsbereich/", include("committees.bodies.urls")),
    path("arbeitsbereich/", include("committees.meetings.urls")),
    path("arbeitsbereich/", include("committees.council.urls")),
    path("arbeitsbereich/", include("monitoring.urls")),
    path("arbeitsbereich/", include("oparl.workspace_urls")),
    path("arbeitsbereich/", include("tables.urls")),
    path("arbeitsbereich/", include("library.urls")),
    path("arbeitsbereich/", include("search.urls")),
    path("arbeitsbereich/", include("publication.workspace_urls")),
    path("arbeitsbereich/", include("translations.urls")),
    path("arbeitsbereich/", include("handbook.urls")),
    path("arbeitsbereich/betrieb/", include("operation.urls")),
    path("arbeitsbereich/", include("strategy.urls")),
    path("health/", include("operation.health_urls")),
    path("oparl/", include("oparl.urls")),
    path("e/", include("strategy.short_urls")),
    # The public site has its pages in English as well, below /en/.
    *i18n_patterns(path("", include("publication.urls")), prefix_default_language=False),
]
if settings.OIDC_SERVER_URL:
    urlpatterns.append(path("konto/oidc/", include("accounts.oidc_urls")))
