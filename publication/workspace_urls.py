from django.urls import path

from publication import miss_views
from publication.feedback import desk
from publication.legal import views as legal

app_name = "publicity"

urlpatterns = [
    path("pflichtseiten/", legal.legal_pages, name="legal-pages"),
    path("pflichtseiten/barrierefreiheit/", legal.declaration_edit, name="declaration"),
    path("pflichtseiten/barrierefreiheit/verlauf/", legal.declaration_history, name="declaration-history"),
    path("pflichtseiten/impressum/", legal.imprint_guide, name="imprint-guide"),
    path("pflichtseiten/datenschutz/", legal.privacy_guide, name="privacy-guide"),
    path("gesucht/", miss_views.miss_list, name="miss-list"),
    path("gesucht/loeschen/", miss_views.misses_forget, name="misses-forget"),
    path("rueckmeldungen/", desk.feedback_list, name="feedback-list"),
    path("rueckmeldungen/<int:pk>/", desk.feedback_detail, name="feedback-detail"),
    path("rueckmeldungen/<int:pk>/erneut-senden/", desk.feedback_resend, name="feedback-resend"),
    path("rueckmeldungen/<int:pk>/erledigt/", desk.feedback_close, name="feedback-close"),
    path("rueckmeldungen/<int:pk>/wieder-oeffnen/", desk.feedback_reopen, name="feedback-reopen"),
    path("rueckmeldungen/<int:pk>/loeschen/", desk.feedback_delete, name="feedback-delete"),
    path("rueckmeldungen/<int:pk>/veroeffentlichen/", desk.feedback_publish, name="feedback-publish"),
    path("rueckmeldungen/<int:pk>/zuruecknehmen/", desk.feedback_withdraw, name="feedback-withdraw"),
]
