from tahqiq.read.text.testing.digests import LAYOUTS, UNSEEN, made_digest, mixed_digest
from tahqiq.read.text.testing.pages import TEMPLATES, made_pages


def test_the_same_seed_makes_the_same() -> None:
    assert made_pages(16, seed=1) == made_pages(16, seed=1) != made_pages(16, seed=2)
    assert mixed_digest(seed=1) == mixed_digest(seed=1) != mixed_digest(seed=2)


def test_what_is_said_to_be_there_is_there() -> None:
    for layout in (*LAYOUTS, *UNSEEN):
        digest = made_digest(layout, seed=1, articles=4)
        for story, start, (first, end) in zip(digest.stories, digest.starts, digest.bodies, strict=True):
            assert start <= first < end <= len(digest.text)
            assert story.paragraphs[0][:20] in digest.text[first:end]


def test_every_template_makes_pages_in_both_languages() -> None:
    pages = made_pages(2 * len(TEMPLATES))
    assert {(page.template, page.story.language) for page in pages} == {
        (name, spoken) for name in TEMPLATES for spoken in ("en", "ar")
    }
