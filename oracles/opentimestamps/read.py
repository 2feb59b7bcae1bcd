"""Reads .ots files with the public library. Lines in hex on the input; for each, one JSON line: what was read, or why not."""
import json
import sys

from opentimestamps.core.notary import (
    BitcoinBlockHeaderAttestation,
    LitecoinBlockHeaderAttestation,
    PendingAttestation,
)
from opentimestamps.core.serialize import (
    BytesDeserializationContext,
    BytesSerializationContext,
)
from opentimestamps.core.timestamp import DetachedTimestampFile


def told(message, attestation):
    if isinstance(attestation, PendingAttestation):
        return ["pending", attestation.uri, message.hex()]
    if isinstance(attestation, BitcoinBlockHeaderAttestation):
        return ["bitcoin", attestation.height, message.hex()]
    if isinstance(attestation, LitecoinBlockHeaderAttestation):
        return ["litecoin", attestation.height, message.hex()]
    return ["unknown", attestation.TAG.hex(), message.hex()]


for line in sys.stdin:
    try:
        context = BytesDeserializationContext(bytes.fromhex(line.strip()))
        proof = DetachedTimestampFile.deserialize(context)
        context.assert_eof()
        again = BytesSerializationContext()
        proof.serialize(again)
        answer = {
            "digest": proof.file_digest.hex(),
            "attestations": sorted(told(m, a) for m, a in proof.timestamp.all_attestations()),
            "again": again.getbytes().hex(),
        }
    except Exception as error:  # whatever it says, it refused
        answer = {"refused": type(error).__name__}
    print(json.dumps(answer), flush=True)
