"""Spellings of affiliations."""

from __future__ import annotations

from citemill.normalizer.affiliations import SPELLINGS, spelling


def test_slugs_are_slugs() -> None:
    assert all(slug == slug.lower() and " " not in slug for slug in SPELLINGS)


def test_known_and_unknown() -> None:
    assert [spelling(slug) for slug in ("openai", "OpenAI", "deepmind", "acme-labs")] == [
        "OpenAI",
        "OpenAI",
        "DeepMind",
        "acme-labs",
    ]
