"""Forms filled in the field: what they ask, the files phones and servers load, and what comes back.

``shipped()`` gives the four forms; ``xlsform(form)`` the spreadsheet for ODK and Kobo. ``Export(path)`` reads
what ODK Central, KoboToolbox, Briefcase or Collect give; ``Central`` asks a server through pyodk.
"""

from tahqiq.read.forms.channels.central import Central
from tahqiq.read.forms.definition import FORMS, Form, form_of, shipped
from tahqiq.read.forms.opening import Export, Submissions
from tahqiq.read.forms.submission import Submission, Unread, differing, rejoined
from tahqiq.read.forms.xlsform import xform, xlsform

__all__ = [
    "FORMS",
    "Central",
    "Export",
    "Form",
    "Submission",
    "Submissions",
    "Unread",
    "differing",
    "form_of",
    "rejoined",
    "shipped",
    "xform",
    "xlsform",
]
