"""What the GUI sees of the phone behind it: the phone's side of ``gui.ports``, one subject a file."""
