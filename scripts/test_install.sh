#!/usr/bin/env bash
# Walks docs/betrieb.md in a Debian root that boots, with real systemd, PostgreSQL and nginx: installs, signs in, kills, reloads,
# backs up, destroys and restores. Needs root, mmdebstrap and systemd-container, package registries, and a few minutes.
source "$(dirname "$0")/common.sh"
((EUID == 0)) || fail "This boots a root of its own: please call it as root."
for tool in mmdebstrap systemd-nspawn nsenter; do
    command -v "$tool" >/dev/null || fail "$tool is missing: apt-get install mmdebstrap systemd-container"
done
host=strategie.stadt.example
directory=$(mktemp -d)
root=$directory/root

stop() {
    trap '' INT TERM HUP
    if [[ ${machine-} ]]; then
        inside 'systemctl poweroff' >/dev/null 2>&1 || true
        for _ in {1..100}; do
            kill -0 "$machine" 2>/dev/null || break
            sleep 0.2
        done
        kill -KILL "$machine" 2>/dev/null || true
    fi
    umount -q "$root/dev" "$root/proc" || true
    rm -rf "$directory"
}
trap stop EXIT
trap 'echo "Failed: $BASH_COMMAND" >&2' ERR
trap 'exit 130' INT
trap 'exit 143' TERM HUP

inside() {
    nsenter -t "$(pgrep -P "$machine" | head -n 1)" -a --wdns=/ env -i HOME=/root LANG=C.UTF-8 \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin bash -euo pipefail -c "$1"
}

make_root() {
    mmdebstrap --quiet --variant=minbase --include="$(
        printf '%s,' systemd-sysv dbus ca-certificates curl iproute2 rsync openssl postgresql postgresql-client nginx \
            fonts-dejavu-core
        awk -F '[| ]+' '$2 == "run" { printf "%s,", $1 }' scripts/debian-packages.txt
    )tzdata" bookworm "$root"
    mkdir -p "$root/root/gnk"
    git -c tar.umask=0022 archive HEAD | tar -x -C "$root/root/gnk"
}

# With the network of this machine, which the booted root will not have; it ends where it needs PostgreSQL.
fetch_packages() {
    cp -L /etc/resolv.conf "$root/etc/resolv.conf"
    cat "${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}" >"$root/root/ca.pem"
    mount -t proc proc "$root/proc"
    mount --bind /dev "$root/dev"
    chroot "$root" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin PIP_CERT=/root/ca.pem \
        NODE_EXTRA_CA_CERTS=/root/ca.pem NPM_CONFIG_CAFILE=/root/ca.pem \
        bash /root/gnk/deploy/install.sh "$host" >"$directory/fetching.txt" 2>&1 || true
    umount "$root/dev" "$root/proc"
    [[ -e $root/etc/gnk/gnk.env ]] || fail "$(tail -n 20 "$directory/fetching.txt")"
}

boot() {
    systemd-nspawn --quiet --directory="$root" --register=no --keep-unit --private-network --boot \
        </dev/null >"$directory/boot.txt" 2>&1 &
    machine=$!
    for _ in {1..60}; do
        if inside 'systemctl is-active -q postgresql' 2>/dev/null; then break; fi
        sleep 1
    done
    inside "ip link set lo up; echo 127.0.0.1 $host >>/etc/hosts
        systemd-run -q --unit=mails python3 -W ignore -m smtpd -n -c DebuggingServer 127.0.0.1:2525"
}

install_it() {
    # The first call says what is missing, the second one finishes.
    ! inside 'bash /root/gnk/deploy/install.sh' >/dev/null 2>&1 || fail "Settings that are not set were not noticed."
    inside "sed -i 's|^GNK_EMAIL_URL=.*|GNK_EMAIL_URL=smtp://127.0.0.1:2525|; s|^GNK_EMAIL_FROM=.*|GNK_EMAIL_FROM=a@stadt.example|' \
        /etc/gnk/gnk.env
        mkdir -p /etc/gnk/tls
        openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=$host -keyout /etc/gnk/tls/privkey.pem \
            -out /etc/gnk/tls/fullchain.pem 2>/dev/null
        bash /root/gnk/deploy/install.sh
        ln -sfn ../sites-available/gnk /etc/nginx/sites-enabled/gnk
        nginx -t
        systemctl reload nginx"
}

# Succeeds when all is well a few seconds later, as after a start.
is_ready() {
    inside "for _ in {1..30}; do curl -fsk https://$host/health/ready >/dev/null && exit; sleep 1; done
        curl -sk https://$host/health/ready; exit 1"
}

