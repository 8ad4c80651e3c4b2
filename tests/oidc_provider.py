"""A real OpenID Connect provider in a process of its own: `python -m tests.oidc_provider PORT FOLDER`.

It is strict with who asks: client, secret, redirect address, PKCE and single use of a code. What it says of a person, and
what it does wrong, stands in `behaviour.json` in the folder, read anew for each request:

- `claims`, `userinfo`: what the ID token and the userinfo say besides or instead; null leaves a claim out
- `error`: the answer to an authorisation request, instead of a code
- `page`: a page with a button comes first, at another host name, as with people
- `sign`: "other" for a key that is not published, "none" for no signature, "secret" for HS256 with the client's secret
- `discovery`, `keys`, `token`: a raw answer `[status, content type, text]` instead
- `changes`: what the discovery document says besides or instead
- `wait`: seconds before any answer
"""

import base64
import hashlib
import json
import secrets
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT_ID, CLIENT_SECRET = "portaal", "een-geheim-dat-alleen-de-test-kent"
SUBJECT = "persoon-1"
KEYS = {name: rsa.generate_private_key(public_exponent=65537, key_size=2048) for name in ("ours", "other")}
PAGE = '<!doctype html><html lang="nl"><title>Inloggen</title><link rel="icon" href="data:,"><main><h1>Inloggen</h1><a href="{}">Ik ben het</a></main></html>'


class Provider(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    codes = {}
    tokens = {}

    def do_GET(self):
        time.sleep(self.behaviour.get("wait", 0))
        answers = {
            "/.well-known/openid-configuration": self.discovery,
            "/keys": self.keys,
            "/authorise": self.authorise,
            "/signed-in": self.signed_in,
            "/userinfo": self.userinfo,
        }
        answers.get(urlsplit(self.path).path, self.nothing)()

    def do_POST(self):
        time.sleep(self.behaviour.get("wait", 0))
        self.token() if self.path == "/token" else self.nothing()

    @property
    def behaviour(self):
        return json.loads((self.server.folder / "behaviour.json").read_text(encoding="utf-8"))

    @property
    def query(self):
        return {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}

    def nothing(self):
        self.answer(404, "text/plain", "nothing here")

    def discovery(self):
        if "discovery" in self.behaviour:
            return self.answer(*self.behaviour["discovery"])
        issuer = self.server.issuer
        known = {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/authorise",
            "token_endpoint": f"{issuer}/token",
            "jwks_uri": f"{issuer}/keys",
            "userinfo_endpoint": f"{issuer}/userinfo",
            "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
        }
        self.answer_json(200, known | self.behaviour.get("changes", {}))

    def keys(self):
        if "keys" in self.behaviour:
            return self.answer(*self.behaviour["keys"])
        public = jwt.algorithms.RSAAlgorithm.to_jwk(KEYS["ours"].public_key(), as_dict=True)
        self.answer_json(200, {"keys": [public | {"kid": "ours", "use": "sig"}]})

    def authorise(self):
        asked = self.query
        expected = {"client_id": CLIENT_ID, "response_type": "code", "code_challenge_method": "S256"}
        right = expected.items() <= asked.items() and "openid" in asked["scope"].split()
        if not right or not {"nonce", "state", "code_challenge", "redirect_uri"} <= asked.keys():
            return self.answer(400, "text/plain", "a request that is not right")
        code = secrets.token_urlsafe(24)
        self.codes[code] = asked
        onward = f"/signed-in?{urlencode({'code': code})}"
        if self.behaviour.get("page"):
            # Another host name, as where a provider leaves the signing in to another one.
            return self.redirect(f"http://localhost:{self.server.server_port}{onward}")
        self.redirect(onward)

    def signed_in(self):
        code = self.query["code"]
        asked = self.codes[code]
        if self.behaviour.get("page") and "yes" not in self.query:
            return self.answer(200, "text/html; charset=utf-8", PAGE.format(f"{self.path}&amp;yes=1"))
        outcome = {"error": self.behaviour["error"]} if "error" in self.behaviour else {"code": code}
        self.redirect(f"{asked['redirect_uri']}?{urlencode(outcome | {'state': asked['state']})}")

    def token(self):
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        form = {name: values[0] for name, values in form.items()}
        if "token" in self.behaviour:
            return self.answer(*self.behaviour["token"])
        asked = self.codes.pop(form.get("code"), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if self.client_of(form) != (CLIENT_ID, CLIENT_SECRET):
            return self.answer_json(401, {"error": "invalid_client"})
        if (
            not asked
            or form["redirect_uri"] != asked["redirect_uri"]
            or base64.urlsafe_b64encode(digest).decode().rstrip("=") != asked["code_challenge"]
        ):
            return self.answer_json(400, {"error": "invalid_grant"})
        access_token = secrets.token_urlsafe(24)
        self.tokens[access_token] = SUBJECT
        id_token = self.id_token(asked["nonce"])
        self.answer_json(
            200, {"access_token": access_token, "token_type": "Bearer", "expires_in": 300, "id_token": id_token}
        )

    def client_of(self, form):
        kind, _space, basic = self.headers.get("Authorization", "").partition(" ")
        if kind == "Basic":
            return tuple(base64.b64decode(basic).decode().split(":"))
        return form.get("client_id"), form.get("client_secret")

    def id_token(self, nonce):
        now = int(time.time())
        claims = {"iss": self.server.issuer, "sub": SUBJECT, "aud": CLIENT_ID, "iat": now, "exp": now + 300}
        claims |= {"nonce": nonce} | self.behaviour.get("claims", {})
        claims = {name: value for name, value in claims.items() if value is not None}
        ways = {
            "ours": (KEYS["ours"], "RS256"),
            "other": (KEYS["other"], "RS256"),
            "none": (None, "none"),
            "secret": (CLIENT_SECRET, "HS256"),
        }
        key, algorithm = ways[self.behaviour.get("sign", "ours")]
        return jwt.encode(claims, key, algorithm, headers={"kid": "ours"})

    def userinfo(self):
        subject = self.tokens.get(self.headers.get("Authorization", "").removeprefix("Bearer "))
        if not subject:
            return self.answer_json(401, {"error": "invalid_token"})
        self.answer_json(200, {"sub": subject} | self.behaviour.get("userinfo", {}))

    def redirect(self, address):
        self.send_response(302)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def answer_json(self, status, value):
        self.answer(status, "application/json", json.dumps(value))

    def answer(self, status, content_type, text):
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *arguments):
        pass


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Provider)
    server.folder, server.issuer = Path(sys.argv[2]), f"http://127.0.0.1:{sys.argv[1]}"
    server.serve_forever()
