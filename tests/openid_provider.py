"""A real OpenID provider in a process of its own: canaille, with invented people.

    .venv/openid/bin/python tests/openid_provider.py REDIRECT_URI

prints its issuer once it answers, and serves until it is told to end.
`scripts/setup.sh` makes its environment.
"""

import logging
import os
import secrets
import sys
from tempfile import TemporaryDirectory
from typing import Final
from urllib.parse import urlsplit

CLIENT_ID: Final = "sagsklar-desk"
CLIENT_SECRET: Final = "a secret between the two"
PASSWORD: Final = "fjord-tulle-4711"
GROUPS: Final = {
    "desk-0101": ("kari",),
    "desk-managers": ("mads",),
    "canteen": ("kari", "nobody-here"),
    "strangers": ("caseworker",),
}
PEOPLE: Final = ("kari", "mads", "nobody-here", "caseworker")


def provider(port: int, redirect_uri: str, folder: str):
    """The provider's application, which knows the desk as a client."""
    from canaille import create_app
    from joserfc.jwk import JWKRegistry

    key = JWKRegistry.generate_key("RSA", 2048)
    key.ensure_kid()
    app = create_app(
        config={
            "SECRET_KEY": secrets.token_hex(),
            "SERVER_NAME": f"127.0.0.1:{port}",
            "PREFERRED_URL_SCHEME": "http",
            "SESSION_COOKIE_NAME": "provider",  # two sites on one host must not share a cookie
            "CANAILLE": {"DATABASE": "sql", "LOGGING": {"version": 1}},
            "CANAILLE_SQL": {"DATABASE_URI": f"sqlite:///{folder}/people.sqlite", "AUTO_MIGRATE": True},
            "CANAILLE_OIDC": {
                "ACTIVE_JWKS": [key.as_dict(private=True)],
                "TRUSTED_DOMAINS": [urlsplit(redirect_uri).hostname],
            },
        },
        env_file=None,
        env_prefix="PROVIDER_",
    )
    with app.app_context():
        people(redirect_uri)
    return app


def people(redirect_uri: str) -> None:
    """Everyone who may sign in there, their groups, and the desk."""
    from canaille.app import models
    from canaille.backends import Backend

    backend = Backend.instance
    known = {}
    for name in PEOPLE:
        known[name] = models.User(
            user_name=name, family_name="Opdigtet", formatted_name=name, password=PASSWORD
        )
        known[name].emails = [f"{name}@example.test"]
        backend.save(known[name])
    for name, members in GROUPS.items():
        backend.save(models.Group(display_name=name, members=[known[member] for member in members]))
    desk = models.Client(
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        client_name="Sagsklar",
        redirect_uris=[redirect_uri],
        post_logout_redirect_uris=[redirect_uri.removesuffix("/office/back")],
        grant_types=["authorization_code"],
        response_types=["code"],
        scope=["openid", "profile", "groups"],
        token_endpoint_auth_method="client_secret_basic",
        client_uri=redirect_uri,
    )
    backend.save(desk)
    backend.update(desk, audience=[desk])
    backend.save(desk)


def main() -> None:
    """Serves."""
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # 127.0.0.1 without TLS
    from werkzeug.serving import make_server

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, None, threaded=True)
    with TemporaryDirectory() as folder:
        server.app = provider(server.port, sys.argv[1], folder)
        print(f"http://127.0.0.1:{server.port}", flush=True)  # noqa: T201 - who started it reads this
        server.serve_forever()


if __name__ == "__main__":
    main()
