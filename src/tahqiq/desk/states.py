"""Words of the screens for what the record keeps as slugs: states, roles, what imports count."""

from __future__ import annotations

from tahqiq.vocab.labels import choices
from tahqiq.vocab.remains import Primary, Sex, Standing

#: States and properties that screens show.
STATES = {
    "keep": "Keep",
    "share_with_court": "Share with a court",
    "publish_words": "Publish words",
    "publish_voice": "Publish voice",
    "publish_image": "Publish image",
    "publish_name": "Publish name",
    "civilian": "Civilian",
    "combatant": "Combatant",
    "not_determined": "Not determined",
    "clothing": "Clothing",
    "identity_card": "Identity card",
    "age": "Age",
    "sex": "Sex",
    "testimony": "Testimony of the family",
    "other": "Other",
    "temporary": "Buried for the time being",
    "final": "Buried for good",
    "returned": "Returned to the family",
    **dict(choices((*Standing, *Primary, *Sex), str)),
    "not_known": "Not known",
    "being_examined": "Being examined",
    "done": "Done",
    "dropped": "Dropped",
    "searches": "Searches for somebody",
    "speaks": "Speaks with us",
    "security": "Security",
    "distress": "Distress",
    "told": "Was told",
    "heard": "Heard it",
    "saw": "Saw it",
    "": "Not recorded",
    "adult": "Adult",
    "child": "Child",
    "killed": "Killed",
    "injured": "Injured",
    "proposed": "Proposed",
    "accepted": "Accepted",
    "rejected": "Rejected",
    "withdrawn": "Withdrawn",
    "running": "Under way",
    "finished": "Finished",
    "refused": "Refused",
    "repaired": "Repaired",
    "approved": "Approved",
    "unapproved": "Not approved",
    "yes": "Yes",
    "no": "No",
    "unknown": "Unknown",
}

#: Roles, by slug: what each is called, and what it is for.
ROLE_NAMES = {
    "keeper": "Keeper of the vault",
    "interviewer": "Interviewer",
    "listener": "Listener",
    "recorder": "Recorder",
    "reviewer": "Reviewer",
    "editor": "Editor",
    "publisher": "Publisher",
    "auditor": "Auditor",
    "administrator": "Administrator",
}
ROLE_MEANS = {
    "keeper": "opens, for a reason, who somebody is; needs a key of their own",
    "interviewer": "meets people who speak, visits sites, records what they say and allow",
    "listener": "reads interviews, under pseudonyms, and changes nothing",
    "recorder": "brings material in and proposes what it says",
    "reviewer": "decides about claims and pairs of records",
    "editor": "grades, signs off what others graded, decides on names, makes releases",
    "publisher": "approves releases that somebody else made",
    "auditor": "reads everything, the audit trail too, and changes nothing",
    "administrator": "looks after members, and decides nothing about the record",
}

#: What imports count.
COUNTED = {
    "new": "New",
    "changed": "Changed",
    "unchanged": "Unchanged",
    "withdrawn": "Withdrawn",
    "kept_apart": "Kept apart",
    "refused": "Refused",
    "repaired": "Repaired",
}
