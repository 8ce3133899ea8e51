"""Addresses for machines: a proxy or a service manager asks `live`, whoever watches asks `ready` and `metrics`."""

from django.urls import path

from operation import health_views

app_name = "health"

urlpatterns = [
    path("live", health_views.live, name="live"),
    path("ready", health_views.ready, name="ready"),
    path("metrics", health_views.metrics, name="metrics"),
]
