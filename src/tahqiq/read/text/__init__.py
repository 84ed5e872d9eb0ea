"""Bytes → text: pages, PDF, office files, mail, chats, posts and plain text, with where everything stands.

    document = read_document(path)
    document.text[document.articles[0].start :]

Deterministic, without network, and bounded: what cannot be read is one clear line (``BadInput``).
"""

from tahqiq.read.text.document import Article, Document, Message, Passage, Unit

__all__ = ["Article", "Document", "Message", "Passage", "Unit"]
