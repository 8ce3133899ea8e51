"""The application as `make bench-public` serves it: with the settings of production and static files of its own."""

import os
from pathlib import Path

from django.conf import settings

settings.STATIC_ROOT = Path(os.environ["COLLECTED_STATIC"])

from gnk.wsgi import application  # noqa: E402, F401
