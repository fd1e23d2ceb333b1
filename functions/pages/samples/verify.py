#!/usr/bin/env python3
"""Checks what Capaian published, by downloads alone. Python 3.8 or later, nothing to install.

    B=https://pages.example                       # where the public pages are
    curl -so key $B/checkpoint-key; curl -so checkpoint $B/checkpoint; curl -so trail.jsonl $B/trail.jsonl
    curl -sO $B/reports/2021-10/1/capaian-2021-10-1.json   # and every other issue; /periksa lists them
    python3 verify.py --key key --checkpoint checkpoint --trail trail.jsonl capaian-*.json

    --key FILE|KEY      the public key of the signer. Keep the first one that you get: it tells a forged checkpoint
    --checkpoint FILE   the signed head of the chains
    --trail FILE        the seals of the trail, one for each day with events
    --day FILE          a day of the trail, as GET /v1/trail-days/{day} gives it to those who audit (may be repeated)
    FILE ...            the public documents of all issues, byte for byte as downloaded

Exit code: 0 all is right; 2 wrong use; and else what the first fault found is: 3 a checkpoint of another key, or altered;
4 an issue that was altered; 5 an issue that is missing; 6 a broken chain of the trail; 7 an event of the trail that was
removed, altered or added.
"""
import argparse
import base64
import hashlib
import json
import re
import sys

OK, CHECKPOINT, ALTERED, MISSING, SEALS, EVENTS = 0, 3, 4, 5, 6, 7


def sha256(data):
    return hashlib.sha256(data if isinstance(data, bytes) else data.encode()).hexdigest()


# Ed25519 as RFC 8032, section 5.1, has it: points in extended coordinates on -x^2 + y^2 = 1 + d x^2 y^2 modulo P.
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def add(a, b):
    """The sum of two points."""
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = f - e, h - g, h + g, f + e
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(n, point):
    """A point, so many times."""
    total = (0, 1, 1, 0)
    while n > 0:
        if n & 1:
            total = add(total, point)
        point, n = add(point, point), n >> 1
    return total


def same(a, b):
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def recover_x(y, sign):
    """The x of a point by its y and the lowest bit of x; None when there is none."""
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P != 0:
        x = x * ROOT % P
    if (x * x - square) % P != 0 or (x == 0 and sign):
        return None
    return P - x if x & 1 != sign else x


def point_in(encoded):
    y = int.from_bytes(encoded, "little")
    x = recover_x(y & (2**255 - 1), y >> 255)
    return None if x is None else (x, y & (2**255 - 1), 1, x * (y & (2**255 - 1)) % P)


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = (recover_x(BASE_Y, 0), BASE_Y, 1, recover_x(BASE_Y, 0) * BASE_Y % P)


def verify_ed25519(public_key, message, signature):
    if len(public_key) != 32 or len(signature) != 64:
        return False
    a, r = point_in(public_key), point_in(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= ORDER:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public_key + message).digest(), "little") % ORDER
    return same(times(s, BASE), add(r, times(h, a)))


class Findings:
    """What was found, and the exit code of the first fault."""

    def __init__(self):
        self.code = OK
        self.faults = 0

    def fault(self, code, sentence):
        print(f"WRONG  {sentence}")
        self.code = self.code or code
        self.faults += 1


def open_checkpoint(note, key, found):
    """The heads in a signed note (c2sp.org/signed-note), or None."""
    name, key_id, encoded = key.strip().split("+", 2)
    public_key = base64.b64decode(encoded)[1:]
    text, blank, last = note.rpartition("\n\n")
    signed = re.fullmatch(r"— (\S+) (\S+)\n", last)
    signature = base64.b64decode(signed[2]) if signed else b""
    if not blank or len(signature) != 68:
        return found.fault(CHECKPOINT, "The checkpoint is not one.")
    if signed[1] != name or signature[:4].hex() != key_id:
        return found.fault(
            CHECKPOINT, f"The checkpoint is signed by another key, {signature[:4].hex()}, and not by {key_id}."
        )
    text += "\n"
    if not verify_ed25519(public_key, text.encode(), signature[4:]):
        return found.fault(CHECKPOINT, f"The checkpoint was altered: its signature by key {key_id} does not fit.")
    lines = dict(line.split(" ", 1) for line in text.splitlines()[1:])
    print(f"ok     The checkpoint of {lines['at']} is signed by key {key_id}.")
    return lines


def link_in(data):
    """The place of a document and the hash of the one before. One that is no JSON any more is looked through for them."""
    try:
        document = json.loads(data)
        return document if isinstance(document, dict) and isinstance(document.get("place"), int) else {}
    except ValueError:
        place = re.search(rb'"place":(\d+)', data)
        previous = re.search(rb'"previous":"([0-9a-f]{64})"', data)
        return {"place": int(place[1]), "previous": previous and previous[1].decode()} if place else {}


