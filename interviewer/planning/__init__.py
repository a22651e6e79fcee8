"""Which questions are asked, in which order and for how long."""
