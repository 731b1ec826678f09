"""Policy prose into checked claims: every number with its phrase, unit, period and region."""
