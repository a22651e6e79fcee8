"""The commands and the room in the terminal; thin."""
