"""The screen against approved pictures: their store, what waits for approval, and the check."""
