"""What records tell of one another: partners taken, families found together, kinds of record found rarely.

People who died together are recorded together. Pairs judged alone know nothing of it; here beliefs about
all pairs of two lists are brought into agreement with one another, and what the neighbours of a pair
say enters its waterfall as comparisons with weights of their own, learnt without supervision.
"""
