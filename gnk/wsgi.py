"""The entry point for a WSGI server: `gunicorn gnk.wsgi`."""

import os

from django.core.handlers.wsgi import WSGIRequest
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gnk.settings")


class Utf8Request(WSGIRequest):
    """A request whose address is UTF-8, whatever its body is said to be in.

    Django reads the address while it takes in the name of the encoding; some of them fail there, outside of everything
    that answers errors. A body in another encoding is refused by gnk.middleware.
    """

    @property
    def encoding(self) -> str | None:
        return None

    @encoding.setter
    def encoding(self, name: str) -> None:
        pass


application = get_wsgi_application()
application.request_class = Utf8Request
