"""DOCX and ODT → text: paragraphs, tables row by row, footnotes; deleted text left out, and said so."""
