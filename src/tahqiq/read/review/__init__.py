"""What was read, for people to look at: each text with its claims marked in it and explained beside it."""
