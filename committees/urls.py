from django.urls import path

from committees import views

app_name = "committees"

urlpatterns = [
    path("gremien/", views.committee_list, name="committee-list"),
    path("gremien/neu/", views.committee_add, name="committee-add"),
    path("vorlagen/", views.paper_list, name="paper-list"),
    path("vorlagen/neu/<int:number>/", views.paper_add, name="paper-add"),
    path("vorlagen/<int:pk>/", views.paper_detail, name="paper-detail"),
    path("vorlagen/<int:pk>/bearbeiten/", views.paper_edit, name="paper-edit"),
    path("vorlagen/<int:pk>/beratung/", views.consultation_add, name="consultation-add"),
    path("beratungen/<int:pk>/bearbeiten/", views.consultation_edit, name="consultation-edit"),
    path("beratungen/<int:pk>/entfernen/", views.consultation_remove, name="consultation-remove"),
    path("beratungen/<int:pk>/ergebnis/", views.consultation_outcome, name="consultation-outcome"),
]
