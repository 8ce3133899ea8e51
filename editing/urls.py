from django.urls import path

from editing import views

app_name = "editing"

urlpatterns = [
    path("anwesenheit/", views.presence, name="presence"),
    path("lesbarkeit/<str:kind>/<str:name>/", views.readability_of, name="readability"),
]
