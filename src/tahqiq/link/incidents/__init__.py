"""Which reports are of one incident: evidence, clusters that hold as a whole, sums kept apart."""
