"""`sagsklar explain`: from pixels to verdict, in words for people."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from commands.program import Invocation

Json = Mapping[str, Any]
_SOURCES = {
    "mrz": "the machine-readable zone",
    "anchor": "beside its label",
    "rule": "by the wording",
    "layer": "the file's own text",
    "model": "a trained model",
    "signature": "the place to sign",
    "person": "a caseworker",
}
_WITHHELD = frozenset({"criminal_record"})
"""Kinds whose content nobody needs in order to follow a verdict."""


@click.command(name="explain")
@click.argument("case", metavar="CASE_ID|CASE_DIR")
@click.option("--language", type=click.Choice(["da", "en"]), default="en", show_default=True)
@click.pass_obj
def command(invocation: "Invocation", case: str, language: str) -> None:
    """Say how a verdict came about: why each thing was asked for, what was read where, which rule spoke."""
    folder = Path(case)
    verdict = _screened(folder, invocation) if folder.is_dir() else _stored(case, invocation)
    click.echo("\n".join(explained(verdict, language)))


def _screened(folder: Path, invocation: "Invocation") -> Json:
    from commands.case_folder import profile_of
    from commands.screen import case_file
    from flows.settings import read_settings
    from pipeline import chain
    from pipeline.equip import equipment
    from pipeline.exchange import verdict_json

    kit = equipment(options=read_settings(invocation.home).options)
    return verdict_json(chain.screen_case(case_file(folder, profile_of(folder), kit, None), kit))


def _stored(case_id: str, invocation: "Invocation") -> Json:
    from commands.operator import operator
    from flows import wiring
    from flows.ledger.audit import write_audit
    from flows.ledger.case_names import named_case
    from flows.ledger.screenings import newest_verdict
    from flows.settings import read_settings

    ledger = wiring.ledger_in_use(read_settings(invocation.home))
    verdict, case_key = newest_verdict(ledger, case_id), named_case(ledger, case_id).case_key
    write_audit(ledger, operator(), "case.explained", datetime.now(UTC), case_key=case_key)
    return verdict


def explained(verdict: Json, language: str) -> Iterator[str]:
    """The chain from pages to verdict, requirement by requirement."""
    policy = verdict["policy"]
    yield f"{verdict['case_id']}: {verdict['outcome']}, completeness {verdict['completeness']:.2f}"
    municipal = policy.get("municipal")
    own = f" with what {verdict['municipality']} set from {municipal}" if municipal else ""
    yield f"policy {verdict['service']} of {policy['version']}{own}, as of {verdict['as_of']}"
    for result in verdict["requirements"]:
        yield ""
        yield from _requirement(result, verdict, language)
    aside = [one for one in verdict["documents"] if one["set_aside"]]
    if aside:
        yield ""
        yield "Not used"
        yield from (f"  {_where(one)}: {_kind(one)}, {one['set_aside'].replace('_', ' ')}" for one in aside)
    yield ""
    yield "Versions: " + ", ".join(f"{name} {_plain(value)}" for name, value in verdict["versions"].items())


def _requirement(result: Json, verdict: Json, language: str) -> Iterator[str]:
    yield f"{result['title'][language]} ({result['id']}, {result['subject']}): {result['status']}"
    yield f"  why: {result['because'].get(language, '')} {result['legal_basis']}"
    for evidence in result["evidence"]:
        document = next(
            one
            for one in verdict["documents"]
            if (one["file"], one["pages"]) == (evidence["file"], evidence["pages"])
        )
        yield from _paper(document)
    for finding in result["findings"]:
        yield f"  found: {finding['detail'][language]}{_place(finding)}"
    for item in verdict["missing_items"]:
        if (item["requirement"], item["subject"]) == (result["id"], result["subject"]):
            yield f"  asked for by {item['due']}: {item['request'][language]}"


def _paper(document: Json) -> Iterator[str]:
    words = ", ".join(f"“{one['text']}”" for one in document["reasons"][:3])
    yield f"  {_where(document)}: {_kind(document)}{f', for it says {words}' if words else ''}"
    if document["label"] in _WITHHELD:
        yield "    what it says is not shown"
        return
    for field in document["fields"]:
        trust = f"{field['confidence']:.0%}" + ("" if field["accepted"] else ", not relied on")
        source = _SOURCES.get(field["source"], field["source"])
        yield f"    {field['name']}: {_plain(field['value'])} ({source}, page {field['page']}, {trust})"
        yield from (f"      yet {other}" for other in field["conflicts"])


def _where(document: Json) -> str:
    pages = document["pages"]
    span = f"page {pages[0]}" if len(pages) == 1 else f"pages {pages[0]} to {pages[-1]}"
    return f"{document['file']}, {span}"


def _kind(document: Json) -> str:
    return f"{document['label'].replace('_', ' ')} ({document['confidence']:.0%})"


def _place(finding: Json) -> str:
    return f" (page {finding['page']})" if finding["page"] else ""


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{name} {_plain(one)}" for name, one in value.items())
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)
