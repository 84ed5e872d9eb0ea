"""Why two records are taken for one person or not: the waterfall of evidence, as values and as a page.

waterfall(pairs, row)          prior, what each comparison tells in bits, total, probability
write_review(path, review)     both records side by side in both scripts, bars of evidence; no script
"""
