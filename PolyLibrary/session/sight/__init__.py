"""Looking at the screen of a phone in use: fresh pictures, what is found and read on them, and which screen it is."""
