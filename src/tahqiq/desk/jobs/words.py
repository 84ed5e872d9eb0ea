"""What kinds of work and their steps are called on the screens; a test holds the two complete."""

from __future__ import annotations

from collections.abc import Mapping

#: Kind of job → what it does.
KINDS: Mapping[str, str] = {
    "grade": "Grade the case",
    "link": "Look for pairs of records that may be one",
    "release": "Make a release",
    "compare": "Compare two releases",
    "publish": "Publish a release",
    "verify": "Verify the archive",
    "trial": "Try an import out",
    "import": "Import a dataset",
    "remains": "Compare remains with missing persons",
}

#: Step of a job → what is being done.
STEPS: Mapping[str, str] = {
    "trying": "Reading and checking, keeping nothing",
    "importing": "Bringing records in",
    "grading": "Grading incidents",
    "reading": "Reading the record",
    "comparing": "Comparing records",
    "weighing_families_and_rivals": "Weighing families and rivals",
    "deciding": "Deciding what fits together",
    "sampling": "Ordering what to ask",
    "comparing_files": "Comparing files before and after death",
    "explaining": "Putting the reasons into words",
    "keeping": "Keeping the suggestions",
    "writing_rows": "Writing rows",
    "comparing_rows": "Comparing rows",
    "checking_the_release": "Checking the release",
    "writing_pages": "Writing pages",
    "reading_bytes": "Reading sealed bytes",
    "reading_quotes": "Reading quotes again",
}

#: State of a job → what it is called.
STATES: Mapping[str, str] = {
    "waiting": "Waiting",
    "running": "Under way",
    "finished": "Finished",
    "refused": "Refused",
    "failed": "Failed by a fault of ours",
    "cancelled": "Cancelled",
    "interrupted": "Interrupted",
}
