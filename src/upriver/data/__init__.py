"""The data package: its tables, its checks, and the region it describes."""
