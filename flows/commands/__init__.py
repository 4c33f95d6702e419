"""The commands of `vekha`, by what they are for; heavy libraries are imported inside them."""
