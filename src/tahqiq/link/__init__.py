"""Which records are one person, which reports one incident; machines propose, people decide."""
