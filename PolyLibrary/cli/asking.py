"""Passwords and confirmations: from the environment, or asked of the person at the terminal; never from argv."""

import os
import sys

import click

from PolyLibrary.errors import UsageError
from PolyLibrary.redaction import Password

PASSWORD = "POLY_PASSWORD"
_MOST_NAMED = 8


def somebody_there() -> bool:
    """Whether a question would be read by a person."""
    return sys.stdin is not None and sys.stdin.isatty()


def administrator_password(*, prompt: bool) -> Password | None:
    """The phones' password: asked for with ``prompt``, else POLY_PASSWORD; None where that is not set."""
    if prompt:
        return asked_password("Administrator password of the phones", f"set {PASSWORD} instead of --password-prompt.")
    value = os.environ.get(PASSWORD)
    return Password(value) if value else None


def password_of(variable: str, what: str) -> Password:
    """A password from the environment, else from the person.

    Raises:
        UsageError: Neither gives one.
    """
    value = os.environ.get(variable)
    return Password(value) if value else asked_password(what, f"set {variable}.")


def asked_password(what: str, hint: str) -> Password:
    if not somebody_there():
        raise UsageError(f"{what}: nobody can be asked here, there is no terminal.", hint=hint)
    try:
        return Password(str(click.prompt(what, hide_input=True, err=True)))
    except click.Abort:
        raise UsageError(f"{what}: none was given.", seen="nothing was sent.") from None


def confirm(what: str, names: list[str], *, yes: bool, least: int = 2) -> None:
    """Ask before something is done to ``least`` phones or more.

    Args:
        what: What is about to be done, as in ``restart``.
        yes: ``--yes`` was given: nobody is asked.

    Raises:
        UsageError: Nobody can be asked, or the answer was no; nothing was sent.
    """
    if yes or len(names) < least:
        return
    phones = f"{len(names)} phone{'' if len(names) == 1 else 's'}"
    listed = ", ".join(names[:_MOST_NAMED]) + (f" and {len(names) - _MOST_NAMED} more" if names[_MOST_NAMED:] else "")
    if not somebody_there():
        raise UsageError(
            f"{what} on {phones} has to be confirmed, and nobody can be asked here: there is no terminal.",
            seen=f"nothing was sent to {listed}.",
            hint="add --yes when you mean all of them." if names[1:] else "add --yes when you mean it.",
        )
    try:
        confirmed = click.confirm(f"{what} on {phones} ({listed}). Go on?", err=True)
    except click.Abort:  # Ctrl-C, or the terminal has gone
        confirmed = False
    if not confirmed:
        raise UsageError(f"{what} was not confirmed.", seen="nothing was sent to any phone.")
