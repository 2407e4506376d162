"""The keys that QR codes carry to another device: signed, unguessable, kept as a digest only."""

import hashlib
import secrets

from django.core.signing import BadSignature, Signer

from motcua.dossiers.models import Handover
from motcua.platform.settings import installation


def _signer() -> Signer:
    return Signer(salt="motcua.dossiers.handover", sep=".")


def new_key() -> str:
    """A key nobody can guess, 144 bits."""
    return secrets.token_urlsafe(18)


def digest_of(key: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(key.encode()).hexdigest()


def address_of(key: str, *, to_phone: bool) -> str:
    """The whole address for the QR code, the key signed."""
    return f"{installation().base_url}/{'chup' if to_phone else 'tiep-tuc'}/{_signer().sign(key)}"


def handover_of(signed: str) -> Handover | None:
    """The handover of a signed key, good or not any more; None for one that we never signed."""
    try:
        key = _signer().unsign(signed)
    except BadSignature:
        return None
    of = Handover.objects.select_related("draft__version__procedure", "draft__version__eform", "component")
    return of.filter(key_digest=digest_of(key)).first()
