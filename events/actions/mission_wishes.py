"""What a party of a mission says for the matching: whom it wishes to meet and whom not, when it is there, who comes."""

from django.db import transaction
from django.utils import timezone

from ..models import MeetingDay, Party, Presence, Refusal, Wish
from .mission_planning import must_be_open, take_away_of


@transaction.atomic
def answer(*, party, wishes, refusals, absent, contact_name, contact_phone, by):
    """Keep what a party answered, in the place of what it answered before.

    `wishes` is the rank by party, `refusals` are parties, `absent` the rounds by day. A meeting to come with who is now
    refused is taken away; that other one reads that it is off and nothing more.
    """
    # All who change a plan or a refusal lock the days first: none is planned that was just refused.
    list(MeetingDay.objects.filter(mission=party.mission_id).order_by("pk").select_for_update(no_key=True))
    party = Party.objects.select_related("mission").select_for_update(no_key=True, of=["self"]).get(pk=party.pk)
    must_be_open(party.mission)
    party.contact_name, party.contact_phone, party.answered_at = contact_name, contact_phone, timezone.now()
    party.save(update_fields=["contact_name", "contact_phone", "answered_at"])
    party.wishes.all().delete()
    Wish.objects.bulk_create(
        Wish(by=party, about=about, rank=rank) for about, rank in wishes.items() if about not in refusals
    )
    before = set(party.refusals.values_list("about", flat=True))
    new = {about.pk for about in refusals} - before
    take_away_of(party=party, others=new)
    party.refusals.all().delete()
    Refusal.objects.bulk_create(Refusal(by=party, about=about) for about in refusals)
    for day, rounds in absent.items():
        Presence.objects.update_or_create(party=party, day=day, defaults={"absent": sorted(rounds)})
    return party
