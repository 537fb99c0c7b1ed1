// This desk's acts with the server's answers, newest first, page by page: for the Sync screen.

import { ReceiptSchema, type Receipt } from '../../shared/wire/receipt.ts';
import {
  EnvelopeArgsSchema,
  EnvelopeBodySchema,
  type EnvelopeArgs,
  type EnvelopeBody,
} from '../../shared/wire/envelope.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { FACT, FACTS } from './act-facts.ts';
import type { Ledger } from './open-ledger.ts';

export type RecentAct = {
  /** Order of recording; the cursor of the next page. */
  readonly n: number;
  readonly recordedAt: Instant;
  readonly body: EnvelopeBody;
  /** Null once purged. */
  readonly args: EnvelopeArgs | null;
  /** Null while it waits. */
  readonly receipt: Receipt | null;
};

type ActRow = {
  readonly n: number;
  readonly recorded_at: number;
  readonly body: string;
  readonly args: string | null;
  readonly text: string | null;
};

/** Acts that name patrons in other fields than `patronId`, as their index has them. They are few: each is read. */
export const NAMES_PATRONS: ReadonlySet<string> = new Set(['mergePatrons', 'resolveItem']);

/** Acts of this desk that name a patron in their arguments, newest first. */
export function actsNamingPatron(db: Ledger, patronId: string): RecentAct[] {
  const rows = db.all<ActRow>(
    // Written as in the indexes.
    `WITH named AS (
       SELECT n FROM envelope INDEXED BY envelope_of_patron WHERE json_extract(args, '$.command.patronId') = ?
       UNION ALL
       SELECT n FROM envelope INDEXED BY envelope_names_patrons
       WHERE json_extract(body, '$.name') IN ('mergePatrons', 'resolveItem') AND instr(args, ?) > 0
     )
     SELECT e.n, e.recorded_at, e.body, e.args, r.text
     FROM named CROSS JOIN envelope e ON e.n = named.n LEFT JOIN receipt r ON r.stream = e.stream AND r.seq = e.seq
     ORDER BY e.n DESC`,
    patronId,
    JSON.stringify(patronId),
  );
  return rows.map(readAct);
}

/** Acts of this desk that wrote fields of a copy, newest first. */
export function actsWritingItem(db: Ledger, itemId: string): RecentAct[] {
  const rows = db.all<ActRow>(
    // Written as in the index.
    `SELECT e.n, e.recorded_at, e.body, e.args, r.text
     FROM envelope e INDEXED BY envelope_writes_item LEFT JOIN receipt r ON r.stream = e.stream AND r.seq = e.seq
     WHERE json_extract(e.args, '$.command.itemId') = ? AND json_extract(e.args, '$.command.fields') IS NOT NULL
     ORDER BY e.n DESC`,
    itemId,
  );
  return rows.map(readAct);
}

/** Acts of this desk with one of these names, in the order in which they were recorded. */
export function actsOfNames(db: Ledger, names: readonly string[]): RecentAct[] {
  const rows = db.all<ActRow>(
    `SELECT e.n, e.recorded_at, e.body, e.args, r.text
     FROM envelope e LEFT JOIN receipt r ON r.stream = e.stream AND r.seq = e.seq
     WHERE e.n IN (SELECT n FROM ${FACTS} WHERE ${FACT.name} IN (SELECT value FROM json_each(?))) ORDER BY e.n`,
    JSON.stringify(names),
  );
  return rows.map(readAct);
}

/** Those of some acts that this desk recorded itself. */
export function actsOfIds(db: Ledger, ids: Iterable<string>): RecentAct[] {
  const rows = db.all<ActRow>(
    `SELECT e.n, e.recorded_at, e.body, e.args, r.text
     FROM json_each(?) id CROSS JOIN envelope e ON e.id = id.value LEFT JOIN receipt r ON r.stream = e.stream AND r.seq = e.seq`,
    JSON.stringify([...ids]),
  );
  return rows.map(readAct);
}

/** At most `limit` acts recorded before `before` (an `n`; null = from the newest). */
export function recentActs(db: Ledger, before: number | null, limit: number): RecentAct[] {
  const rows = db.all<ActRow>(
    `SELECT e.n, e.recorded_at, e.body, e.args, r.text
     FROM envelope e LEFT JOIN receipt r ON r.stream = e.stream AND r.seq = e.seq
     WHERE e.n < ? ORDER BY e.n DESC LIMIT ?`,
    before ?? Number.MAX_SAFE_INTEGER,
    limit,
  );
  return rows.map(readAct);
}

function readAct(row: ActRow): RecentAct {
  return {
    n: row.n,
    recordedAt: row.recorded_at,
    body: EnvelopeBodySchema.parse(JSON.parse(row.body)),
    args: row.args === null ? null : EnvelopeArgsSchema.parse(JSON.parse(row.args)),
    receipt: row.text === null ? null : ReceiptSchema.parse(JSON.parse(row.text)),
  };
}
