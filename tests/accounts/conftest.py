"""The program outside the demo, where a second factor is needed, and a clock that tests move."""

import base64
from collections.abc import Callable

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient

from participation.accounts.models import Staff
from participation.accounts.services import one_time_secret
from participation.app import create_app
from participation.kernel import clock
from participation.kernel.database import Database
from participation.kernel.sealing import KeyRing
from participation.kernel.settings import Settings, load_settings
from tests.conftest import token
from tests.factories import PASSWORD

SIGN_IN = "/staff/sign-in"


@pytest.fixture
def real_settings(settings: Settings) -> Settings:
    """Settings as a council has them."""
    return load_settings(
        demo=False,
        secret_key="s" * 40,
        sealing_keys="k1:" + base64.b64encode(b"k" * 32).decode(),
        database_url=settings.database_url,
        queue_url="memory://",
    )


@pytest.fixture
def real_app(real_settings: Settings, database: Database) -> Flask:
    """The whole program, outside the demo."""
    return create_app(real_settings, database)


@pytest.fixture
def real_ring(real_settings: Settings) -> KeyRing:
    """Its key ring."""
    return KeyRing(real_settings.key_ring)


@pytest.fixture
def sign_in() -> Callable[..., object]:
    """`sign_in(client, name, password)`: send the sign-in form as a browser would."""

    def send(client: FlaskClient, name: str, password: str = PASSWORD, **more: str) -> object:
        form = {"email": f"{name}@example.test", "password": password, **more}
        return client.post(SIGN_IN, data={**form, "csrf_token": token(client, SIGN_IN)})

    return send


@pytest.fixture
def code_of(database: Database, real_ring: KeyRing) -> Callable[[int], str]:
    """`code_of(staff_id)`: what that person's authenticator shows now."""

    def code(staff_id: int) -> str:
        with database.session(write=False) as session:
            secret = one_time_secret(session.get_one(Staff, staff_id), real_ring)
        return pyotp.TOTP(secret).at(clock.now())

    return code
