"""`sagsklar promote`: a candidate takes the champion's place, if all gates hold."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from commands.program import Invocation
    from models.gates import Gate
    from models.registry import Kind
    from models.training import Workshop


@click.command(name="promote")
@click.argument("candidate", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--back", is_flag=True, help="Bring back who served before, at once.")
@click.option("--fields", is_flag=True, help="With --back: of the models of fields, not of labels.")
@click.option("--cache", type=click.Path(path_type=Path), help="Where rows are kept (default: home/cache).")
@click.pass_obj
def command(
    invocation: "Invocation", candidate: Path | None, back: bool, fields: bool, cache: Path | None
) -> None:
    """Let CANDIDATE, a model of labels or of fields, serve, if it is no worse than the champion.

    Status 4 when a gate falls: then nothing has changed.
    """
    from flows.settings import read_settings
    from models import registry

    settings = read_settings(invocation.home)
    if back == (candidate is not None):
        raise click.UsageError("Name a CANDIDATE, or say --back.")
    if fields and candidate is not None:
        raise click.UsageError("--fields goes with --back; a CANDIDATE's own manifest says what it does.")
    told = registry.Kind.FIELDS if fields else registry.Kind.LABELS
    kind = registry.kind_of(candidate) if candidate else told
    own = settings.field_models_folder if kind is registry.Kind.FIELDS else settings.models_folder
    if candidate is None:
        name = registry.bring_back(own, kind).name
        click.echo(f"{name} serves again; running services take it up at their next start.")
        return
    from commands.workshop import workshop
    from models.gates import require

    kind.manifest(candidate)
    with workshop(cache or settings.home / "cache", workers=2) as place:
        found = gates_of(candidate, registry.serving(own, kind), kind, place)
    for gate in found:
        if not gate.holds:
            click.echo(f"fell   {gate.name}: {gate.said}", err=True)
    require(found, candidate.name)
    registry.promote(candidate, own, kind)
    click.echo(
        f"{candidate.name} serves; running services take it up at their next start. {len(found)} gates held."
    )


def gates_of(candidate: Path, champion: Path, kind: "Kind", place: "Workshop") -> tuple["Gate", ...]:
    """The candidate beside the champion of its kind."""
    from models.registry import Kind

    if kind is Kind.FIELDS:
        from models.field_report import compare_fields

        return compare_fields(candidate, champion, place).gates
    from models.report import judged

    return judged(candidate, champion, place)
