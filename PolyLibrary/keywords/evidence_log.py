"""The evidence of failures in Robot's log: in the keyword that failed, or kept back until the test has failed."""

from collections.abc import Iterable

from robot.api import logger

from PolyLibrary.errors import PolyError
from PolyLibrary.keywords.embed import evidence_html
from PolyLibrary.session.desk import Desk
from PolyLibrary.session.evidence import collect_all
from PolyLibrary.session.phone_session import PhoneSession


class EvidenceLog:
    """Collects the evidence of failures, once for each failure and phone.

    Args:
        desk: Whose phones leave it.
        wanted: Whether it is collected at all.
    """

    def __init__(self, desk: Desk, *, wanted: bool) -> None:
        self._desk = desk
        self._wanted = wanted
        self._kept: dict[tuple[str, str], str] = {}
        self._shown: PolyError | None = None

    def forget(self) -> None:
        """What was kept back belongs to a test that is over."""
        self._kept.clear()

    def show(self) -> None:
        """The test has failed: what was kept back may tell why."""
        for piece in self._kept.values():
            logger.info(piece, html=True)
        self._kept.clear()

    def failed(self, message: str, *, caught: bool) -> None:
        """One of our keywords failed.

        Args:
            message: What Robot says of it.
            caught: Whether the failure need not end the test.
        """
        error = self._desk.last_error
        # An error that is not ours came from the reading of the arguments: the phones have no part in it.
        if error is None or error is self._shown or str(error) not in message:
            return
        self._shown = error
        sessions: Iterable[PhoneSession] = list(self._desk.sessions.values())
        if self._desk.turns:
            # One phone after another: each leaves its own, else every failure would leave that of all.
            left = self._desk.turns[-1]
            sessions = [session for session in (self._desk.session(None),) if session.name not in left]
            if not caught:
                left.update(session.name for session in sessions)
        self._collect(error, sessions, caught)

    def turns_ended(self, left: set[str], *, caught: bool) -> None:
        """A keyword failed on one phone after another; those that did not fail may tell why as well.

        Args:
            left: The phones that have left their evidence.
        """
        error = self._desk.last_error
        if error is not None:
            others = [session for session in self._desk.sessions.values() if session.name not in left]
            self._shown = error
            self._collect(error, others, caught)

    def _collect(self, error: PolyError, sessions: Iterable[PhoneSession], caught: bool) -> None:
        if not self._wanted:
            return
        drawn = {each.phone: each for each in error.drawn}
        for evidence in collect_all(list(sessions)):
            piece = evidence_html(evidence, drawn.get(evidence.phone))
            if caught:
                # What is tried again and again fails in the same words: the last time is kept.
                self._kept.pop((evidence.phone, error.wanted), None)
                self._kept[evidence.phone, error.wanted] = piece
            else:
                logger.info(piece, html=True)
