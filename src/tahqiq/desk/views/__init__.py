"""The screens: each view reads what it shows, and changes nothing but through casebook.actions."""
