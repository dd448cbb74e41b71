"""For any WSGI server: `participation.wsgi:app`."""

from participation.app import create_app

app = create_app()
