"""Where a planted word may be read, by whom. Everything that does not stand here is a leak.

Whoever received a denunciation and whoever leads the authority read it where they work on it: never in a
list, a search, a register, a count or a notice. Everybody else – the verifying team included, who work on
copies – reads none of it anywhere.
"""

from tests.secrecy.town import KNOWING

FILE = frozenset(
    {
        "cases.show",  # the file of the case, with the words of letters that went to the denouncer
        "tasks.show",
        "documents.show",
        "letter.show",
        "letter.print_view",
        "signing.show",
        "redactions.index",
        "redactions.show",
        "redactions.copy",
    }
)
COUNTER = frozenset({"counter.registered", "counter.receipt"})  # the receipt of who registered it
ALLOWED = dict.fromkeys(KNOWING, FILE) | {"oanh": FILE | COUNTER}


def may(who: str, endpoint: str) -> bool:
    """Tell whether somebody may read planted words on a page."""
    return endpoint in ALLOWED.get(who, frozenset())
