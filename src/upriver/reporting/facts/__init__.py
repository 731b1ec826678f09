"""Facts: what the services found, as plain numbers and names, before any wording."""
