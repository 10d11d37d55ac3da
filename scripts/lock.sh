#!/bin/sh
# Resolves pyproject.toml into hashed lists that hold no address of a package index.
set -eu
cd "$(dirname "$0")/.."
compile() {
    .venv/bin/uv pip compile --quiet --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
        --no-annotate "$@"
}
compile pyproject.toml --output-file requirements.lock
compile pyproject.toml --group dev --constraint requirements.lock --output-file requirements-dev.lock
echo 'canaille[front,oidc,sqlite]==0.3.6' |  # the OpenID provider that tests sign in at
    compile - --output-file tests/openid_provider.lock
grep -E '^uv==' -A 100 requirements-dev.lock | awk 'NR > 1 && !/^ /{exit} {print}' > scripts/bootstrap.lock
