#!/usr/bin/env bash
# All but the types that can be said without running the tests; the first half of both `make check` and `make test`.
source "$(dirname "$0")/common.sh"
step "Style" "$bin/ruff" check --quiet
step "Format" "$bin/ruff" format --check --quiet
step "Format of the templates" templates --check
# Like each command of Django, this one begins with the system check.
step "System check and migrations" manage_without_data makemigrations --check --dry-run
