#!/usr/bin/env bash
source "$(dirname "$0")/common.sh"
require_stage
if port_in_use; then
    fail "Port $PORT is in use: stop the program that listens there, or choose another port: make run PORT=$((PORT + 1))"
fi
# Links in mails and the ids of OParl lead to the port that is really used.
export GNK_BASE_URL=http://127.0.0.1:$PORT
scripts/setup.sh run

if [[ -e var/gnk.sqlite3 ]]; then
    manage migrate --verbosity 0
    manage load_demo --accounts
else
    step "Demonstration data, stage $STAGE" load_demo
fi
printf '\nThe demonstration: http://127.0.0.1:%s (Ctrl-C stops it)\n\n' "$PORT"

stop() {
    trap '' INT TERM HUP
    kill -TERM -- "${groups[@]}" 2>/dev/null || return 0
    for _ in {1..300}; do
        kill -0 -- "${groups[@]}" 2>/dev/null || return 0
        sleep 0.1
    done
    kill -KILL -- "${groups[@]}" 2>/dev/null || return 0
}
groups=()
trap stop EXIT
trap 'exit 0' INT
trap 'exit 143' TERM HUP

# The server restarts itself in a child process when code changes. Each gets a process group
# of its own (set -m), so that stopping the group leaves no child behind. The workers do not
# restart themselves: in that mode they drop the task they are at, which then counts as running for ever.
set -m
for queue in default mail; do
    "$bin/python" manage.py db_worker --no-reload --queue-name "$queue" </dev/null &
    groups+=("-$!")
done
"$bin/python" manage.py runserver "127.0.0.1:$PORT" </dev/null &
groups+=("-$!")
set +m

status=0
wait -n || status=$?
echo "The server or a background worker ended (exit code $status); stopping the others." >&2
exit "$status"
