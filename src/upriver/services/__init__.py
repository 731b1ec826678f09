"""What upriver does: each service turns a region and its settings into a frozen result."""
