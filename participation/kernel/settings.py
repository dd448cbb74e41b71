"""One frozen, typed settings object, built once; a wrong value stops the start with a clear sentence."""

import base64
from functools import cached_property
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

DEMO_SECRET = "demo-only-not-secret"  # noqa: S105 - refused outside the demo
DEMO_KEY = b"demo-only-sealing-key-32-bytes!!"
DEMO_SEALING_KEYS = "demo:" + base64.b64encode(DEMO_KEY).decode()
SHORTEST_SECRET = 32
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
STARTS = {
    "database_url": ("sqlite:///", "postgresql://"),
    "queue_url": ("sqlite:///", "redis://", "rediss://", "memory://"),
    "limits_url": ("memory://", "redis://", "rediss://"),
    "mail_url": ("console://", "smtp://", "smtps://"),
}
HOW_TO_MAKE_SECRETS = (
    'Make one with: python3 -c "import secrets; print(secrets.token_urlsafe(32))" for PARTICIPATION_SECRET_KEY, and '
    "python3 -c \"import base64, os; print('k1:' + base64.b64encode(os.urandom(32)).decode())\" "
    "for PARTICIPATION_SEALING_KEYS."
)


class SettingsError(Exception):
    """A setting is missing or wrong; the message says what to do."""


class Settings(BaseSettings):
    """Read from `PARTICIPATION_*` in the environment or a `.env` file; README.md explains each."""

    model_config = SettingsConfigDict(
        env_prefix="PARTICIPATION_", env_file=".env", extra="ignore", frozen=True, hide_input_in_errors=True
    )

    demo: bool = False
    database_url: str = "sqlite:///instance/participation.db"
    secret_key: SecretStr = SecretStr("")
    sealing_keys: SecretStr = SecretStr("")
    queue_url: str = "sqlite:///instance/queue.db"
    limits_url: str = "memory://"
    mail_url: str = "console://"
    mail_from: str = "no-reply@localhost"
    base_url: str = "http://localhost:8000"
    trusted_proxies: int = Field(0, ge=0)
    neutral_site: str = "https://www.bbc.co.uk/weather"
    request_bytes: int = 1024 * 1024
    port: int = Field(8000, alias="PORT", ge=0, le=65535)

    @model_validator(mode="after")
    def _secrets_are_real(self) -> Self:
        ring = self.key_ring
        if self.demo:
            return self
        secret = self.secret_key.get_secret_value()
        if not secret or not ring:
            raise ValueError(
                "PARTICIPATION_SECRET_KEY and PARTICIPATION_SEALING_KEYS are needed. " + HOW_TO_MAKE_SECRETS
            )
        if secret == DEMO_SECRET or DEMO_KEY in ring.values() or len(secret) < SHORTEST_SECRET:
            raise ValueError("Demo or short secrets are refused outside the demo. " + HOW_TO_MAKE_SECRETS)
        return self

    @model_validator(mode="after")
    def _plain_http_on_loopback_only(self) -> Self:
        base = urlsplit(self.base_url)
        if base.scheme not in {"http", "https"} or not base.hostname:
            raise ValueError("PARTICIPATION_BASE_URL must be the address of the site, such as https://voices.example.")
        if self.demo and base.hostname not in LOOPBACK:
            raise ValueError("Everybody knows the demo's secrets, so PARTICIPATION_BASE_URL must be on localhost.")
        if base.scheme == "http" and base.hostname not in LOOPBACK:
            raise ValueError("PARTICIPATION_BASE_URL must start with https:// unless it is on localhost.")
        return self

    @model_validator(mode="after")
    def _addresses_are_of_a_known_kind(self) -> Self:
        for name, starts in STARTS.items():
            if not getattr(self, name).startswith(starts):
                raise ValueError(f"PARTICIPATION_{name.upper()} must start with {' or '.join(starts)}.")
        neutral = urlsplit(self.neutral_site)
        if neutral.scheme != "https" and neutral.hostname not in LOOPBACK:
            raise ValueError("PARTICIPATION_NEUTRAL_SITE must start with https://.")
        return self

    @cached_property
    def key_ring(self) -> dict[str, bytes]:
        """Key id to 32-byte key; the first seals, all unseal. Written `id:base64,id:base64`."""
        ring: dict[str, bytes] = {}
        for part in filter(None, self.sealing_keys.get_secret_value().split(",")):
            name, _, encoded = part.strip().partition(":")
            if name in ring:
                raise ValueError(f"There are two sealing keys called '{name}'.")
            ring[name] = _decode_key(name, encoded)
        return ring

    @property
    def https(self) -> bool:
        """Whether cookies are `__Host-` and Secure."""
        return urlsplit(self.base_url).scheme == "https"


def _decode_key(name: str, encoded: str) -> bytes:
    try:
        key = base64.b64decode(encoded, validate=True)
    except ValueError as error:
        raise ValueError(f"The sealing key '{name}' is not base64. " + HOW_TO_MAKE_SECRETS) from error
    if len(key) != 32 or not name:
        raise ValueError("Each sealing key needs a name and 32 bytes. " + HOW_TO_MAKE_SECRETS)
    return key


def load_settings(**overrides: object) -> Settings:
    """Settings from the environment; raises SettingsError with one sentence for each fault."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        raise SettingsError(" ".join(map(_sentence, error.errors()))) from error


def _sentence(fault: ErrorDetails) -> str:
    """A fault of ours is a sentence already; one of the type gets the name of its variable."""
    if fault["type"] == "value_error":
        return fault["msg"].removeprefix("Value error, ")
    name = ".".join(map(str, fault["loc"]))
    variable = name if name.isupper() else f"PARTICIPATION_{name.upper()}"
    return f"{variable}: {fault['msg']}."


def demo_settings(**overrides: object) -> Settings:
    """Settings of the demo: known secrets, loopback only."""
    values: dict[str, object] = {
        "demo": True,
        "secret_key": DEMO_SECRET,
        "sealing_keys": DEMO_SEALING_KEYS,
        **overrides,
    }
    return load_settings(**values)


def files(kind: str) -> Path:
    """Where `templates`, `static`, `translations` or `migrations` lie: in the checkout, or inside the wheel."""
    package = Path(__file__).resolve().parent.parent
    packed = package / "_files" / kind
    return packed if packed.exists() else package.parent / kind
