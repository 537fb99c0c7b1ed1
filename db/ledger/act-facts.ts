// A few facts of each act of this desk, read by reports from an index that covers them. A year has a hundred thousand acts, and their envelopes are
// ten times as long.

import { actNamed } from '../../shared/acts/commands.ts';
import { readAct, type Definitions } from '../../shared/acts/read-act.ts';
import type { ActId, BranchId, ShiftId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { contentFacts, type ActFacts } from '../../shared/reports/reported-act.ts';
import type { Ledger } from './open-ledger.ts';

/** An act with how it came, where it was made and in which shift. */
export type PlacedAct = ActFacts & {
  readonly channel: string;
  readonly branch: BranchId | null;
  /** Null: it was made in no shift. */
  readonly shiftId: ShiftId | null;
};

// Written as in the index: only then are they read from it, and `INDEXED BY` fails where it is not there.

/** Name and shift of an act, as the index has them. */
export const FACT = {
  name: `json_extract(body, '$.name')`,
  shiftId: `json_extract(body, '$.shiftId')`,
  override: `json_extract(body, '$.override.codes')`,
  inHouse: `json_extract(body, '$.told.inHouse')`,
} as const;

/** The source of every query of facts. */
export const FACTS = 'envelope INDEXED BY envelope_facts';

const columns = `SELECT n, id, recorded_at AS at, ${FACT.name} AS name, ${FACT.shiftId} AS shiftId, ${FACT.override} AS overrides,
  ${FACT.inHouse} AS inHouse, json_extract(body, '$.staffId') AS staffId, json_extract(body, '$.channel') AS channel,
  json_extract(body, '$.branch') AS branch, json_extract(body, '$.told.policyRef.policyHash') AS policyHash,
  json_extract(body, '$.told.fills') AS fills, json_extract(body, '$.told.holdId') AS holdId,
  json_extract(body, '$.told.takenBack') AS takenBack, json_extract(args, '$.command.itemId') AS itemId,
  json_extract(args, '$.command.patronId') AS patronId, json_extract(args, '$.command.commandId') AS commandId,
  json_extract(args, '$.command.reason') AS reason, json_extract(args, '$.command.count') AS count`;
const select = `${columns} FROM ${FACTS}`;

type FactRow = Omit<PlacedAct, 'overrides' | 'inHouse' | 'takenBack'> & {
  readonly n: number;
  readonly overrides: string | null;
  readonly inHouse: number | null;
  readonly takenBack: string | null;
};

/** Acts of a shift, in the order in which they were recorded. */
export function factsOfShift(db: Ledger, shiftId: ShiftId, definitions: Definitions = actNamed): PlacedAct[] {
  const rows = db.all<FactRow>(`${select} WHERE ${FACT.shiftId} = ? ORDER BY n`, shiftId);
  return rows.map((row) => actOf(db, row, definitions));
}

/** Times that acts of a shift state themselves, such as those entered from paper; each act of the others was when it was recorded. */
export function statedInShift(db: Ledger, shiftId: ShiftId): ReadonlyMap<ActId, Instant> {
  const rows = db.all<{ id: ActId; at: Instant }>(
    `SELECT id, ${STATED} AS at FROM envelope INDEXED BY envelope_stated WHERE ${FACT.shiftId} = ? AND ${STATED} IS NOT NULL`,
    shiftId,
  );
  return new Map(rows.map(({ id, at }) => [id, at]));
}

const STATED = `json_extract(body, '$.stated.at')`;

/** All acts from one moment to before another, such as those of a day: their envelopes are fewer than the facts of all. In the order of recording. */
export function factsBetween(db: Ledger, { from, to }: { readonly from: Instant; readonly to: Instant }): PlacedAct[] {
  const rows = db.all<FactRow>(
    `${columns} FROM envelope INDEXED BY envelope_at WHERE recorded_at >= ? AND recorded_at < ?`,
    from,
    to,
  );
  return rows.toSorted((a, b) => a.n - b.n).map((row) => actOf(db, row, actNamed));
}

/** Acts that may be acts of use: of check-ins those alone with use in the house. In the order in which they were recorded. */
export function actsOfUse(db: Ledger, { from, to }: { readonly from: Instant; readonly to: Instant }): PlacedAct[] {
  const rows = db.all<FactRow>(
    `${select} WHERE recorded_at >= ? AND recorded_at < ?
       AND (${FACT.name} IN ('checkout', 'renew', 'recordUse') OR ${FACT.inHouse} = 1)`,
    from,
    to,
  );
  // The index has them by shift; those of each are in order already.
  return rows.toSorted((a, b) => a.n - b.n).map((row) => actOf(db, row, actNamed));
}

/** The index has fields as they were recorded: of an act with older versions the envelope itself is read, which upgrades them. */
function actOf(db: Ledger, { n, overrides, inHouse, takenBack, ...row }: FactRow, definitions: Definitions): PlacedAct {
  const hasOlder = Object.keys(definitions(row.name)?.older ?? {}).length > 0;
  const stored = hasOlder ? db.get<StoredText>('SELECT body, args FROM envelope WHERE n = ?', n) : undefined;
  return {
    ...row,
    overrides: overrides === null ? [] : parseCodes(overrides),
    inHouse: inHouse === 1,
    takenBack: takenBack === null ? null : parseTakenBack(takenBack),
    ...(stored === undefined ? {} : contentFacts(readAct(stored, definitions))),
  };
}

type StoredText = { readonly body: string; readonly args: string | null };

// They were checked when the act was signed.
const parseCodes = (text: string) => JSON.parse(text) as readonly string[];
const parseTakenBack = (text: string) => JSON.parse(text) as PlacedAct['takenBack'];
