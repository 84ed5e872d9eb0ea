"""What nobody may get through the desk, tried by everybody at every door."""
