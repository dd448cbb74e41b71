"""A running program and a browser for every test of pages."""

from tests.pages.live import browser, site, visit

__all__ = ["browser", "site", "visit"]
