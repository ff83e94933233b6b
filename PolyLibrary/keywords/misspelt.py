"""``name=value`` that is no argument of the keyword: named, with the argument that was probably meant."""

import inspect
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from robot.running.context import EXECUTION_CONTEXTS

from PolyLibrary.errors import UsageError
from PolyLibrary.names import did_you_mean, nearest, quoted
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
        word = _word(argument)
        if not word or word in known:
            continue
        near = nearest(word, known)
        if near:
            sentences.append(f"'{word}' is no argument of {keyword}; {_meant(near)}")
        elif not spec.var_positional and not spec.var_named:
            sentences.append(f"'{word}' is no argument of {keyword}; its arguments: {', '.join(known)}.")
    return sentences


def refuse_misspelt(keyword: str, own: Sequence[str], inner: str, args: Sequence[object]) -> None:
    """Refuse a misspelt argument of a keyword that runs another one: the other one would get it as a value.

    Args:
        keyword: The keyword that runs another one.
        own: Its arguments; the first takes the other one's name.
        inner: The other one.
        args: What is handed on to it.

    Raises:
        UsageError: A ``word=value`` looks like one of ``own``, or like an argument of an inner keyword of ours.
    """
    found = _keyword_of(inner)
    word = _word(inner)
    near = nearest(word, own) if word and found is None else []
    if near:
        raise UsageError(f"'{word}' is no argument of {keyword}; nothing was done.", hint=_meant(near))
    spec = getattr(found, "args", None)
    taken = [*spec.positional_or_named, *spec.named_only] if spec is not None else []
    name = found.full_name if found is not None else inner
    # Other libraries and suites may mean such a word as a value, as Robot does.
    known = [*taken, *own] if _is_ours(found) else own
    for argument in args:
        word = _word(argument) if isinstance(argument, str) else ""
        near = nearest(word, known) if word and word not in taken else []
        if near:
            raise UsageError(
                f"'{word}' is no argument of {name}, which {keyword} was to run; nothing was done.", hint=_meant(near)
            )


def refuse_unnamed(given: Sequence[object], init: Callable[..., None]) -> None:
    """Refuse arguments of an import that have no name, or one that the library does not know.

    Robot says of them no more than how many there are.

    Args:
        init: Takes the arguments by name.

    Raises:
        UsageError: There is one.
    """
    if not given:
        return
    known = [name for name, each in inspect.signature(init).parameters.items() if each.kind is each.KEYWORD_ONLY]
    word = _word(str(given[0]))
    if word:
        raise UsageError(
            f"'{word}' is no argument of the import of PolyLibrary.", hint=did_you_mean(word, known, "its arguments")
        )
    raise UsageError(
        f"'{given[0]}' has no name: the import of PolyLibrary takes its arguments by name.",
        hint=f"write {known[0]}={given[0]} for a lab; its arguments: {quoted(known)}.",
    )


def _keyword_of(name: str) -> Any:
    """The keyword that Robot would run under this name; None where there is none."""
    context = EXECUTION_CONTEXTS.current
    found = context.get_runner(name).keyword if context is not None else None
    return None if getattr(found, "error", None) else found


def _is_ours(found: Any) -> bool:
    instance = getattr(getattr(found, "owner", None), "instance", None)
    return type(instance).__module__.partition(".")[0] == __name__.partition(".")[0]


def _word(argument: str) -> str:
    """What stands before the first ``=``, if it can be the name of an argument."""
    word, equals, _ = argument.partition("=")
    return word if equals and word.replace("_", "").replace(" ", "").isalnum() else ""


def _meant(near: Iterable[str]) -> str:
    return f"did you mean {' or '.join(repr(name) for name in near)}?"


def secret_as_text(message: str) -> list[str]:
    """How to give a password, where Robot has refused plain text for one."""
    if "Secret" not in message or "Argument" not in message:
        return []
    return ["a password is taken as a Secret variable only: VAR    ${PW: Secret}    %{POLY_PASSWORD}"]


def handed_on_too_late(message: str, spec: Any) -> list[str]:
    """Where the named arguments of a keyword that runs another one belong, when Robot has refused them.

    Args:
        message: What Robot says.
        spec: Robot's argument specification of the keyword that runs another one.
    """
    if "unexpected named argument" not in message or list(spec.positional_or_named) != ["keyword"]:
        return []
    own = " and ".join(f"{name}=" for name in spec.named_only)
    return [f"the arguments of the other keyword stand before {own}"]


def _point_in_two_cells(given: list[Any]) -> list[str]:
    """Two spaces end a cell in Robot's data, so ``70  34`` is not one point but two arguments."""
    pair = [str(argument).strip(", ") for argument in given[:2]]
    if len(pair) == 2 and all(each.isdecimal() for each in pair):
        return [f"'{pair[0]}' and '{pair[1]}' are two arguments; a point is one, with a comma: {','.join(pair)}"]
    return []
