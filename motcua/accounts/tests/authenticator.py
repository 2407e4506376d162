"""A device that keeps passkeys, made of the standard's own steps (WebAuthn level 3, sections 6 and 7)."""

import json
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import sha256, websafe_decode, websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

UP_AND_VERIFIED = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV


@dataclass
class Device:
    """One key on one device; what a test changes is what a forger would."""

    origin: str
    host: str
    count: int = 0
    flags: AuthenticatorData.FLAG = UP_AND_VERIFIED
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential_id: bytes = b"khoa-thu-nghiem-cua-ong-ba"
    user: bytes = b""

    def make(self, options: dict[str, Any]) -> str:
        """Answer a question for a new key."""
        self.user = websafe_decode(options["user"]["id"])
        public = ES256.from_cryptography_key(self.key.public_key())  # type: ignore[no-untyped-call]
        data = AttestedCredentialData.create(Aaguid(b"\0" * 16), self.credential_id, public)
        about = AuthenticatorData.create(
            sha256(self.host.encode()), self.flags | AuthenticatorData.FLAG.AT, self.count, data
        )
        attestation = AttestationObject.create("none", about, {})
        return self._answer({"attestationObject": attestation}, self._client_data("webauthn.create", options))

    def sign(self, options: dict[str, Any]) -> str:
        """Answer a question for proof."""
        self.count += 1
        about = AuthenticatorData.create(sha256(self.host.encode()), self.flags, self.count)
        client = self._client_data("webauthn.get", options)
        signature = self.key.sign(bytes(about) + sha256(client), ec.ECDSA(hashes.SHA256()))
        return self._answer({"authenticatorData": about, "signature": signature, "userHandle": self.user}, client)

    def _client_data(self, kind: str, options: dict[str, Any]) -> bytes:
        said = {"type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _answer(self, parts: dict[str, bytes], client: bytes) -> str:
        named = websafe_encode(self.credential_id)
        response = {name: websafe_encode(bytes(part)) for name, part in parts.items()}
        response["clientDataJSON"] = websafe_encode(client)
        return json.dumps(
            {"id": named, "rawId": named, "type": "public-key", "response": response, "clientExtensionResults": {}}
        )
