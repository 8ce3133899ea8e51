from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeDoneView, PasswordChangeView
from django.urls import path, reverse_lazy

from accounts.forms import LoginForm, PasswordForm

app_name = "accounts"

urlpatterns = [
    path(
        "anmelden/",
        LoginView.as_view(
            template_name="accounts/login.html",
            authentication_form=LoginForm,
            redirect_authenticated_user=True,
        ),
        name="login",
    ),
    path("abmelden/", LogoutView.as_view(), name="logout"),
    path(
        "passwort/",
        PasswordChangeView.as_view(
            template_name="accounts/password_form.html",
            form_class=PasswordForm,
            success_url=reverse_lazy("accounts:password-changed"),
        ),
        name="password",
    ),
    path(
        "passwort/geaendert/",
        PasswordChangeDoneView.as_view(template_name="accounts/password_done.html"),
        name="password-changed",
    ),
]
