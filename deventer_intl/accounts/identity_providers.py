"""Who may vouch for people besides the portal itself: two OpenID Connect providers, as the environment names them.

The municipality signs in civil servants, a broker of eHerkenning signs in people of organisations. Read strictly: what is
half set or misspelt stops the portal at its start, and not somebody at the door.
"""

import re
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

# As they stand in addresses, and with each account that is tied to one.
STAFF, EHERKENNING = "gemeente", "eherkenning"

# The levels of assurance of eHerkenning, from low to high: what a broker says after the prefix, and what people call them.
ASSURANCE = "urn:etoegang:core:assurance-class:"
LEVELS = {"loa2": "EH2", "loa2plus": "EH2+", "loa3": "EH3", "loa4": "EH4"}

CLIENT = ["ISSUER", "CLIENT_ID", "CLIENT_SECRET"]
FURTHER = {
    "OIDC_STAFF": ["NAME", "SCOPE", "GROUPS_CLAIM", "GROUPS", "EMAIL_DOMAINS", "SECOND_FACTOR"],
    "OIDC_EHERKENNING": ["SCOPE", "KVK_CLAIM", "LEVEL"],
}
DEFAULTS = {
    "OIDC_STAFF_NAME": "Gemeente Deventer",
    "OIDC_STAFF_SCOPE": "openid profile email",
    "OIDC_STAFF_GROUPS_CLAIM": "groups",
    "OIDC_EHERKENNING_SCOPE": "openid",
    "OIDC_EHERKENNING_KVK_CLAIM": "urn:etoegang:1.9:EntityConcernedID:KvKnr",
    "OIDC_EHERKENNING_LEVEL": "loa3",
}
DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


def configuration(environ) -> list[dict]:
    """Return the providers that are set, as allauth's "apps"; raises `ImproperlyConfigured` for what cannot be right."""
    return [provider for provider in (staff(environ), eherkenning(environ)) if provider]


def staff(environ):
    values = values_of(environ, "OIDC_STAFF", needed=[*CLIENT, "GROUPS", "EMAIL_DOMAINS"])
    return values and {
        **client(values, STAFF, values["NAME"]),
        "settings": {
            **connection(values, "OIDC_STAFF_ISSUER"),
            # Only of addresses in the domains below, and of this provider alone.
            "email_authentication": True,
            "claims": [values["GROUPS_CLAIM"], "email"],
            "groups_claim": values["GROUPS_CLAIM"],
            "groups": pairs(values["GROUPS"], "OIDC_STAFF_GROUPS", "value of the claim=our group"),
            "email_domains": domains(values["EMAIL_DOMAINS"]),
            "second_factor": pairs(values["SECOND_FACTOR"], "OIDC_STAFF_SECOND_FACTOR", "claim=value"),
        },
    }


def eherkenning(environ):
    values = values_of(environ, "OIDC_EHERKENNING", needed=CLIENT)
    if values and values["LEVEL"] not in LEVELS:
        raise ImproperlyConfigured(
            f"OIDC_EHERKENNING_LEVEL must be one of {', '.join(LEVELS)}, not {values['LEVEL']!r}"
        )
    return values and {
        **client(values, EHERKENNING, "eHerkenning"),
        "settings": {
            **connection(values, "OIDC_EHERKENNING_ISSUER"),
            "claims": [values["KVK_CLAIM"]],
            "kvk_claim": values["KVK_CLAIM"],
            "level": values["LEVEL"],
        },
    }


def values_of(environ, prefix, needed):
    """Return the variables of a provider by what comes after the prefix, or None if it is not used."""
    given = {name: value.strip() for name, value in environ.items() if name.startswith(f"{prefix}_") and value.strip()}
    if not given:
        return None
    names = {f"{prefix}_{name}": name for name in [*CLIENT, *FURTHER[prefix]]}
    if unknown := sorted(given.keys() - names.keys()):
        raise ImproperlyConfigured(f"{unknown[0]} is no variable of the portal; there are {', '.join(names)}")
    if missing := [name for name, short in names.items() if short in needed and name not in given]:
        raise ImproperlyConfigured(f"{next(iter(given))} is set, so {' and '.join(missing)} must be set too")
    return {short: given.get(name, DEFAULTS.get(name, "")) for name, short in names.items()}


def client(values, provider_id, name):
    return {
        "provider_id": provider_id,
        "name": name,
        "client_id": values["CLIENT_ID"],
        "secret": values["CLIENT_SECRET"],
    }


def connection(values, variable):
    """Return how to reach the provider. Without TLS only on this machine: nobody else could vouch for the answers."""
    parts = urlsplit(values["ISSUER"])
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in {"localhost", "127.0.0.1"})
    if not is_safe or not parts.hostname or parts.query or parts.fragment:
        raise ImproperlyConfigured(f"{variable} must be an address that starts with https://, not {values['ISSUER']!r}")
    return {"server_url": values["ISSUER"], "scope": sorted({"openid", *values["SCOPE"].split()})}


def pairs(text, variable, form):
    """Return a list like `a=b,c=d` as pairs."""
    items = [[part.strip() for part in item.rpartition("=")[::2]] for item in text.split(",") if item.strip()]
    if not all(left and right for left, right in items):
        raise ImproperlyConfigured(f"{variable} must look like {form}, more of them with commas between, not {text!r}")
    return items


def domains(text):
    items = [item.strip().lower() for item in text.split(",") if item.strip()]
    if wrong := [item for item in items if not DOMAIN.fullmatch(item)]:
        raise ImproperlyConfigured(f"OIDC_STAFF_EMAIL_DOMAINS must be domains like deventer.nl, not {wrong[0]!r}")
    return items
