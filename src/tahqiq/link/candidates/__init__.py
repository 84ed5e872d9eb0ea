"""Which pairs of records are looked at: keys that true pairs share and few others do."""
