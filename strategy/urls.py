from django.urls import path, register_converter

from strategy.links import KindConverter, PhaseConverter, TextStatusConverter
from strategy.views import (
    activity,
    agreement,
    chapters,
    comments,
    elements,
    guide,
    presence,
    proposals,
    setup,
    smart,
    themes,
    versions,
)

register_converter(KindConverter, "kind")
register_converter(PhaseConverter, "phase")
register_converter(TextStatusConverter, "status")

app_name = "strategy"

urlpatterns = [
    path("", guide.guide, name="guide"),
    path("was-fehlt/", guide.findings, name="finding-list"),
    path("einrichtung/", setup.setup, name="setup"),
    path("einstellungen/", setup.settings, name="settings"),
    path("aufbauorganisation/", guide.organisation, name="organisation"),
    path("bestandsaufnahme/", guide.inventory, name="inventory"),
    path("umsetzung/", guide.implementation, name="implementation"),
    path("phasen/<phase:phase>/abschliessen/", guide.phase_close, name="phase-close"),
    path("phasen/<phase:phase>/oeffnen/", guide.phase_reopen, name="phase-reopen"),
    path("themenauswahl/", themes.theme_selection, name="theme-selection"),
    path("themenauswahl/eigenes/", themes.candidate_add, name="candidate-add"),
    path("themenauswahl/zusammenfuehren/", themes.candidate_merge, name="candidate-merge"),
    path("themenauswahl/<uuid:pk>/waehlen/", themes.theme_select, name="theme-select"),
    path("themenauswahl/<uuid:pk>/nicht-waehlen/", themes.theme_leave_out, name="theme-leave-out"),
    path("themenauswahl/<uuid:pk>/zuruecknehmen/", themes.theme_reopen, name="theme-reopen"),
    path("themenauswahl/<uuid:pk>/nach-oben/", themes.theme_up, name="theme-up"),
    path("themenauswahl/<uuid:pk>/nach-unten/", themes.theme_down, name="theme-down"),
    path("themenauswahl/<uuid:pk>/entfernen/", themes.candidate_remove, name="candidate-remove"),
    path("themenfelder/", themes.theme_list, name="theme-list"),
    path("kapitel/", chapters.chapter_list, name="chapter-list"),
    path("vorschau/", chapters.markdown_preview, name="markdown-preview"),
    path("anwesenheit/", presence.presence, name="presence"),
    path("smart/", smart.smart_check, name="smart-check"),
    path("fassungen/", versions.version_list, name="version-list"),
    path("fassungen/einfrieren/", versions.version_freeze, name="version-freeze"),
    path("fassungen/<int:number>/", versions.version_detail, name="version-detail"),
    path("fassungen/<int:number>/dokument.json", versions.version_json, name="version-json"),
    path("fassungen/<int:number>/pdf/", versions.version_pdf, name="version-pdf"),
    path("fassungen/<int:number>/veroeffentlichen/", versions.version_publish, name="version-publish"),
    path("fassungen/<int:number>/zuruecknehmen/", versions.version_withdraw, name="version-withdraw"),
    path("themenfelder/<uuid:pk>/arbeitsgruppe/", agreement.working_group, name="working-group"),
    path("themenfelder/<uuid:pk>/vorlegen/", agreement.theme_submit, name="theme-submit"),
    path(
        "themenfelder/<uuid:pk>/zusammenfuehren/", agreement.consolidation_begin, name="consolidation-begin"
    ),
    path("themenfelder/<uuid:pk>/wieder-oeffnen/", agreement.consolidation_end, name="consolidation-end"),
    path("neuigkeiten/", activity.activity, name="activity"),
    path("neuigkeiten/gelesen/", activity.activity_seen, name="activity-seen"),
    path("neuigkeiten/e-mail/", activity.digest_choose, name="digest-choose"),
    path("vorschlaege/", proposals.proposal_list, name="proposal-list"),
    path("vorschlaege/<int:pk>/", proposals.proposal_detail, name="proposal-detail"),
    path("vorschlaege/<int:pk>/annehmen/", proposals.proposal_accept, name="proposal-accept"),
    path("vorschlaege/<int:pk>/ablehnen/", proposals.proposal_decline, name="proposal-decline"),
    path("vorschlaege/<int:pk>/zurueckziehen/", proposals.proposal_withdraw, name="proposal-withdraw"),
    path("kommentare/<int:pk>/antworten/", comments.comment_reply, name="comment-reply"),
    path("kommentare/<int:pk>/erledigen/", comments.comment_resolve, name="comment-resolve"),
    path("kommentare/<int:pk>/oeffnen/", comments.comment_reopen, name="comment-reopen"),
    path("kommentare/<int:pk>/loeschen/", comments.comment_delete, name="comment-delete"),
    path("<kind:kind>/<uuid:pk>/vorschlagen/", proposals.proposal_add, name="proposal-add"),
    path("<kind:kind>/<uuid:pk>/kommentieren/", comments.comment_add, name="comment-add"),
    path("<kind:kind>/<uuid:pk>/stand/<status:to>/", agreement.text_status_change, name="text-status-change"),
    path("<kind:kind>/neu/<uuid:parent>/", elements.element_add, name="element-add"),
    path("<kind:kind>/<uuid:pk>/", elements.element_detail, name="element-detail"),
    path("<kind:kind>/<uuid:pk>/bearbeiten/", elements.element_edit, name="element-edit"),
    path("<kind:kind>/<uuid:pk>/verlauf/", elements.element_history, name="element-history"),
    path("<kind:kind>/<uuid:pk>/entfernen/", elements.element_remove, name="element-remove"),
    path("<kind:kind>/<uuid:pk>/nach-oben/", elements.element_up, name="element-up"),
    path("<kind:kind>/<uuid:pk>/nach-unten/", elements.element_down, name="element-down"),
]
