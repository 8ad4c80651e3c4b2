"""Education, as staff see it: exchanges, internships, the contacts that are open, and schools that ask for one."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from deventer_intl.history_admin import HistoryAdmin

from ..actions import education as actions
from ..forms.education import AnswerContactForm
from ..models import ContactRequest, InternshipOffer, OpenContact, SchoolExchange
from .decisions import DecisionAdmin, Undecided


@admin.register(SchoolExchange)
class SchoolExchangeAdmin(HistoryAdmin):
    list_display = [
        "organisation", "kind", "direction", "partner", "country", "place", "shown_year", "pupils", "students", "staff",
    ]  # fmt: skip
    list_filter = ["kind", "school_year", ("organisation", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["organisation", "country", "place"]
    search_fields = ["organisation__name", "partner", "country__name_nl", "place__name_nl"]
    autocomplete_fields = ["country", "place"]

    @admin.display(description=_("school year"), ordering="school_year")
    def shown_year(self, exchange):
        return exchange.shown_year


@admin.register(InternshipOffer)
class InternshipOfferAdmin(HistoryAdmin):
    list_display = ["title_nl", "organisation", "direction", "country", "published_on", "apply_before", "is_shown"]
    list_filter = ["direction", ("country", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["organisation", "country"]
    search_fields = ["organisation__name", "title_nl", "title_en", "title_de"]
    autocomplete_fields = ["organisation", "country", "place"]

    @admin.display(description=_("open"), boolean=True)
    def is_shown(self, offer):
        return offer.is_open


@admin.register(OpenContact)
class OpenContactAdmin(HistoryAdmin):
    list_display = ["name", "offers_nl", "is_active"]
    list_filter = ["is_active"]
    list_select_related = ["country", "place"]
    search_fields = ["country__name_nl", "place__name_nl", "cities_nl", "offers_nl"]
    autocomplete_fields = ["country", "place"]

    @admin.display(description=_("contact"))
    def name(self, contact):
        return contact.name


@admin.register(ContactRequest)
class ContactRequestAdmin(DecisionAdmin):
    """The queue: which school asks for which contact."""

    list_display = ["organisation", "contact", "user", "asked_at", "outcome", "decided_by"]
    list_filter = [Undecided, "outcome"]
    list_select_related = ["organisation", "contact__country", "contact__place", "user", "decided_by"]
    search_fields = ["organisation__name", "user__email", "user__name"]
    decision_template = "admin/organisations/contactrequest/decide.html"
    decision_form = AnswerContactForm

    def carry_out(self, asked, answers, by):
        actions.answer_contact(asked=asked, **answers, by=by)

    def facts_of(self, asked):
        return {"asked": asked}
