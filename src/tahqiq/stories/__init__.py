"""Stories bound to the record: a manuscript as files, or as an author writes it at the desk.

What a manuscript says of the record is resolved by ``casebook.telling``; nothing here types a number.
"""
