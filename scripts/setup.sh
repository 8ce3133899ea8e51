#!/usr/bin/env bash
# Usage: setup.sh run|check|test. Installs what that target lacks; costs next to nothing when nothing is missing.
source "$(dirname "$0")/common.sh"
target=$1

debian_packages() {
    local installed='' missing=() package from substitute
    if command -v dpkg-query >/dev/null; then
        installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' | grep '^installed ')
    fi
    while IFS='| ' read -r package from substitute; do
        case "$package" in '' | '#'*) continue ;; esac
        if [[ $from == test && $target != test ]]; then continue; fi
        if grep -qxF "installed $package" <<<"$installed"; then continue; fi
        if [[ $substitute ]] && eval "$substitute" >/dev/null 2>&1; then continue; fi
        missing+=("$package")
    done <scripts/debian-packages.txt

    if ((${#missing[@]} == 0)); then
        return
    elif [[ ! $installed ]]; then
        echo "This is not a Debian system; please see to the counterparts of: ${missing[*]}" >&2
    elif ((EUID != 0)); then
        fail "Debian packages are missing. Install them, then call make again:" \
            "  sudo apt-get update && sudo apt-get install --no-install-recommends ${missing[*]}"
    else
        step "Debian packages: ${missing[*]}" apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}" </dev/null
    fi
}

# The copy of the lock file inside .venv says what is installed. The development lock contains the other,
# so installing it counts for both; installing only the other may change versions, so it voids the first.
python_packages() {
    local lock=$1
    # An import, because neither a venv that failed halfway nor one of a replaced Python can do it.
    if ! "$bin/python" -c 'import pip' 2>/dev/null; then
        python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || fail "This needs Python 3.11 or newer as python3."
        step "Virtual environment .venv" python3 -m venv --clear .venv
    fi
    if cmp -s "$lock" ".venv/$lock"; then return; fi
    rm -f .venv/requirements*.txt
    step "Python packages of $lock" "$bin/python" -m pip install -q --require-hashes -r "$lock"
    cp requirements.txt .venv/
    cp "$lock" .venv/
}

# npm ci begins by deleting node_modules, and with it the copy that says what is installed.
node_packages() {
    if cmp -s package-lock.json node_modules/.installed.json; then return; fi
    step "Packages of package-lock.json" npm ci --ignore-scripts --loglevel=error
    cp package-lock.json node_modules/.installed.json
}

# The sources and the packages that the bundle was made of are its name tag.
bundles() {
    local made_of
    made_of=$(cat package.json package-lock.json frontend/*.js | sha256sum)
    if [[ -e var/bundles/rich_text.js && $(cat var/bundles.made_of 2>/dev/null) == "$made_of" ]]; then return; fi
    step "Bundle of frontend/" npm run --silent build
    echo "$made_of" >var/bundles.made_of
}

# KERN's style sheet is cut by the words of everything that makes pages.
assets() {
    local made_of
    made_of=$(
        cat package-lock.json <(
            find . \( -name '.?*' -o -name node_modules -o -name tests -o -name var \) -prune \
                -o -type f \( -name '*.py' -o -name '*.html' -o -name '*.css' -o -name '*.js' \) -print0 | sort -z | xargs -0 cat
        ) | sha256sum
    )
    if [[ -e var/bundles/base.css && $(cat var/assets.made_of 2>/dev/null) == "$made_of" ]]; then return; fi
    step "Style sheets and fonts of KERN" manage_without_data build_assets
    echo "$made_of" >var/assets.made_of
}

debian_packages
case "$target" in
run) python_packages requirements.txt ;;
*) python_packages requirements-dev.txt ;;
esac
node_packages
bundles
assets
# So that `.venv/bin/python manage.py ...` works without further settings; production has its own environment.
[[ -e .env ]] || printf '%s\n' GNK_DEBUG=1 GNK_SECOND_FACTOR=0 >.env
