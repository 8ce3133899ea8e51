"""Addresses that fit into one line of a mail."""

from django.urls import path

from strategy.views.short_links import element_by_code

app_name = "short"

urlpatterns = [path("<slug:code>/", element_by_code, name="element")]
