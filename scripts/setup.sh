#!/bin/sh
# Makes the machine and the environment ready; does nothing where all is in place already.
# Works from a bare Debian 12 with Python 3.11, git and make, as root or with sudo.
set -eu
cd "$(dirname "$0")/.."
python=${PYTHON:-python3.11}
command -v "$python" >/dev/null 2>&1 || python=python3

say() { printf '%s\n' "setup: $*" >&2; }

packages() { sed -e 's/[[:space:]]*#.*//' -e '/^\[/d' -e '/^$/d' system-packages.txt; }

# python3-venv is asked for only where this Python cannot make environments by itself
missing_packages() {
    "$python" -c 'import ensurepip' 2>/dev/null || echo python3-venv
    for package in $(packages); do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || echo "$package"
    done
}

install_packages() {
    missing=$(missing_packages | tr '\n' ' ')
    [ -n "$missing" ] || return 0
    line="apt-get update && apt-get install -y --no-install-recommends $missing"
    if [ "$(id -u)" = 0 ]; then run=""
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then run="sudo"
    else
        say "these system packages are missing; run this line as root, then try again:"
        printf '%s\n' "$line" >&2
        exit 5
    fi
    say "installing system packages: $missing"
    $run env DEBIAN_FRONTEND=noninteractive apt-get update -qq
    $run env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
}

make_environment() {
    stamp=.venv/.installed
    wanted=$(cat requirements-dev.lock pyproject.toml scripts/setup.sh | sha256sum | cut -d' ' -f1)
    [ -x .venv/bin/sagsklar ] && [ "$(cat $stamp 2>/dev/null)" = "$wanted" ] && return 0
    "$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || {
        say "Python 3.11 is needed, $python is $("$python" --version 2>&1); name one with PYTHON=…"
        exit 5
    }
    say "making the environment in .venv"
    [ -x .venv/bin/python ] || "$python" -m venv .venv
    [ -x .venv/bin/uv ] || .venv/bin/python -m pip install --quiet --disable-pip-version-check \
        --require-hashes --no-deps -r scripts/bootstrap.lock
    .venv/bin/uv pip sync --quiet --compile-bytecode --no-python-downloads --require-hashes requirements-dev.lock
    .venv/bin/uv pip install --quiet --no-deps --no-build-isolation --no-python-downloads --editable .
    printf '%s\n' "$wanted" > $stamp
}

# canaille brings a package `tests` of its own, which would stand before ours
make_provider() {
    stamp=.venv/openid/.installed
    wanted=$(sha256sum < tests/openid_provider.lock)
    [ "$(cat $stamp 2>/dev/null)" = "$wanted" ] && return 0
    .venv/bin/uv venv --quiet --clear --python .venv/bin/python .venv/openid
    .venv/bin/uv pip sync --quiet --compile-bytecode --python .venv/openid/bin/python --require-hashes tests/openid_provider.lock
    printf '%s\n' "$wanted" > $stamp
}

# most of a short command's time is compiling, wherever PYTHONDONTWRITEBYTECODE is set
compile_rooms() {
    .venv/bin/python -m compileall -q commands evaluation review flows models samples pipeline
}

install_packages
make_environment
make_provider
compile_rooms
say "ready: .venv/bin/sagsklar"
