"""Pictures of a screen: pure functions over bytes and arrays."""