sign_in() {
    inside "cd \"\$(mktemp -d)\"; page=https://$host/konto/anmelden/
        curl -fsk -c jar -o form \"\$page\"
        token=\$(grep -om 1 'csrfmiddlewaretoken\" value=\"[^\"]*' form | sed 's/.*\"//')
        answer=\$(curl -sk -b jar -e \"\$page\" -o /dev/null -w '%{http_code} %{redirect_url}' -d csrfmiddlewaretoken=\"\$token\" \
            -d login=koordination@herne.example -d password=gemeinsam-fuer-herne \"\$page\")
        [[ \$answer == \"302 https://$host/\"* ]] || { echo \"\$answer\"; journalctl -q -o cat -n 20 -u 'gnk-*'; exit 1; }"
}

kill_and_reload() {
    inside 'for unit in gnk-web gnk-worker gnk-mail; do systemctl kill --signal=KILL --kill-whom=main $unit; done; sleep 5
        systemctl is-active gnk-web gnk-worker gnk-mail; systemctl reload gnk-web'
    is_ready
}

# A PDF, and the text of an upload, in the unit that may do so little.
work_in_the_worker() {
    inside 'cd /opt/gnk; gnk shell --verbosity 0 <scripts/work_of_install_test.py'
}

destroy_and_restore() {
    inside 'gnk backup /root-is-not-ours && exit 1
        gnk backup /var/backups/gnk
        kept=$(ls -t /var/backups/gnk/*.tar | head -n 1)
        systemctl stop gnk-web gnk-worker gnk-mail gnk-due.timer
        cd /; runuser -u postgres -- dropdb gnk; rm -rf /var/lib/gnk/media
        runuser -u postgres -- createdb --owner=gnk --encoding=UTF8 --template=template0 gnk
        gnk restore "$kept"
        gnk migrate --verbosity 0
        systemctl start gnk-web gnk-worker gnk-mail gnk-due.timer'
    is_ready
}

# A second municipality on the same server: all its own but the program.
add_a_second() {
    inside "echo 127.0.0.1 zweite.stadt.example >>/etc/hosts
        bash /root/gnk/deploy/install.sh zweite.stadt.example zweite >/dev/null 2>&1 && exit 1
        sed -i 's|^GNK_EMAIL_URL=.*|GNK_EMAIL_URL=smtp://127.0.0.1:2525|; s|^GNK_EMAIL_FROM=.*|GNK_EMAIL_FROM=b@stadt.example|' \
            /etc/gnk/zweite.env
        cp -r /etc/gnk/tls /etc/gnk/tls-zweite
        bash /root/gnk/deploy/install.sh | grep https://zweite.stadt.example/
        ln -sfn ../sites-available/gnk-zweite /etc/nginx/sites-enabled/gnk-zweite
        nginx -t
        systemctl reload nginx"
    inside 'gnk --list; gnk --list | grep -c " active $" | grep -qx 2
        for _ in {1..30}; do curl -fsk https://zweite.stadt.example/health/ready >/dev/null && break; sleep 1; done
        curl -fsk https://zweite.stadt.example/health/ready
        systemctl start gnk-zweite-due
        gnk -i zweite backup /var/backups/gnk-zweite
        gnk --all check_installation'
    # The demonstration is in the first one only; of its rows, files and settings the second one sees nothing.
    inside 'gnk -i gnk shell -v 0 -c "from strategy.models import Measure; assert Measure.objects.exists()"
        gnk -i zweite shell -v 0 -c "from strategy.models import Measure; assert not Measure.objects.exists()"
        as_second() { runuser -u gnk-zweite -- "$@"; }
        for path in /etc/gnk/gnk.env /var/lib/gnk/media /var/backups/gnk; do
            as_second test -r $path && { echo "The second installation reads $path."; exit 1; }
        done
        as_second psql -tAc "select 1" gnk 2>/dev/null && { echo "The second installation reads the first database."; exit 1; }
        as_second psql -tAc "select 1" gnk-zweite | grep -qx 1'
}

step "A root that boots" make_root
step "Packages" fetch_packages
boot
step "Installing as docs/betrieb.md says" install_it
step "Demonstration" inside 'gnk load_demo --stage adopted --verbosity 0 >/dev/null'
step "Health through nginx" is_ready
step "Sign in" sign_in
step "Kill and reload" kill_and_reload
step "Work in the hardened worker" work_in_the_worker
step "The timer's service" inside 'systemctl start gnk-due; gnk run_due --list; ! gnk run_due --list | grep -q gescheitert'
step "Back up, destroy, restore" destroy_and_restore
step "Sign in again" sign_in
step "A second municipality" add_a_second
step "The installation is sound" inside 'gnk --all run_due; gnk -i gnk check_installation --mail a@stadt.example'
step "Health of both" is_ready
printf '\nInstalled and proven in %d s.\n' "$SECONDS"
