"""What changed since a snapshot, in words for who takes the next. No database here."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from globalgoals.typed_numbers import shown_value

from .report.wording import in_language
from .snapshot_content import differences
from .tables import TABLES


def changes_in_words(before: Mapping, after: Mapping) -> list[str]:
    """Return a sentence for each indicator and table that is not the same any more."""
    old, new = ({each["slug"]: each for each in content["indicators"]} for content in (before, after))
    return [sentence(each, old, new) for each in differences(before, after)]


def sentence(difference, old, new) -> str:
    if difference.kind == "provisional":
        return _("The year is over: the next snapshot is not provisional.")
    if difference.kind == "table":
        return rows_changed(difference)
    each = new.get(difference.key) or old[difference.key]
    values = {"name": in_language(each["name"])}
    if difference.key not in new:
        return _("%(name)s: is not kept any more.") % values
    if difference.key not in old:
        return _("%(name)s: is new.") % values
    if difference.before == difference.after:
        return _("%(name)s: the same figure, of other records or another source.") % values
    for side in ("before", "after"):
        value = getattr(difference, side)
        values[side] = _("not known") if value is None else shown_value(Decimal(value), each["unit"])
    return _("%(name)s: was %(before)s, is %(after)s.") % values


def rows_changed(difference) -> str:
    values = {"table": TABLES[difference.key].title, "before": difference.before, "after": difference.after}
    if difference.before == difference.after:
        return _("%(table)s: as many rows (%(after)s), with something else in them.") % values
    return _("%(table)s: %(before)s rows, now %(after)s.") % values


def sections_with_texts(sections: Mapping[str, str], texts: Iterable) -> list[tuple[str, str, object]]:
    """Return the key, title and text (or None) of each section."""
    found = {each.section: each for each in texts}
    return [(key, title, found.get(key)) for key, title in sections.items()]
