"""Writing a story at the desk: Wagtail's pages and blocks, both languages side by side.

Only whoever serves the desk loads it. Its pages are drafts and nothing else: what leaves is a version that
was submitted and approved (``casebook.actions.stories``), made of the pages by ``manuscripts.manuscript_of``.
"""
