"""``polylab emulate``: virtual phones in the foreground, until Ctrl-C."""

import ipaddress
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import click
from rich.console import Console
from rich.table import Table

from PolyLibrary.cli.foreground import hold_ends, wait_for_end
from PolyLibrary.emulator.fleet import Access, Fleet, PhoneSetup, Reach
from PolyLibrary.emulator.profiles import profile_for
from PolyLibrary.errors import UnknownName, UsageError
from PolyLibrary.lab.labfile import LabPhone, load_lab, write_lab
from PolyLibrary.lab.virtual import CAST, MAILBOXES, NUMBERS, entry_of
from PolyLibrary.models import model

DEFAULT_PASSWORD = "789"
# Not POLY_PASSWORD: that is a real phone's.
PASSWORD = "POLYLAB_EMULATED_PASSWORD"
_AS_IN = {"--switch": "--switch rest_auth=both", "--config": "--config up.toneMode=1"}


@click.command()
@click.option(
    "--model",
    "models",
    multiple=True,
    metavar="M[@FIRMWARE][=NAME]",
    help="A phone of this model, with a firmware and a name (VVX600@5.8=alice); may be repeated. Without it: alice, "
    "bob, carol, dave (VVX600).",
)
@click.option(
    "--lab",
    "lab_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Emulate the phones of a lab file (its names, models, firmwares and numbers) instead.",
)
@click.option("--bind", metavar="ADDR", help="Address of the first phone; the next phones get the next addresses.")
@click.option("--http-port", type=click.IntRange(0, 65535), default=0, help="0, the default, takes any free port.")
@click.option("--https-port", type=click.IntRange(0, 65535), default=0, help="0, the default, takes any free port.")
@click.option("--firmware", help="Firmware of the phones that name none, for example 5.9.")
@click.option(
    "--switch",
    "switches",
    multiple=True,
    metavar="NAME=VALUE",
    help="Behaviour of all phones that differs from their firmware's (docs/emulator.md lists the switches); may be "
    "repeated.",
)
@click.option(
    "--config",
    "parameters",
    multiple=True,
    metavar="NAME=VALUE",
    help="A configuration parameter that all phones get from their provisioning; may be repeated.",
)
@click.option("--base-profile", type=click.Choice(["generic", "lync"]), default="generic", show_default=True)
@click.option(
    "--voicemail",
    multiple=True,
    metavar="NAME",
    help="This phone has a mailbox (PIN 1234); may be repeated. Without it: dave, and those of --lab that say so.",
)
@click.option(
    "--password",
    default=DEFAULT_PASSWORD,
    show_default=True,
    envvar=PASSWORD,
    show_envvar=True,
    help="Administrator password of the emulated phones; never a real phone's.",
)
@click.option("--dial-plan", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Numbers that answer.")
@click.option("--speed", type=click.FloatRange(0.1, 1000), default=1.0, help="Divides timers of 10 s and more.")
@click.option("--realistic", is_flag=True, help="Restarts take as long as on real phones.")
@click.option(
    "--write-lab",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the lab file that reaches these phones (mode 0600: password and control token stand in it).",
)
@click.option(
    "--write-ca",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the certificate (PEM) of the maker that signed those of these phones.",
)
def emulate(
    models: tuple[str, ...],
    lab_file: Path | None,
    bind: str | None,
    http_port: int,
    https_port: int,
    firmware: str | None,
    switches: tuple[str, ...],
    parameters: tuple[str, ...],
    base_profile: str,
    voicemail: tuple[str, ...],
    password: str,
    dial_plan: Path | None,
    speed: float,
    realistic: bool,
    write_lab: Path | None,
    write_ca: Path | None,
) -> None:
    """Start virtual phones and keep them until Ctrl-C."""
    wanted = _wanted(models, lab_file)
    mailboxes = _mailboxes(voicemail, lab_file, [each.name for each in wanted])
    behaviour, config = _pairs("--switch", switches), _pairs("--config", parameters)
    hosts = _hosts(bind, len(wanted))
    setups = [
        PhoneSetup(
            name=each.label,
            number=each.number,
            model=each.model,
            firmware=each.firmware or firmware,
            base_profile="lync" if base_profile == "lync" else "generic",
            password=password,
            host=host,
            http_port=http_port,
            https_port=https_port,
            voicemail=each.name in mailboxes,
            switches=behaviour,
            config=config,
        )
        for each, host in zip(wanted, hosts, strict=True)
    ]
    hold_ends()
    with Fleet(speed=speed, realistic=realistic, dial_plan=dial_plan) as fleet:
        reached = fleet.start(setups)
        names = [each.name for each in wanted]
        if write_ca is not None:
            write_ca.write_bytes(fleet.authority_pem)
        if write_lab is not None:
            _write(write_lab, names, reached, password, fleet.control(), NUMBERS if dial_plan is None else {})
        _show(names, reached, password, write_lab)
        wait_for_end()
    click.echo("polylab: all virtual phones are gone.", err=True)


class _Wanted(NamedTuple):
    """A phone to make; without a firmware it has the one of all, else that of its model."""

    name: str
    model: str
    number: str
    label: str
    firmware: str | None = None


def _wanted(models: tuple[str, ...], lab_file: Path | None) -> list[_Wanted]:
    if lab_file is not None:
        if models:
            raise UsageError("--lab and --model exclude each other.", hint="the lab file says which models there are.")
        phones = load_lab(lab_file).phones.values()
        return [_of_entry(phone, str(1001 + index)) for index, phone in enumerate(phones)]
    if not models:
        return [_Wanted(name, "VVX600", number, name.capitalize()) for name, number in CAST.items()]
    wanted: list[_Wanted] = []
    cast = iter(CAST)
    for index, text in enumerate(models):
        chosen_model, _, name = text.partition("=")
        kind, _, version = chosen_model.partition("@")
        chosen = name or next(cast, f"phone{index + 1}")
        if chosen in {each.name for each in wanted}:
            raise UsageError(f"The name '{chosen}' is given twice.", hint="--model VVX600=<another name>")
        wanted.append(
            _Wanted(chosen, model(kind).name, str(1001 + index), chosen.capitalize(), version.strip() or None)
        )
    return wanted


def _of_entry(phone: LabPhone, number: str) -> _Wanted:
    line = phone.lines[0] if phone.lines else None
    label = (line.name if line else "") or phone.name.capitalize()
    kind = phone.model or "VVX600"
    return _Wanted(phone.name, kind, line.number if line else number, label, _nearest(kind, str(phone.firmware or "")))


def _nearest(kind: str, firmware: str) -> str | None:
    """The emulated firmware that is nearest to a real phone's: the same one, else one of the same branch."""
    parts = firmware.split(".")
    for version in dict.fromkeys([firmware, ".".join(parts[:2])]):
        with suppress(UnknownName):
            if version:
                return profile_for(kind, version).name
    return None


def _pairs(option: str, given: tuple[str, ...]) -> dict[str, str]:
    """``NAME=VALUE`` of an option that may be repeated."""
    pairs: dict[str, str] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise UsageError(f"{option} {text} is no NAME=VALUE.", hint=f"as in {_AS_IN[option]}")
        pairs[name.strip()] = value.strip()
    return pairs


def _hosts(bind: str | None, count: int) -> list[str | None]:
    if bind is None:
        return [None] * count
    try:
        first = ipaddress.ip_address(bind)
    except ValueError:
        raise UsageError(f"--bind {bind} is no IP address.", hint="as in --bind 127.0.0.77") from None
    return [str(first + index) for index in range(count)]


def _mailboxes(asked: tuple[str, ...], lab_file: Path | None, names: list[str]) -> set[str]:
    """The names of the phones that get voicemail."""
    for name in asked:
        if name not in names:
            raise UnknownName("phone", name, names, where="among those to emulate")
    if lab_file is not None:
        return {*asked, *(phone.name for phone in load_lab(lab_file).phones.values() if phone.voicemail)}
    return set(asked) or {*MAILBOXES}


def _write(
    path: Path, names: list[str], reached: list[Reach], password: str, control: Access, numbers: Mapping[str, str]
) -> None:
    entries = [entry_of(name, reach, password, control) for name, reach in zip(names, reached, strict=True)]
    write_lab(path, entries, numbers)


def _show(names: list[str], reached: list[Reach], password: str, lab: Path | None) -> None:
    table = Table(title="Virtual phones (emulated in software)")
    for column in ("name", "number", "model", "firmware", "http", "https", "MAC"):
        table.add_column(column)
    for name, reach in zip(names, reached, strict=True):
        table.add_row(
            name,
            reach.number,
            reach.model,
            reach.firmware,
            f"http://{reach.host}:{reach.http_port}",
            f"https://{reach.host}:{reach.https_port}",
            reach.mac,
        )
    console = Console(width=140)
    console.print(table)
    user = f"user Polycom, password {password}" if password == DEFAULT_PASSWORD else "user Polycom, password as given"
    click.echo(f"Login: {user}. Ctrl-C stops them.")
    if lab is not None:
        click.echo(f"Lab file: {lab} (run suites on these phones with: robot --variable LAB:{lab} suites)")
