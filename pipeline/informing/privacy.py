"""What a letter does not show: names of files that could tell where somebody lives, or what a paper holds.

A letter may be opened by others than the one it is for. It never holds a value that was read; but a file is
called what its sender liked.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from pipeline.catalogue import from_outside
from pipeline.records import Assessment, RequirementResult, ScreenedDocument

REQUIREMENTS: Final = frozenset({"consent", "custody", "declarations", "reason_proof"})
"""Custody, offences and debts, a new name or sex: the letter names the requirement, not the content."""
LABELS: Final = frozenset({"criminal_record", "custody_or_consent", "name_change"})
_CODE: Final = "restricted_content"


@dataclass(frozen=True, slots=True)
class Veil:
    """Draws a veil over names of files where it must; `say` gives the words of `language`."""

    assessment: Assessment
    say: Callable[..., str]
    language: str

    @property
    def private(self) -> bool:
        """Whether the letter is about something that one may rather talk about."""
        return any(
            one.id in REQUIREMENTS and one.status in ("missing", "defective", "uncertain")
            for one in self.assessment.requirements
        )

    def papers(self, result: RequirementResult) -> list[str]:
        """The files that speak for a requirement, each once; the bare requirement where it is private."""
        if result.id in REQUIREMENTS:
            return []
        return list(dict.fromkeys(self._shown(one.file, one.label) for one in result.evidence))

    def file(self, document: ScreenedDocument) -> str:
        """What a file is called in the letter."""
        inner = document.document
        if inner.label in LABELS or any(finding.code == _CODE for finding in inner.findings):
            return self.say("letter.private_paper")
        return self._shown(document.file, inner.label)

    def drawn(self, request: str, result: RequirementResult) -> str:
        """A request without names of files that must not stand there; names of several words are quoted."""
        hidden = result.id in REQUIREMENTS or self._protected
        called = {
            from_outside(name, self.language): self._by_kind(label) if hidden else self._quoted(name)
            for name, label in self._named(result)
        }
        names = "|".join(re.escape(name) for name in sorted(called, key=len, reverse=True))
        whole = rf"(?<!\w)(?:{names})(?!\w)"
        return re.sub(whole, lambda found: called[found[0]], request) if called else request

    @property
    def _protected(self) -> bool:
        return self.assessment.profile.flags.address_protection

    def _shown(self, file: str, label: str) -> str:
        return self._by_kind(label) if self._protected else from_outside(file, self.language)

    def _by_kind(self, label: str) -> str:
        return self.say("letter.quoted", text=self.say(f"label.{label}"))

    def _quoted(self, file: str) -> str:
        shown = from_outside(file, self.language)
        return self.say("letter.quoted", text=shown) if " " in file else shown

    def _named(self, result: RequirementResult) -> Iterator[tuple[str, str]]:
        """Files with their kinds: those of the case, and those that could not be read."""
        known = {one.file: one.document.label for one in self.assessment.documents}
        yield from known.items()
        found = {finding.file for finding in result.findings if finding.file}
        yield from ((file, "unknown") for file in found - known.keys())
