// The log of this desk and its branch for reports.

import { isOfKind, listEntryId, type LogEntryOf } from '../../../shared/circ/model/log-entry.ts';
import { DAY_MS } from '../../../shared/core/instant.ts';
import { CHECKLISTS } from '../../../shared/core/log-lists.ts';
import type { Logged } from '../../../shared/reports/logged.ts';
import type { ReportPeriod } from '../../../shared/reports/question.ts';
import { talliesBetween } from '../../../db/ledger/tallies.ts';
import { entriesHere, entryNow } from '../facade/log-entries.ts';
import type { DeskFacts } from './desk-facts.ts';

/** Readings from so long before a time: the first in it counts from the one before. */
const BEFORE_MS = 45 * DAY_MS;

/** Log entries of a time, and entries put before it that ended in it. */
export function deskLog(facts: DeskFacts, period: ReportPeriod): Logged {
  const { ledger, copy, identity } = facts;
  const kinds = ['step', 'message', 'incident', 'found', 'inventory'] as const;
  return {
    tallies: talliesBetween(ledger, period),
    entries: [
      ...kinds.flatMap((kind) => entriesHere(facts, kind, 0)).filter(({ at }) => at < period.to),
      // A reading counts by the time that it was read at, however much later it is entered or corrected.
      ...entriesHere(facts, 'gate', 0).filter(
        ({ what: { readAt } }) => readAt >= period.from - BEFORE_MS && readAt < period.to,
      ),
    ],
    lists: CHECKLISTS.flatMap((list): LogEntryOf<'list'>[] => {
      const entry = copy === null ? null : entryNow(copy, listEntryId(identity.branch, list));
      return entry !== null && isOfKind(entry, 'list') ? [entry] : [];
    }),
    branchName: (id) => copy?.library.branchName(id) ?? id,
  };
}
