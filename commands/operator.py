"""Who calls a command, for the audit."""

import os
import pwd


def operator() -> str:
    """The account of this machine that the program runs under."""
    try:
        name = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # in a container with a number for a user
        name = str(os.getuid())
    return f"operator {name}"
