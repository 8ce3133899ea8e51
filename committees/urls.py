from django.urls import path

from committees.views import bodies, papers

app_name = "committees"

urlpatterns = [
    path("gremien/", bodies.committee_list, name="committee-list"),
    path("gremien/neu/", bodies.committee_add, name="committee-add"),
    path("vorlagen/", papers.paper_list, name="paper-list"),
    path("vorlagen/neu/<int:number>/", papers.paper_add, name="paper-add"),
    path("vorlagen/<int:pk>/", papers.paper_detail, name="paper-detail"),
    path("vorlagen/<int:pk>/bearbeiten/", papers.paper_edit, name="paper-edit"),
    path("vorlagen/<int:pk>/beratung/", papers.consultation_add, name="consultation-add"),
    path("beratungen/<int:pk>/bearbeiten/", papers.consultation_edit, name="consultation-edit"),
    path("beratungen/<int:pk>/entfernen/", papers.consultation_remove, name="consultation-remove"),
    path("beratungen/<int:pk>/ergebnis/", papers.consultation_outcome, name="consultation-outcome"),
]
