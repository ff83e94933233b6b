"""``polylab batch``: one action on many phones at once."""

import functools
import os
import re
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

import click

from PolyLibrary.cli.asking import PASSWORD, administrator_password, confirm, password_of
from PolyLibrary.cli.iplist import address_of, line_of, read_ip_list, write_ip_list
from PolyLibrary.cli.requested import METHODS, Requested, data_of
from PolyLibrary.cli.rest import find_listed, tell_warning
from PolyLibrary.cli.table import Bar, as_json, short, show, summary
from PolyLibrary.errors import UsageError
from PolyLibrary.lab.labfile import Lab, LabPhone, load_lab
from PolyLibrary.names import did_you_mean
from PolyLibrary.phone.actions import ConfigSource
from PolyLibrary.redaction import is_secret_name, register
from PolyLibrary.session.parties import Party, resolve
from PolyLibrary.session.several import batch_actions as actions
from PolyLibrary.session.several.batch import (
    AT_ONCE,
    Action,
    Batch,
    NotWaitedFor,
    NumberGuard,
    Outcome,
    Target,
    target_of,
)

SKYPE_PASSWORD = "POLY_SKYPE_PASSWORD"
SKYPE_LOCK_CODE = "POLY_SKYPE_LOCK_CODE"
_ENVIRONMENT = re.compile(r"%\{(\w+)\}")
_EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)


@dataclass(frozen=True)
class Many:
    """What all actions share: which phones, how many at once, and what is left behind."""

    ips: Path | None
    lab_file: Path | None
    tags: tuple[str, ...]
    at_once: int
    timeout: float | None
    failures: Path | None
    as_json: bool
    yes: bool
    password_prompt: bool
    tls: Literal["pinned", "off"] | None

    @functools.cached_property
    def lab(self) -> Lab | None:
        return load_lab(self.lab_file) if self.lab_file else None

    @functools.cached_property
    def targets(self) -> list[Target]:
        """The phones meant.

        Raises:
            UsageError: There are none, or something about them is not known.
        """
        password = administrator_password(prompt=self.password_prompt)
        if self.lab is not None:
            return [target_of(entry, password) for entry in self._chosen(self.lab)]
        if self.ips is None:
            raise UsageError(
                "Which phones?", hint="--ips FILE with addresses, or --lab FILE, with --tag for some of it."
            )
        if self.tags:
            raise UsageError("--tag chooses among the phones of a lab file.", hint="give --lab FILE.")
        listed = read_ip_list(self.ips)
        if password is None:
            raise UsageError("There is no password for the phones.", hint=f"set {PASSWORD}, or take --password-prompt.")
        return [Target(each.written, address_of(each, password, self.tls or "pinned")) for each in listed]

    def _chosen(self, lab: Lab) -> list[LabPhone]:
        """Phones of the lab: all, those with every tag, those of the list of addresses."""
        if self.tls is not None:
            raise UsageError("--tls is for a list of addresses.", hint="the lab file says tls: for its phones.")
        entries = list(lab.phones.values())
        for tag in self.tags:
            tagged = [entry for entry in entries if tag in entry.tags]
            if not tagged:
                known = sorted({each for entry in lab.phones.values() for each in entry.tags})
                raise UsageError(
                    f"No phone of {self.lab_file} has the tag{'s' if self.tags[1:] else ''} {' '.join(self.tags)}.",
                    hint=did_you_mean(tag, known, "tags there"),
                )
            entries = tagged
        if self.ips is None:
            return entries
        listed = read_ip_list(self.ips)
        found = [(each, find_listed(entries, each)) for each in listed]
        strange = [each.written for each, entry in found if entry is None]
        if strange:
            raise UsageError(
                f"{self.lab_file} has no phone at {', '.join(strange)}.", hint="leave --lab out for these."
            )
        return [entry for _, entry in found if entry is not None]

    def guard(self, data: object) -> None:
        """Refuse emergency numbers in the data of a request."""
        guard = NumberGuard(self.lab.safe_numbers, self.lab.emergency_numbers) if self.lab else NumberGuard()
        guard.check(self.targets, data)

    def run(
        self, what: str, action: Action, limit: float = actions.LIMIT, *, asks: bool = False, least: int = 2
    ) -> None:
        """Do it everywhere, show what became of it, and end with the exit code.

        Args:
            limit: Seconds a phone when ``--timeout`` is not given.
            asks: Whether it is asked for before it is done to ``least`` phones or more.
        """
        targets = self.targets
        if self.failures is not None and not self.failures.absolute().parent.is_dir():
            raise UsageError(f"There is no folder for {self.failures}.", seen="nothing was sent to any phone.")
        if asks:
            confirm(what, [target.name for target in targets], yes=self.yes, least=least)
        batch = Batch(self.timeout or limit, self.at_once)
        warnings = batch.steps.listen(tell_warning)
        started = time.monotonic()
        with Bar(what, len(targets)) as bar:
            outcomes = batch.run(targets, action, bar.tell, _stopping)
        warnings()
        took = time.monotonic() - started
        # First the list to retry: a reader of the table may go away (| head).
        kept = "" if self.failures is None else _keep(self.failures, what, outcomes, took)
        if self.as_json:
            click.echo(as_json(what, outcomes, took))
        else:
            show(what, outcomes, took)
        if kept:
            click.echo(f"polylab: {kept}", err=True)
        code = 0 if all(outcome.ok for outcome in outcomes) else 1
        if any(isinstance(outcome.error, NotWaitedFor) for outcome in outcomes):
            # Python would wait for their threads before it ends.
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
        sys.exit(code)


