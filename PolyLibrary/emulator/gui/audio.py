"""Volume and audio path as the keys set them; a virtual phone has no other sound."""

from dataclasses import dataclass
from typing import Literal

MOST_VOLUME = 10

Path = Literal["speaker", "headset", "handset"]


@dataclass(slots=True)
class Audio:
    """``volume`` 0 to 10; ``path`` is where a call is heard."""

    volume: int = 5
    path: Path = "speaker"

    @property
    def icon(self) -> str:
        return self.path

    def louder(self, step: int) -> None:
        self.volume = min(MOST_VOLUME, max(0, self.volume + step))
