"""The topic bank: what a question and its rubric are, where they are read from, and what makes them good."""
