"""The addresses of an installation with an identity provider."""

from django.urls import include, path

from gnk.urls import urlpatterns as without_provider

urlpatterns = [path("konto/oidc/", include("accounts.oidc_urls")), *without_provider]
