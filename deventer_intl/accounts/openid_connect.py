"""OpenID Connect as strictly as its specification wants it: what allauth leaves out.

allauth keeps the state of a sign-in and its PKCE verifier in the session. Added here: a nonce beside them; an ID token is
checked for its signature, issuer, audience, time and nonce (OpenID Connect Core 3.1.3.7); nothing in the address of a
sign-in changes what the provider is asked; and no token is kept.
"""

import secrets
from hashlib import blake2b

import jwt
import requests
from allauth.account.models import EmailAddress
from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from .identity_providers import EHERKENNING

# A provider signs with a key of its own; a shared secret or no signature at all proves nothing.
ALGORITHMS = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"}
NEEDED = ["iss", "sub", "aud", "exp", "iat", "nonce"]
# Seconds that the clock of the provider may differ from ours.
CLOCKS = 60

UNTRUSTED = _(
    "We cannot be sure that the answer of %(provider)s is real. That is why you are not signed in. Try again. "
    "Does it keep happening? Then contact us."
)
UNREACHABLE = _("%(provider)s does not give a proper answer at the moment. Try again in a few minutes.")
FAILED = _("%(provider)s says that signing in did not work. Try again.")


class Refused(Exception):
    """A sign-in that ends here: why, for the log and never with a token in it; a text for the person; a status."""

    def __init__(self, reason, text, status=400, **facts):
        super().__init__(reason)
        self.text, self.status, self.facts = text, status, facts


class Adapter(OpenIDConnectOAuth2Adapter):
    """Talks with the provider."""

    @property
    def openid_config(self):
        if not hasattr(self, "_openid_config"):
            issuer = self.get_provider().app.settings["server_url"]
            found = self.ask("GET", issuer.rstrip("/") + "/.well-known/openid-configuration")
            if found.get("issuer") != issuer:
                raise Refused("the discovery document is of another issuer", UNREACHABLE, 502)
            # As safe as the issuer itself.
            scheme = issuer.partition("://")[0] + "://"
            for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
                if not str(found.get(name)).startswith(scheme):
                    raise Refused(f"no {name} in the discovery document", UNREACHABLE, 502)
            self._openid_config = found
        return self._openid_config

    def get_callback_url(self, request, app):
        """Return one address for all languages: the provider knows it by heart."""
        with translation.override(settings.LANGUAGE_CODE):
            return super().get_callback_url(request, app)

    def ask(self, method, url, **options):
        """Return the JSON object that the provider answers with."""
        try:
            with get_adapter().get_requests_session() as session:
                response = session.request(method, url, allow_redirects=False, **options)
        except (requests.RequestException, UnicodeError) as error:
            raise Refused(f"no answer: {type(error).__name__}", UNREACHABLE, 503) from None
        if response.status_code >= 500:
            raise Refused(f"answer {response.status_code}", UNREACHABLE, 503)
        if response.status_code != 200:
            raise Refused(f"answer {response.status_code}", FAILED)
        try:
            answer = response.json()
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict):
            raise Refused("an answer that is no JSON object", UNREACHABLE, 502)
        return answer

    def claims(self, code, state):
        """Return what the provider says of whoever signed in, in its ID token and where that is silent in its userinfo."""
        tokens = self.exchange(code, state["pkce_code_verifier"])
        claims = self.verified(tokens.get("id_token"), state["nonce"])
        missing = [name for name in self.get_provider().app.settings["claims"] if name not in claims]
        if missing and "userinfo_endpoint" in self.openid_config:
            bearer = {"Authorization": f"Bearer {tokens.get('access_token')}"}
            info = self.ask("GET", self.profile_url, headers=bearer)
            # OpenID Connect Core 5.3.2
            if info.get("sub") != claims["sub"]:
                raise Refused("userinfo of somebody else", UNTRUSTED)
            claims |= {name: info[name] for name in missing if name in info}
        return claims

    def exchange(self, code, verifier):
        """Trade the code for tokens."""
        app = self.get_provider().app
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.get_callback_url(self.request, app),
            "code_verifier": verifier,
        }
        if self.basic_auth:
            return self.ask("POST", self.access_token_url, data=form, auth=(app.client_id, app.secret))
        secret = {"client_id": app.client_id, "client_secret": app.secret}
        return self.ask("POST", self.access_token_url, data=form | secret)

    def verified(self, id_token, nonce):
        """Return the claims of an ID token that is what it should be."""
        client_id = self.get_provider().app.client_id
        try:
            key = self.key_of(id_token)
            claims = jwt.decode(
                id_token,
                key,
                algorithms=[key.algorithm_name],
                audience=client_id,
                issuer=self.openid_config["issuer"],
                leeway=CLOCKS,
                options={"require": NEEDED},
            )
        except jwt.PyJWTError as error:
            raise Refused(f"ID token: {type(error).__name__}", UNTRUSTED) from None
        if claims["nonce"] != nonce:
            raise Refused("ID token: another nonce", UNTRUSTED)
        # Of several audiences, the token is for the one that asked for it.
        if claims.get("azp", client_id) != client_id or (len(listed(claims["aud"])) > 1 and "azp" not in claims):
            raise Refused("ID token: for another party", UNTRUSTED)
        return claims

    def key_of(self, id_token):
        """Return the key of the provider that an ID token says it is signed with."""
        kid = jwt.get_unverified_header(id_token).get("kid")
        for key in listed(self.ask("GET", self.openid_config["jwks_uri"]).get("keys")):
            if isinstance(key, dict) and key.get("kid") == kid and key.get("use") != "enc":
                found = jwt.PyJWK(key)
                if found.algorithm_name in ALGORITHMS:
                    return found
        raise Refused("ID token: signed with a key that is not of the provider", UNTRUSTED)


class Provider(OpenIDConnectProvider):
    """One of `identity_providers`, as allauth knows it."""

    pkce_enabled_default = True
    oauth2_adapter_class = Adapter

    def get_redirect_from_request_kwargs(self, request):
        """Return what to ask and what to remember; allauth would take scopes and parameters from the address."""
        nonce = secrets.token_urlsafe(32)
        return {
            "process": AuthProcess.LOGIN,
            "next_url": get_next_redirect_url(request),
            "auth_params": {"nonce": nonce},
            "nonce": nonce,
            "language": translation.get_language(),
            # Who is signed in already and wants to sign in with this provider too.
            "ties": request.user.pk if self.sub_id == EHERKENNING else None,
        }

    def serialize(self):
        """Name the provider; allauth would name its client, and two providers may know us by the same name."""
        return {"id": self.sub_id}

    # What allauth may know of a person is what `single_sign_on` made of the claims: `uid`, and of civil servants `email`
    # and `name`.

    def extract_uid(self, known):
        return known["uid"]

    def extract_extra_data(self, known):
        return {}

    def extract_common_fields(self, known):
        return {name: known[name] for name in ("email", "name") if name in known}

    def extract_email_addresses(self, known):
        if "email" not in known:
            return []
        return [EmailAddress(email=known["email"], verified=True, primary=True)]


def listed(value) -> list:
    """Return a claim as a list: providers send one value with and without brackets."""
    return value if isinstance(value, list) else [] if value is None else [value]


def uid_of(claims) -> str:
    """Return under what an account is kept: a subject is somebody only together with who says so."""
    return blake2b(f"{claims['iss']} {claims['sub']}".encode(), digest_size=32).hexdigest()
