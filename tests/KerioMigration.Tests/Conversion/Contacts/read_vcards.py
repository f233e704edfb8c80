"""Reads vCards with vobject: a JSON string with one card per line of standard input, a JSON list of its properties per line of output."""
import base64
import io
import json
import sys

import vobject
from vobject.base import getLogicalLines, textLineToContentLine
from vobject.icalendar import stringToTextValues

NAME = ('family', 'given', 'additional', 'prefix', 'suffix')
ADDRESS = ('box', 'extended', 'street', 'city', 'region', 'code', 'country')

# vobject takes every value for TEXT and cuts it at a comma; these are URIs (RFC 2426 3.6.8, RFC 4770).
URIS = {'URL', 'IMPP'}
# Nor does a comma separate here, but it unescapes.
WHOLE = {'X-FILE-AS'}


def value(line):
    if line.name == 'N':
        return [getattr(line.value, part) for part in NAME]
    if line.name == 'ADR':
        return [getattr(line.value, part) for part in ADDRESS]
    if isinstance(line.value, bytes):
        return base64.b64encode(line.value).decode('ascii')
    return line.value


def read(card):
    raw = [textLineToContentLine(text, n) for text, n in getLogicalLines(io.StringIO(card, newline=''), False)]
    component = vobject.readOne(card, validate=True)
    found = [(line.name, line.params, value(line)) for line in component.getChildren() if line.name not in URIS | WHOLE]
    found += [(line.name, line.params, line.value) for line in raw if line.name in URIS]
    found += [(line.name, line.params, stringToTextValues(line.value, listSeparator='\0')[0]) for line in raw if line.name in WHOLE]
    return [{'name': name, 'types': params.get('TYPE', []), 'value': held if isinstance(held, list) else [held]}
            for name, params, held in found]


for text in sys.stdin.buffer:
    print(json.dumps(read(json.loads(text.decode('utf-8')))), flush=True)
