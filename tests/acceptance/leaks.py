"""Looking for secrets in what a run leaves behind, in every form in which they may be written."""

import base64
import html
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, quote_plus
from xml.sax.saxutils import escape, quoteattr

_STRINGS = re.compile(r'window\.output\["strings"\]\.concat\((\[.*?\])\);', re.DOTALL)


def forms(secret: str, *users: str) -> dict[str, str]:
    """How a secret may be written, by the name of the form; the logins of ``users`` as Basic writes them too."""
    written = {
        "plain": secret,
        "JSON": json.dumps(secret)[1:-1],
        "raw JSON": json.dumps(secret, ensure_ascii=False)[1:-1],
    }
    written |= {f"{name} as Python shows it": repr(text)[1:-1] for name, text in written.items()}
    written |= {f"{name} in JSON": json.dumps(text)[1:-1] for name, text in written.items()}
    written["bytes as Python shows them"] = repr(secret.encode())[2:-1]
    found = dict(written)
    for name, text in written.items():
        found |= {f"{name} in XML": escape(text), f"{name} in an attribute": quoteattr(text)[1:-1]}
        found |= {f"{name} in HTML": html.escape(text)}
    found |= {
        "quoted for a URL": quote(secret, safe=""),
        "quoted for a path": quote(secret),
        "quoted for a form": quote_plus(secret),
        "base64": base64.b64encode(secret.encode()).decode(),
        "hex": secret.encode().hex(),
    }
    for user in users:
        for charset in ("utf-8", "latin-1"):
            word = base64.b64encode(f"{user}:{secret}".encode(charset, "replace")).decode()
            found[f"{charset} login of {user}"] = word.rstrip("=")
            found[f"{charset} login of {user} quoted"] = quote(word, safe="")
    return found


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file below a folder as text, Robot's log and report with their packed texts unpacked."""
    for file in sorted(folder.rglob("*")):
        if not file.is_file():
            continue
        text = file.read_bytes().decode("utf-8", "replace")
        yield str(file.relative_to(folder)), text
        if file.suffix == ".html":
            yield f"{file.name} (unpacked)", unpacked(text)


def unpacked(page: str) -> str:
    """The texts of Robot's log.html: long ones are compressed, short ones begin with a star."""
    found = [text for written in _STRINGS.findall(page) for text in json.loads(written.replace("\\x3c", "<"))]
    return "\n".join(
        text[1:] if text.startswith("*") else zlib.decompress(base64.b64decode(text)).decode() for text in found
    )


def leaks(where: Iterable[tuple[str, str]], wanted: Mapping[str, str]) -> list[str]:
    """Where a form stands, with some of what is around it."""
    found = []
    for name, text in where:
        for form, word in wanted.items():
            at = text.find(word)
            if word and at >= 0:
                found.append(f"{name}: {form}: ...{text[max(0, at - 160) : at + len(word) + 40]!r}")
    return found
