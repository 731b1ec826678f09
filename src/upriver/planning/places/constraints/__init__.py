"""Rows that tie places together, one file each."""
