#!/usr/bin/env bash
source "$(dirname "$0")/common.sh"
uv=$(mktemp -d)
trap 'rm -rf "$uv"' EXIT
python3 -m venv "$uv"
"$uv/bin/pip" install -q uv

compile() {
    "$uv/bin/uv" pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
        --python-version 3.11 pyproject.toml "$@"
}
compile "$@" -o requirements.txt
# Within the bounds of the first file: setup.sh relies on the second containing it.
compile "$@" --extra dev --constraint requirements.txt -o requirements-dev.txt
