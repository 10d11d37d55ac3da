"""The report of a field model beside the champion, field by field, for people and programs."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from models.card import rendered
from models.field_exam import Answer, Cell, Exam, by_cell, cell_of, examined
from models.field_gates import field_gates
from models.gates import Gate
from models.registry import Kind
from models.risk import interval
from models.training import Workshop

EXAM: Final = Exam()


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One field of one label: both models' counts, and the gate between them where there are two."""

    label: str
    field: str
    own: Cell
    champion: Cell | None
    gate: Gate | None

    @property
    def change(self) -> float | None:
        """What the candidate gains or loses of the values that are there, as a share."""
        if self.champion is None or not self.own.there:
            return None
        return (self.own.exact - self.champion.exact) / self.own.there


@dataclass(frozen=True, slots=True, eq=False)
class FieldComparison:
    """The candidate, and the champion where it is another, on the same papers."""

    name: str
    champion: str | None
    exam: Exam
    papers: int
    total: Cell
    total_champion: Cell | None
    lines: tuple[Line, ...]
    gates: tuple[Gate, ...]


def compare_fields(
    candidate: Path, champion: Path, workshop: Workshop, exam: Exam | None = None
) -> FieldComparison:
    """Examines both on the same papers. Raises ModelDamaged and its like for a folder that is not as made."""
    exam = exam or EXAM
    Kind.FIELDS.manifest(candidate)  # also where its answers are kept
    other = candidate.resolve() != champion.resolve()
    own, *rest = examined((candidate, champion) if other else (candidate,), exam, workshop)
    before = rest[0] if rest else None
    found = field_gates(own, before) if before is not None else ()
    return FieldComparison(
        name=candidate.resolve().name,
        champion=champion.resolve().name if other else None,
        exam=exam,
        papers=len({one.paper for one in own}),
        total=cell_of(own),
        total_champion=cell_of(before) if before is not None else None,
        lines=tuple(_lines(own, before, {gate.name: gate for gate in found})),
        gates=found,
    )


def _lines(
    own: tuple[Answer, ...], before: tuple[Answer, ...] | None, gates: Mapping[str, Gate]
) -> Iterator[Line]:
    champions = by_cell(before or ())
    for (label, field), some in by_cell(own).items():
        other = champions.get((label, field))
        counts = cell_of(some)
        if counts.there or counts.invented:
            gate = gates.get(f"no loss: {label} {field}")
            yield Line(label, field, counts, cell_of(other) if other else None, gate)


def field_page(comparison: FieldComparison) -> str:
    """The report as HTML, one file, readable without network."""
    return rendered("field_report.html", comparison=comparison, share=share)


def share(count: int, size: int) -> str:
    """In percent with its 95 % interval; a dash where there is nothing to count."""
    if not size:
        return "–"
    low, high = interval(count, size)
    return f"{count / size:.0%} ({low:.0%}–{high:.0%})"


def write_field_report(comparison: FieldComparison, folder: Path) -> Path:
    """The page as a file below the folder, named after the candidate."""
    page = folder / f"{comparison.name}.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(field_page(comparison), encoding="utf-8")
    return page


def field_report_json(comparison: FieldComparison) -> dict[str, Any]:
    """The figures for programs; `champion` is null where the candidate is the champion."""
    return {
        "schema": "sagsklar/field-evaluation/1",
        "model": comparison.name,
        "champion": comparison.champion,
        "papers": comparison.papers,
        "exam": asdict(comparison.exam),
        "total": _told(comparison.total),
        "total_champion": _told(comparison.total_champion),
        "fields": [
            {
                "label": line.label,
                "field": line.field,
                "own": _told(line.own),
                "champion": _told(line.champion),
                "holds": None if line.gate is None else line.gate.holds,
            }
            for line in comparison.lines
        ],
        "gates": [asdict(gate) for gate in comparison.gates],
    }


def _told(cell: Cell | None) -> dict[str, Any] | None:
    if cell is None:
        return None
    low, high = interval(cell.exact, cell.there) if cell.there else (0.0, 1.0)
    return {**asdict(cell), "interval": [round(low, 4), round(high, 4)]}


def field_line(name: str, cell: Cell) -> str:
    """One line for people."""
    return (
        f"{name}: exact {share(cell.exact, cell.there)} of {cell.there} values, invented {cell.invented}, "
        f"used without a person {cell.used}, of those wrong {share(cell.wrong, cell.used)}"
    )
