// Visits as an iCalendar (RFC 5545) that phones and calendars take.
import type { Day } from '#platform/contract.ts';

export interface CalendarEntry {
  uid: string;
  on: Day;
  startMinute: number;
  endMinute: number;
  summary: string;
  location: string;
  description: string;
}

/** Shanghai has been eight hours ahead without summer time since 1991: times are given in UTC. */
const stamp = (on: Day, minute: number): string =>
  new Date(Date.parse(`${on}T00:00:00Z`) + (minute - 480) * 60_000)
    .toISOString()
    .replace(/[-:]/g, '')
    .replace(/\.\d+/, '');

const escaped = (text: string): string => text.replace(/([\\;,])/g, '\\$1').replace(/\r?\n/g, '\\n');

/** Lines are folded at 75 octets, never inside of a character. */
function folded(line: string): string {
  const bytes = new TextEncoder();
  const parts: string[] = [];
  let part = '';
  let length = 0;
  for (const character of line) {
    const size = bytes.encode(character).length;
    if (length + size > (parts.length === 0 ? 75 : 74)) {
      parts.push(part);
      part = '';
      length = 0;
    }
    part += character;
    length += size;
  }
  return [...parts, part].join('\r\n ');
}

/** `at` stamps the file; the same entries keep their uid, so that a moved visit moves in the calendar too. */
export function icalendar(name: string, entries: readonly CalendarEntry[], at: Date): string {
  const dtstamp = at.toISOString().replace(/[-:]/g, '').replace(/\.\d+/, '');
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Tianmu//Roving clinics//ZH',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    'X-WR-TIMEZONE:Asia/Shanghai',
    'REFRESH-INTERVAL;VALUE=DURATION:PT6H',
    ...entries.flatMap((entry) => [
      'BEGIN:VEVENT',
      `UID:${entry.uid}@tianmu`,
      `DTSTAMP:${dtstamp}`,
      `DTSTART:${stamp(entry.on, entry.startMinute)}`,
      `DTEND:${stamp(entry.on, entry.endMinute)}`,
      `SUMMARY:${escaped(entry.summary)}`,
      `LOCATION:${escaped(entry.location)}`,
      `DESCRIPTION:${escaped(entry.description)}`,
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}
