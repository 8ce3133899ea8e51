#!/usr/bin/env bash
source "$(dirname "$0")/common.sh"
require_stage
if port_in_use; then
    fail "Port $PORT is in use: stop the demonstration before its data is replaced."
fi
export GNK_BASE_URL=http://127.0.0.1:$PORT
scripts/setup.sh run
rm -rf var/gnk.sqlite3* var/media
step "Demonstration data, stage $STAGE" load_demo
