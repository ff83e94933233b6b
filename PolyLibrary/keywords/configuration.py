"""Configuration parameters: set, read, expect, put back."""

from datetime import timedelta
from typing import Any, Literal

from assertionengine import AssertionOperator
from robot.api.deco import keyword
from robot.api.types import Secret

from PolyLibrary.deadline import Deadline, polling
from PolyLibrary.errors import CheckFailed, UsageError
from PolyLibrary.keywords.assertions import judge
from PolyLibrary.keywords.base import KeywordGroup
from PolyLibrary.keywords.embed import output_folder
from PolyLibrary.lab.requirements import split_words
from PolyLibrary.names import did_you_mean
from PolyLibrary.redaction import MASK, is_secret_name, register
from PolyLibrary.session.config.configguard import RESTART_LIMIT
from PolyLibrary.session.config.snapshots import (
    Snapshot,
    differences,
    read,
    still_different,
    switched_for_pictures,
    take,
)
from PolyLibrary.session.device.restcalls import guard_numbers

EXPORT_LIMIT = 60.0
_OWN_ARGUMENTS = ("scope", "phone", "timeout")


class Configuration(KeywordGroup):
    """Set Config and its relatives."""

    @keyword(tags=["Configuration", "Action"])
    def set_config(
        self,
        *,
        scope: Literal["auto", "test", "suite", "never"] = "auto",
        phone: str | None = None,
        timeout: timedelta | None = None,
        **values: str | Secret,
    ) -> None:
        """Sets configuration parameters and reads them back; they are put back at the end of the scope.

        For ``device.*`` parameters the two switches that the phone wants (``device.set`` and ``<name>.set``) are
        sent along. Where the phone restarts for a parameter, the library waits until it is ready again and says so;
        several such parameters in one keyword cost one restart, and so do those that are put back. While a call is
        up the phone puts its restart off, and nobody waits for it.

        What is put back has its old value, but comes from ``web`` then: REST cannot unset one parameter. A secret
        stays as it was set, for phones do not tell what it was.

        Args:
            scope: ``test``, ``suite`` or ``never`` put back; ``auto`` is the test, or the suite in its setup.
            phone: The phone.
            timeout: How long it may take; a restart has 6 minutes unless this is given.
            values: ``name=value`` for each parameter; passwords only as ``Secret`` variables.

        Emergency numbers are refused where the phone would dial them by itself (forward, hotline, speed dial).

        Example:
        | Set Config    device.prov.serverName=10.252.149.102    phone=alice
        """
        session = self.on(phone)
        if not values:
            raise UsageError("Set Config needs at least one name=value.", hint="Set Config    up.backlight.timeout=40")
        plain: dict[str, str] = {}
        for name, value in values.items():
            self._check_name(name)
            if isinstance(value, Secret):
                register(value.value)
                plain[name] = value.value
            elif is_secret_name(name):
                raise UsageError(
                    f"The value of {name} is a secret and was written as plain text; nothing was sent.",
                    hint=f"use a Secret variable: VAR    ${{PW: Secret}}    %{{POLY_PASSWORD}}, then {name}=${{PW}}.",
                )
            else:
                plain[name] = str(value)
        guard_numbers(session, plain)
        kept = ("test" if self.desk.in_test else "suite") if scope == "auto" else scope
        changes = session.config.set(plain, kept, self.limit(timeout), self.limit(timeout, RESTART_LIMIT))
        self.say(session, "; ".join(str(change) for change in changes) + f" (put back: {kept})")
        secret = [name for name in plain if is_secret_name(name)]
        if secret and kept != "never":
            self.say(session, f"{', '.join(secret)} is not put back: phones do not tell what a secret was")
        for sentence in changes.told:
            self.say(session, sentence)

    @staticmethod
    def _check_name(name: str) -> None:
        if "." not in name:
            near = did_you_mean(name, _OWN_ARGUMENTS, "its arguments")
            raise UsageError(
                f"'{name}' is neither an argument of Set Config nor a parameter: parameters have a dot in their name.",
                hint=near,
            )

    @keyword(tags=["Configuration", "Getter"])
    def get_config(
        self,
        name: str,
        assertion_operator: AssertionOperator | None = None,
        assertion_expected: Any = None,
        message: str | None = None,
        *,
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> Any:
        """The value of one parameter as the phone has it now; looks once. Passwords read back empty.

        Args:
            name: The parameter's full name.
            assertion_operator: For example ``==``.
            assertion_expected: The expected value.
            message: Your own text for the error.
            phone: The phone.
            timeout: How long the answer may take.

        Returns:
            The value as text, as the phone sends it.
        """
        session = self.on(phone)
        value = session.config.get([name], self.limit(timeout))[name]
        shown = MASK if is_secret_name(name) else value.value
        self.say(session, f"{name} is '{shown}' (source {value.source})")
        return judge(value.value, assertion_operator, assertion_expected, f"{name} of {session.name}", message)

    @keyword(tags=["Configuration", "Check"])
    def expect_config(
        self,
        name: str,
        value: str,
        *,
        source: str | None = None,
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Waits until a parameter has a value.

        Args:
            name: The parameter's full name.
            value: The value that it must have.
            source: Where the value must come from: ``default``, ``config``, ``web``, ``device``, ``local``.
            phone: The phone.
            timeout: How long to wait.
        """
        if is_secret_name(name):
            raise UsageError(
                f"{name} is a secret: phones read it back empty, so it cannot be checked.",
                hint="expect what it brings about instead, for example that a line is registered.",
            )
        session = self.on(phone)
        deadline = self.limit(timeout)
        now = None
        tries = 0
        for tries in polling(deadline):
            now = session.config.get([name], deadline)[name]
            if now.value == value and (source is None or now.source.casefold() == source.casefold()):
                self.say(session, f"{name} is '{value}' (source {now.source})")
                return
        wanted = f"'{value}'" + (f" from source {source}" if source else "")
        raise CheckFailed(
            f"{name} of {session.title} is not {wanted}.",
            seen=f"it is '{now.value}' from source {now.source}.",
            tried=deadline.tried(tries),
        )

    @keyword(tags=["Configuration", "Action"])
    def restore_config(self, *, phone: str | None = None, timeout: timedelta | None = None) -> None:
        """Puts back now what the test and its suites set on a phone; it waits when the phone restarts for that.

        Args:
            phone: The phone.
            timeout: How long it may take; a restart has 6 minutes unless this is given.
        """
        session = self.on(phone)
        limit, patience = self.limit(timeout), self.limit(timeout, RESTART_LIMIT)
        for sentence in session.config.restore_all(limit, patience).told or ["there is nothing to put back"]:
            self.say(session, sentence)

    @keyword(tags=["Configuration", "Getter"])
    def export_config(
        self, *, file: str | None = None, phone: str | None = None, timeout: timedelta | None = None
    ) -> Snapshot:
        """Reads a phone's configuration into a snapshot, for `Expect Config Unchanged`.

        REST cannot list parameters. The snapshot holds well-known ones, everything that this run set, and what
        stands in the phone's own export where it can upload one to this machine. Passwords are not in it.

        Args:
            file: Writes the snapshot as JSON to this file as well; relative to the output directory.
            phone: The phone.
            timeout: How long it may take; 60 s unless given.

        Returns:
            The snapshot.

        Example:
        | ${before} =    Export Config    phone=alice
        """
        session = self.on(phone)
        snapshot = take(session, self.limit(timeout, EXPORT_LIMIT))
        own = "with" if snapshot.own else "without"
        self.say(session, f"{len(snapshot.values)} parameters read, {own} the phone's own export")
        if file:
            path = output_folder() / file
            snapshot.write(path)
            self.say(session, f"written to {path}")
        return snapshot

    @keyword(tags=["Configuration", "Check"])
    def expect_config_unchanged(
        self,
        since: Snapshot | str,
        *,
        ignore: str | None = None,
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Waits until a phone's configuration is as it was: the values count, not where they come from.

        Args:
            since: What Export Config returned, or the file that it wrote.
            ignore: Parameters that may differ, separated by spaces; ``*`` stands for any text: ``log.* up.*``.
            phone: The phone.
            timeout: How long to wait for that.

        Example:
        | Expect Config Unchanged    ${before}    ignore=log.*
        """
        session = self.on(phone)
        snapshot = read(output_folder() / since) if isinstance(since, str) else since
        own = session.entry.mac or (session.info.mac if session.info else "")
        if snapshot.mac and own and snapshot.mac != own:
            raise UsageError(
                f"The snapshot is not of {session.name}.",
                seen=f"it is the {snapshot}, MAC {snapshot.mac}.",
                hint="compare it with its own phone (phone=), or Export Config of this one first.",
            )
        deadline = self.limit(timeout)
        reading = Deadline(EXPORT_LIMIT, "the export limit")
        ours = switched_for_pictures(session, reading)
        changed = differences(session, snapshot, reading, ignore=[*split_words(ignore), *ours])
        tries = 1
        for tries in polling(deadline):
            if not changed:
                self.say(session, f"the configuration is as it was ({len(snapshot.values)} parameters)")
                if ours:
                    self.say(session, f"set for pictures and put back at the end of the suite: {', '.join(ours)}")
                return
            changed = still_different(session, changed, Deadline(EXPORT_LIMIT, "the export limit"))
        listed = "\n".join(f"       {change}" for change in changed)
        raise CheckFailed(
            f"The configuration of {session.title} has changed: {len(changed)} of {len(snapshot.values)} parameters.",
            seen=listed.strip(),
            tried=deadline.tried(tries),
            hint="Set Config puts back by itself what it set; ignore= leaves out what may change.",
        )
