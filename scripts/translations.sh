#!/usr/bin/env bash
# Compiles the English texts of the public site; the result is committed, so that no installation needs gettext.
source "$(dirname "$0")/common.sh"
"$bin/python" - <<'PYTHON'
import polib

texts = polib.pofile("locale/en/LC_MESSAGES/django.po")
texts.save_as_mofile("locale/en/LC_MESSAGES/django.mo")
PYTHON
