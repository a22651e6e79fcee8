"""Prompts: templates in files, filled once, with text from outside made harmless."""
