"""The calls of virtual phones: legs, the desk of one phone, its call lists, and the exchange between phones."""
