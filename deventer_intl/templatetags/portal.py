"""Tags and filters that every template has."""

import json
import re
from itertools import groupby

from django import template
from django.conf import settings
from django.utils.formats import date_format
from django.utils.html import escape, format_html, linebreaks
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, pgettext

from ..amount_fields import shown
from ..markdown import markdown

register = template.Library()

register.filter("markdown", markdown)
register.filter("euros", shown)


def own_links(text):
    """Make links of addresses of the portal alone: a mail of ours may hold what others wrote."""
    ours = re.compile(re.escape(str(escape(settings.PORTAL_URL))) + r"(?![^/\s])[^\s<]*")
    return mark_safe(ours.sub(r'<a href="\g<0>">\g<0></a>', str(escape(text))))


@register.simple_tag
def identity_providers():
    """Return with whom people can sign in, as the environment says."""
    return settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]


# Where the longest words of the goals break on a tile: browsers know too little Dutch and German.
BREAKS = {
    word.replace("|", ""): word.replace("|", "\u00ad")
    for word in [
        "Kwaliteits|onderwijs",
        "Gender|gelijkheid",
        "infra|structuur",
        "Ongelijk|heid",
        "gemeen|schappen",
        "Verant|woorde",
        "doel|stellingen",
        "Geschlechter|gleichheit",
        "Wirtschafts|wachstum",
        "Infra|struktur",
        "Ungleich|heiten",
        "Sanitär|einrichtungen",
        "Wohl|ergehen",
        "Klima|schutz",
        "Gerechtig|keit",
        "Institu|tionen",
        "Partner|schaften",
        "Partner|schap",
        "infrastruc|ture",
        "communi|ties",
        "institu|tions",
        "responsi|ble",
        "produc|tion",
        "consump|tion",
        "partner|ships",
        "Partner|ships",
        "Gemein|den",
        "Hoch|wertige",
        "Deventer4|Global|Goals",
    ]
}


@register.filter
def soft_hyphens(text):
    return " ".join(BREAKS.get(word, word) for word in str(text).split())


@register.filter(expects_localtime=True)
def with_weekday(day):
    """Return a day as friday 27 november 2026, in the way of each language; "" for none."""
    if not day:
        return ""
    words = {"weekday": date_format(day, "l"), "date": date_format(day)}
    return pgettext("a day", "%(weekday)s %(date)s") % words


@register.filter
def in_language(text):
    """Return a `lang` attribute for a translated text that had to fall back on another language."""
    lang = getattr(text, "lang", "")
    return format_html(' lang="{}"', lang) if lang and lang != get_language() else ""


# A line of somebody else's in a mail, as mail programs quote.
QUOTE = "> "
QUOTATION = "margin: 0; padding-left: 16px; border-left: 4px solid #c5d8e9"


@register.filter
def quoted(text):
    """Return a text of a stranger as a quotation in a mail: whatever it says, each line of it starts with a mark."""
    return "\n".join(QUOTE + line for line in str(text).splitlines())


@register.filter
def mail_html(text):
    """Return the text of a mail as HTML. Addresses of the portal in it become links, but not those in a quotation."""
    parts = []
    for is_quotation, lines in groupby(text.split("\n"), key=lambda line: line.startswith(QUOTE)):
        part = "\n".join(line.removeprefix(QUOTE) for line in lines).strip("\n")
        if is_quotation:
            parts.append(f'<blockquote style="{QUOTATION}">{linebreaks(escape(part))}</blockquote>')
        elif part:
            parts.append(linebreaks(own_links(part), autoescape=False))
    return mark_safe("\n".join(parts))


@register.filter
def json_ld(data):
    """Return data as JSON that can stand inside a script element."""
    text = json.dumps(data, ensure_ascii=False)
    return mark_safe(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


@register.filter
def unconfirmed(tags):
    """Return the claims to a goal that nobody confirmed yet."""
    return [tag for tag in tags if not tag.is_confirmed]
