"""The way to the municipality's identity provider and back; routed only where one is configured."""

from django.urls import path

from accounts.views import identity_provider

urlpatterns = [
    path("<str:provider_id>/", identity_provider.begin, name="openid_connect_login"),
    path("<str:provider_id>/zurueck/", identity_provider.come_back, name="openid_connect_callback"),
]
