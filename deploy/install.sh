#!/usr/bin/env bash
# Installs the program on a Debian server, or brings it and all its installations up to date; may be called again at any time.
# Usage, as root, in the folder of the program:
#   deploy/install.sh strategie.stadt.example            one municipality on the server
#   deploy/install.sh strategie.herne.example herne      several: one installation for each, by a name of its own
#   deploy/install.sh                                    up to date, all of them
# An installation has its own user, settings, database, folders, services and site of nginx; only the program is shared.
set -euo pipefail
# What is installed is read by the users of the installations, whatever root keeps to itself.
umask 022
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source=$PWD target=/opt/gnk

step() { printf '\n== %s\n' "$*"; }
fail() { printf '%s\n' "$@" >&2; exit 1; }

((EUID == 0)) || fail "Bitte als root aufrufen."
host=${1-} name=${2-gnk}
[[ $host || -n $(compgen -G '/etc/gnk/*.env') ]] ||
    fail "Aufruf: deploy/install.sh NAME-DES-SERVERS, zum Beispiel strategie.stadt.example"
[[ -z $host || $host =~ ^[A-Za-z0-9.-]+$ ]] || fail "„$host“ ist kein Name eines Servers."

# The units of an installation begin with gnk- and its name.
refuse_other_names() {
    [[ $1 =~ ^[a-z][a-z0-9]{0,19}$ && ! $1 =~ ^(web|worker|mail|due)$ ]] ||
        fail "„$1“ kann eine Installation nicht heißen: bis zu 20 kleine Buchstaben und Ziffern, nicht web, worker, mail oder due." \
            "Jede Datei /etc/gnk/*.env ist eine Installation; legen Sie Kopien woandershin."
}

# What belongs to an installation is called so: user, database, folders, units, site.
own_of() { if [[ $1 == gnk ]]; then echo gnk; else echo "gnk-$1"; fi; }

