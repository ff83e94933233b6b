"""Waiting until a phone's screen is the approved picture; what is not approved yet is kept for approval."""

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import BadReply, CheckFailed, Drawn, PathMissing, PolyError, Unreachable, UsageError
from PolyLibrary.screen.compare import Comparison
from PolyLibrary.screen.picture import as_png
from PolyLibrary.session.baseline.baseline_candidates import Candidate, forget, keep
from PolyLibrary.session.baseline.baseline_compare import (
    Scope,
    Side,
    difference_png,
    in_words,
    judge,
    read_baseline,
    side_by_side,
)
from PolyLibrary.session.baseline.baseline_store import Found, Key, Store, chain, key_of
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.sight.frame import looks, take_frame
from PolyLibrary.session.sight.language import PARAMETER
from PolyLibrary.session.sight.pictures import Picture
from PolyLibrary.session.sight.places import region_named
from PolyLibrary.session.sight.rest import rested
from PolyLibrary.session.sight.settle import settle
from PolyLibrary.session.sight.shown import map_of
from PolyLibrary.terms import Region

Failed = TypeVar("Failed", bound=PolyError)

CLOCK = "clock"
"""What is masked unless the test says otherwise: it changes by itself, on every screen."""
_MOVING = ("clock", "timer")
"""Words in the names of regions that change by themselves, for the hint."""
_AROUND = 4


@dataclass(frozen=True)
class Wanted:
    """What a test expects.

    Attributes:
        output: The run's output folder, where a picture is kept for approval.
    """

    name: str
    store: Store
    output: Path
    scope: Scope
    suite: str = ""
    test: str = ""


class BaselineMissing(UsageError):
    """Nothing has been approved yet."""


class NotTheBaseline(CheckFailed):
    """The screen is another one than the approved picture."""


def masks_of(session: PhoneSession, texts: Sequence[str] | None) -> Mapping[str, Region]:
    """The masks by name; None is the default, the clock where the map has one."""
    if texts is None:
        layout = map_of(session)
        return {CLOCK: layout.regions[CLOCK]} if layout is not None and CLOCK in layout.regions else {}
    return {text: region_named(session, text) for text in texts}


def expect_baseline(session: PhoneSession, wanted: Wanted, deadline: Deadline) -> str:
    """Take pictures until one is the baseline; returns the sentence on it.

    Raises:
        BaselineMissing: There is no baseline yet; the picture of now is kept for approval.
        NotTheBaseline: The time is over, or the size is another one; the last picture is kept for approval.
        UsageError: The baseline cannot be read.
        LabError: The phone cannot be reached, or sends no picture that can be read.
    """
    check = _Check(session, wanted, _key(session, deadline))
    found = wanted.store.find(wanted.name, check.key)
    if found is None:
        raise check.first_run(deadline)
    old = read_baseline(found.baseline.path)
    last: tuple[Side, Picture, Comparison] | None = None
    torn: BadReply | None = None
    waited = ""
    for tries in looks(deadline):
        try:
            frame, rest = rested(session, deadline)
            new = Side(frame.picture.data)
            size = new.size
        except BadReply as error:
            torn = error
            continue
        except Unreachable:
            if last is None or not deadline.expired:
                raise
            break  # the time ended within this picture: what the one before it showed counts
        waited = waited or rest
        if size != old.size:
            raise check.other_size(found, old, new, frame.picture, deadline.tried(tries, "picture"))
        comparison = judge(old, new, wanted.scope)
        if comparison.same:
            check.passed(frame.picture)
            how = [check.verdict(found, old, new, comparison), f"{tries} look{'' if tries == 1 else 's'}", waited]
            return f"is the baseline '{wanted.name}': {', '.join(filter(None, how))}"
        last = new, frame.picture, comparison
    tried = deadline.tried(tries, "picture")
    if last is None:
        assert torn is not None
        raise BadReply(torn.wanted, seen=torn.seen, tried=tried, hint=torn.hint)
    raise check.differs(found, old, *last, tried)


def _key(session: PhoneSession, deadline: Deadline) -> Key:
    """What the phone is now; its language is asked for each time, for somebody may choose another at the phone."""
    firmware = str(session.info.firmware) if session.info else ""
    language: str | None = None
    with suppress(UsageError, PathMissing):  # a firmware without this parameter
        language = session.phone.config.get([PARAMETER], deadline)[PARAMETER].value
    return key_of(session.model.name, firmware, language)