def _keep(path: Path, what: str, outcomes: Sequence[Outcome], took: float) -> str:
    """Write the list of those that failed or were not tried; returns what there is to say of it."""
    lines = [
        (
            line_of(each.target.address),
            (f"{each.target.name}: " if each.target.named else "") + short(each.error, each.target.name),
        )
        for each in outcomes
        if each.error is not None
    ]
    if not lines:
        return f"nothing failed; {path} is of an earlier run." if path.exists() else ""
    try:
        write_ip_list(path, f"polylab batch {what}: {summary(outcomes, took)}", lines)
    except UsageError as error:  # the phones have been asked already: no wrong use any more
        return str(error)
    return f"{len(lines)} to retry {'is' if len(lines) == 1 else 'are'} in {path}."


def _stopping() -> None:
    click.echo(
        "polylab: stopping; the phones under way are waited for, no other is begun (Ctrl-C again: do not wait) ...",
        err=True,
    )


def on_many(command: Callable[..., None]) -> Callable[..., None]:
    """The options that all actions share; the command gets them as one ``Many``."""

    @functools.wraps(command)
    def wrapped(**given: Any) -> None:
        names = Many.__dataclass_fields__
        many = Many(**{name: given.pop(name) for name in names})
        command(many, **given)

    options = (
        click.option("--ips", type=_EXISTING, help="Addresses, one a line: address[:port], # comments."),
        click.option(
            "--lab", "lab_file", type=_EXISTING, help="The phones of a lab file; with --ips those of the list."
        ),
        click.option("--tag", "tags", multiple=True, help="Only phones with this tag; more of them: with all."),
        click.option("--at-once", type=click.IntRange(1, 1000), default=AT_ONCE, show_default=True, help="Phones."),
        click.option("--timeout", type=click.FloatRange(0.1), help="Seconds that one phone may take."),
        click.option("--failures", type=click.Path(dir_okay=False, path_type=Path), help="List those that failed."),
        click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table."),
        click.option("--yes", is_flag=True, help="Do not ask before acting on more than one phone."),
        click.option("--password-prompt", is_flag=True, help=f"Ask for the password instead of reading {PASSWORD}."),
        click.option("--tls", type=click.Choice(["pinned", "off"]), help="For --ips: pinned (default) or off."),
    )
    for option in reversed(options):
        wrapped = option(wrapped)
    return wrapped


EXITS = """Exit code: 0 done at every phone; 1 when any failed, or was not tried because Ctrl-C stopped it; 2 for wrong
use, or when what has to be confirmed was not: then nothing was sent."""


class _Action(click.Command):
    """A command whose help ends with the exit codes."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **{"epilog": EXITS} | more)


class _Actions(click.Group):
    command_class = _Action
    group_class = type


@click.group(cls=_Actions, epilog=EXITS)
def batch() -> None:
    """Do one thing to many phones at once.

    \b
    polylab batch update-configuration --ips ip.txt
    polylab batch restart --lab lab.yaml --tag site:berlin --failures again.txt

    The password comes from the lab file, POLY_PASSWORD or --password-prompt. dial, restart, reboot, sign-in,
    sign-out, config set, config reset and rest (GET apart) ask before they act on more than one phone, factory-reset
    also for one, unless --yes is given.
    Ctrl-C waits for the phones that are under way and shows what became of all; with --failures FILE the rest can
    be done later: --ips FILE.
    """


@batch.command("update-configuration")
@on_many
def update_configuration(many: Many) -> None:
    """Have the phones ask their provisioning server for a new configuration."""
    many.run("update-configuration", actions.update_configuration)


@batch.command()
@on_many
def restart(many: Many) -> None:
    """Restart the phones' application, each when its calls have ended."""
    many.run("restart", actions.restart, asks=True)


@batch.command()
@on_many
def reboot(many: Many) -> None:
    """Reboot the phones, each when its calls have ended."""
    many.run("reboot", actions.reboot, asks=True)


@batch.command("factory-reset")
@on_many
def factory_reset(many: Many) -> None:
    """Wipe the phones, each when its calls have ended: lines, passwords and the switch of REST are gone after it."""
    many.run("factory-reset", actions.factory_reset, asks=True, least=1)


