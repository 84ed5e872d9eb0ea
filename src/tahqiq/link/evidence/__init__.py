"""What two records say for and against being one person."""
