"""Pictures that no phone should give."""

import io

from PolyLibrary.emulator.http.capture import Content


def torn(new: Content, old: Content) -> Content:
    """The upper half of one picture and the lower half of another of the same size, in the first one's format."""
    from PIL import Image

    with Image.open(io.BytesIO(new[0])) as upper, Image.open(io.BytesIO(old[0])) as lower:
        form = upper.format
        picture = upper.convert("RGB")
        width, height = picture.size
        if lower.size == picture.size:
            rest = (0, height // 2, width, height)
            picture.paste(lower.convert("RGB").crop(rest), rest[:2])
    file = io.BytesIO()
    picture.save(file, form)
    return file.getvalue(), new[1]
