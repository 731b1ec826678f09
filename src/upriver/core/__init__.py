"""What every room stands on: messages, labels, units, periods, frames and files."""
