"""Simulated surveys with known truth; whatever comes of them is called simulated wherever it is shown."""
