"""A petition as it is typed on the counter's screen: facts only; the tables propose the rest."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping

from app.demo.matters import Matter
from app.demo.names import Citizen, full_name

Posted = dict[str, list[str]]
CHANNELS = ("counter", "counter", "counter", "counter", "online", "online", "post", "reception")
BY_SIGHT = frozenset({"counter", "reception"})  # where an identity card is shown
DEPUTIES = 3  # who speak for more than ten people (at most five)


def posted_petition(
    matter: Matter, citizen: Citizen, today: dt.date, chance: random.Random, said: Mapping[str, str]
) -> Posted:
    """Fill in the counter's screen for a matter and who brings it; ``said`` goes before everything else."""
    channel = said.get("channel") or chance.choice(CHANNELS)
    fields = _who(matter, citizen, channel, chance) | {
        "earlier_visit": "first",
        "channel": channel,
        "received_on": today.isoformat(),
        "petition_date": (today - dt.timedelta(days=1)).isoformat(),
        "matter": matter.matter,
        "place": citizen.block,
        "parcel": matter.parcel,
        "field": matter.field,
        "respondent_position": matter.respondent,
        "respondent_name": matter.respondent_name,
        "respondent_unit": matter.respondent_unit,
        "contested_document": matter.contested,
        "guidance_body": matter.body,
        "outcome_reason": matter.reason,
        "supplement_items": matter.reason,
    }
    if matter.contested:
        fields["contested_known_on"] = (today - dt.timedelta(days=20)).isoformat()
    fields |= dict.fromkeys(matter.facts, "true")
    for place, (text, request) in enumerate(matter.contents):
        fields |= {f"content_items.{place}.text": text, f"content_items.{place}.request": request}
    for place, title in enumerate(matter.documents):
        fields |= {
            f"documents.{place}.title": title,
            f"documents.{place}.pages": str(place + 1),
            f"documents.{place}.form": "copy",
        }
    return {name: [value] for name, value in {**fields, **said}.items() if value}


def _who(matter: Matter, citizen: Citizen, channel: str, chance: random.Random) -> dict[str, str]:
    fields = {
        "petitioner_kind": "person",
        "full_name": citizen.name,
        "phone": citizen.phone,
        "address": citizen.address,
        "signer_class": "one",
    }
    if channel in BY_SIGHT:
        fields["identity_number"] = citizen.identity_number
    else:
        fields["identity_skip_reason"] = "by_post" if channel == "post" else "declined"
    if matter.signers == 1:
        return fields
    fields |= {
        "petitioner_kind": "group",
        "signer_class": "many",
        "signers": str(matter.signers),
        "representative_document": "true",
        "representatives.0.full_name": citizen.name,
    }
    for place in range(1, DEPUTIES):
        fields[f"representatives.{place}.full_name"] = full_name(chance)
    return fields
