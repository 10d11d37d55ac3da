"""`sagsklar policy`: policies as data, for people who are no programmers."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.exit_status import SOME_FAILED, status_of

if TYPE_CHECKING:
    from pipeline.deciding.policy import Acceptance, Check, Policy, Requirement
    from pipeline.deciding.written import Written
    from pipeline.records import CaseFile

VERSION = "SERVICE/DAY, as in dk-cpr-entry/2024-01-01, or a YAML file"


@click.group(name="policy")
def command() -> None:
    """Check, show, compare and try out what a service asks for."""


# ── check ─────────────────────────────────────────────────────────────────────────────────────────


@command.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
def check(paths: tuple[Path, ...]) -> None:
    """Check policy files (without PATHS: all that ship); each error names line, key and remedy."""
    from pipeline.equip import POLICIES
    from pipeline.errors import SagsklarError

    files = [file for path in paths or (POLICIES,) for file in _files(path)]
    refused: list[SagsklarError] = []
    for file in files:
        try:
            policy = _built(_completed(file))
            click.echo(f"{file.parent.name}/{file.name}: sound, {_counted(policy)}")
        except SagsklarError as error:
            refused.append(error)
            click.echo(f"sagsklar: {file.parent.name}/{error}", err=True)
    if refused:
        raise click.exceptions.Exit(status_of(refused[0]) if len(files) == 1 else SOME_FAILED)


def _files(path: Path) -> list[Path]:
    return sorted(path.rglob("*.yaml")) if path.is_dir() else [path]


def _counted(policy: "Policy") -> str:
    ids = {one.id for one in policy.requirements}
    return f"{len(ids)} requirements, holds from {policy.version}"


# ── show ──────────────────────────────────────────────────────────────────────────────────────────


@command.command()
@click.argument("version")
@click.option("--language", type=click.Choice(["da", "en"]), default="en", show_default=True)
def show(version: str, language: str) -> None:
    """Print a policy as a table. VERSION: SERVICE (the one in force today), SERVICE/DAY, or a YAML file."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    policy = _policy(version)
    table = Table(box=box.SIMPLE_HEAD, show_lines=True, title=f"{policy.service}, from {policy.version}")
    table.add_column("Requirement, whose it is, when, by which law", overflow="fold", ratio=2)
    table.add_column("Papers that serve, and what they must show", overflow="fold", ratio=3)
    for one in policy.requirements:
        when = "always" if one.applies_when.text == "true" else f"when {one.applies_when.text}"
        law = f"{one.legal_basis} ({_CLASSES[one.rule_class]})"
        table.add_row(
            f"{one.title[language]} ({one.id})\n{_WHOSE[one.subjects]}\n{when}\n{law}", _papers(one)
        )
    console = Console()
    console.width = max(console.width, 100) if not console.is_terminal else console.width
    console.print(table)


_WHOSE = {
    "each": "each person who moves in",
    "children": "each child",
    "applicant": "the applicant",
    "household": "once for the household",
}
_CLASSES = {"S": "statute", "N": "national practice", "P": "local practice"}


def _papers(requirement: "Requirement") -> str:
    if requirement.shown_when is not None:
        return f"told by the application: {requirement.shown_when.text}"
    lines = [line for one in requirement.accepts for line in _paper(one, "")]
    return "\n".join(lines) or "a person decides"


def _paper(paper: "Acceptance", lead: str) -> Iterator[str]:
    whose = " of the principal" if paper.about == "principal" else ""
    when = f" when {paper.when.text}" if paper.when else ""
    yield f"{lead}{' or '.join(paper.labels)}{whose}{when}"
    yield from (f"{lead}  - {_rule(check)}" for check in paper.checks)
    for part in paper.beside:
        yield f"{lead}  and with it:"
        yield from _paper(part.paper, f"{lead}    ")


def _rule(check: "Check") -> str:
    told = ", ".join(f"{name} {_value(value)}" for name, value in check.parameters.items())
    extras = [f"when {check.when.text}"] if check.when else []
    extras += [f"on failure: {check.on_fail}"] if check.on_fail != "ask" else []
    return " ".join([check.rule, told, *(f"({extra})" for extra in extras)]).strip()


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_value(one)}" for key, one in value.items())
    if isinstance(value, list | tuple):
        return "/".join(map(str, value)) if len(value) <= 8 else f"one of {len(value)}"
    return str(value)


