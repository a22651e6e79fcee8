"""How well spoken answers are heard: a test set that is synthesised here, and each engine that can be had on it."""