# Two installations on one database or one folder would do everything twice, and mix two municipalities.
refuse_shared() {
    local setting shared
    for setting in GNK_DATABASE_URL GNK_MEDIA_ROOT GNK_BACKUP_DIRECTORY; do
        shared=$(sed -n "s/^$setting=//p" /etc/gnk/*.env | sort | uniq -d)
        [[ ! $shared ]] || fail "Zwei Installationen haben dieselbe Angabe bei $setting: $(grep -lF "$setting=$shared" /etc/gnk/*.env | tr '\n' ' ')"
    done
}

fetch_packages() {
    local packages=(rsync openssl postgresql postgresql-client nginx fonts-dejavu-core) missing=() package from _
    while IFS='| ' read -r package from _; do
        case "$package" in '' | '#'*) continue ;; esac
        [[ $from == run ]] && packages+=("$package")
    done <scripts/debian-packages.txt
    for package in "${packages[@]}"; do
        dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
    done
    if ((${#missing[@]})); then
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}" </dev/null
    fi
}

put_program() {
    install -d -m 0755 "$target" /etc/gnk
    rsync -a --delete --chown=root:root --chmod=Du=rwx,go=rx,Fgo=r \
        --exclude=/.git --exclude='/*.env' --exclude=/.venv --exclude=/node_modules --exclude=/var --exclude=__pycache__ \
        "$source"/ "$target"/
    cd "$target"
    # Packages belong to one Python: after an upgrade of Debian they are fetched for the new one.
    if [[ ! -x .venv/bin/python || $(python3 -V) != "$(cat .venv/python.txt 2>/dev/null)" ]]; then
        python3 -m venv --clear .venv
        python3 -V >.venv/python.txt
    fi
    if ! cmp -s requirements.txt .venv/requirements.txt; then
        .venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
        cp requirements.txt .venv/
    fi
    if ! cmp -s package-lock.json node_modules/.installed.json; then
        npm ci --ignore-scripts --loglevel=error
        cp package-lock.json node_modules/.installed.json
    fi
    # Each installation names its settings itself.
    rm -f .env
    mkdir -p var
    npm run --silent build
    install -m 0755 deploy/gnk /usr/local/bin/gnk
}

make_user() {
    local own=$1
    getent passwd "$own" >/dev/null || useradd --system --home-dir "/var/lib/$own" --shell /usr/sbin/nologin "$own"
    install -d -o "$own" -g "$own" -m 0750 "/var/lib/$own"
    install -d -o "$own" -g "$own" -m 0700 "/var/backups/$own"
}

write_settings() {
    local own=$1 configuration=$2
    [[ ! -e $configuration ]] || return 0
    [[ $host ]] || fail "Es fehlt der Name des Servers: deploy/install.sh NAME-DES-SERVERS"
    install -m 0640 /dev/null "$configuration.new"
    # The key by a file of commands: arguments of a process are seen by everybody on the server.
    sed -f <(printf 's|^GNK_SECRET_KEY=.*|GNK_SECRET_KEY=%s|\n' "$(openssl rand -base64 60 | tr -d '\n')") \
        -e "s|^GNK_ALLOWED_HOSTS=.*|GNK_ALLOWED_HOSTS=$host|" \
        -e "s|^GNK_BASE_URL=.*|GNK_BASE_URL=https://$host|" \
        -e "s|/etc/gnk/gnk.env|$configuration|; s|//gnk@|//$own@|; s|postgresql/gnk$|postgresql/$own|" \
        -e "s|/var/lib/gnk/|/var/lib/$own/|; s|/var/backups/gnk|/var/backups/$own|" \
        -e "s|gnk-web gnk-worker gnk-mail|$own-web $own-worker $own-mail|" deploy/gnk.env.example >"$configuration.new"
    chown "root:$own" "$configuration.new"
    mv "$configuration.new" "$configuration"
}

make_database() {
    local own=$1 configuration=$2
    grep -q "^GNK_DATABASE_URL=postgres://$own@%2F" "$configuration" || return 0
    as_postgres() { runuser -u postgres -- "$@"; }
    as_postgres psql -tAc "select 1 from pg_roles where rolname = '$own'" | grep -qx 1 || as_postgres createuser "$own"
    as_postgres psql -tAc "select 1 from pg_database where datname = '$own'" | grep -qx 1 ||
        as_postgres createdb --owner="$own" --encoding=UTF8 --template=template0 "$own"
    # PostgreSQL lets every user of the machine into every database, unless it is told otherwise.
    as_postgres psql -qc "revoke all on database \"$own\" from public"
}

# The units of an installation, and what sets it apart from others.
write_units() {
    local own=$1 configuration=$2 units=/etc/systemd/system unit
    install -d "$units/gnk-.service.d" "$units/$own-.service.d"
    install -m 0644 deploy/systemd/gnk-.service.d/common.conf "$units/gnk-.service.d/"
    for unit in deploy/systemd/*.service deploy/systemd/*.timer; do
        sed -e "s|^Description=GNK:|Description=GNK ($own):|; s|^RuntimeDirectory=gnk$|RuntimeDirectory=$own|" \
            -e "s|/run/gnk/|/run/$own/|" "$unit" >"$units/$own-${unit##*/gnk-}"
    done
    cat >"$units/$own-.service.d/installation.conf" <<END
[Service]
User=$own
Group=$own
Environment=GNK_ENV_FILE=$configuration
# The empty line forgets the mode as well.
StateDirectory=
StateDirectory=$own
StateDirectoryMode=0750
END
    # The services write nowhere else; a minus: the folder may still be missing.
    sed -n -e 's/^GNK_\(MEDIA_ROOT\|BACKUP_DIRECTORY\|KEPT_PAGES\)=\(.\+\)/ReadWritePaths=-\2/p' \
        -e 's|^GNK_CACHE_URL=filecache://\(/.\+\)|ReadWritePaths=-\1|p' "$configuration" |
        { printf '[Service]\nReadWritePaths=\n'; cat; } >"$units/$own-.service.d/folders.conf"
    systemctl daemon-reload
}

