"""What armed actors say of harm and of their strikes: statements → answers, each with its exact quote.

    read_statements("Oct. 17, 2017, near Raqqah, Syria, via self-report. …", doc_date=date(2018, 3, 28))

Civilian-casualty entries, monthly summaries of many entries, daily strike releases and partners'
reports, in any campaign. What is said stands in ``words/<language>.toml``; another language is another
file. Nothing here says whether an armed actor is right.
"""

from tahqiq.read.statements.entry import Outcome, StatementEntry, Strike, Struck
from tahqiq.read.statements.reading import read_statements

__all__ = ["Outcome", "StatementEntry", "Strike", "Struck", "read_statements"]
