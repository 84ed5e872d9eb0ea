"""The pictures of a result, as SVG in English and Arabic; nothing is fetched from anywhere."""
