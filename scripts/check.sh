#!/usr/bin/env bash
source "$(dirname "$0")/common.sh"
scripts/setup.sh check
scripts/static.sh
begin_types
step "Quick tests on SQLite" "$bin/pytest" -m "not browser and not slow and not pages" -n 2 --dist loadgroup -q
step "Types" end_types
