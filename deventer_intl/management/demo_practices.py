"""Fictitious good practices for the demonstration: public, proposed, declined and a draft, and a theme meeting."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from events.actions import agenda
from events.models import Event
from globalgoals.actions import practice as actions
from globalgoals.actions import practice_photo
from globalgoals.actions.practice import Figure, Parts
from globalgoals.claims import Claimed
from globalgoals.models import Goal, GoodPractice, PracticePhoto
from organisations.models import Country, Network

from ..goals.community import KERNGROEP

WELLS = {
    "title_nl": "Waterpompen die blijven werken (verzonnen)",
    "title_en": "Water pumps that keep working (fictitious)",
    "story_nl": "Dit is niet echt gebeurd.\n\nWe plaatsten **eerst** vijf pompen, en leidden daarna pas beheerders op. "
    "Dat zouden we nu andersom doen:\n\n- eerst de mensen,\n- dan de pomp,\n- en elk jaar terugkomen.",
    "story_en": "This did not really happen.\n\nWe placed five pumps **first**, and trained who keeps them after that.",
    "result_nl": "Vijf dorpen hebben schoon water, en houden de pompen zelf in orde.",
    "result_en": "Five villages have clean water, and keep the pumps working themselves.",
}


def make_practices(*, organisation, keeper):
    """Make them of an organisation whose page `keeper` keeps, once; without the goals of the real data there are none."""
    if organisation.good_practices.exists() or not Goal.objects.exists():
        return
    editor = get_user_model().objects.get(email="editors@demo.example")
    wells = tell(organisation, keeper, WELLS, goals=[6, 3, 17])
    photograph(wells, keeper)
    actions.publish(practice=wells, by=editor)
    books = {"title_nl": "Lezen over de grens (verzonnen)", "story_nl": "Verzonnen.", "result_nl": "Dertig lezers."}
    actions.publish(practice=tell(organisation, keeper, books, goals=[4]), by=editor)
    waits = {"title_nl": "Wacht op de redactie (verzonnen)", "story_nl": "Verzonnen.", "result_nl": "Nog niets."}
    tell(organisation, keeper, waits, goals=[12])
    short = {"title_nl": "Te kort verteld (verzonnen)", "story_nl": "Kort.", "result_nl": "Kort."}
    declined = tell(organisation, keeper, short, goals=[13])
    actions.decline(practice=declined, reason="Vertel ook met wie u het deed.", by=editor)
    draft = GoodPractice(organisation=organisation, title_nl="Nog niet af (verzonnen)")
    actions.write(practice=draft, parts=Parts(), by=keeper)
    theme_meeting(keeper, editor)


def tell(organisation, keeper, texts, goals):
    why = {"motivation_nl": "Verzonnen: daarom dit doel."}
    parts = Parts(
        goals=[Claimed(number, why if place == 0 else {}) for place, number in enumerate(goals)],
        figures=[Figure(5, {"what_nl": "pompen geplaatst", "what_en": "pumps placed"}, "eigen telling (verzonnen)")],
        countries=list(Country.objects.filter(iso2="UG")),
    )
    practice = GoodPractice(organisation=organisation, **texts)
    return actions.write(practice=practice, parts=parts, proposes=True, by=keeper)


def photograph(practice, keeper):
    from .commands.demo import drawing

    content = drawing((1280, 800), "Verzonnen foto\nvan een pomp", ["#00505a", "#00809a"])
    photo = PracticePhoto(
        practice=practice,
        alt_nl="Een tekening: strepen met de tekst “Verzonnen foto”",
        credit="Niemand",
        has_consent=True,
    )
    practice_photo.add(photo=photo, upload=SimpleUploadedFile("verzonnen.png", content), by=keeper)


def theme_meeting(keeper, editor):
    """Plan a theme meeting of the Kerngroep, which its page and the page of the community count."""
    evening = timezone.localtime().replace(hour=19, minute=30, second=0, microsecond=0) + timedelta(days=25)
    event = Event(
        title_nl="Themabijeenkomst: minder afval (verzonnen)",
        summary_nl="Dit gebeurt niet echt: om het portaal mee te proberen.",
        kind=Event.Kind.THEME,
        network=Network.objects.filter(slug=KERNGROEP).first(),
        starts_at=evening,
        ends_at=evening + timedelta(hours=2),
        venue="Zaal 2",
    )
    agenda.publish(event=agenda.propose(event=event, by=keeper), by=editor)
