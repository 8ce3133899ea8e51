"""The application as `make bench-public` serves it: pages name static files that nobody has collected."""

from django.conf import settings

settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"

from gnk.wsgi import application  # noqa: E402, F401
