#!/usr/bin/env bash
# All but the types that can be said without running the tests; the first half of both `make check` and `make test`.
source "$(dirname "$0")/common.sh"
step "Style" "$bin/ruff" check --quiet
step "Format" "$bin/ruff" format --check --quiet
step "Format of the templates" templates --check
step "Migrations" manage_without_data makemigrations --check --dry-run
step "System check" manage_without_data check
