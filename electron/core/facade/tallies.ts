// `tally.list`: questions that this desk counted in its service day.

import { formatInstant } from '../../../shared/core/instant.ts';
import { serviceDayBegin, serviceDayOf } from '../../../shared/core/service-day.ts';
import { hourBegins } from '../../../shared/core/week-hour.ts';
import type { TalliesView } from '../../../shared/views/tally.ts';
import { grantById } from '../../../db/ledger/staff-grants.ts';
import { talliesBetween, type KeptTally } from '../../../db/ledger/tallies.ts';
import type { Desk } from '../desk.ts';
import { logPlace } from './desk-log.ts';
import { linesHere } from './log-entries.ts';
import { serviceDayTerms } from './shift-view.ts';

export function listTallies(desk: Desk): TalliesView {
  desk.session.required();
  const { zone } = serviceDayTerms(desk);
  const hourBegan = hourBegins();
  return {
    tallies: talliesToday(desk)
      .toReversed()
      .map(({ id, at, tier, mode, subject, staffId }) => ({
        id,
        at: formatInstant(at),
        hour: formatInstant(hourBegan(at, zone)),
        tier,
        mode,
        subject,
        staff: staffId === null ? null : (grantById(desk.ledger, staffId)?.staff ?? null),
      })),
    subjects: [...subjectsAt(desk)],
  };
}

/** Those of the service day, the oldest first. */
export function talliesToday(desk: Desk): KeptTally[] {
  const terms = serviceDayTerms(desk);
  const now = desk.clock.now();
  return talliesBetween(desk.ledger, { from: serviceDayBegin(serviceDayOf(now, terms), terms), to: now + 1 });
}

/** Subjects of questions, in the words of the branch. */
export function subjectsAt(desk: Desk): readonly string[] {
  return linesHere(logPlace(desk), 'subjects');
}
