"""Rules the plan obeys, one concept a file."""
