"""Addresses for machines: a proxy or a service manager asks `live`, whoever watches the installation asks `ready`."""

from django.urls import path

from operation import health_views

app_name = "health"

urlpatterns = [
    path("live", health_views.live, name="live"),
    path("ready", health_views.ready, name="ready"),
]
