"""Survey: imagery and volunteers' answers → which buildings changed, how badly, and when.

Names no perpetrator and no dead.
"""
