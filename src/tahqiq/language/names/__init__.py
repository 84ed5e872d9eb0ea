"""Personal names in Arabic and Latin letters: their parts, and descriptions that are no names.

    split_name("Hajj Ahmad al-Najjar `Abu Samir`")     given, family, title, kunya
    described("wife of Ahmad Ali")                     a relation, and to whom

What compares and finds names is imported where it is used; see the modules beside this one.
"""

from tahqiq.language.names.parts import Name, Part, Role, split_name
from tahqiq.language.names.relations import Description, described

__all__ = ["Description", "Name", "Part", "Role", "described", "split_name"]
