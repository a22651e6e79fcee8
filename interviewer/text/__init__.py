"""Text as candidates and authors write it: words, sentences, folding, and what may reach a screen."""
