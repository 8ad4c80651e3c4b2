from pathlib import Path

from django.utils import translation

from subsidies.documentation import page
from subsidies.states import TRANSITIONS

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "subsidies.md"


def test_the_page_of_docs_is_fresh():
    assert PAGE.read_text(encoding="utf-8") == page(), "run: make docs"


def test_it_says_every_transition_in_english_whoever_writes_it():
    with translation.override("nl"):
        text = page()
    assert text.count("\n| ") > len(TRANSITIONS) and "subsidy officer" in text
    assert "Due on **Tuesday 6 April 2027**" in text
