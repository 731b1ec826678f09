"""Tables of a plan, one a file."""
