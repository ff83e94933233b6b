"""Writes the steps of the core into Robot's log: requests at DEBUG, their bodies at TRACE, warnings as such."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from robot.api import logger

from PolyLibrary.session.desk import Desk
from PolyLibrary.steps import Step


def tell(step: Step) -> None:
    """One step as Robot shows it."""
    text = f"{step.phone}: {step.text}"
    if step.kind == "warning":
        logger.warn(text)
    elif step.kind == "request":
        logger.debug(text)
    else:
        logger.info(text)
    if step.detail:
        logger.trace(f"{step.phone}: {step.detail}")


@contextmanager
def telling(desk: Desk) -> Iterator[None]:
    """Log the steps while a keyword runs.

    Robot drops log calls from other threads, so their steps wait for the end of the keyword.
    """
    here = threading.get_ident()
    later: list[Step] = []
    if desk.told:  # a keyword run by one of ours: the outer one is telling already
        yield
        return

    def hear(step: Step) -> None:
        if threading.get_ident() == here:
            tell(step)
        else:
            later.append(step)

    desk.told = True
    stop = desk.steps.listen(hear)
    try:
        yield
    finally:
        stop()
        desk.told = False
        for step in later:
            tell(step)
