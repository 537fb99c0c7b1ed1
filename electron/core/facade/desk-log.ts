// `log.view`: the log of the branch of this desk as the screen shows it.

import { gateCounts } from '../../../shared/circ/gate-counts.ts';
import type { LogEntry, LogEntryOf, LogKind } from '../../../shared/circ/model/log-entry.ts';
import { cardOf } from '../../../shared/circ/model/patron.ts';
import type { StaffId } from '../../../shared/core/ids.ts';
import { DAY_MS, formatInstant, type Instant } from '../../../shared/core/instant.ts';
import { CHECKLISTS } from '../../../shared/core/log-lists.ts';
import { serviceDayBegin, serviceDayOf } from '../../../shared/core/service-day.ts';
import type { LogView } from '../../../shared/views/desk-log.ts';
import { grantById } from '../../../db/ledger/staff-grants.ts';
import type { Desk } from '../desk.ts';
import { entriesHere, linesHere, type LogPlace } from './log-entries.ts';
import { serviceDayTerms } from './shift-view.ts';

/** A gate that is read less often than this begins anew. */
const GATES_SINCE_MS = 45 * DAY_MS;

/** The desk as a place of the log. */
export const logPlace = (desk: Desk): LogPlace => ({ ...desk, copy: desk.copy() });

export function viewLog(desk: Desk): LogView {
  const { staffId, rights } = desk.session.required();
  const place = logPlace(desk);
  const terms = serviceDayTerms(desk);
  const now = desk.clock.now();
  const day = serviceDayOf(now, terms);
  const today = serviceDayBegin(day, terms);
  const who = ({ at, by }: Pick<LogEntry, 'at' | 'by'>) => ({ at: formatInstant(at), by: nameOf(desk, by) });
  const endOf = ({ ended }: LogEntry) => (ended === null ? null : { ...who(ended), note: ended.note });
  /** Those that go on, and those that ended today, the newest first. */
  const current = <K extends LogKind>(kind: K) =>
    entriesHere(place, kind, 0)
      .filter(({ ended }) => ended === null || ended.at >= today)
      .toReversed();
  const corrections = rights.includes('read-incidents') ? entriesHere(place, 'correction', 0) : [];
  const ticked = entriesHere(place, 'step', today).filter(({ what }) => what.day === day && what.isDone);
  return {
    lists: {
      opening: [...linesHere(place, 'opening')],
      closing: [...linesHere(place, 'closing')],
      gates: [...linesHere(place, 'gates')],
      subjects: [...linesHere(place, 'subjects')],
    },
    steps: CHECKLISTS.flatMap((list) => {
      const lines = linesHere(place, list);
      const own = ticked.filter(({ what }) => what.list === list);
      // A step that was done and has left the list since still counts as done.
      const gone = own.map(({ what }) => what.step).filter((step) => !lines.includes(step));
      return [...lines, ...gone].map((step) => {
        const done = own.find(({ what }) => what.step === step);
        return { list, step, done: done === undefined ? null : who(done) };
      });
    }),
    gates: gatesHere(desk, place, { today, now }),
    messages: current('message').map((entry) => ({
      id: entry.act,
      text: entry.what.text,
      ...who(entry),
      seen: entry.seen.map(who),
      isRead: entry.by === staffId || entry.seen.some(({ by }) => by === staffId),
      ended: endOf(entry),
    })),
    incidents: rights.includes('read-incidents')
      ? current('incident').map((entry) => ({
          id: entry.act,
          happenedAt: formatInstant(entry.what.happenedAt),
          place: entry.what.place,
          text: entry.what.text,
          told: entry.what.told,
          patron: cardHere(place, entry),
          corrections: corrections
            .filter(({ what }) => what.of === entry.id)
            .map((one) => ({ text: one.what.text, ...who(one) })),
          ...who(entry),
          ended: endOf(entry),
        }))
      : null,
    found: current('found').map((entry) => ({
      id: entry.act,
      thing: entry.what.thing,
      where: entry.what.where,
      foundAt: formatInstant(entry.what.foundAt),
      heldAt: entry.what.heldAt,
      ...who(entry),
      ended: endOf(entry),
    })),
  };
}

function gatesHere(desk: Desk, place: LogPlace, { today, now }: { today: Instant; now: Instant }): LogView['gates'] {
  const readings = Map.groupBy(entriesHere(place, 'gate', now - GATES_SINCE_MS), ({ what }) => what.gate);
  const names = linesHere(place, 'gates');
  return names.map((gate) => {
    const counted = gateCounts(readings.get(gate) ?? []);
    const last = counted.findLast(({ what }) => what.reading !== null);
    const ofToday = counted.filter(({ what }) => what.readAt >= today);
    return {
      gate,
      last:
        last === undefined || last.what.reading === null
          ? null
          : { at: formatInstant(last.what.readAt), reading: last.what.reading },
      today: ofToday.reduce((sum, { came }) => sum + (came ?? 0), 0),
      readings: ofToday.toReversed().map(({ what, came, by }) => ({
        at: formatInstant(what.readAt),
        reading: what.reading,
        came,
        isReset: what.isReset,
        by: nameOf(desk, by),
      })),
    };
  });
}

function nameOf({ ledger }: Pick<Desk, 'ledger'>, id: StaffId | null): string | null {
  return id === null ? null : (grantById(ledger, id)?.staff ?? null);
}

function cardHere({ copy }: LogPlace, { what: { patronId } }: LogEntryOf<'incident'>): string | null {
  const patron = patronId === null ? null : (copy?.sight.patron(patronId) ?? null);
  return patron === null ? null : cardOf(patron);
}
