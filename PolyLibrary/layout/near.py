"""Which elements of a map lie near a point."""

import math

from PolyLibrary.layout.layoutmap import LayoutMap
from PolyLibrary.terms import Point


def elements_near(layout: LayoutMap, point: Point, within: float) -> list[str]:
    """Names of the elements whose point lies at most ``within`` pixels away, nearest first."""
    distances = [
        (math.dist(point, element.at), element.name)
        for element in layout.elements.values()
        if element.at is not None and math.dist(point, element.at) <= within
    ]
    return [name for _, name in sorted(distances)]
