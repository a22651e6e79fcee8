"""What was heard, as values: words with their times, proposals of repair, how it was said."""
