"""A phone in use: the wire, the layout map, the watch and the evidence together."""
