#!/usr/bin/env bash
source "$(dirname "$0")/common.sh"

production_check() {
    env GNK_DEBUG=0 GNK_ALLOWED_HOSTS=gnk.example GNK_BASE_URL=https://gnk.example \
        GNK_EMAIL_URL=smtp+tls://user:password@mail.example:587 GNK_EMAIL_FROM=strategie@gnk.example \
        GNK_SECRET_KEY="$("$bin/python" -c 'import secrets; print(secrets.token_urlsafe(64))')" \
        GNK_DATABASE_URL=sqlite://:memory: \
        "$bin/python" manage.py check --deploy --fail-level WARNING
}

scripts/setup.sh test
scripts/static.sh
begin_types
step "All tests on SQLite" "$bin/pytest" -n 2 --dist loadgroup -q
step "Tests of rules and queries on PostgreSQL" \
    "$bin/python" -m tests.throwaway_postgres "$bin/pytest" -m "not browser and not pages and not pure and not one_database" -n 2 --dist loadgroup -q
step "Types" end_types
step "Production settings" production_check
printf '\nAll passed in %d s.\n' "$SECONDS"
