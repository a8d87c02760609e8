from tests.offices import founded_embedded, founded_server, office

__all__ = ["founded_embedded", "founded_server", "office"]
