#!/usr/bin/env bash
source "$(dirname "$0")/common.sh"
scripts/setup.sh test
export FUZZ=${REQUESTS:-8000}
# Printed, so that a run can be had again: SEED=…
export SEED=${SEED:-$RANDOM$RANDOM}
tests=(tests/gnk/loaded/test_fuzz.py -s -q --show-capture=no -m "not browser")
step "$FUZZ requests on SQLite, seed $SEED" "$bin/pytest" "${tests[@]}"
step "$FUZZ requests on PostgreSQL, seed $SEED" "$bin/python" -m tests.throwaway_postgres "$bin/python" -m pytest "${tests[@]}"
