"""``name=value`` that is no argument of the keyword: named, with the argument that was probably meant."""

from collections.abc import Iterable
from typing import Any

from PolyLibrary.names import nearest
from PolyLibrary.terms import parse_point


def misspelt_arguments(given: Iterable[Any], spec: Any, keyword: str) -> list[str]:
    """One sentence for each argument that looks like a named one and is none.

    Args:
        given: The arguments as the test wrote them.
        spec: Robot's argument specification of the keyword.
        keyword: The keyword's full name, for the sentence.
    """
    given = list(given)
    known = [*spec.positional_or_named, *spec.named_only]
    sentences = _point_in_two_cells(given) if known[:1] in (["locator"], ["start"]) else []
    if known[:1] == ["start"] and len(given) > 1 and parse_point(str(given[1])):
        sentences.append(f"where a swipe ends is said by name: end={given[1]}")
    for argument in given:
        if not isinstance(argument, str):
            continue
        word, equals, _ = argument.partition("=")
        if not equals or not word.replace("_", "").replace(" ", "").isalnum() or word in known:
            continue
        near = nearest(word, known)
        if near:
            meant = " or ".join(f"'{name}'" for name in near)
            sentences.append(f"'{word}' is no argument of {keyword}; did you mean {meant}?")
        elif not spec.var_positional and not spec.var_named:
            sentences.append(f"'{word}' is no argument of {keyword}; its arguments: {', '.join(known)}.")
    return sentences


def secret_as_text(message: str) -> list[str]:
    """How to give a password, where Robot has refused plain text for one."""
    if "Secret" not in message or "Argument" not in message:
        return []
    return ["a password is taken as a Secret variable only: VAR    ${PW: Secret}    %{POLY_PASSWORD}"]


def _point_in_two_cells(given: list[Any]) -> list[str]:
    """Two spaces end a cell in Robot's data, so ``70  34`` is not one point but two arguments."""
    pair = [str(argument).strip(", ") for argument in given[:2]]
    if len(pair) == 2 and all(each.isdecimal() for each in pair):
        return [f"'{pair[0]}' and '{pair[1]}' are two arguments; a point is one, with a comma: {','.join(pair)}"]
    return []
