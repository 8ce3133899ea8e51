from django.urls import path

from publication import miss_views

app_name = "publicity"

urlpatterns = [
    path("gesucht/", miss_views.miss_list, name="miss-list"),
    path("gesucht/loeschen/", miss_views.misses_forget, name="misses-forget"),
]
