"""Results as Excel workbooks, for people who go on working with the numbers."""
