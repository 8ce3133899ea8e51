#!/usr/bin/env bash
source "$(dirname "$0")/common.sh"
scripts/setup.sh test
export KILLS=${KILLS:-50}
mapfile -t tests < <(find tests -name 'test_kill*.py')
step "$KILLS kills on SQLite" "$bin/pytest" "${tests[@]}" -n 2 -q
step "$KILLS kills on PostgreSQL" "$bin/python" -m tests.throwaway_postgres "$bin/pytest" "${tests[@]}" -n 2 -q
