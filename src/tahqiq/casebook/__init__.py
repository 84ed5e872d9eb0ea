"""The record: models, querysets that read as sentences, actions, and what leaves in a release."""
