#!/bin/sh
# Installs Request Tracker 5 from Debian's packages for `make test-rt`; nothing where it is there.
# Nothing is configured or started: tests give it a configuration and a database of their own.
set -eu
[ -x /usr/share/request-tracker5/libexec/standalone_httpd ] && exit 0
echo "setup: Request Tracker from Debian's packages" >&2
run=""
[ "$(id -u)" = 0 ] || run=sudo
$run sh -eu <<'END'
export DEBIAN_FRONTEND=noninteractive
if [ ! -e /usr/sbin/policy-rc.d ]; then  # no mail server or web server starts
    printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d
    chmod +x /usr/sbin/policy-rc.d
    trap 'rm /usr/sbin/policy-rc.d' EXIT
fi
debconf-set-selections <<'ANSWERS'
request-tracker5 request-tracker5/install-cronjobs boolean false
request-tracker5 request-tracker5/dbconfig-install boolean false
request-tracker5 request-tracker5/initial-root-password password unused-unused
request-tracker5 request-tracker5/initial-root-password-again password unused-unused
ANSWERS
apt-get update -qq
apt-get install -qq -y --no-install-recommends request-tracker5 rt5-db-sqlite rt5-standalone > /dev/null
END