def check_issues(files, head, found):
    """From the last issue to the first: the head names the hash of the last, and each names that of the one before."""
    count, want = head.split(" ")
    read = [(name, sha256(data), link_in(data)) for name, data in files]
    by_hash = {file[1]: file for file in read}
    by_place = {file[2].get("place"): file for file in read}
    left = list(read)
    proven = 0
    before = found.faults
    for place in range(int(count), 0, -1):
        right = by_hash.get(want)
        file = right or by_place.get(place)
        if file in left:
            left.remove(file)
        if right:
            proven += 1
        elif file and want:
            found.fault(
                ALTERED,
                f"{file[0]} was altered: issue no. {place} of the chain has the hash {want}, and this file {file[1]}.",
            )
        elif file:
            found.fault(MISSING, f"{file[0]}: nothing proves it, because the issue after it is missing.")
        else:
            found.fault(MISSING, f"Issue no. {place} of the chain is missing" + (f" (hash {want})." if want else "."))
        want = file[2].get("previous") if file else None
    for name, _, _ in left:
        found.fault(ALTERED, f"{name} has no place in the chain.")
    print(f"{'ok    ' if found.faults == before else '      '} {proven} of {count} issues are proven by the checkpoint.")


def check_seals(lines, head, found):
    """The seals by the hash of their lines, and how many of them the checkpoint proves."""
    through, want = head.split(" ")
    seals, previous = {}, None
    proven = 0
    for line in lines:
        seal = json.loads(line)
        if seal.get("previous") != previous:
            found.fault(SEALS, f"The seal before {seal['day']} is missing, or was altered.")
        previous = sha256(line + "\n")
        seals[previous] = seal
        if previous == want:
            proven = len(seals)
    if want != "-" and not proven:
        found.fault(SEALS, f"The last seal that the checkpoint names, through {through}, is missing or was altered.")
    else:
        print(f"ok     {proven} of {len(seals)} seals of the trail are proven by the checkpoint, through {through}.")
    return seals


def check_day(day, seals, found):
    """What is there of a sealed day against what it was sealed with."""
    if "seal" not in day:
        return found.fault(EVENTS, "A file is not a day of the trail.")
    line = json.dumps(day["seal"], separators=(",", ":"), ensure_ascii=False)
    name = day["seal"]["day"]
    if seals is not None and sha256(line + "\n") not in seals:
        return found.fault(SEALS, f"The seal of {name} is not in the trail.")
    sealed = "".join(f"{leaf['id']} {leaf['memberId']} {leaf['hash']}\n" for leaf in day["sealed"])
    if sha256(sealed) != day["seal"]["events"]:
        return found.fault(SEALS, f"The list of events of {name} is not the one that was sealed.")
    now = {e["id"]: sha256(json.dumps(e, separators=(",", ":"), ensure_ascii=False)) for e in day["events"]}
    before = found.faults
    for leaf in day["sealed"]:
        if leaf["id"] not in now:
            found.fault(EVENTS, f"{name}: event {leaf['id']} of member {leaf['memberId']} was removed.")
        elif now[leaf["id"]] != leaf["hash"]:
            found.fault(EVENTS, f"{name}: event {leaf['id']} of member {leaf['memberId']} was altered.")
    for event in day["events"]:
        if event["id"] not in {leaf["id"] for leaf in day["sealed"]}:
            found.fault(EVENTS, f"{name}: event {event['id']} of member {event['memberId']} was added.")
    if found.faults == before:
        print(f"ok     {name}: {len(now)} events are as they were sealed.")


def text_of(file):
    with open(file, encoding="utf-8", newline="") as opened:
        return opened.read()


def bytes_of(file):
    with open(file, "rb") as opened:
        return opened.read()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--key", required=True)
    parser.add_argument("--checkpoint", required=True)
    parser.add_argument("--trail")
    parser.add_argument("--day", action="append", default=[])
    parser.add_argument("files", nargs="*")
    asked = parser.parse_args()
    found = Findings()
    key = asked.key if asked.key.count("+") >= 2 else text_of(asked.key)
    heads = open_checkpoint(text_of(asked.checkpoint), key, found)
    if heads is None:
        return found.code
    if asked.files:
        check_issues([(file, bytes_of(file)) for file in asked.files], heads["issues"], found)
    seals = None
    if asked.trail and "trail" in heads:
        seals = check_seals(text_of(asked.trail).splitlines(), heads["trail"], found)
    for file in asked.day:
        check_day(json.loads(text_of(file)), seals, found)
    return found.code


if __name__ == "__main__":
    sys.exit(main())
