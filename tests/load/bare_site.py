"""What `make bench-public` compares with: a view that returns bytes, behind the middleware of a new Django project."""

import json
import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import re_path

# A file that holds the bytes of each address as text.
ANSWERS = {
    path: text.encode()
    for path, text in json.loads(Path(os.environ["BARE_ANSWERS"]).read_text("utf-8")).items()
}


def answer(request: HttpRequest) -> HttpResponse:
    return HttpResponse(ANSWERS[request.get_full_path()])


urlpatterns = [re_path("", answer)]

settings.configure(
    SECRET_KEY="only-for-figures",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
)
application = get_wsgi_application()
