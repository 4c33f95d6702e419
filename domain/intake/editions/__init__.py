"""Two editions of one passport: what is the same item, what has changed."""
