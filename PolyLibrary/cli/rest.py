"""``polylab rest``: one REST call, for people who come from curl and Postman."""

import json
import os
import sys
import time
from collections.abc import Iterable
from typing import Literal

import click

from PolyLibrary.cli.asking import PASSWORD, administrator_password
from PolyLibrary.cli.iplist import Listed, address_of, parse_address
from PolyLibrary.cli.requested import METHODS, Requested, data_of
from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import BadReply, PolyError, UnknownName, UsageError
from PolyLibrary.lab.labfile import Lab, LabPhone, load_lab
from PolyLibrary.lab.openlab import VIRTUAL, find_lab_file
from PolyLibrary.names import fold
from PolyLibrary.phone.phone import Phone
from PolyLibrary.phone.reply import Reply
from PolyLibrary.phone.rest import RestAnswer
from PolyLibrary.phone.status import BUSY, OK
from PolyLibrary.redaction import Password, redact
from PolyLibrary.session.several.batch import Batch, NumberGuard, Target, target_of
from PolyLibrary.session.several.batch_actions import LIMIT, SIGN_IN
from PolyLibrary.steps import Step

LAB = "POLYLAB_LAB"
Tls = Literal["pinned", "off"]
_PAUSE = 0.3


@click.command()
@click.argument("method", type=click.Choice(METHODS, case_sensitive=False))
@click.argument("path")
@click.argument("data", metavar="[JSON]", required=False)
@click.option("--phone", metavar="X", help="A phone of the lab file, or an address[:port]; not needed with a URL.")
@click.option("--lab", "lab_file", metavar="FILE", help=f"The lab file; by default what {LAB} names.")
@click.option("--raw", is_flag=True, help="Print the answer as it came.")
@click.option("--timeout", type=click.FloatRange(0.1), help=f"Seconds for the answer; {LIMIT:g} unless given.")
@click.option(
    "--tls", type=click.Choice(["pinned", "off"]), help="For an address; the lab file says it for its phones."
)
@click.option("--password-prompt", is_flag=True, help=f"Ask for the password instead of reading {PASSWORD}.")
def rest(
    method: str,
    path: str,
    data: str | None,
    phone: str | None,
    lab_file: str | None,
    raw: bool,
    timeout: float | None,
    tls: Tls | None,
    password_prompt: bool,
) -> None:
    """Send one request to a phone and print the answer.

    PATH is a path, with or without /api before v1 or v2, or a whole URL. Other paths of the phone's web server are
    read by GET, and its forms without fields sent by POST. JSON is what goes under "data", with or without that
    around it: the text itself, @FILE, or - for stdin.

    \b
    polylab rest GET /api/v1/mgmt/lineInfo --phone alice --lab lab.yaml
    polylab rest POST https://10.252.149.61/api/v1/callctrl/dial '{"Dest": "123"}'

    The password comes from the lab file, POLY_PASSWORD or --password-prompt. Exit code: 0 for Status 2000, 1 for
    another Status or no answer, 2 for wrong use.
    """
    requested = Requested.of(path)
    method = method.upper()
    if not requested.on_api and (method not in ("GET", "POST") or data):
        raise UsageError(
            f"{requested.path} is not of the REST API; other pages are read by GET, and forms without fields sent by "
            "POST.",
            hint="paths of the REST API begin with /api/v1/ or /api/v2/.",
        )
    body = data_of(data, method)
    lab, target = _target(phone, requested, lab_file, administrator_password(prompt=password_prompt), tls)
    guard = NumberGuard(lab.safe_numbers, lab.emergency_numbers) if lab else NumberGuard()
    guard.check([target], body)
    if requested.login:
        click.echo(f"polylab: the login in the URL is not used; the password comes from {PASSWORD}.", err=True)
    slow = requested.path.casefold().rstrip("/").endswith("skype/signin")
    batch = Batch(timeout or (SIGN_IN if slow else LIMIT))
    batch.steps.listen(tell_warning)
    wire = batch.phone(target)
    deadline = Deadline(batch.limit, "--timeout")
    problem: PolyError | None
    try:
        if requested.on_api:
            problem = _call(wire, method, requested.path, body, deadline, raw=raw)
        else:
            problem = _page(wire, method, requested.path, deadline)
    except UsageError:
        raise
    except PolyError as error:
        problem = error
    finally:
        wire.close()
    if problem is not None:
        click.echo(f"polylab: {problem}", err=True)
        sys.exit(1)


def tell_warning(step: Step) -> None:
    """Warnings of the core, on stderr."""
    if step.kind == "warning":
        click.echo(f"polylab: {step.text}", err=True)


def _target(
    phone: str | None, requested: Requested, lab_file: str | None, password: Password | None, tls: Tls | None
) -> tuple[Lab | None, Target]:
    """The phone that is meant, and the lab file that knows it, if one was read."""
    chosen = phone or requested.where
    if not chosen:
        raise UsageError("Which phone?", hint="--phone NAME or --phone ADDRESS, or a whole URL instead of the path.")
    address = _address(chosen, surely=bool(requested.where) and not phone)
    text = lab_file or (None if address else os.environ.get(LAB))
    if text is None and address is None:
        raise UsageError(
            f"'{chosen}' is no address, and no lab file is given.",
            hint=f"--lab FILE, or set {LAB}, or give an address.",
        )
    lab = _lab(text) if text is not None else None
    entry = _entry(lab, chosen, address) if lab else None
    if entry is not None and tls is not None:
        raise UsageError("--tls is for addresses.", hint=f"write tls: {tls} for {entry.name} into the lab file.")
    if entry is not None:
        target = target_of(entry, password)
    elif address is None:
        raise UnknownName("phone", chosen, lab.phones if lab else (), where=f"in {text}", plural="phones of the lab")
    elif password is None:
        raise UsageError("There is no password for the phone.", hint=f"set {PASSWORD}, or take --password-prompt.")
    else:
        target = Target(chosen, address_of(address, password, tls or "pinned"))
    named = parse_address(requested.where).host if requested.where else target.address.host
    if named.casefold() != target.address.host.casefold():
        raise UsageError(
            f"The URL names the host {named}, but {chosen} is {target.address.host}.",
            hint="leave --phone out, or write the path alone.",
        )
    return lab, target