write_site() {
    local own=$1 configuration=$2 site=/etc/nginx/sites-available/$1 named tls=/etc/gnk/tls${1#gnk}
    [[ ! -e $site ]] || return 0
    named=$(sed -n 's/^GNK_ALLOWED_HOSTS=\([^,]*\).*/\1/p' "$configuration")
    # Names of nginx hold for all sites of the machine.
    sed -e "s/GNK_HOST/$named/; s|/run/gnk/|/run/$own/|; s|/log/nginx/gnk|/log/nginx/$own|; s|/etc/gnk/tls|$tls|" \
        -e "s|sites-available/gnk|sites-available/$own|; s|gnk_\(logged\|before\)|${own//-/_}_\1|g" \
        -e "s/^log_format gnk /log_format ${own//-/_} /; s/\.log gnk;/.log ${own//-/_};/" \
        -e "s/^upstream gnk /upstream $own /; s|http://gnk;|http://$own;|" deploy/nginx.conf >"$site"
}

# All that an installation needs before its settings are complete.
lay_ground() {
    local name=$1 own configuration=/etc/gnk/$1.env
    own=$(own_of "$name")
    make_user "$own"
    write_settings "$own" "$configuration"
    make_database "$own" "$configuration"
    write_units "$own" "$configuration"
    write_site "$own" "$configuration"
}

is_complete() { ! grep -q '^[^#].*ERSETZEN' "/etc/gnk/$1.env"; }

bring_up() {
    local name=$1 own
    own=$(own_of "$name")
    gnk -i "$name" migrate --verbosity 0
    systemctl enable --quiet "$own-web" "$own-worker" "$own-mail" "$own-due.timer"
    systemctl restart "$own-web" "$own-worker" "$own-mail" "$own-due.timer"
}

installations=()
for file in /etc/gnk/*.env; do
    [[ ! -e $file ]] || installations+=("$(basename "$file" .env)")
done
if [[ $host && " ${installations[*]} " == *" $name "* ]]; then
    grep -q "^GNK_ALLOWED_HOSTS=.*$host" "/etc/gnk/$name.env" ||
        fail "Die Installation „$name“ gibt es schon, mit einem anderen Namen des Servers: siehe /etc/gnk/$name.env." \
            "Eine weitere braucht einen eigenen Namen: deploy/install.sh $host NAME"
elif [[ $host ]]; then
    installations+=("$name")
fi
for each in "${installations[@]}"; do
    refuse_other_names "$each"
done
step "Pakete"
fetch_packages
step "Programm nach $target"
put_program
for each in "${installations[@]}"; do
    step "Einstellungen, Datenbank und Dienste: $each"
    lay_ground "$each"
done

refuse_shared

waiting=() failed=()
for each in "${installations[@]}"; do
    is_complete "$each" || waiting+=("$each")
done
step "Oberfläche und Datenbank auf den Stand bringen"
for each in "${installations[@]}"; do
    is_complete "$each" || continue
    if [[ ! ${built-} ]]; then
        # Of the program, not of an installation; as root, who may write there. Without the cache: its folder would be root's, and
        # nobody could sign in.
        for command in build_assets "collectstatic --noinput --verbosity 0"; do
            # shellcheck disable=SC2086
            GNK_ENV_FILE=/etc/gnk/$each.env GNK_CACHE_URL=dummycache:// .venv/bin/python manage.py $command
        done
        built=yes
    fi
    # One that fails leaves the others up to date; in a shell of its own, because a condition would ignore what fails inside.
    (set -e; bring_up "$each") &
    wait $! || failed+=("$each")
done

for each in "${waiting[@]}"; do
    printf '\n%s\n' "Fast fertig. Bitte ersetzen Sie in /etc/gnk/$each.env, was ERSETZEN heißt:"
    grep -n '^[^#].*ERSETZEN' "/etc/gnk/$each.env"
done
((${#failed[@]} == 0)) || fail "" "Nicht auf den Stand gekommen: ${failed[*]}. Warum, steht oben; die anderen laufen."
((${#waiting[@]} == 0)) || fail "" "Rufen Sie danach noch einmal auf: deploy/install.sh"

step "Fertig"
printf '%s\n' "Wie es weitergeht, steht in docs/betrieb.md: Zertifikat, Prüfung, erstes Konto." ""
for each in "${installations[@]}"; do
    gnk -i "$each" invite_first --if-needed
done
