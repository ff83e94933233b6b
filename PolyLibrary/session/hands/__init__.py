"""What a hand at the phone, a power switch or the world outside does."""