# ── diff ──────────────────────────────────────────────────────────────────────────────────────────


@command.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
def diff(old: str, new: str) -> None:
    """Compare two versions key by key: SERVICE/DAY, as in dk-cpr-entry/2024-01-01, or YAML files."""
    from pipeline.deciding.compared import changes

    found = changes(_written(old), _written(new))
    for one in found:
        if one.old is None:
            click.echo(f"+ {one.key}: {one.new}")
        elif one.new is None:
            click.echo(f"- {one.key}: {one.old}")
        else:
            click.echo(f"  {one.key}: {one.old} → {one.new}")
    if not found:
        click.echo("no difference")


# ── simulate ──────────────────────────────────────────────────────────────────────────────────────


@command.command()
@click.option("--from", "old", required=True, metavar="OLD", help=f"{VERSION}.")
@click.option("--to", "new", required=True, metavar="NEW", help=f"{VERSION}.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The day that rules count from.")
@click.argument(
    "case_dirs", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.pass_context
def simulate(
    ctx: click.Context, old: str, new: str, case_dirs: tuple[Path, ...], today: datetime | None
) -> None:
    """Whose verdict a policy change would alter, and in what."""
    from commands.case_folder import profile_of
    from commands.screen import case_file
    from flows.settings import read_settings
    from pipeline.equip import equipment

    policies = _policy(old), _policy(new)
    kit, altered = equipment(options=read_settings(ctx.obj.home).options), 0
    for folder in case_dirs:
        profile = profile_of(folder)
        if profile.service != policies[0].service:
            click.echo(f"{profile.case_id}: another service ({profile.service})")
            continue
        lines = _altered(case_file(folder, profile, kit, _day(today)), policies)
        altered += bool(lines)
        click.echo("\n".join([f"{profile.case_id}: {'altered' if lines else 'the same'}", *lines]))
    click.echo(f"{altered} of {len(case_dirs)} verdicts would alter")


def _altered(case: "CaseFile", policies: Sequence["Policy"]) -> list[str]:
    """What differs between the verdicts by two policies; empty when nothing does."""
    from pipeline.deciding import decide
    from pipeline.matching import match

    matched = match(case)
    one, other = (decide(matched, using=policy) for policy in policies)
    lines = [f"  outcome: {one.outcome} → {other.outcome}"] if one.outcome != other.outcome else []
    before = {(it.id, it.subject): it.status for it in one.requirements}
    for it in other.requirements:
        status = before.get((it.id, it.subject), "not asked for")
        if status != it.status:
            lines.append(f"  {it.id} ({it.subject}): {status} → {it.status}")
    asked = (
        {(it.requirement, it.subject, it.code) for it in verdict.missing_items} for verdict in (one, other)
    )
    dropped, added = next(asked), next(asked)
    lines += [
        f"  no longer asked for: {requirement} ({subject}): {code}"
        for requirement, subject, code in sorted(dropped - added)
    ]
    lines += [
        f"  newly asked for: {requirement} ({subject}): {code}"
        for requirement, subject, code in sorted(added - dropped)
    ]
    return lines


def _day(today: datetime | None) -> date | None:
    return today.date() if today else None


# ── versions ──────────────────────────────────────────────────────────────────────────────────────


def _policy(version: str) -> "Policy":
    from pipeline.deciding import load_policies, policy_in_force
    from pipeline.equip import POLICIES

    if "/" in version or Path(version).suffix == ".yaml":
        return _built(_written(version))
    return policy_in_force(load_policies(POLICIES), version, date.today())  # noqa: DTZ011 - for people to look at


def _written(version: str) -> "Written":
    from pipeline.equip import POLICIES

    named = Path(version) if Path(version).suffix == ".yaml" else POLICIES / f"{version}.yaml"
    if not named.is_file():
        raise click.BadParameter(f"{version}: there is no such policy. Name {VERSION}.")
    return _completed(named)


def _completed(path: Path) -> "Written":
    from pipeline.deciding.written import complete_policy_file

    return complete_policy_file(path)


def _built(written: "Written") -> "Policy":
    from pipeline.deciding.built import built_policy
    from pipeline.deciding.in_force import MESSAGES
    from pipeline.deciding.wording import load_wording

    return built_policy(written, load_wording(MESSAGES))
