"""One frozen, typed settings object, built once; a wrong value stops the start with a clear sentence."""

import base64
import binascii
from functools import cached_property
from pathlib import Path
from typing import Self

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

DEMO_SECRET = "demo-only-not-secret"  # noqa: S105 - refused outside the demo
DEMO_SEALING_KEYS = "demo:" + base64.b64encode(b"demo-only-sealing-key-32-bytes!!").decode()
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
    trusted_proxies: int = 0
    secure_cookies: bool = False
    neutral_site: str = "https://www.bbc.co.uk/weather"
    request_bytes: int = 1024 * 1024
    port: int = Field(8000, alias="PORT")

    @model_validator(mode="after")
    def _secrets_are_real(self) -> Self:
        if self.demo:
            return self
        secret, keys = self.secret_key.get_secret_value(), self.sealing_keys.get_secret_value()
        if not secret or not keys:
            raise ValueError(
                "PARTICIPATION_SECRET_KEY and PARTICIPATION_SEALING_KEYS are needed. " + HOW_TO_MAKE_SECRETS
            )
        if secret == DEMO_SECRET or "demo" in keys.split(":")[0] or len(secret) < 32:
            raise ValueError("Demo or short secrets are refused outside the demo. " + HOW_TO_MAKE_SECRETS)
        return self

    @model_validator(mode="after")
    def _keys_can_be_read(self) -> Self:
        _ = self.key_ring
        return self

    @model_validator(mode="after")
    def _plain_http_on_loopback_only(self) -> Self:
        host = self.base_url.removeprefix("http://").split("/")[0].split(":")[0]
        if self.base_url.startswith("http://") and host not in {"localhost", "127.0.0.1", "[", "testserver"}:
            raise ValueError("PARTICIPATION_BASE_URL must start with https:// unless it is on localhost.")
        return self

    @cached_property
    def key_ring(self) -> dict[str, bytes]:
        """Key id to 32-byte key; the first seals, all unseal. Written `id:base64,id:base64`."""
        ring: dict[str, bytes] = {}
        for part in filter(None, self.sealing_keys.get_secret_value().split(",")):
            name, _, encoded = part.strip().partition(":")
            ring[name] = _decode_key(name, encoded)
        return ring

    @property
    def https(self) -> bool:
        """Whether cookies are `__Host-` and Secure."""
        return self.base_url.startswith("https://")


def _decode_key(name: str, encoded: str) -> bytes:
    try:
        key = base64.b64decode(encoded, validate=True)
    except binascii.Error as error:
        raise ValueError(f"The sealing key '{name}' is not base64. " + HOW_TO_MAKE_SECRETS) from error
    if len(key) != 32 or not name:
        raise ValueError("Each sealing key needs a name and 32 bytes. " + HOW_TO_MAKE_SECRETS)
    return key


def load_settings(**overrides: object) -> Settings:
    """Settings from the environment; raises SettingsError with one sentence for each fault."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        faults = [f"{'.'.join(map(str, e['loc']))}: {e['msg'].removeprefix('Value error, ')}" for e in error.errors()]
        raise SettingsError("; ".join(fault.removeprefix(": ") for fault in faults)) from error


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
