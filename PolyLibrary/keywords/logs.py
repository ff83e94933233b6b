"""The phone's log, and marks from which history is judged."""

from datetime import timedelta

from robot.api import logger
from robot.api.deco import keyword

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import UsageError
from PolyLibrary.keywords.base import KeywordGroup, Moment
from PolyLibrary.layout.near import elements_near
from PolyLibrary.names import nearest
from PolyLibrary.phone.log import LogLine
from PolyLibrary.redaction import redact
from PolyLibrary.session.logs.log_checks import Match, chosen, expect_log, expect_no_log
from PolyLibrary.session.phone_session import Mark, PhoneSession

_ARGUMENTS = ("component", "level", "match", "since", "phone", "timeout", "during")


# Seen in logs and guides (source: the facts on log formats); a firmware may have others.
_COMPONENTS = """
sip sipp sipt so pps app1 ice tickt srtp tls moh em pres btoe dhcpc lldp key cert curl dns loc slog sspsc ssps net cfg
cdp pmt ftp ares cxss httpd rdisk copy res log rtos mb ib ttrs usb clink pnetm peer efk ldap cmr cmp usbio ptt pwrsv
utilm afe hset pgui rest
"""
COMPONENTS = tuple(_COMPONENTS.split())


class Logs(KeywordGroup):
    """Marks, log levels, log lines and touches."""

    @keyword(tags=["Log"])
    def mark_moment(self) -> Moment:
        """Marks this moment on all open phones; ``since=`` of other keywords takes it.

        Returns:
            The mark.
        """
        return Moment({name: session.mark() for name, session in self.desk.sessions.items()})

    @keyword(tags=["Log", "Action"])
    def set_phone_log_level(
        self, level: int, *components: str, phone: str | None = None, timeout: timedelta | None = None
    ) -> None:
        """Lets the phone write log lines of this level and above; put back at the end of the test (or suite).

        Args:
            level: 0 (debug) to 6 (fatal).
            components: ``pgui``, ``rest``, ``so``, ``sip``, ``key``, ...; ``log.render.level`` goes along.
            phone: The phone.
            timeout: How long it may take.
        """
        session = self.on(phone)
        if not 0 <= level <= 6:
            raise UsageError(f"There is no log level {level}.", hint="0 is debug, 4 minor error, 6 fatal.")
        if not components:
            raise UsageError("Set Phone Log Level needs a component.", hint="for touches: pgui; for requests: rest.")
        for component in components:
            near = nearest(component, COMPONENTS, 1)
            if not component.isalnum() or (component not in COMPONENTS and near):
                meant = f"did you mean '{near[0]}'? " if near else ""
                raise UsageError(
                    f"'{component}' is no log component.",
                    hint=f"{meant}Known: {', '.join(COMPONENTS)}; an unlisted one is set by Set Config.",
                )
        values = {f"log.level.change.{component}": str(level) for component in components}
        values["log.render.level"] = str(level)
        scope = "test" if self.desk.in_test else "suite"
        session.config.set(values, scope, self.limit(timeout))
        self.say(session, f"log level {level} for {', '.join(components)} (put back: {scope})")

    @keyword(tags=["Log", "Getter"])
    def get_log(
        self,
        *,
        component: str | None = None,
        since: Moment | None = None,
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> list[str]:
        """The lines of the phone's log since the mark; looks once.

        The log is the phone's own, or what its syslog has brought where the lab file says ``syslog:``. Where lines
        since the mark have dropped out of the phone's store, that is warned of.

        Args:
            component: Only lines of this component.
            since: A mark of Mark Moment; the start of the test unless given.
            phone: The phone.
            timeout: How long the answer may take.

        Returns:
            The lines as the phone wrote them, with stars in place of passwords.
        """
        session = self.on(phone)
        mark = self.since(session, since)
        lines, by = self._since(session, mark, self.limit(timeout))
        picked = chosen(lines, component, None)
        self.say(session, f"{len(picked)} log lines{by}")
        # A phone logs the bodies of requests, and Robot what a keyword returns.
        return [redact(str(line)) for line in picked]

    @keyword(tags=["Log", "Check"])
    def expect_log(
        self,
        *texts: str,
        component: str | None = None,
        level: int | None = None,
        match: Match = "text",
        since: Moment | None = None,
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Waits until the log has lines with these texts, in this order, since the mark.

        Where the lab file says ``syslog:`` the lines are waited for as they come, and the phone's own log is asked at
        the end. A log from which lines since the mark may be missing is an error of its own, not a missing line.

        Args:
            texts: Parts of the lines, one line each.
            component: Only lines of this component.
            level: Only lines of this level and above.
            match: ``text`` or ``regexp``.
            since: A mark of Mark Moment; the start of the test unless given.
            phone: The phone.
            timeout: How long to wait.

        Example:
        | Expect Log    (x,y)\\=(438,254)    component=pgui
        """
        if not texts:
            raise UsageError("Expect Log needs a text.")
        self._refuse_misspelt(texts)
        session = self.on(phone)
        found = expect_log(
            session,
            texts,
            self.since(session, since),
            self.limit(timeout),
            component=component,
            level=level,
            match=match,
        )
        self.say(session, "; ".join(str(line) for line in found))

    @keyword(tags=["Log", "Check"])
    def expect_no_log(
        self,
        text: str,
        *,
        component: str | None = None,
        level: int = 0,
        match: Match = "text",
        during: timedelta = timedelta(seconds=2),
        since: Moment | None = None,
        phone: str | None = None,
    ) -> None:
        """The log has no such line since the mark, and none comes for a time.

        The log levels are checked first: they must let such a line through, or nothing is proven. Nor is it where
        lines since the mark may be missing: dropped out of the phone's store, or lost by syslog over UDP.

        Args:
            text: A part of the line.
            component: The component that would write it; needed.
            level: The level that such a line has.
            match: ``text`` or ``regexp``.
            during: How long to look.
            since: A mark of Mark Moment; the start of the test unless given.
            phone: The phone.
        """
        self._refuse_misspelt((text,))
        session = self.on(phone)
        expect_no_log(
            session,
            text,
            self.since(session, since),
            self.seconds(during),
            component=component,
            match=match,
            level=level,
        )
        self.say(session, f"no line '{text}' for {during.total_seconds():g} s")

    @keyword(tags=["Log", "Action"])
    def clear_log(self, *, phone: str | None = None, timeout: timedelta | None = None) -> None:
        """Empties the phone's own log, so that a test that writes much has the whole store for its lines.

        Lines from before are gone for every check; what came by syslog stays.

        Args:
            phone: The phone.
            timeout: How long it may take.
        """
        session = self.on(phone)
        session.logbook.clear(self.limit(timeout))
        self.say(session, "its log is empty")

    @staticmethod
    def _since(session: PhoneSession, mark: Mark, deadline: Deadline) -> tuple[list[LogLine], str]:
        """One look at the log, and how it was had; a warning where lines are missing."""
        tail = session.logbook.follow(mark, start_of_test=mark is session.start)
        lines = tail.look(deadline)
        gap = tail.gap()
        if gap and tail.own is None:
            logger.warn(f"{session.title}: lines since the mark may be missing in its log: {gap}.")
        return lines, f" {tail.by}{f', {gap}' if gap else ''}" if tail.by else ""

    @staticmethod
    def _refuse_misspelt(texts: tuple[str, ...]) -> None:
        """A log text may hold ``=``; only a word near to one of our arguments is taken for a slip."""
        for text in texts:
            word, equals, _ = text.partition("=")
            if equals and word.isidentifier() and nearest(word, _ARGUMENTS):
                raise UsageError(
                    f"'{text}' was taken for a text to look for: '{word}' is no argument of this keyword.",
                    hint=f"did you mean '{nearest(word, _ARGUMENTS)[0]}'? For the text itself write {word}\\={_}.",
                )

    @keyword(tags=["Log", "Getter"])
    def get_touches(
        self, *, since: Moment | None = None, phone: str | None = None, timeout: timedelta | None = None
    ) -> list[dict[str, object]]:
        """The touches that the log tells of since the mark, with the elements of the map that lie there.

        The phone must write them: Set Phone Log Level    3    pgui.

        Args:
            since: A mark of Mark Moment; the start of the test unless given.
            phone: The phone.
            timeout: How long the answer may take.

        Returns:
            Dictionaries with ``point`` (``70,34``), ``time`` (the phone's own), ``elements`` (names of the map
            within 12 pixels, nearest first) and ``map`` (the line to paste into the layout map).
        """
        session = self.on(phone)
        mark = self.since(session, since)
        lines, _ = self._since(session, mark, self.limit(timeout))
        rows: list[dict[str, object]] = []
        for touch in session.logbook.touches(lines):
            near = elements_near(session.layout, touch.point, 12)
            name = near[0] if near else "new element"
            rows.append(
                {
                    "point": str(touch.point),
                    "time": touch.time,
                    "elements": list(near),
                    "map": f"{name}: {{at: [{touch.point.x}, {touch.point.y}], source: recorded}}",
                }
            )
        self.say(session, f"{len(rows)} touches")
        return rows
