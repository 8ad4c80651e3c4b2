"""Where a member goes on who keeps a page: from what misses to what misses."""

from dataclasses import dataclass

from django.urls import reverse

from .sections import SECTIONS, Section


def first_unfinished(organisation, parts, after=""):
    """Return the first section, of those after `after` if it can, of which the public misses something.

    What waits for staff is finished for the member.
    """
    slugs = [part.section for part in parts if not part.is_there]
    if "naam" in slugs and organisation.proposed_changes.undecided().exists():
        slugs.remove("naam")
    order = list(SECTIONS)
    begin = order.index(after) + 1 if after else 0
    slug = next((slug for slug in order[begin:] + order[:begin] if slug in slugs), None)
    return slug and Step.of(organisation, SECTIONS[slug], parts)


@dataclass(frozen=True)
class Step:
    """A section as a member meets it: where it is filled in, and what the public misses there."""

    section: Section
    url: str
    missing: list

    @classmethod
    def of(cls, organisation, section, parts):
        own = [part for part in parts if part.section == section.slug]
        if section.many and own and not any(part.is_there for part in own):
            # There is nothing to list yet.
            url = reverse("organisations:edit_item", args=[organisation.slug, section.slug, 0])
        else:
            url = reverse("organisations:edit_section", args=[organisation.slug, section.slug])
        return cls(section, url, [part.label for part in own if not part.is_there])
