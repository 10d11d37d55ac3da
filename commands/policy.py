"""`sagsklar policy`: policies as data, for people who are no programmers."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.exit_status import SOME_FAILED, status_of
from commands.policy_version import VERSION, built, completed, policy_of, written

if TYPE_CHECKING:
    from rich.table import Table

    from commands.program import Invocation
    from pipeline.deciding.policy import Acceptance, Check, Policy, Requirement
    from pipeline.records import CaseFile


@click.group(name="policy")
def command() -> None:
    """Check, show, compare and try out what a service asks for."""


# ── check ─────────────────────────────────────────────────────────────────────────────────────────


@command.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.pass_obj
def check(invocation: "Invocation", paths: tuple[Path, ...]) -> None:
    """Check policies and what municipalities set in them; each error names line, key and remedy.

    Without PATHS: all policies that ship, and the municipalities' folder.
    """
    from flows.settings import read_settings
    from pipeline.equip import POLICIES
    from pipeline.errors import SagsklarError

    paths = paths or (POLICIES, read_settings(invocation.home).municipalities_folder)
    files = [file for path in paths for file in _files(path)]
    refused: list[SagsklarError] = []
    for file in files:
        try:
            click.echo(f"{file.parent.name}/{file.name}: sound, {_found_in(file)}")
        except SagsklarError as error:
            refused.append(error)
            click.echo(f"sagsklar: {file.parent.name}/{error}", err=True)
    if refused:
        raise click.exceptions.Exit(status_of(refused[0]) if len(files) == 1 else SOME_FAILED)


def _files(path: Path) -> list[Path]:
    return sorted(path.rglob("*.yaml")) if path.is_dir() or not path.exists() else [path]


def _found_in(file: Path) -> str:
    """What a sound file holds. Raises PolicyInvalid."""
    from pipeline.deciding.municipal import is_municipal

    if is_municipal(file):
        return _municipal(file)
    policy = built(completed(file))
    ids = {one.id for one in policy.requirements}
    return f"{len(ids)} requirements, holds from {policy.version}"


def _municipal(file: Path) -> str:
    """What a municipality sets, tried on every version of the policy that it meets."""
    from pipeline.deciding.in_force import written_policies
    from pipeline.deciding.municipal import own_versions, read_municipal_file
    from pipeline.equip import POLICIES

    told = read_municipal_file(file)
    for version in own_versions(written_policies(POLICIES)[told.data["service"]], [told]):
        built(version)
    names = [*told.data.get("settings", ()), *told.data.get("lists", ())]
    own = f"{told.data['municipality']} in {told.data['service']} from {told.data['valid_from']}"
    return f"{own}: {', '.join(names) or 'nothing of its own'}"


# ── show ──────────────────────────────────────────────────────────────────────────────────────────


@command.command()
@click.argument("version")
@click.option("--municipality", help="Its own version, as in 0101.")
@click.option("--language", type=click.Choice(["da", "en"]), default="en", show_default=True)
def show(version: str, municipality: str | None, language: str) -> None:
    """Print a policy as a table. VERSION: SERVICE (the one in force today), SERVICE/DAY, or a YAML file."""
    from rich.console import Console

    policy = policy_of(f"{version}@{municipality}" if municipality else version)
    console = Console()
    console.width = max(console.width, 100) if not console.is_terminal else console.width
    console.print(_requirements(policy, language))
    console.print(_settings(policy))


def _requirements(policy: "Policy", language: str) -> "Table":
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, show_lines=True, title=_title(policy))
    table.add_column("Requirement, whose it is, when, by which law", overflow="fold", ratio=2)
    table.add_column("Papers that serve, and what they must show", overflow="fold", ratio=3)
    for one in policy.requirements:
        when = "always" if one.applies_when.text == "true" else f"when {one.applies_when.text}"
        law = f"{one.legal_basis} ({_CLASSES[one.rule_class]})"
        table.add_row(
            f"{one.title[language]} ({one.id})\n{_WHOSE[one.subjects]}\n{when}\n{law}", _papers(one)
        )
    return table


def _title(policy: "Policy") -> str:
    own = f", with what {policy.municipality} set from {policy.municipal}" if policy.municipal else ""
    return f"{policy.service}, from {policy.version}{own}"


def _settings(policy: "Policy") -> "Table":
    """Settings and lists as they hold, and which of them a municipality may set for itself."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, title="Settings")
    for head in ("Setting", "Value", "Open to municipalities"):
        table.add_column(head, overflow="fold")
    for name, value in policy.named.items():
        shown = ", ".join(value) if isinstance(value, list) else _value(value)
        table.add_row(name, shown, "yes" if name in policy.own else "")
    return table


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
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_value(one)}" for key, one in value.items())
    if isinstance(value, list | tuple):
        return "/".join(map(str, value)) if len(value) <= 8 else f"one of {len(value)}"
    return str(value)


# ── rules ─────────────────────────────────────────────────────────────────────────────────────────


@command.command()
def rules() -> None:
    """Print the rules that a policy can name: what a paper must do, what the rule is told, who uses it."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    from pipeline.deciding import load_policies
    from pipeline.deciding.rules import RULES
    from pipeline.equip import POLICIES

    users = _users([policy for versions in load_policies(POLICIES).values() for policy in versions])
    table = Table(box=box.SIMPLE_HEAD, show_lines=True, title="Rules", expand=True)
    for head, ratio in (("Rule", 2), ("A paper passes when it …", 5), ("Is told", 2), ("Used by", 2)):
        table.add_column(head, overflow="fold", ratio=ratio)
    for name, rule in RULES.items():
        meaning = " ".join((rule.__doc__ or "").split("\n\n", maxsplit=1)[0].split())
        told = meaning[:1].lower() + meaning[1:]
        table.add_row(name, told, _told_to(rule), ", ".join(sorted(users.get(name, ()))))
    console = Console()
    console.width = max(console.width, 100) if not console.is_terminal else console.width
    console.print(table)


def _told_to(rule: Callable[..., object]) -> str:
    """The parameters that a policy gives, those with a default in brackets."""
    named = list(signature(rule).parameters.values())[2:]
    return ", ".join(one.name if one.default is one.empty else f"[{one.name}]" for one in named)


def _users(policies: Sequence["Policy"]) -> dict[str, set[str]]:
    """Rule → the services of which a policy names it."""
    users: dict[str, set[str]] = {}
    for policy in policies:
        for requirement in policy.requirements:
            for accepted in requirement.accepts:
                for paper in (accepted, *(part.paper for part in accepted.beside)):
                    for check in paper.checks:
                        users.setdefault(check.rule, set()).add(policy.service)
    return users


# ── diff ──────────────────────────────────────────────────────────────────────────────────────────


@command.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
def diff(old: str, new: str) -> None:
    """Compare two versions key by key: SERVICE/DAY, with @MUNICIPALITY where it is its own, or YAML files."""
    from pipeline.deciding.compared import changes

    found = changes(written(old), written(new))
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

    policies = policy_of(old), policy_of(new)
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
