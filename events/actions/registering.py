"""Who comes: what happens to registrations, each step one transaction with its mail in it; `by` is whoever does it.

Every step locks the event and then its terms: steps about one event happen one after another, whoever takes them. What
cannot be done raises `ValidationError` with a text for that person.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from procrastinate.contrib.django import app

from ..emails import registration as emails
from ..models import Answer, DietaryNeed, Event, Registration, RegistrationTerms
from ..offers import offer_end

State = Registration.State
# The job that ends an offer nobody confirmed.
LAPSE = "events.tasks.registering.lapse_offer"


def locked_terms(event):
    """Lock an event and the terms of its registration for the rest of the transaction; None without terms.

    Who cancels an event waits for who registers, so that its mail misses nobody.
    """
    event = Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    terms = RegistrationTerms.objects.select_for_update(no_key=True).filter(event=event).first()
    if terms:
        terms.event = event
    return terms


def open_terms(event):
    terms = locked_terms(event)
    if refusal := terms.refusal() if terms else _("One cannot register for this event."):
        raise ValidationError(refusal, code="closed")
    return terms


def locked(registration):
    """Lock the event of a registration, then read anew how it stands."""
    terms = locked_terms(registration.event)
    registration = Registration.objects.select_related("event").get(pk=registration.pk)
    registration.event = terms.event
    return terms, registration


def refuse_guests(terms, guests):
    """Refuse more guests than the organiser allows, or than could ever have a place."""
    if guests < 0 or guests > terms.most_guests:
        text = ngettext(
            "You can bring %(number)s guest at most.", "You can bring %(number)s guests at most.", terms.most_guests
        )
        raise ValidationError({"guests": text % {"number": terms.most_guests}}, code="guests")
    if terms.capacity is not None and 1 + guests > terms.capacity:
        raise ValidationError({"guests": _("There are fewer places than that.")}, code="guests")


def gets_place(terms, seats):
    """Say whether whoever registers now gets a place at once: there is one, and nobody waits for it."""
    return terms.has_room_for(seats) and not terms.event.registrations.waiting().exists()


def no_place(terms):
    """Return what is said to somebody who did not expect to wait: none is left, or too few for all of them."""
    if terms.left and not terms.event.registrations.waiting().exists():
        text = ngettext(
            "There is %(number)s place left. Bring along fewer people, or send it once more to stand on the waiting list.",
            "There are %(number)s places left. Bring along fewer people, or send it once more to stand on the waiting list.",
            terms.left,
        )
        return text % {"number": terms.left}
    return _("The last places went while you typed. Send it once more to stand on the waiting list.")


@transaction.atomic
def register(*, event, name, email, guests=0, language, by, will_wait=True, **details):
    """Register somebody: a place at once, or the waiting list. Returns the registration.

    Who is registered already is mailed that, and nothing changes; the page says the same to all. Where `will_wait` is
    not set and there is no place, it is refused with the code `full`, so that the visitor can choose.
    """
    terms = open_terms(event)
    refuse_guests(terms, guests)
    at_once = gets_place(terms, 1 + guests)
    if not at_once and not will_wait:
        raise ValidationError(no_place(terms), code="full")
    if same := terms.event.registrations.active().under(email).first():
        emails.registered_already(registration=same)
        return same
    return add(terms, at_once=at_once, name=name, email=email.lower(), guests=guests, language=language, **details)


@transaction.atomic
def add_by_hand(*, event, name, email="", guests=0, language, by, **details):
    """Register somebody who telephoned or wrote, also before and after others can; mailed only if there is an address."""
    terms = locked_terms(event)
    if terms is None or terms.event.is_cancelled:
        raise ValidationError(_("One cannot register for this event."), code="closed")
    refuse_guests(terms, guests)
    if email and terms.event.registrations.active().under(email).exists():
        raise ValidationError({"email": _("Somebody is registered under this address already.")}, code="twice")
    at_once = gets_place(terms, 1 + guests)
    return add(
        terms, at_once=at_once, name=name, email=email.lower(), guests=guests, language=language, is_by_hand=True, **details
    )  # fmt: skip


def add(terms, *, at_once, answers=None, diet="", **values):
    state = State.PLACED if at_once else State.WAITING
    registration = Registration.objects.create(event=terms.event, state=state, **values)
    Answer.objects.bulk_create(
        Answer(registration=registration, question=question, text=text)
        for question, text in (answers or {}).items()
        if text
    )
    set_diet(terms, registration, diet)
    if at_once:
        emails.registered(registration=registration)
    else:
        fill_places(terms)
        registration.refresh_from_db(fields=["state", "offer_ends_at"])
        if registration.state == State.WAITING:
            emails.on_waiting_list(registration=registration)
    return registration


def set_diet(terms, registration, diet):
    """Keep what somebody cannot eat, where that is asked and consent was given; an empty text takes it out."""
    DietaryNeed.objects.filter(registration=registration).delete()
    if diet and terms.asks_diet:
        DietaryNeed.objects.create(registration=registration, text=diet)


def fill_places(terms):
    """Offer what came free to the first on the waiting list whose party fits, and then to the next."""
    now = timezone.now()
    ends = offer_end(now, terms.hours_to_confirm, terms.event.starts_at)
    if ends is None or terms.event.status != Event.Status.PUBLISHED:
        return []
    terms.refresh_from_db(fields=["taken"])
    offered, left = [], terms.left
    for registration in terms.event.registrations.waiting() if left != 0 else []:
        if left is not None and registration.seats > left:
            continue
        offer(registration, terms.event, ends)
        offered.append(registration)
        left = None if left is None else left - registration.seats
        if left == 0:
            break
    return offered


def offer(registration, event, ends):
    registration.state, registration.offer_ends_at, registration.event = State.OFFERED, ends, event
    registration.save(update_fields=["state", "offer_ends_at"])
    if registration.email:
        emails.offered(registration=registration)
    # A little later, so that the moment has passed on every clock.
    at = ends + timedelta(seconds=5)
    app.configure_task(LAPSE, schedule_at=at).defer(registration_id=registration.pk)


@transaction.atomic
def move_up(*, event):
    """Offer the places that are free to who waits; returns whom."""
    terms = locked_terms(event)
    return fill_places(terms) if terms else []


def end(terms, registration, state):
    """End a registration, take out what tells of health or belief, and give its places to who waits."""
    registration.state, registration.ended_at, registration.offer_ends_at = state, timezone.now(), None
    registration.save(update_fields=["state", "ended_at", "offer_ends_at"])
    DietaryNeed.objects.filter(registration=registration).delete()
    fill_places(terms)


@transaction.atomic
def cancel(*, registration, by, message=None):
    """Cancel a registration: by its link, or by the organiser with a `message`. A second click changes nothing."""
    terms, registration = locked(registration)
    if not registration.is_active:
        return registration
    if terms.event.has_begun:
        raise ValidationError(_("This event has begun."), code="closed")
    end(terms, registration, State.CANCELLED)
    emails.cancelled(registration=registration, message=message)
    return registration


@transaction.atomic
def confirm_offer(*, registration, by):
    """Take the place that came free. A second click changes nothing."""
    terms, registration = locked(registration)
    if registration.state == State.PLACED:
        return registration
    is_there = terms.event.status == Event.Status.PUBLISHED and not terms.event.has_begun
    if not (registration.is_offered and is_there):
        raise ValidationError(_("This place is no longer kept for you."), code="lapsed")
    registration.state, registration.offer_ends_at = State.PLACED, None
    registration.save(update_fields=["state", "offer_ends_at"])
    emails.registered(registration=registration)
    return registration


@transaction.atomic
def decline_offer(*, registration, by):
    """Leave the place that came free to the next."""
    terms, registration = locked(registration)
    if registration.state != State.OFFERED:
        raise ValidationError(_("This place is no longer kept for you."), code="lapsed")
    end(terms, registration, State.CANCELLED)
    emails.cancelled(registration=registration)
    return registration


@transaction.atomic
def lapse(*, registration):
    """End an offer whose term has passed, and ask the next; says whether it did."""
    terms, registration = locked(registration)
    if registration.state != State.OFFERED or registration.is_offered:
        return False
    end(terms, registration, State.LAPSED)
    emails.lapsed(registration=registration)
    return True


@transaction.atomic
def change_registration(*, registration, guests, shows_name, diet, by):
    """Come with more or fewer, show one's name or not, eat something else."""
    terms, registration = locked(registration)
    if not registration.is_active or terms.event.has_begun:
        raise ValidationError(_("This registration cannot be changed any more."), code="ended")
    if guests > registration.guests:
        refuse_guests(terms, guests)
        refuse_more(terms, registration, guests)
    registration.guests, registration.shows_name = max(guests, 0), shows_name
    registration.save(update_fields=["guests", "shows_name"])
    set_diet(terms, registration, diet)
    fill_places(terms)
    return registration


