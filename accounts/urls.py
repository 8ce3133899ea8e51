from django.urls import path

from accounts.views import accounts, mails, profile, signing_in

app_name = "accounts"

urlpatterns = [
    path("", profile.profile, name="profile"),
    path("einwilligung/", profile.consent, name="consent"),
    path("sitzungen/", profile.session_list, name="session-list"),
    path("sitzungen/beenden/", profile.end_sessions, name="session-end"),
    path("emails/erneut-senden/", mails.mail_resend, name="mail-resend"),
    path("einladung/<str:token>/", signing_in.invitation, name="invitation"),
    path("erste-person/", signing_in.first_person, name="first-person"),
    path("verwaltung/", accounts.account_list, name="account-list"),
    path("verwaltung/einladen/", accounts.account_invite, name="account-invite"),
    path("verwaltung/<int:pk>/", accounts.account_edit, name="account-edit"),
    path("verwaltung/<int:pk>/einladen/", accounts.account_reinvite, name="account-reinvite"),
    path("verwaltung/<int:pk>/abschalten/", accounts.account_close, name="account-close"),
    path("verwaltung/<int:pk>/einschalten/", accounts.account_reopen, name="account-reopen"),
    path("verwaltung/<int:pk>/verabschieden/", accounts.account_leave, name="account-leave"),
]
