"""The report: facts first, then tables and pictures, then one file a language."""
