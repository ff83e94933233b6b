"""Keywords on several phones: one on all of them, or several at the same time."""

import html
import time
from collections.abc import Iterator, Sequence
from typing import Any

from robot.api import Failure, logger
from robot.api.deco import keyword
from robot.libraries.BuiltIn import BuiltIn

from PolyLibrary.errors import UsageError
from PolyLibrary.keywords.base import KeywordGroup, Settings
from PolyLibrary.keywords.control import Control
from PolyLibrary.keywords.ours import Keywords, Ours
from PolyLibrary.redaction import redact
from PolyLibrary.session.desk import Desk
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.several.all_phones import Part, at_once, combined, report

ALL = "all"
AND = "AND"
_ALONE = {"Open Phone", "Open Phones", "Close Phones", "Switch Phone"}
_SHOWN = 300


class Several(KeywordGroup):
    """On All Phones and At The Same Time.

    Args:
        groups: The components whose keywords can run in threads, among others.
    """

    def __init__(self, desk: Desk, settings: Settings, groups: Sequence[KeywordGroup]) -> None:
        super().__init__(desk, settings)
        # Keywords that run keywords need Robot, which lives in the main thread alone.
        self._keywords = Keywords(group for group in groups if not isinstance(group, Control))

    @keyword(tags=["Several Phones"])
    def on_all_phones(
        self, keyword: str, *args: object, phones: str | list[str] = ALL, in_turn: bool = False
    ) -> dict[str, Any]:
        """Runs one keyword on several phones; all are tried, and one error says who failed and why.

        Args:
            keyword: The keyword: one of this library's that takes ``phone=``; with ``in_turn=yes`` any keyword.
            args: Its arguments, without ``phone=``; those with names as well stand before ``phones=`` and ``in_turn=``.
            phones: ``all`` open phones, or names with a comma between them, or a list.
            in_turn: ``no`` runs it on all phones at the same time; ``yes`` on one phone after another, which in it
                is the phone of every keyword without ``phone=``.

        Returns:
            What the keyword returned, by phone.

        Example:
        | On All Phones    Expect Call State    Connected
        | On All Phones    Tap    missed calls    phones=alice, bob
        | On All Phones    My Own Keyword    in_turn=yes
        """
        if any(isinstance(each, str) and each.startswith("phone=") for each in args):
            raise UsageError("On All Phones chooses the phone by itself.", hint="say which ones with phones=.")
        sessions = self._chosen(phones)
        parts = self._in_turn(sessions, keyword, args) if in_turn else self._together(sessions, keyword, args)
        what = f"'{keyword}'"
        self._show(parts, "phone")
        self._skip(parts)
        if all(part.ok for part in parts):
            return {part.name: part.value for part in parts}
        # What failed in turn has left its evidence already; an error of ours would ask for it again.
        raise Failure(report(what, parts)) if in_turn else combined(what, parts)

    @keyword(tags=["Several Phones"])
    def at_the_same_time(self, *keywords: object) -> list[Any]:
        """Runs several keywords of this library at the same time, with ``AND`` between them; all are tried.

        Args:
            keywords: Each keyword and its arguments, ``phone=`` among them, then ``AND`` and the next one.

        Returns:
            What they returned, in their order.

        Example:
        | At The Same Time    Dial    bob    phone=alice    AND    Dial    alice    phone=bob
        """
        wanted = [self._alone_refused(words) for words in _split(keywords)]
        parts = self._at_once(
            [(" ".join(map(str, (ours.name, *args))), ours, args, self.settings.phone) for ours, args in wanted]
        )
        self._show(parts, "keyword")
        self._skip(parts)
        if not all(part.ok for part in parts):
            raise combined("At The Same Time", parts, "keywords")
        return [part.value for part in parts]

    def _chosen(self, phones: str | list[str]) -> list[PhoneSession]:
        if isinstance(phones, str):
            text = phones.strip()
            if text.casefold() == ALL:
                if not self.desk.sessions:
                    self.desk.session(None)  # says that no phone is open
                return self.desk.several([])
            known = {name.casefold() for name in self.desk.sessions}
            one = "," not in text and text.casefold() in known
            phones = [text] if one else text.split("," if "," in text else None)
        names = [name.strip() for name in phones if name.strip()]
        if not names:
            raise UsageError("phones= names no phone.", hint="phones=all, or names with a comma between them.")
        return self.desk.several(names)

    def _together(self, sessions: list[PhoneSession], name: str, args: Sequence[Any]) -> list[Part]:
        ours = self._keywords.find(name, "in_turn=yes runs any keyword, on one phone after another.")
        if not ours.takes_phone:
            raise UsageError(
                f"'{ours.name}' does not take phone=, so it cannot run on each of several phones.",
                hint="call it once; its own arguments say which phones it is about.",
            )
        return self._at_once([(each.name, ours, args, each.name) for each in sessions])

    def _at_once(self, wanted: Sequence[tuple[str, Ours, Sequence[Any], str | None]]) -> list[Part]:
        """Run keywords in threads (title, keyword, arguments, phone), then log the pictures that they took."""
        pictures: list[list[str]] = [[] for _ in wanted]
        calls = [
            (title, ours.call(args, self.desk, phone, kept))
            for (title, ours, args, phone), kept in zip(wanted, pictures, strict=True)
        ]
        parts = at_once(calls)
        for piece in (piece for kept in pictures for piece in kept):
            logger.info(piece, html=True)
        return parts

    def _in_turn(self, sessions: list[PhoneSession], name: str, args: Sequence[Any]) -> list[Part]:
        parts = []
        for session in sessions:
            token = self.desk.bind(session.name)
            started = time.monotonic()
            try:
                status, value = BuiltIn().run_keyword_and_ignore_error(name, *args)
            finally:
                self.desk.unbind(token)
            took = time.monotonic() - started
            passed = status == "PASS"
            parts.append(Part(session.name, took, value if passed else None, None if passed else Failure(value)))
        return parts

    def _alone_refused(self, words: Sequence[Any]) -> tuple[Ours, Sequence[Any]]:
        ours = self._keywords.find(str(words[0]), "only keywords of this library, and none that runs others.")
        if ours.name in _ALONE:
            raise UsageError(f"'{ours.name}' is for all of the test and does not run beside others.")
        return ours, words[1:]

    @staticmethod
    def _show(parts: Sequence[Part], head: str) -> None:
        rows = "".join(_row(part) for part in parts)
        logger.info(f"<table><tr><th>{head}</th><th>result</th><th>time</th></tr>{rows}</table>", html=True)

    @staticmethod
    def _skip(parts: Sequence[Part]) -> None:
        """A skip counts when nothing failed."""
        skips = [part.error for part in parts if getattr(part.error, "ROBOT_SKIP_EXECUTION", False)]
        if skips and len(skips) == sum(not part.ok for part in parts):
            raise skips[0]


def _row(part: Part) -> str:
    text = str(part.error or type(part.error).__name__) if part.error is not None else str(part.value)
    text = redact(text if len(text) <= _SHOWN else text[:_SHOWN] + "...")
    shown = html.escape(text if part.error is not None or part.value is not None else "done").replace("\n", "<br>")
    style = ' style="color: red"' if part.error is not None else ""
    return f"<tr><td>{html.escape(redact(part.name))}</td><td{style}>{shown}</td><td>{part.took:.2f} s</td></tr>"


def _split(words: Sequence[Any]) -> Iterator[list[Any]]:
    """The keywords between the ``AND``s."""
    part: list[Any] = []
    for word in [*words, AND]:
        if word != AND:
            part.append(word)
            continue
        if not part:
            raise UsageError(
                "At The Same Time needs a keyword before and after each AND.", hint="Dial    1    AND    Dial    2"
            )
        yield part
        part = []
