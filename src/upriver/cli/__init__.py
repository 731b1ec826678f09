"""The command line: it shows what the services return and computes nothing itself."""
