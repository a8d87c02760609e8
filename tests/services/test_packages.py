"""A procedure as one file: what was changed, cut off, blown up or made elsewhere is refused in words."""

import io
import json
import random
import zipfile

import pytest

from app.services import judging, packages, procedures
from app.services.judging import Brought
from app.services.packages import Package, PackageRefused, pack, unpack

FILES = procedures.bundle("clock_change") | {"en.po": b'msgid "a"\nmsgstr "b"\n'}
PACKAGE = Package(procedure="clock_change", title="Gia hạn", files=FILES)
PACKED = pack(PACKAGE)


def archived(*entries, compression=zipfile.ZIP_STORED):
    """Write a ZIP of any entries, as anybody could."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", compression) as archive:
        for name, body in entries:
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), body, compression)
    return written.getvalue()


def entries():
    with zipfile.ZipFile(io.BytesIO(PACKED)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def told(**changes: object):
    """Write the manifest with something else in it, and the files as they are."""
    (_name, manifest), *files = entries()
    return archived(("manifest.json", json.dumps(json.loads(manifest) | changes)), *files)


def test_what_is_packed_comes_out_again_and_is_packed_alike():
    assert unpack(PACKED) == PACKAGE
    assert pack(unpack(PACKED)) == PACKED
    assert (
        pack(Package(procedure="clock_change", title="Gia hạn", files=dict(reversed(FILES.items()))))
        == PACKED
    )


def test_every_changed_byte_is_noticed():
    chance = random.Random(7)  # noqa: S311 - which bytes are changed is no secret
    for place in [chance.randrange(len(PACKED)) for _turn in range(150)]:
        changed = bytearray(PACKED)
        changed[place] ^= 1 << chance.randrange(8)
        with pytest.raises(PackageRefused):
            unpack(bytes(changed))


@pytest.mark.parametrize("length", [4, 30, 1_000, len(PACKED) - 1])
def test_a_package_that_is_cut_off_is_refused(length):
    with pytest.raises(PackageRefused):
        unpack(PACKED[:length])


FORGED = {
    "appended": PACKED + b"x",
    "prepended": b"x" + PACKED,
    "too large": PACKED + bytes(packages.LARGEST),
    "path": archived(("manifest.json", b"{}"), ("../../etc/passwd", b"x")),
    "absolute": archived(("manifest.json", b"{}"), ("/etc/passwd", b"x")),
    "backslash": archived(("manifest.json", b"{}"), ("..\\evil.bpmn", b"x")),
    "bomb": archived(("manifest.json", bytes(50_000_000)), compression=zipfile.ZIP_DEFLATED),
    "no manifest": archived(("a.bpmn", b"<a/>")),
    "strange manifest": archived(("manifest.json", b"[" * 100_000)),
    "newer": told(edition=2),
    "other program": told(format="other"),
    "no files": told(files=[]),
    "numbers": told(title=3),
    "one file more": archived(*entries(), ("forms/more.json", b"{}")),
    "one file less": archived(*entries()[:-1]),
    "many": archived(("manifest.json", b"{}"), *((f"{turn}.bpmn", b"") for turn in range(200))),
    "other title": told(title="Khác"),
}


@pytest.mark.parametrize("how", FORGED)
def test_a_forged_package_is_refused_with_a_sentence(how):
    with pytest.raises(PackageRefused) as refused:
        unpack(FORGED[how])
    assert refused.value.sentence.endswith(str(refused.value.names["reason"]))


def test_a_newer_edition_is_told_from_a_damaged_file():
    with pytest.raises(PackageRefused) as refused:
        unpack(FORGED["newer"])
    with pytest.raises(PackageRefused) as damaged:
        unpack(PACKED[:100])
    assert refused.value.names["reason"] != damaged.value.names["reason"]


def test_a_package_comes_in_through_the_gate_as_the_files_it_holds():
    found = judging.sort([Brought("any name.zip", PACKED)])
    assert found.turned_away == ()
    assert dict(found.files) == FILES
