from django.urls import path

from strategy.discussion.views import agreement, comments, news, proposals, structure_proposals

urlpatterns = [
    path("themenfelder/<uuid:pk>/arbeitsgruppe/", agreement.working_group, name="working-group"),
    path("themenfelder/<uuid:pk>/vorlegen/", agreement.theme_submit, name="theme-submit"),
    path(
        "themenfelder/<uuid:pk>/stand/zuruecknehmen/",
        agreement.text_status_take_back,
        name="text-status-take-back",
    ),
    path(
        "themenfelder/<uuid:pk>/zusammenfuehren/", agreement.consolidation_begin, name="consolidation-begin"
    ),
    path("themenfelder/<uuid:pk>/wieder-oeffnen/", agreement.consolidation_end, name="consolidation-end"),
    path("neuigkeiten/", news.activity, name="activity"),
    path("neuigkeiten/gelesen/", news.activity_seen, name="activity-seen"),
    path("neuigkeiten/e-mail/", news.digest_choose, name="digest-choose"),
    path("neuigkeiten/abbestellen/<str:token>/", news.digest_unsubscribe, name="digest-unsubscribe"),
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
    path(
        "<kind:kind>/neu-vorschlagen/<uuid:parent>/",
        structure_proposals.addition_add,
        name="proposal-add-new",
    ),
    path(
        "<kind:kind>/<uuid:pk>/entfernen-vorschlagen/",
        structure_proposals.removal_add,
        name="proposal-add-removal",
    ),
    path(
        "<kind:kind>/<uuid:pk>/verschieben-vorschlagen/",
        structure_proposals.move_add,
        name="proposal-add-move",
    ),
    path("<kind:kind>/<uuid:pk>/kommentieren/", comments.comment_add, name="comment-add"),
    path("<kind:kind>/<uuid:pk>/stand/<status:to>/", agreement.text_status_change, name="text-status-change"),
]
