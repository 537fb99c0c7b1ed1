// The changes of a file, counted while it is taken in, and the guards that may stop it.

import { patronId, itemId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { isOver, type FeedLayout } from '../../shared/formats/feed-layout.ts';
import type { FeedChange, FeedReport } from '../../shared/wire/data-feeds.ts';
import type { JsonRow } from '../library/merge-row.ts';
import type { RowChange } from '../import/write/import-target.ts';
import type { FeedReading } from './read-feed-file.ts';

/** Most rows of each sort that a report has as samples. */
const MOST_SAMPLES = 40;
const MOST_WRONG = 500;
const MOST_NOTES = 100;

type NotedRow = Pick<RowChange, 'sourceId' | 'key'> & { readonly fields?: readonly string[] };

export type Notes = {
  readonly onChange: (change: RowChange) => void;
  readonly note: (what: FeedChange, row: NotedRow) => void;
  readonly counts: Readonly<Record<FeedChange, number>>;
  readonly fields: Readonly<Record<string, number>>;
  readonly samples: FeedReport['samples'];
};

/** Counts changes, and keeps some rows of each sort. An account that ends is no change besides. */
export function startNotes({ kind }: FeedLayout, takenAt: Instant): Notes {
  const counts = { added: 0, changed: 0, ended: 0, returned: 0, kept: 0, gone: 0 };
  const fields: Record<string, number> = {};
  const samples: FeedReport['samples'] = [];
  const ended = new Set<string>();
  /** An account that has ended by its row. */
  const isPast = ({ expiresAt }: JsonRow): boolean => typeof expiresAt === 'number' && expiresAt <= takenAt;
  const note = (what: FeedChange, { sourceId, key, fields: own = [] }: NotedRow): void => {
    if (what === 'ended') ended.add(sourceId);
    counts[what] += 1;
    if (counts[what] > MOST_SAMPLES) return;
    const named =
      kind === 'patrons' ? { patronId: patronId(key), itemId: null } : { patronId: null, itemId: itemId(key) };
    samples.push({ what, ...named, fields: [...own] });
  };
  return {
    counts,
    fields,
    samples,
    note,
    onChange(change) {
      const { sourceId, key, fields: own, kept } = change;
      // Titles of copies come with them.
      if (`${change.kind}s` !== kind) return;
      if (kept.length > 0) note('kept', { sourceId, key, fields: kept });
      // A person wrote another end since: it stays.
      if (ended.has(sourceId) && kept.includes('expiresAt')) counts.ended -= 1;
      if (own === null) return note('added', { sourceId, key });
      if (own.length === 0 || ended.has(sourceId)) return;
      const isEnded = change.rows !== null && isPast(change.rows.after) && !isPast(change.rows.before);
      for (const field of own) fields[field] = (fields[field] ?? 0) + 1;
      note(isEnded ? 'ended' : 'changed', { sourceId, key, fields: own });
    },
  };
}

/** Data of a report. */
type Reported = {
  readonly layout: FeedLayout;
  readonly reading: FeedReading;
  readonly noting: Notes;
  /** How many the feed had before. */
  readonly known: number;
  readonly mayBeEmpty: boolean;
};

/** The report of a file that was taken in, or looked through. */
export function reportOf({ layout, reading, noting, known, mayBeEmpty }: Reported): FeedReport {
  const { kinds, rejected, notes } = reading.tally.result();
  const { taken = 0, rejected: wrong = 0 } = kinds[layout.kind] ?? {};
  const { counts, fields, samples } = noting;
  const stops =
    taken === 0 && !mayBeEmpty
      ? ('empty' as const)
      : isOver(layout.guard.ends, counts.ended, known)
        ? ('ends' as const)
        : isOver(layout.guard.rejected, wrong, taken + wrong)
          ? ('rejected' as const)
          : null;
  return {
    rows: taken + wrong,
    rejected: wrong,
    known,
    ...counts,
    fields,
    stops,
    endsWithheld: layout.kind === 'patrons' && reading.unread.isVague,
    wrong: rejected.slice(0, MOST_WRONG).map(({ line, reason }) => ({ line, reason })),
    notes: notes.slice(0, MOST_NOTES).map(({ line, text }) => ({ line, text })),
    samples,
  };
}
