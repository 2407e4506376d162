"""What somebody can prove themselves with besides a password, and where wrong proofs are counted."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from motcua.accounts.models import Account, Passkey, RecoveryCode, SignInThrottle, TotpDevice
from motcua.accounts.reads import throttle_at, wait_of
from motcua.accounts.rules import PER_FACTOR, ThrottlePolicy, code_on_paper
from motcua.platform.encryption import keyed_digest


@dataclass(frozen=True)
class Factors:
    """The second factors of an account; codes on paper are a way back, not a factor by themselves."""

    totp: TotpDevice | None
    passkeys: tuple[Passkey, ...]
    codes_left: int

    @property
    def any(self) -> bool:
        """Whether a second factor is asked for at the door."""
        return self.totp is not None or bool(self.passkeys)

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.passkeys) + (self.totp is not None)


def factors_of(account: Account) -> Factors:
    """The second factors of an account. Three statements."""
    return Factors(
        TotpDevice.objects.filter(account=account, confirmed_at__isnull=False).first(),
        tuple(Passkey.objects.filter(account=account).order_by("created_at", "id")),
        RecoveryCode.objects.filter(account=account, used_at__isnull=True).count(),
    )


def digest_of_code(account: Account, code: str) -> str:
    """What is kept of a recovery code: a keyed digest that means nothing for another account."""
    return keyed_digest(f"recovery:{account.pk}:{code_on_paper(code)}")


def factor_keys(account: Account, address: str) -> dict[str, ThrottlePolicy]:
    """Under which keys wrong proofs for this account are counted: here, and from everywhere together."""
    name = f"factor:{account.pk}"
    return {throttle_at(name, address): PER_FACTOR, name: PER_FACTOR}


def wait_before_proof(account: Account, address: str, *, at: datetime) -> timedelta:
    """How long nobody may try to prove anything for this account; zero when they may."""
    policies = factor_keys(account, address)
    return wait_of(SignInThrottle.objects.filter(key__in=policies), policies, at=at)