class _Check:
    """One check: how it ends, in words, and what it leaves for approval."""

    def __init__(self, session: PhoneSession, wanted: Wanted, key: Key) -> None:
        self._session = session
        self._wanted = wanted
        self.key = key

    def verdict(self, found: Found, old: Side, new: Side, comparison: Comparison) -> str:
        words = in_words(old, new, self._wanted.scope, comparison)
        return f"{words}; baseline {shown(found.baseline.path)} ({found.how})"

    def passed(self, picture: Picture) -> None:
        """What an earlier run kept for approval waits no longer."""
        forget(self._candidate(picture.data, ""), self._wanted.output)

    def first_run(self, deadline: Deadline) -> BaselineMissing:
        """There is no baseline: a picture of the screen at rest is kept, if it comes to rest.

        Raises:
            StalePicture: It is an old picture, which nobody is to approve.
        """
        rest = ""
        take_frame(self._session, deadline)
        try:
            settle(self._session, deadline, list(self._wanted.scope.masks.values()))
        except CheckFailed:
            rest = ", which did not come to rest"
        picture = self._session.pictures.last
        assert picture is not None
        new = Side(picture.data)
        size = new.size
        kept = self._keep(picture, "no baseline yet")
        others = self._wanted.store.named(self._wanted.name, self.key.model)
        seen = f"a screen of {size} ({new.kind}){rest}, kept as {shown(kept)}. "
        seen += f"Looked in {shown(self._wanted.store.folder / self.key.model)} for {chain(self.key)}."
        if others:
            there = ", ".join(f"{each.key.firmware} in {each.key.language}" for each in others)
            seen += f" There are only those for {there}, which do not hold here."
        error = BaselineMissing(
            f"{self._session.title}: there is no baseline '{self._wanted.name}' yet, so nothing was compared.",
            seen=seen,
            tried=deadline.tried(1, "look"),
            hint=f"look at the picture, and approve it if it is right: {self._approve()}",
        )
        return self._drawn(error, as_png(new.data), "waits for approval")

    def other_size(self, found: Found, old: Side, new: Side, picture: Picture, tried: str) -> NotTheBaseline:
        kept = self._keep(picture, "another size")
        error = NotTheBaseline(
            f"The screen of {self._session.title} has another size than the baseline '{self._wanted.name}'.",
            seen=f"a screen of {new}, a baseline of {old}, {shown(found.baseline.path)} ({found.how}). "
            f"Kept as {shown(kept)}.",
            tried=tried,
            hint=f"is it a picture of this model? If the new screen is right: {self._approve()}",
        )
        return self._drawn(error, side_by_side(old, new), f"the baseline ({old}), and the screen ({new})")

    def differs(
        self, found: Found, old: Side, new: Side, picture: Picture, comparison: Comparison, tried: str
    ) -> NotTheBaseline:
        kept = self._keep(picture, "differs")
        verdict = self.verdict(found, old, new, comparison)
        error = NotTheBaseline(
            f"The screen of {self._session.title} is not the baseline '{self._wanted.name}'.",
            seen=f"{verdict}. Size {new.size}, taken {picture.age:.1f} s ago, kept as {shown(kept)}.",
            tried=tried,
            hint=f"{self._moving(comparison)}the log shows the difference; if the new screen is right: "
            f"{self._approve()}",
        )
        return self._drawn(
            error, difference_png(old, new, comparison), "the baseline, and the screen with what differs"
        )

    def _drawn(self, error: Failed, png: bytes, what: str) -> Failed:
        """Give an error its picture, which the log shows once."""
        error.drawn = (Drawn(self._session.name, png, f"'{self._wanted.name}' of {self._session.title}: {what}"),)
        return error

    def _moving(self, comparison: Comparison) -> str:
        """The masks to write when all that differs lies where screens change by themselves."""
        layout = map_of(self._session)
        regions = layout.regions if layout is not None else {}
        moving = {name: box for name, box in regions.items() if any(word in name for word in _MOVING)}
        hit = dict.fromkeys(
            next((name for name, box in moving.items() if _lies_in(difference, box)), "")
            for difference in comparison.boxes
        )
        if not hit or "" in hit:
            return ""
        masks = ";".join(dict.fromkeys([*self._wanted.scope.masks, *hit]))
        return f"all of it lies in {' and '.join(hit)} of the map, which masks={masks} leaves out; "

    def _keep(self, picture: Picture, why: str) -> Path:
        return keep(self._candidate(picture.data, why), self._wanted.output)

    def _candidate(self, data: bytes, why: str) -> Candidate:
        wanted = self._wanted
        at = datetime.now().isoformat(timespec="seconds")
        return Candidate(
            wanted.name, self.key, data, wanted.store.folder, why, self._session.title, wanted.suite, wanted.test, at,
            wanted.scope,
        )  # fmt: skip

    def _approve(self) -> str:
        where = shown(self._wanted.output)
        found = where == "." or Path(where).parts[0] in ("results", "pabot_results")
        results = "" if found else f" --results {_quoted(where)}"
        return f"polylab baseline approve{results}"


def _lies_in(difference: Region, box: Region) -> bool:
    """Whether a difference lies in a region; the boxes of differences are drawn a little wider than those are."""
    return (
        box.left - _AROUND <= difference.left
        and box.top - _AROUND <= difference.top
        and difference.right <= box.right + _AROUND
        and difference.bottom <= box.bottom + _AROUND
    )


def shown(path: Path) -> str:
    """A path as short as it can be: seen from the working directory where it lies below that."""
    with suppress(ValueError):
        return str(path.absolute().relative_to(Path.cwd()))
    return str(path)


def _quoted(word: str) -> str:
    """A path as one word of a command line."""
    import shlex
    import subprocess

    return subprocess.list2cmdline([word]) if os.name == "nt" else shlex.quote(word)
