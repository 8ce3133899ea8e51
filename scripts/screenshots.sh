#!/usr/bin/env bash
# Remakes docs/images/: from demonstrations in a directory of their own, which is gone afterwards, as is the server.
source "$(dirname "$0")/common.sh"
if port_in_use; then
    fail "Port $PORT is in use: stop the program that listens there, or choose another port: make screenshots PORT=$((PORT + 1))"
fi
scripts/setup.sh test
directory=$(mktemp -d)
stop() {
    if [[ ${server-} ]]; then
        kill "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    rm -rf "$directory"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
export GNK_MEDIA_ROOT=$directory/media
# The pictures show no file that is made in the background.
export GNK_TASKS_BACKEND=django_tasks.backends.dummy.DummyBackend

demonstration() {
    export GNK_DATABASE_URL=sqlite:///$directory/$1.sqlite3
    manage migrate --verbosity 0
    manage load_demo --stage "$1" --verbosity 0 >/dev/null
}

pictures() {
    manage shell --verbosity 0 --command "from tests.screenshots import store, take_guide; $1"
}

guide() {
    demonstration goals
    # Not by `manage`: of a function in the background only its shell could be stopped.
    "$bin/python" manage.py runserver --noreload "127.0.0.1:$PORT" </dev/null >"$directory/server.log" 2>&1 &
    server=$!
    pictures "take_guide('http://127.0.0.1:$PORT', '$directory/guide.png')"
    pictures "store('$directory/guide.png')"
}

council_page() {
    demonstration adopted
    manage export_strategy --version adopted --format pdf --output "$directory/strategy.pdf"
    pdftotext -layout "$directory/strategy.pdf" "$directory/strategy.txt"
    local page
    page=$(awk 'BEGIN { RS = "\f" } /Wann und wie viel/ && ++pages == 2 { print NR; exit }' "$directory/strategy.txt")
    [[ $page ]] || fail "No second page of the PDF has the head of the table of measures."
    pdftoppm -png -r 75 -f "$page" -l "$page" -singlefile "$directory/strategy.pdf" "$directory/pdf-page"
    pictures "store('$directory/pdf-page.png')"
}

step "The guide" guide
step "A page of the council's PDF" council_page
du -b docs/images/*.png
