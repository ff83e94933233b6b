"""What the screen sees of its phone and may ask of it, one subject a file."""
