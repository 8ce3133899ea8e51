#!/usr/bin/env bash
# Installs the program on a Debian server, or brings an installation up to date; may be called again at any time.
# Usage, as root, in the folder of the program: deploy/install.sh strategie.stadt.example
set -euo pipefail
# What is installed is read by the user gnk, whatever root keeps to itself.
umask 022
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source=$PWD target=/opt/gnk configuration=/etc/gnk/gnk.env

step() { printf '\n== %s\n' "$*"; }
fail() { printf '%s\n' "$@" >&2; exit 1; }

((EUID == 0)) || fail "Bitte als root aufrufen."
host=${1-}
[[ -e $configuration || $host ]] || fail "Aufruf: deploy/install.sh NAME-DES-SERVERS, zum Beispiel strategie.stadt.example"
[[ -z $host || $host =~ ^[A-Za-z0-9.-]+$ ]] || fail "„$host“ ist kein Name eines Servers."

step "Pakete"
packages=(rsync openssl postgresql postgresql-client nginx fonts-dejavu-core)
while IFS='| ' read -r package from _; do
    case "$package" in '' | '#'*) continue ;; esac
    [[ $from == run ]] && packages+=("$package")
done <scripts/debian-packages.txt
missing=()
for package in "${packages[@]}"; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done
if ((${#missing[@]})); then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}" </dev/null
fi

step "Benutzer und Ordner"
getent passwd gnk >/dev/null || useradd --system --home-dir /var/lib/gnk --shell /usr/sbin/nologin gnk
install -d -m 0755 "$target" /etc/gnk
install -d -o gnk -g gnk -m 0750 /var/lib/gnk
install -d -o gnk -g gnk -m 0700 /var/backups/gnk

step "Programm nach $target"
rsync -a --delete --chown=root:root --chmod=Du=rwx,go=rx,Fgo=r \
    --exclude=/.git --exclude='/*.env' --exclude=/.venv --exclude=/node_modules --exclude=/var --exclude=__pycache__ \
    "$source"/ "$target"/
cd "$target"
ln -sfn "$configuration" .env
[[ -x .venv/bin/python ]] || python3 -m venv .venv
if ! cmp -s requirements.txt .venv/requirements.txt; then
    .venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
    cp requirements.txt .venv/
fi
if ! cmp -s package-lock.json node_modules/.installed.json; then
    npm ci --ignore-scripts --loglevel=error
    cp package-lock.json node_modules/.installed.json
fi
mkdir -p var
npm run --silent build
install -m 0755 deploy/gnk /usr/local/bin/gnk

step "Einstellungen in $configuration"
if [[ ! -e $configuration ]]; then
    install -m 0640 /dev/null "$configuration.new"
    sed -e "s|^GNK_SECRET_KEY=.*|GNK_SECRET_KEY=$(openssl rand -base64 60 | tr -d '\n')|" \
        -e "s|^GNK_ALLOWED_HOSTS=.*|GNK_ALLOWED_HOSTS=$host|" \
        -e "s|^GNK_BASE_URL=.*|GNK_BASE_URL=https://$host|" deploy/gnk.env.example >"$configuration.new"
    chown root:gnk "$configuration.new"
    mv "$configuration.new" "$configuration"
fi

step "Datenbank"
if grep -q '^GNK_DATABASE_URL=postgres://gnk@%2F' "$configuration"; then
    as_postgres() { runuser -u postgres -- "$@"; }
    as_postgres psql -tAc "select 1 from pg_roles where rolname = 'gnk'" | grep -qx 1 || as_postgres createuser gnk
    as_postgres psql -tAc "select 1 from pg_database where datname = 'gnk'" | grep -qx 1 ||
        as_postgres createdb --owner=gnk --encoding=UTF8 --template=template0 gnk
fi

step "Dienste"
install -d /etc/systemd/system/gnk-.service.d
install -m 0644 deploy/systemd/gnk-.service.d/common.conf /etc/systemd/system/gnk-.service.d/
install -m 0644 deploy/systemd/*.service deploy/systemd/*.timer /etc/systemd/system/
# The services write nowhere else; a minus: the folder may still be missing.
sed -n 's/^GNK_\(MEDIA_ROOT\|BACKUP_DIRECTORY\)=\(.\+\)/ReadWritePaths=-\2/p' "$configuration" |
    { echo '[Service]'; cat; } >/etc/systemd/system/gnk-.service.d/folders.conf
systemctl daemon-reload
if [[ ! -e /etc/nginx/sites-available/gnk ]]; then
    named=$(sed -n 's/^GNK_ALLOWED_HOSTS=\([^,]*\).*/\1/p' "$configuration")
    sed "s/GNK_HOST/$named/" deploy/nginx.conf >/etc/nginx/sites-available/gnk
fi

if grep -q '^[^#].*ERSETZEN' "$configuration"; then
    fail "" "Fast fertig. Bitte ersetzen Sie in $configuration, was ERSETZEN heißt:" \
        "$(grep -n '^[^#].*ERSETZEN' "$configuration")" "Rufen Sie danach noch einmal auf: deploy/install.sh"
fi

step "Oberfläche und Datenbank auf den Stand bringen"
.venv/bin/python manage.py build_assets
.venv/bin/python manage.py collectstatic --noinput --verbosity 0
gnk migrate --verbosity 0
systemctl enable --quiet gnk-web gnk-worker gnk-mail gnk-due.timer
systemctl restart gnk-web gnk-worker gnk-mail gnk-due.timer

step "Fertig"
printf '%s\n' "Wie es weitergeht, steht in docs/betrieb.md: Zertifikat, Prüfung, erstes Konto." ""
gnk invite_first --if-needed