def refuse_more(terms, registration, guests):
    """Refuse who has a place more of them than are left, or than others wait for."""
    if registration.state == State.WAITING:
        return
    if not gets_place(terms, guests - registration.guests):
        left = 0 if terms.event.registrations.waiting().exists() else terms.left
        text = ngettext(
            "There is %(number)s place left for more guests.", "There are %(number)s places left for more guests.", left
        )
        raise ValidationError({"guests": text % {"number": left}}, code="full")


@transaction.atomic
def change_terms(*, event, by, **values):
    """Open, change or close the registration of an event; a raised capacity goes to who waits.

    A capacity below those who have a place is refused with how many they are.
    """
    terms = locked_terms(event)
    if terms is None:
        RegistrationTerms.objects.get_or_create(event=event)
        terms = locked_terms(event)
    for name, value in values.items():
        setattr(terms, name, value)
    if terms.capacity is not None and terms.capacity < terms.taken:
        text = ngettext(
            "%(number)s place is taken already: there cannot be fewer.",
            "%(number)s places are taken already: there cannot be fewer.",
            terms.taken,
        )
        raise ValidationError({"capacity": text % {"number": terms.taken}}, code="taken")
    terms.full_clean()
    terms.save(update_fields=values)
    fill_places(terms)
    return terms
