"""Expands series with python-dateutil: a JSON string with one calendar object per line of standard input, its starts per line of output."""
import io
import json
import re
import sys
from datetime import timezone

from dateutil import parser, rrule, tz


def moment(line, zones):
    head, value = line.split(':', 1)
    zone = re.search('TZID=([^;:]+)', head)
    time = parser.isoparse(value)
    return time.replace(tzinfo=zones.get(zone.group(1))) if zone else time


def read(text):
    text = text.replace('\r\n ', '').replace('\r\n', '\n')
    zones = tz.tzical(io.StringIO(''.join(re.findall('BEGIN:VTIMEZONE\n.*?END:VTIMEZONE\n', text, re.S)))) if 'VTIMEZONE' in text else None
    lines = re.search('BEGIN:V(?:EVENT|TODO)\n(.*?)(?:BEGIN:VALARM|END:V)', text, re.S).group(1).split('\n')
    start = moment(next(line for line in lines if line.startswith('DTSTART')), zones)
    series = rrule.rruleset()
    series.rrule(rrule.rrulestr(next(line for line in lines if line.startswith('RRULE')), dtstart=start))
    for line in lines:
        if line.startswith('EXDATE'):
            series.exdate(moment(line, zones))
    return [time.astimezone(timezone.utc).strftime('%Y-%m-%dT%H:%M:%S') if time.tzinfo else time.strftime('%Y-%m-%dT%H:%M:%S') for time in series]


for text in sys.stdin.buffer:
    print(json.dumps(read(json.loads(text.decode('utf-8')))), flush=True)
