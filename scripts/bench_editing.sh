#!/usr/bin/env bash
source "$(dirname "$0")/common.sh"
scripts/setup.sh test
"$bin/python" -m tests.throwaway_postgres "$bin/python" manage.py shell --verbosity 0 --command \
    "from tests.load.editing import run; run(members=${MEMBERS:-45}, goals=${GOALS:-20}, seconds=${DURATION:-60})"
