"""How many died whom no list holds: overlapping lists give the toll with its uncertainty, or a refusal."""
