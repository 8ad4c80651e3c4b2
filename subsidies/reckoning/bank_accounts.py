"""Bank accounts: an IBAN as people type it, as it is kept and as it is shown."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from schwifty import IBAN, exceptions

GROUP = 4
HIDDEN = "·"

MESSAGES = {
    "empty": _("Type an IBAN."),
    "characters": _("An IBAN holds only letters and digits, and starts like NL91."),
    "country": _("This IBAN starts with a country code that does not exist. A Dutch one starts with NL."),
    "length": _("This IBAN is too short or too long. A Dutch one has 18 letters and digits."),
    "structure": _("This IBAN has letters or digits where its country has none. Check it sign by sign."),
    "check_digits": _("This IBAN is not right: one or more signs are wrong or swapped. Check it sign by sign."),
    "not_sepa": _("We can pay only to an account in a country that takes part in SEPA."),
}


class IbanError(ValueError):
    """A text that is no IBAN that can be paid to; `message` is for the person who typed it, `code` names the reason."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code
        self.message: Promise = MESSAGES[code]

    def __str__(self) -> str:
        return str(self.message)


def clean_iban(text: str) -> str:
    """Return an IBAN in capitals without spaces; raises `IbanError` for one that is wrong or outside SEPA.

    Checked are the country, its length and structure, and the check digits (ISO 13616). That the account exists, and
    whose it is, no check can tell.

    >>> clean_iban("nl91 abna 0417 1643 00")
    'NL91ABNA0417164300'
    """
    compact = "".join(text.split()).replace("-", "").replace(".", "")
    if not compact:
        raise IbanError("empty")
    if not (compact.isascii() and compact.isalnum() and compact[:2].isalpha()):
        raise IbanError("characters")
    iban = IBAN(compact.upper(), allow_invalid=True)
    try:
        known_length = iban.spec.iban_length
    except exceptions.InvalidCountryCode:
        raise IbanError("country") from None
    if len(iban) != known_length:
        raise IbanError("length")
    try:
        iban.validate()
    except exceptions.InvalidChecksumDigits:
        raise IbanError("check_digits") from None
    except exceptions.SchwiftyException:
        raise IbanError("structure") from None
    if not iban.in_sepa_zone:
        raise IbanError("not_sepa")
    return str(iban)


def grouped(iban: str) -> str:
    """Return a clean IBAN in groups of four, as it stands on a bank card.

    >>> grouped("NL91ABNA0417164300")
    'NL91 ABNA 0417 1643 00'
    """
    return " ".join(iban[start : start + GROUP] for start in range(0, len(iban), GROUP))


def masked(iban: str) -> str:
    """Return a clean IBAN for a screen: its country and last four signs, and nothing of how long it is.

    >>> masked("NL91ABNA0417164300")
    'NL·· ···· ···· 4300'
    """
    return f"{iban[:2]}{HIDDEN * 2} {HIDDEN * GROUP} {HIDDEN * GROUP} {iban[-GROUP:]}"
