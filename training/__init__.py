"""How the recogniser is made used to the words of the field: nothing of this is part of the product."""
