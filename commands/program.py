"""The entry point: finds the command, sets up logs, turns errors into exit statuses."""

import logging
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import click

from commands.exit_status import FAULT, WRONG_USE, status_of

COMMANDS = {
    "inspect": "commands.inspect",
    "screen": "commands.screen",
    "up": "commands.up",
    "submit": "commands.submit",
    "link": "commands.link",
    "generate": "commands.generate",
    "train": "commands.train",
    "evaluate": "commands.evaluate",
    "promote": "commands.promote",
    "faults": "commands.faults",
    "models": "commands.models",
    "policy": "commands.policy",
    "explain": "commands.explain",
    "replay": "commands.replay",
    "export": "commands.export",
    "erase": "commands.erase",
    "purge": "commands.purge",
    "backup": "commands.backup",
    "restore": "commands.restore",
    "audit": "commands.audit",
    "deliveries": "commands.deliveries",
    "account": "commands.account",
    "doctor": "commands.doctor",
    "demo": "commands.demo",
    "serve": "commands.serve",
}


@dataclass(frozen=True, slots=True)
class Invocation:
    """What was said before the command. `home` None: the setting SAGSKLAR_HOME decides."""

    home: Path | None
    log_level: str


class Lazy(click.Group):
    """Imports a command's module only when it is called; shows their short helps without importing."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name]).command
        return command


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--home", type=click.Path(path_type=Path), help="Folder of all state (default: SAGSKLAR_HOME).")
@click.option(
    "--log-level",
    type=click.Choice(["debug", "info", "warning", "error"]),
    default="warning",
    show_default=True,
)
@click.version_option(package_name="sagsklar")
@click.pass_context
def program(ctx: click.Context, home: Path | None, log_level: str) -> None:
    """Screens the documents that citizens send to a public office, and says what is missing."""
    logging.basicConfig(
        stream=sys.stderr, level=log_level.upper(), format="%(levelname)s %(name)s %(message)s"
    )
    ctx.obj = Invocation(home, log_level)


def main() -> None:
    """Runs the program; every failure ends in one clear line and the contract's exit status."""
    from pipeline.errors import SagsklarError

    try:
        code = program.main(standalone_mode=False)
    except click.exceptions.Exit as ended:
        code = ended.exit_code
    except click.ClickException as wrong:
        wrong.show()
        code = WRONG_USE
    except click.Abort:
        code = FAULT
    except SagsklarError as error:
        click.echo(f"sagsklar: {error}", err=True)
        code = status_of(error)
    except BrokenPipeError:
        code = FAULT
    except Exception as error:
        logging.getLogger("sagsklar").debug("fault", exc_info=True)
        click.echo(
            f"sagsklar: a fault of ours ({type(error).__name__}); --log-level debug shows more", err=True
        )
        code = FAULT
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
