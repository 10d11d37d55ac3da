#!/bin/sh
# Installs Request Tracker 5 from Debian's packages for `make test-rt`; nothing where it is there.
# Nothing is configured or started: tests give it a configuration and a database of their own.
set -eu
[ -x /usr/share/request-tracker5/libexec/rt-server ] && exit 0
root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
echo "setup: Request Tracker from Debian's packages" >&2
root sh -c 'printf "%s\n" \
    "request-tracker5 request-tracker5/initial-root-password password unused-unused" \
    "request-tracker5 request-tracker5/initial-root-password-again password unused-unused" \
    "request-tracker5 request-tracker5/install-cronjobs boolean false" \
    "request-tracker5 request-tracker5/dbconfig-install boolean false" | debconf-set-selections'
root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends \
    request-tracker5 rt5-db-sqlite rt5-standalone >/dev/null
