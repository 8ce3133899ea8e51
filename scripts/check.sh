#!/usr/bin/env bash
source "$(dirname "$0")/common.sh"
scripts/setup.sh check
scripts/static.sh
step "Quick tests on SQLite" "$bin/pytest" -m "not browser and not slow" -n 2 -q
