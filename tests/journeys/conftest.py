"""Journeys use the running program and Chromium of the page tests."""

from tests.pages.live import browser, site, visit

__all__ = ["browser", "site", "visit"]
