"""How well the screen is looked at: icons, changes and texts of drawn screens whose truth is known."""
