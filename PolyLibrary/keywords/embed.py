"""Embedding pictures and evidence in log.html, so that they survive moved and combined logs."""

import base64
import html
import re
from contextvars import ContextVar
from pathlib import Path

from robot.api import logger
from robot.libraries.BuiltIn import BuiltIn, RobotNotRunningError

from PolyLibrary.errors import BadReply, Drawn
from PolyLibrary.screen.picture import as_png
from PolyLibrary.session.evidence import Evidence

_kept: ContextVar[list[str] | None] = ContextVar("pictures of a thread", default=None)


def keep_pictures(pieces: list[str]) -> None:
    """From now on this thread's pictures go into ``pieces``: Robot drops what other threads than its own log."""
    _kept.set(pieces)


def picture_tag(data: bytes, alt: str) -> str:
    """An ``<img>`` that carries the picture itself."""
    encoded = base64.b64encode(as_png(data)).decode()
    return f'<img alt="{html.escape(alt, quote=True)}" src="data:image/png;base64,{encoded}">'


def output_folder() -> Path:
    """Robot's output folder, or the working directory when Robot is not running."""
    try:
        return Path(str(BuiltIn().get_variable_value("${OUTPUT_DIR}", ".")))
    except RobotNotRunningError:
        return Path()


def embed_picture(data: bytes, title: str, phone: str, name: str | None) -> str:
    """Log a picture, and save it under the phone's name when it has a name; returns the file's path.

    In a thread it is kept for the log (see ``keep_pictures``).
    """
    path = ""
    if name:
        safe = re.sub(r"[^\w.\-]+", "_", f"{phone}-{name}")
        target = output_folder() / f"{safe}.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(as_png(data))
        path = str(target)
    piece, kept = picture_tag(data, f"screen of {title}"), _kept.get()
    if kept is None:
        logger.info(piece, html=True)
    else:
        kept.append(piece)
    return path


def evidence_html(evidence: Evidence, drawn: Drawn | None = None) -> str:
    """The evidence of one phone as one piece of HTML.

    Args:
        drawn: The picture that the failed check has judged, with what it sought drawn in; it takes the place of the
            picture that was taken afterwards.
    """
    rows = [
        ("Calls", html.escape(evidence.calls)),
        ("States since the start", html.escape(evidence.history)),
        ("Last requests", _lines(evidence.requests)),
        ("Log", _lines(evidence.log)),
    ]
    if evidence.gaps:
        rows.append(("Not to be had", _lines(evidence.gaps)))
    picture = ""
    if drawn is not None:
        picture = picture_tag(drawn.png, drawn.alt)
    elif evidence.picture:
        try:
            picture = picture_tag(evidence.picture, f"screen of {evidence.title}")
        except BadReply as error:
            rows.append(("Picture", html.escape(str(error))))
    cells = "".join(
        f'<tr><th style="text-align:left;vertical-align:top">{name}</th><td>{text}</td></tr>' for name, text in rows
    )
    title = html.escape(f"Evidence of {evidence.title} at {evidence.address}")
    return f"<details open><summary><b>{title}</b></summary>{picture}<table>{cells}</table></details>"


def _lines(lines: tuple[str, ...]) -> str:
    return f"<pre>{html.escape(chr(10).join(lines)) or '(none)'}</pre>"
