"""A petition as it is typed on the counter's screen: facts only; the tables propose the rest."""

from __future__ import annotations

import datetime as dt

from app.demo.matters import Matter
from app.demo.names import Citizen

Posted = dict[str, list[str]]


def posted_petition(matter: Matter, citizen: Citizen, today: dt.date) -> Posted:
    """Fill in the counter's screen for a matter and who brings it."""
    fields = {
        "petitioner_kind": "person",
        "full_name": citizen.name,
        "phone": citizen.phone,
        "identity_number": citizen.identity_number,
        "address": citizen.address,
        "signer_class": "one",
        "earlier_visit": "first",
        "channel": "counter",
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
    return {name: [value] for name, value in fields.items() if value}
