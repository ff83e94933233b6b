"""Small screens, and phones that show them."""

import io
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw
from session_fakes import FakePhone, session

from PolyLibrary.phone.config import ConfigValue
from PolyLibrary.session.baseline.baseline_compare import Scope
from PolyLibrary.session.baseline.baseline_store import Store
from PolyLibrary.session.baseline.baselines import Wanted
from PolyLibrary.session.phone_session import PhoneSession

SIZE = (480, 272)
Box = tuple[int, int, int, int]
ICON: Box = (100, 100, 119, 119)
CLOCK: Box = (400, 4, 470, 15)
TIMER: Box = (20, 170, 90, 185)


def screen(*boxes: Box, kind: str = "BMP", size: tuple[int, int] = SIZE) -> bytes:
    """A grey screen with white boxes."""
    image = Image.new("RGB", size, (60, 60, 60))
    for box in boxes:
        ImageDraw.Draw(image).rectangle(box, fill=(255, 255, 255))
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


BLANK, WITH_ICON, WITH_CLOCK = screen(), screen(ICON), screen(CLOCK)


def showing(*shots: Any, language: str | None = "", calls: Any = (), **more: Any) -> PhoneSession:
    """A phone that shows these pictures in turn, the last one for ever."""
    phone = FakePhone(*calls)
    phone.shots = list(shots)
    if language is not None:
        phone.config.values["lcl.ml.lang"] = ConfigValue(language, "default")
    return session(phone, **more)


def wanted(folder: Path, name: str = "idle", **scope: Any) -> Wanted:
    return Wanted(name, Store(folder / "baselines"), folder / "results", Scope(**scope), "Suite", "A Test")


def approve(folder: Path, data: bytes, place: str = "VVX600/5.9.3.2857/English/idle.bmp") -> Path:
    file = folder / "baselines" / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file