def _lab(text: str) -> Lab:
    if text.strip().casefold() == VIRTUAL:
        raise UsageError(
            "The virtual lab exists only while suites run.",
            hint="polylab emulate --write-lab FILE starts virtual phones that stay; then --lab FILE.",
        )
    return load_lab(find_lab_file(text, None))


def _address(text: str, *, surely: bool) -> Listed | None:
    """The address that ``text`` is; a bare word is one only in a URL."""
    try:
        listed = parse_address(text)
    except ValueError as error:
        if surely or any(sign in text for sign in ".:/"):
            raise UsageError(f"{error}.", hint="as in 10.252.149.61 or 10.252.149.61:8443.") from None
        return None
    return listed if surely or any(sign in text for sign in ".:") or text.casefold() == "localhost" else None


def _entry(lab: Lab, chosen: str, address: Listed | None) -> LabPhone | None:
    """The lab's phone of this name, else the one at this address."""
    named = next((entry for name, entry in lab.phones.items() if fold(name) == fold(chosen)), None)
    if named is not None or address is None:
        return named
    return find_listed(lab.phones.values(), address)


def find_listed(entries: Iterable[LabPhone], listed: Listed) -> LabPhone | None:
    """The phone of a lab that stands at an address."""
    at_host = [entry for entry in entries if entry.host.casefold() == listed.host.casefold()]
    if listed.port is None:
        return at_host[0] if len(at_host) == 1 else None
    return next((entry for entry in at_host if listed.port in (entry.https_port, entry.http_port)), None)


def _call(phone: Phone, method: str, path: str, data: object, deadline: Deadline, *, raw: bool) -> PolyError | None:
    """Send the request and print the answer; the error when its Status is another than 2000."""
    if raw:
        return _raw_call(phone, method, path, data, deadline)
    while True:
        answer = phone.rest.call(method, path, data, deadline, expect="any", limit=deadline.limit)
        if not (answer.status == BUSY and method == "GET" and deadline.remaining > _PAUSE):
            break
        time.sleep(_PAUSE)
    click.echo(redact(json.dumps(answer.raw, indent=2, ensure_ascii=False)))
    return None if answer.status == OK else phone.rest.refusal(method, phone.rest.path(path), answer)


def _raw_call(phone: Phone, method: str, path: str, data: object, deadline: Deadline) -> PolyError | None:
    target = phone.rest.path(path)
    body = None if data is None else {"data": data}
    reply = phone.transport.request(
        method, target, json=body, deadline=deadline, read=method == "GET", limit=deadline.limit
    )
    _print(reply)
    try:
        told = reply.json()
        status = str(told["Status"]).strip()
    except (ValueError, KeyError, TypeError):
        return BadReply(
            f"{phone.name}: {method} {target}: the answer has no Status.",
            seen=f"HTTP {reply.status}, {reply.shown}",
            tried=deadline.tried(1, "attempt"),
            hint="is this a phone?",
        )
    subject, tried = f"{phone.name}: {method} {target}", deadline.tried(1, "attempt")
    answer = RestAnswer(status, told.get("data"), told, reply.status, subject, tried)
    return None if status == OK else phone.rest.refusal(method, target, answer)


def _page(phone: Phone, method: str, path: str, deadline: Deadline) -> PolyError | None:
    """Print a page of the web server, or what came of a form; the error when its HTTP status is no success."""
    path = path if path.startswith("/") else f"/{path}"
    if method == "POST":
        reply = phone.web.submit(path, deadline, limit=deadline.limit)
    else:
        reply = phone.web.get(path, deadline, limit=deadline.limit)
    if reply.status >= 300:
        return BadReply(
            f"{phone.name}: {method} {path}: the web server answered with HTTP {reply.status}.",
            seen=reply.shown or "an empty answer.",
            tried=deadline.tried(1, "attempt"),
            hint="is it a path of the REST API? Those begin with /api/v1/ or /api/v2/."
            if reply.status == 404
            else "does the page open in a browser?",
        )
    _print(reply)
    return None


def _print(reply: Reply) -> None:
    """The body as it came, with stars for passwords in a text; on a terminal a picture is named instead."""
    out = sys.stdout.buffer
    kind = reply.headers.get("Content-Type", "")
    binary = kind.startswith(("image/", "application/octet-stream")) or b"\0" in reply.body
    text = "" if binary else redact(reply.text)
    if not out.isatty():
        out.write(reply.body if binary or text == reply.text else text.encode())
    elif binary:
        click.echo(f"({len(reply.body)} bytes of {kind or 'unknown content'}: send them to a file with >)", err=True)
    else:
        click.echo(text, nl=not text.endswith("\n"))
    out.flush()
