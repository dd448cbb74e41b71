"""Settings: every refusal is a sentence that says what to do."""

import base64
from pathlib import Path

import pytest

from participation.kernel.settings import (
    DEMO_SEALING_KEYS,
    DEMO_SECRET,
    Settings,
    SettingsError,
    demo_settings,
    files,
    load_settings,
)

SECRET = "a-secret-of-more-than-thirty-two-characters"
KEY = base64.b64encode(bytes(range(32))).decode()
OTHER_KEY = base64.b64encode(bytes(range(32, 64))).decode()
REAL = {
    "PARTICIPATION_SECRET_KEY": SECRET,
    "PARTICIPATION_SEALING_KEYS": f"k2:{KEY},k1:{OTHER_KEY}",
    "PARTICIPATION_BASE_URL": "https://voices.example",
}


@pytest.fixture(autouse=True)
def _only_what_the_test_sets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"PARTICIPATION_{name.upper()}", raising=False)
    monkeypatch.delenv("PORT", raising=False)
    for name, value in REAL.items():
        monkeypatch.setenv(name, value)


def test_real_secrets_are_taken_and_the_first_key_seals() -> None:
    settings = load_settings()
    assert list(settings.key_ring.items()) == [("k2", bytes(range(32))), ("k1", bytes(range(32, 64)))]
    assert settings.https


def test_a_file_gives_what_the_environment_does_not(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PARTICIPATION_MAIL_FROM=voices@council.example\nPORT=8123\n")
    settings = load_settings()
    assert (settings.mail_from, settings.port) == ("voices@council.example", 8123)


REFUSED = {
    ("SECRET_KEY", ""): "are needed",
    ("SEALING_KEYS", ""): "are needed",
    ("SECRET_KEY", "short"): "short secrets are refused",
    ("SECRET_KEY", DEMO_SECRET): "refused outside the demo",
    ("SEALING_KEYS", DEMO_SEALING_KEYS): "refused outside the demo",
    ("SEALING_KEYS", f"k1:{KEY},old:{DEMO_SEALING_KEYS.partition(':')[2]}"): "refused outside the demo",
    ("SEALING_KEYS", f"k1:{KEY},k1:{OTHER_KEY}"): "two sealing keys called 'k1'",
    ("SEALING_KEYS", "k1:not base64!"): "'k1' is not base64",
    ("SEALING_KEYS", "k1:ключ"): "'k1' is not base64",
    ("SEALING_KEYS", f"k1:{KEY[:20]}"): "32 bytes",
    ("SEALING_KEYS", f":{KEY}"): "needs a name",
    ("BASE_URL", "http://voices.example"): "must start with https",
    ("BASE_URL", "HTTP://voices.example"): "must start with https",
    ("BASE_URL", "http://localhost:x@voices.example"): "must start with https",
    ("BASE_URL", "http://localhost.voices.example"): "must start with https",
    ("BASE_URL", "voices.example"): "must be the address of the site",
    ("BASE_URL", "ftp://voices.example"): "must be the address of the site",
    ("DATABASE_URL", "mysql://localhost/x"): "PARTICIPATION_DATABASE_URL must start with sqlite:///",
    ("DATABASE_URL", "sqlite://"): "PARTICIPATION_DATABASE_URL must start with sqlite:///",
    ("QUEUE_URL", "amqp://localhost"): "PARTICIPATION_QUEUE_URL must start with",
    ("LIMITS_URL", "file://x"): "PARTICIPATION_LIMITS_URL must start with",
    ("MAIL_URL", "mail.example"): "PARTICIPATION_MAIL_URL must start with",
    ("NEUTRAL_SITE", "http://news.example"): "PARTICIPATION_NEUTRAL_SITE must start with https",
    ("NEUTRAL_SITE", "javascript:alert(1)"): "PARTICIPATION_NEUTRAL_SITE must start with https",
    ("TRUSTED_PROXIES", "-1"): "PARTICIPATION_TRUSTED_PROXIES: ",
    ("REQUEST_BYTES", "many"): "PARTICIPATION_REQUEST_BYTES: ",
}


@pytest.mark.parametrize(("setting", "sentence"), REFUSED.items())
def test_a_wrong_setting_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, setting: tuple[str, str], sentence: str
) -> None:
    name, value = setting
    monkeypatch.setenv(f"PARTICIPATION_{name}", value)
    with pytest.raises(SettingsError) as refused:
        load_settings()
    said = str(refused.value)
    assert sentence in said
    assert said[0].isupper()
    assert said.endswith(".")
    assert len(value) < 20 or not name.endswith(("_KEY", "_KEYS")) or value not in said


def test_a_wrong_port_is_named_as_it_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "http")
    with pytest.raises(SettingsError, match="PORT: "):
        load_settings()


@pytest.mark.parametrize("address", ["http://localhost:8000", "http://127.0.0.1", "http://[::1]:8000"])
def test_plain_http_is_for_loopback(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("PARTICIPATION_BASE_URL", address)
    assert not load_settings().https


@pytest.mark.parametrize("address", ["https://demo.example", "http://demo.example"])
def test_the_demo_is_for_loopback_only(address: str) -> None:
    with pytest.raises(SettingsError, match="localhost"):
        demo_settings(base_url=address)


def test_settings_do_not_change_and_do_not_show_secrets() -> None:
    settings = load_settings()
    with pytest.raises(ValueError, match="frozen"):
        settings.demo = True
    assert SECRET not in repr(settings)
    assert KEY not in repr(settings)


@pytest.mark.parametrize("kind", ["templates", "static", "translations", "migrations"])
def test_files_are_found_in_the_checkout(kind: str) -> None:
    assert files(kind).is_dir()
