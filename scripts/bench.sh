#!/usr/bin/env bash
source "$(dirname "$0")/common.sh"
scripts/setup.sh test
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
export GNK_DATABASE_URL="sqlite:///$directory/bench.sqlite3"
export GNK_MEDIA_ROOT="$directory"
export GNK_TASKS_BACKEND=django_tasks.backends.dummy.DummyBackend
manage shell --verbosity 0 --command 'from tests.bench import run; run()'
export GNK_DATABASE_URL="sqlite:///$directory/implementation.sqlite3"
manage shell --verbosity 0 --command 'from tests.bench_implementation import run; run()'
