"""Links of answers made by hand, by what daemon/answers/link.hpp says of them: for tests that need one of any unit, matter
and day."""

import base64
import datetime
import hashlib

EPOCH = datetime.date(2000, 1, 1)


def number(value):
    out = b""
    while value >= 0x80:
        out += bytes([0x80 | value & 0x7F])
        value >>= 7
    return out + bytes([value])


def text(value):
    return number(len(value.encode())) + value.encode()


def token(key, subject, unit, period="", version=1, head=False, expires=None):
    own = subject.rpartition("/")[2] == unit
    day = expires or datetime.date.today() + datetime.timedelta(45)
    fields = bytes([1, head | own << 1]) + number((day - EPOCH).days) + number(version) + text(subject) + text(period)
    if not own:
        fields += text(unit)
    secret = hashlib.blake2b(key.strip().encode(), digest_size=32).digest()
    mac = hashlib.blake2b(b"dondoc answer link" + fields, digest_size=16, key=secret).digest()
    return base64.urlsafe_b64encode(fields + mac).decode().rstrip("=")
