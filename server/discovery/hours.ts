// The hours of a branch as the loan rules have them, for pages and calendars.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { formatInstant, type Instant } from '../../shared/core/instant.ts';
import { dayOf, writeDay } from '../../shared/rules/calendar/local-time.ts';
import { ruleEngine } from '../../shared/rules/resolve/rule-engine.ts';
import type { Hours } from '../../shared/wire/discovery.ts';
import { rulesInForce } from '../query/rules-in-force.ts';
import { readAllRows } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';

/** Openings from today on. Throws HF-SERVER-012 where no branch has the id or name, HF-CIRC-001 where no rules are in force. */
export async function hoursOf(
  tx: ReadTx,
  { branch: named, days }: { readonly branch: string; readonly days: number },
  now: Instant,
): Promise<Hours> {
  const branches = await readAllRows(tx, 'branch');
  const branch = branches.find(({ id, name }) => id === named || name === named);
  const times = branch === undefined ? null : ruleEngine(await rulesInForce(tx, now)).timesOf(branch.id);
  if (branch === undefined || times === null) {
    throw new HoldfastError('HF-SERVER-012', { branch: named, branches: branches.map(({ id }) => id).join(', ') });
  }
  const today = dayOf(times.clock.toLocal(now));
  return {
    branch: branch.id,
    name: branch.name,
    zone: times.clock.zone,
    days: Array.from({ length: days }, (_, n) => {
      const day = today + n;
      const closed = times.closedBy(day);
      return {
        day: writeDay(day),
        openings: times
          .openingsOf(day)
          .map(({ start, end }) => ({ from: formatInstant(start), to: formatInstant(end) })),
        closedBy: closed?.kind === 'named' ? closed.name : null,
      };
    }),
  };
}

const CRLF = '\r\n';

/** The same as a calendar (RFC 5545): an event for each opening, named after the branch. */
export function hoursCalendar({ branch, name, days }: Hours, now: Instant): string {
  const events = days.flatMap(({ openings }) =>
    openings.flatMap(({ from, to }) => [
      'BEGIN:VEVENT',
      `UID:${textOf(branch)}-${stampOf(from)}@holdfast`,
      `DTSTAMP:${stampOf(formatInstant(now))}`,
      `DTSTART:${stampOf(from)}`,
      `DTEND:${stampOf(to)}`,
      `SUMMARY:${textOf(name)}`,
      'END:VEVENT',
    ]),
  );
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Holdfast//Hours//EN', ...events, 'END:VCALENDAR'];
  return `${lines.map(folded).join(CRLF)}${CRLF}`;
}

function stampOf(instant: string): string {
  return instant.replaceAll(/[-:]|\.\d+/g, '');
}

function textOf(text: string): string {
  return text.replaceAll(/[\\;,]/g, (sign) => `\\${sign}`).replaceAll(/\s+/g, ' ');
}

/** Lines of at most 75 bytes: a longer one goes on after a blank. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  for (const character of line) {
    if (Buffer.byteLength(part + character) > 74) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part].join(`${CRLF} `);
}
