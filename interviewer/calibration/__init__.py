"""What measures graders: labelled answers, attacks, and the figures that come of them."""
