from django.urls import path

from committees.bodies.views import bodies, members, seat_groups, seats, terms

app_name = "bodies"

urlpatterns = [
    path("gremien/", bodies.committee_list, name="committee-list"),
    path("gremien/grundausstattung/", bodies.starter_set, name="starter-set"),
    path("einrichtung/gremien/", bodies.first_bodies, name="first-bodies"),
    path("gremien/neu/", bodies.committee_add, name="committee-add"),
    path("gremien/<int:pk>/", bodies.committee_detail, name="committee-detail"),
    path("gremien/<int:pk>/bearbeiten/", bodies.committee_edit, name="committee-edit"),
    path("gremien/<int:pk>/sitz/", seats.seat_add, name="seat-add"),
    path("gremien/<int:pk>/einladen/", members.member_invite, name="member-invite"),
    path("gremien/<int:pk>/liste-einladen/", members.member_list_invite, name="member-list-invite"),
    path("sitze/<int:pk>/bearbeiten/", seats.seat_edit, name="seat-edit"),
    path("sitze/<int:pk>/beenden/", seats.seat_end, name="seat-end"),
    path("sitze/<int:pk>/verabschieden/", seats.member_leave, name="member-leave"),
    path("entsendende-gruppen/", seat_groups.seat_group_list, name="seat-group-list"),
    path("entsendende-gruppen/neu/", seat_groups.seat_group_add, name="seat-group-add"),
    path("entsendende-gruppen/<int:pk>/bearbeiten/", seat_groups.seat_group_edit, name="seat-group-edit"),
    path("entsendende-gruppen/<int:pk>/nach-oben/", seat_groups.seat_group_up, name="seat-group-up"),
    path("entsendende-gruppen/<int:pk>/nach-unten/", seat_groups.seat_group_down, name="seat-group-down"),
    path("entsendende-gruppen/<int:pk>/entfernen/", seat_groups.seat_group_remove, name="seat-group-remove"),
    path("wahlperioden/", terms.term_list, name="term-list"),
    path("wahlperioden/neu/", terms.term_add, name="term-add"),
    path("wahlperioden/<int:pk>/bearbeiten/", terms.term_edit, name="term-edit"),
    path("wahlperioden/<int:pk>/entfernen/", terms.term_remove, name="term-remove"),
]
