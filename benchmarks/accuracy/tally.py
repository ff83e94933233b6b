"""Counting what was right, for each measure and each kind of picture."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

MIXED_NAME = "PNG, then q75"
"""The column of a PNG baseline and a JPEG candidate."""
Bound = Literal["at least", "at most"]


@dataclass(frozen=True)
class Measure:
    """One line of the table.

    Attributes:
        name: What is counted.
        figure: The percentage to reach; None where there is none.
        bound: From which side.
        mixed: The percentage where baseline and candidate are of different encoders, if it is another.
    """

    name: str
    figure: float | None
    bound: Bound = "at least"
    mixed: float | None = None

    @property
    def goal(self) -> str:
        if self.figure is None:
            return "-"
        mixed = "" if self.mixed is None else f" ({self.mixed:g} mixed)"
        return f"{self.bound} {self.figure:g} %{mixed}"

    def figure_for(self, variant: str) -> float | None:
        return self.mixed if variant == MIXED_NAME and self.mixed is not None else self.figure


@dataclass
class Count:
    """Cases, and those of them that count."""

    yes: int = 0
    cases: int = 0

    @property
    def percent(self) -> float:
        return 100 * self.yes / self.cases if self.cases else 0.0


@dataclass
class Tally:
    """The counts of one source.

    Attributes:
        title: The source.
        counts: By measure and kind of picture.
        remarks: What was missed or falsely found, one line each.
    """

    title: str
    counts: dict[tuple[Measure, str], Count] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def add(self, measure: Measure, variant: str, yes: bool, remark: str = "") -> None:
        count = self.counts.setdefault((measure, variant), Count())
        count.cases += 1
        count.yes += yes
        if yes == (measure.bound == "at most") and remark:
            self.remarks.append(f"{measure.name}, {variant}: {remark}")

    def measures(self) -> Iterable[Measure]:
        return dict.fromkeys(measure for measure, _ in self.counts)

    def reached(self, measure: Measure, variant: str) -> bool | None:
        """Whether a count reaches its figure; None where there is nothing to judge."""
        count, figure = self.counts.get((measure, variant)), measure.figure_for(variant)
        if count is None or figure is None:
            return None
        return count.percent >= figure if measure.bound == "at least" else count.percent <= figure

    def rows(self) -> list[dict[str, object]]:
        """All counts, for JSON."""
        return [
            {
                "source": self.title,
                "measure": measure.name,
                "picture": variant,
                "percent": round(count.percent, 3),
                "yes": count.yes,
                "cases": count.cases,
                "goal": measure.goal,
                "reached": self.reached(measure, variant),
            }
            for (measure, variant), count in self.counts.items()
        ]
