"""Pictures of a screen: pure functions over bytes and arrays. They know no phone and wait for nothing."""
