"""The desk: the Django project, accounts, and the investigators' screens. Holds no domain logic."""
