# Sourced by the other scripts.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# The data and the key of a real installation must reach neither the demonstration nor the tests,
# from the caller's shell (hence unset) or from .env (which the settings read for what is not set here).
unset "${!GNK_@}"
export GNK_DEBUG=1
# The accounts of the demonstration have a password and no second factor.
export GNK_SECOND_FACTOR=0
export GNK_DATABASE_URL=sqlite:///var/gnk.sqlite3
export GNK_MEDIA_ROOT=$PWD/var/media
# Each of the many processes of the tests would compile everything anew.
unset PYTHONDONTWRITEBYTECODE
export PIP_DISABLE_PIP_VERSION_CHECK=1
bin=.venv/bin
# whitenoise warns when its directory is missing, and in the tests a warning is an error.
mkdir -p var/static

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

step() {
    printf '\n== %s\n' "$1"
    "${@:2}"
}

# mypy uses one processor, so the tests run beside it; what it found is shown after them.
begin_types() {
    "$bin/mypy" . >var/types.txt 2>&1 &
    types=$!
    trap 'kill "$types" 2>/dev/null || true' EXIT
}

end_types() {
    local code=0
    wait "$types" || code=$?
    cat var/types.txt
    return "$code"
}

manage() {
    "$bin/python" manage.py "$@"
}

# For commands that need no data: connecting to var/gnk.sqlite3 would create it,
# and the next `make run` would take the empty file for a loaded demonstration.
manage_without_data() {
    GNK_DATABASE_URL=sqlite://:memory: manage "$@"
}

templates() {
    find . -name '.?*' -prune -o \( -name node_modules -o -name var \) -prune \
        -o -path '*/templates/*.html' -print0 | xargs -0 -r "$bin/djade" "$@"
}

require_stage() {
    case "$STAGE" in
    selection | goals | council | adopted | implementation) ;;
    *) fail "There is no stage \"$STAGE\": use STAGE=selection, goals, council, adopted or implementation." ;;
    esac
}

port_in_use() {
    (: <"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null
}

# In a directory of its own until it is complete: the next `make run` must not take
# what an interrupted load left behind for a loaded demonstration.
load_demo() {
    rm -rf var/loading
    mkdir var/loading
    (
        export GNK_DATABASE_URL=sqlite:///var/loading/gnk.sqlite3
        manage migrate --verbosity 0
        manage load_demo --stage "$STAGE"
    )
    mv var/loading/gnk.sqlite3* var/
    rmdir var/loading
}
