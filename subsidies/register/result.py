"""What came of a granted project, as far as an editor published it."""

from dataclasses import dataclass

from deventer_intl.translation import TranslatedText, in_active_language

ABOUT = "public_result__"
COLUMNS = [
    f"application__{ABOUT}{name}"
    for name in (
        "published_at", "title_nl", "title_en", "title_de", "text_nl", "text_en", "text_de", "people", "costs"
    )
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Result:
    """In the active language, else in the one it was written in; costs in cents."""

    title: TranslatedText
    text: TranslatedText
    people: int | None
    costs: int | None


def result_of(about) -> Result | None:
    """Return the result among the columns of an application, None where none is public."""
    if about[f"{ABOUT}published_at"] is None:
        return None

    def read(name):
        return about[ABOUT + name]

    return Result(in_active_language(read, "title"), in_active_language(read, "text"), read("people"), read("costs"))
