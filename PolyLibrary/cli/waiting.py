"""What waits for approval, beside what is approved now: the same picture of several tests comes once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PolyLibrary.errors import PolyError, UnknownName, UsageError
from PolyLibrary.names import fold
from PolyLibrary.screen.compare import Comparison
from PolyLibrary.screen.picture import as_png, kind_of
from PolyLibrary.session.baseline.baseline_candidates import FOLDER, Candidate, waiting
from PolyLibrary.session.baseline.baseline_compare import Side, judge, read_baseline
from PolyLibrary.session.baseline.baseline_store import Found, file_stem

RESULTS = "results"


@dataclass
class Waiting:
    """One picture that waits.

    Attributes:
        candidate: The newest of those that are the same.
        also: The others: of other tests, or of other phones of the model.
        rivals: Other pictures that wait for the same place: only one of them can be approved.
        found: The baseline that holds now, which is shown beside it; None without one.
        comparison: How they differ; None where they cannot be compared.
        trouble: Why they cannot.
    """

    candidate: Candidate
    also: list[Candidate] = field(default_factory=list)
    rivals: "list[Waiting]" = field(default_factory=list)
    found: Found | None = None
    old: Side | None = None
    comparison: Comparison | None = None
    trouble: str = ""

    @property
    def new(self) -> Side:
        return Side(self.candidate.data)

    @property
    def origins(self) -> list[Candidate]:
        """All runs of tests that took this picture."""
        return [self.candidate, *self.also]

    def approve(self, *, png: bool = False) -> Path:
        """Make it the baseline; returns the file.

        Args:
            png: Store a BMP as PNG.
        """
        data = self.candidate.data
        if png and kind_of(data) == "BMP":
            data = as_png(data)
        target = self.candidate.store.put(self.candidate.name, self.candidate.key, data)
        self.drop()
        return target

    def drop(self) -> None:
        """It waits no longer."""
        for each in self.origins:
            each.drop()


def default_results() -> list[Path]:
    """Where runs leave their results unless they are told otherwise: ``polylab run``, ``robot`` and ``pabot``."""
    return [place for place in map(Path, (RESULTS, FOLDER, "pabot_results")) if place.is_dir()]


def gather(results: Iterable[Path]) -> list[Waiting]:
    """All that waits below some folders, in the order of their names."""
    places: dict[Path, list[Waiting]] = {}
    newest_first = sorted((each for folder in results for each in waiting(folder)), key=lambda c: c.at, reverse=True)
    for candidate in newest_first:
        here = places.setdefault(candidate.place, [])
        same = next((one for one in here if _same(one.candidate, candidate)), None)
        if same is not None:
            same.also.append(candidate)
        else:
            here.append(Waiting(candidate))
    found = []
    for place in sorted(places):
        for one in places[place]:
            one.rivals = [other for other in places[place] if other is not one]
            _compare(one)
            found.append(one)
    return found


def chosen(everything: Sequence[Waiting], names: Sequence[str]) -> list[Waiting]:
    """Those of these names or codes, each once.

    Raises:
        UnknownName: Nothing of that name waits.
        UsageError: A code whose picture is no longer there: the page is older than the last run.
    """
    picked: dict[str, Waiting] = {}
    for name in names:
        fitting = [one for one in everything if name in {each.code for each in one.origins}]
        fitting = fitting or [one for one in everything if fold(one.candidate.name) == fold(name)]
        if not fitting:
            stem = name.rpartition(".")[0]
            if any(file_stem(one.candidate.name) == stem for one in everything):
                raise UsageError(
                    f"The picture '{name}' does not wait any more.",
                    seen=f"another one of '{stem}' waits: the test has run again, or it was approved.",
                    hint="polylab baseline approve shows what waits now.",
                )
            known = [each for one in everything for each in (one.candidate.name, one.candidate.code)]
            raise UnknownName("picture that waits", name, known, plural="pictures that wait")
        picked |= {one.candidate.code: one for one in fitting}
    return list(picked.values())


def _same(one: Candidate, other: Candidate) -> bool:
    """Whether the check of the newer one would take the older one for the same picture."""
    if one.data == other.data:
        return True
    try:
        return judge(Side(one.data), Side(other.data), one.scope).same
    except PolyError:
        return False


def _compare(one: Waiting) -> None:
    candidate = one.candidate
    try:
        one.found = candidate.store.find(candidate.name, candidate.key)
        if one.found is None:
            return
        one.old = read_baseline(one.found.baseline.path)
        one.comparison = judge(one.old, one.new, candidate.scope)
    except PolyError as error:
        one.trouble = f"{error.wanted} {error.seen}"
