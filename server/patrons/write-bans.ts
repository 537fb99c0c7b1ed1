// Bans follow from loans: where loans changed, the bans of their patrons are worked out again. A ban that a person lifted stays lifted.

import { banId, loanOfBan, makesBan, rulesOfBan, withBans, type BanCase } from '../../shared/circ/bans.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import type { Patron } from '../../shared/circ/model/patron.ts';
import { readAllRows, readRows, readRowsBy } from '../store/read-rows.ts';
import { collectChanges, writeChanges, type RowChanges } from '../store/row-changes.ts';
import { parseRow } from '../store/state-tables.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import type { References } from '../timeline/references.ts';
import { blockField, readFieldWrites } from './patron-standing.ts';

/** Context of working out bans. */
type Context = {
  readonly references: References;
  readonly now: Instant;
  /** Patrons whose bans are worked out besides: one of theirs was lifted. */
  readonly also?: Iterable<string>;
  /** Items that were folded afresh: the calendar or the policy of their loans is another, though the loans stand as they stood. */
  readonly afresh?: Iterable<string>;
  /** A calendar changed from this moment on: bans that run then may count its days. */
  readonly runningAt?: Instant;
};

/**
 * Puts the bans of patrons whose loans are among the changes. Each is worked out from every loan of the patron that may ban, so that the order in
 * which returns and lifts arrive changes nothing. [I24]
 */
export async function writeBans(
  tx: WriteTx,
  changes: RowChanges,
  { references, now, also = [], afresh = [], runningAt }: Context,
): Promise<void> {
  const folded = await readRowsBy(tx, 'loan', { column: 'item_id', values: afresh });
  const loans = [...changedLoans(changes), ...folded];
  const gone = goneLoans(changes);
  const changed = new Set(loans.map(({ id }) => banId(id)));
  const ids = new Set([
    ...(await banning(tx, loans, references)).map(({ patronId }) => String(patronId)),
    ...gone.values(),
    ...also,
    ...(runningAt === undefined ? [] : await bannedAt(tx, runningAt)),
  ]);
  if (ids.size === 0) return;
  await tx.lock([...ids].map((id) => `patron:${id}`));
  const patrons = await readRows(tx, 'patron', ids);
  const writes = await readFieldWrites(tx, ids);
  const theirs = await readRowsBy(tx, 'loan', { column: 'patron_id', values: patrons.keys() });
  const cases = Map.groupBy(await casesOf(tx, theirs, references), ({ loan }) => loan.patronId);
  const banned = collectChanges();
  for (const [id, row] of patrons) {
    // The first lift counts: a lift of a ban that is gone changes nothing.
    const lifts = new Map(
      (writes.get(id) ?? []).toReversed().flatMap(({ field, value, at }) => (value === null ? [[field, at]] : [])),
    );
    const standing = new Set(row.blocks.map((block) => block.id));
    const after = withBans(withoutGone(row, gone), cases.get(row.id) ?? [], {
      liftedAt: (ban) => lifts.get(blockField(ban)) ?? null,
      // One that ended is lifted in time; it comes back only for acts of before that, with the return that makes it.
      isKept: ({ id: ban, endsAt }) => changed.has(ban) || standing.has(ban) || endsAt === null || endsAt > now,
      madeBefore: row.bansForgotten ?? 0,
    });
    if (after !== row) banned.put('patron', after);
  }
  await writeChanges(tx, banned);
  changes.add(banned);
}

/** Patrons with a block that has not ended by then. */
async function bannedAt(tx: ReadTx, at: Instant): Promise<string[]> {
  const rows = await tx.db.selectFrom('patron').select('id').where('block_ends_at', '>=', at).execute();
  return rows.map(({ id }) => id);
}

/** Counts the bans of loans whose patrons are forgotten: later bans depend on the number of earlier ones. */
export async function keepBanCounts(
  tx: WriteTx,
  loans: readonly Loan[],
  { references, changes }: { readonly references: References; readonly changes: RowChanges },
): Promise<void> {
  const made = Map.groupBy((await casesOf(tx, loans, references)).filter(makesBan), ({ loan }) => loan.patronId);
  const counted = collectChanges();
  for (const row of (await readRows(tx, 'patron', made.keys())).values())
    counted.put('patron', { ...row, bansForgotten: (row.bansForgotten ?? 0) + (made.get(row.id)?.length ?? 0) });
  await writeChanges(tx, counted);
  changes.add(counted);
}

/** Loans that are no more, with their patrons: their checkout was undone. */
function goneLoans(changes: RowChanges): ReadonlyMap<string, string> {
  const loans = [...(changes.byKind.get('loan') ?? [])];
  return new Map(
    loans.flatMap(([id, { body, patronId }]) => (body === null && patronId !== null ? [[id, patronId]] : [])),
  );
}

function withoutGone(patron: Patron, gone: ReadonlyMap<string, string>): Patron {
  const blocks = patron.blocks.filter((block) => !gone.has(loanOfBan(block) ?? ''));
  return blocks.length === patron.blocks.length ? patron : { ...patron, blocks };
}

function changedLoans(changes: RowChanges): Loan[] {
  return [...(changes.byKind.get('loan')?.values() ?? [])].flatMap(({ body }) =>
    body === null ? [] : [parseRow('loan', body)],
  );
}

/** Those that a policy with bans was lent under. Most libraries have none, and nothing more is read there. */
async function banning(tx: ReadTx, loans: readonly Loan[], references: References): Promise<readonly Loan[]> {
  if (loans.length === 0) return [];
  const policies = await references.policies(
    tx,
    loans.map(({ policyHash }) => policyHash),
  );
  return loans.filter(({ policyHash }) => (policies.get(policyHash)?.terms?.ban ?? null) !== null);
}

async function casesOf(tx: ReadTx, loans: readonly Loan[], references: References): Promise<BanCase[]> {
  const may = await banning(tx, loans, references);
  if (may.length === 0) return [];
  const policies = await references.policies(
    tx,
    may.map(({ policyHash }) => policyHash),
  );
  const known = { closings: await references.closings(tx), activations: await readAllRows(tx, 'ruleActivation') };
  const counted = may.map((loan) => ({ loan, version: rulesOfBan(loan, known) }));
  await references.ruleSets(
    tx,
    counted.flatMap(({ version }) => version ?? []),
  );
  return counted.map(({ loan, version }) => ({
    loan,
    policy: policies.get(loan.policyHash) ?? null,
    times: references.timesOf(version, loan.branch),
  }));
}
