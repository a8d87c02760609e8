"""The web door of an office, as people find it."""

from flask import Flask

from app.settings import Settings
from app.web import create_app
from db.session import Database


def open_door(settings: Settings, database: Database) -> Flask:
    """Open the web door; people see its error pages, so the tests do too."""
    app = create_app(settings, database=database)
    app.testing = True
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app