@batch.command("sign-in")
@click.option("--address", required=True, help="Sign-in address; {number}, {name} and {host} are those of the phone.")
@click.option("--user", help="User name; without it the address, as Skype for Business online wants it.")
@click.option("--domain", default="", help="Domain of the user.")
@on_many
def sign_in(many: Many, address: str, user: str | None, domain: str) -> None:
    """Sign the phones in to Skype for Business.

    The password comes from POLY_SKYPE_PASSWORD or is asked for; the PIN of the device lock, where one is wanted,
    from POLY_SKYPE_LOCK_CODE.
    """
    for target in many.targets:
        actions.filled(address + (user or ""), target)
    secret = password_of(SKYPE_PASSWORD, "Password for Skype for Business")
    lock_code = password_of(SKYPE_LOCK_CODE, "Lock code") if os.environ.get(SKYPE_LOCK_CODE) else None
    action = actions.sign_in(address, user or address, secret, domain, lock_code)
    many.run("sign-in", action, actions.SIGN_IN, asks=True)


@batch.command("sign-out")
@on_many
def sign_out(many: Many) -> None:
    """Sign the phones out of Skype for Business."""
    many.run("sign-out", actions.sign_out, actions.SIGN_OUT, asks=True)


@batch.command()
@click.argument("number")
@click.option("--line", type=click.IntRange(1), default=1, show_default=True, help="The line key to dial on.")
@on_many
def dial(many: Many, number: str, line: int) -> None:
    """Dial NUMBER on the phones: digits, sip: or tel:, or with a lab file a name that it knows."""
    phones = {}
    for entry in many.lab.phones.values() if many.lab else ():
        if entry.lines:
            phones[entry.name] = Party(entry.name, tuple(each.number for each in entry.lines))
    party = resolve(number, phones, many.lab.numbers if many.lab else {})
    many.guard({"Dest": party.number})
    many.run(f"dial {party}", actions.dial(party.number, line), asks=True)


@batch.command()
@click.argument("method", type=click.Choice(METHODS, case_sensitive=False))
@click.argument("path")
@click.argument("data", metavar="[JSON]", required=False)
@on_many
def rest(many: Many, method: str, path: str, data: str | None) -> None:
    """Send one REST request to the phones.

    PATH and JSON are those of polylab rest; of a URL only the path counts.
    """
    requested = Requested.of(path)
    if not requested.on_api:
        raise UsageError(f"{requested.path} is not of the REST API.", hint="its paths begin with /api/v1/ or /api/v2/.")
    body = data_of(data, method)
    many.guard(body)
    action = actions.rest(method.upper(), requested.path, body)
    many.run(f"rest {method.upper()} {requested.path}", action, asks=method.upper() != "GET")


@batch.group(epilog=EXITS)
def config() -> None:
    """Read or set configuration parameters."""


@config.command("get")
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
@on_many
def config_get(many: Many, names: tuple[str, ...]) -> None:
    """Read parameters of the phones: value and source of each."""
    many.run("config get", actions.config_get(list(dict.fromkeys(names))), actions.CONFIG_LIMIT)


@config.command("reset")
@click.argument("source", type=click.Choice(get_args(ConfigSource)))
@on_many
def config_reset(many: Many, source: ConfigSource) -> None:
    """Remove the values of one SOURCE, or of all; the phones usually restart.

    web is what was set by the web page or by REST, local what was set at the phone, device what is kept in flash
    (network, provisioning, passwords), cloud what a cloud service has set.
    """
    many.run(f"config reset {source}", actions.config_reset(source), asks=True)


@config.command("set")
@click.argument("settings", metavar="NAME=VALUE...", nargs=-1, required=True)
@on_many
def config_set(many: Many, settings: tuple[str, ...]) -> None:
    """Set parameters of the phones and read them back; nothing puts them back afterwards.

    The switches of device parameters are added. A value may be %{NAME}, taken from the environment; passwords are
    taken only so. A phone may restart by itself.
    """
    values = _values(settings)
    many.guard(values)
    many.run(f"config set {' '.join(values)}", actions.config_set(values), actions.CONFIG_LIMIT, asks=True)


def _values(settings: Sequence[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for setting in settings:
        name, equals, written = setting.partition("=")
        name = name.strip()
        if not equals or not name:
            raise UsageError(f"'{setting}' is no NAME=VALUE.", hint="as in up.backlight.timeout=40")
        if name in values:
            raise UsageError(f"'{name}' is given twice.")
        values[name] = _ENVIRONMENT.sub(_from_environment, written)
        if is_secret_name(name) and not name.endswith(".set"):
            if written and values[name] == written:
                raise UsageError(
                    f"The value of {name} is a secret, and the arguments of a command are seen by every user.",
                    seen="nothing was sent to any phone.",
                    hint=f"put it into the environment and write {name}=%{{NAME}}.",
                )
            register(values[name])
    return values


def _from_environment(match: re.Match[str]) -> str:
    value = os.environ.get(match[1])
    if value is None:
        raise UsageError(f"The environment has no {match[1]}.", hint=f"set {match[1]}.")
    return value
