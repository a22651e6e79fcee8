"""The interview itself: its events, the state folded from them, the choice of move, the engine."""
