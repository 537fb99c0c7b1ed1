// Bans follow from loans: where loans changed, the bans of their patrons are worked out again. What a person lifted stays lifted.

import { loanOfBan, rulesOfBan, withBans, type BanCase } from '../../shared/circ/bans.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import type { Patron } from '../../shared/circ/model/patron.ts';
import { readAllRows, readRows } from '../store/read-rows.ts';
import { collectChanges, writeChanges, type RowChanges } from '../store/row-changes.ts';
import { parseRow } from '../store/state-tables.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import type { References } from '../timeline/references.ts';
import { blockField, readFieldWrites } from './patron-standing.ts';

/** Puts the bans of patrons whose loans are among the changes. */
export async function writeBans(
  tx: WriteTx,
  changes: RowChanges,
  { references }: { readonly references: References },
): Promise<void> {
  const changed = await loansWithBans(tx, changedLoans(changes), references);
  const gone = goneLoans(changes);
  const ids = new Set([...changed.map(({ loan }) => String(loan.patronId)), ...gone.values()]);
  if (ids.size === 0) return;
  await tx.lock([...ids].map((id) => `patron:${id}`));
  const patrons = await readRows(tx, 'patron', ids);
  const writes = await readFieldWrites(tx, ids);
  const standing = [...patrons.values()].flatMap(({ blocks }) => blocks.flatMap((block) => loanOfBan(block) ?? []));
  const known = new Set(changed.map(({ loan }) => String(loan.id)));
  const earlier = [...(await readRows(tx, 'loan', new Set(standing))).values()].filter(({ id }) => !known.has(id));
  const cases = Map.groupBy([...changed, ...(await casesOf(tx, earlier, references))], ({ loan }) => loan.patronId);
  const banned = collectChanges();
  for (const [id, row] of patrons) {
    const patron = withoutGone(row, gone);
    const lifted = new Set((writes.get(id) ?? []).flatMap(({ field, value }) => (value === null ? [field] : [])));
    const after = withBans(patron, cases.get(patron.id) ?? [], (block) => lifted.has(blockField(block)));
    if (after !== row) banned.put('patron', after);
  }
  await writeChanges(tx, banned);
  changes.add(banned);
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
async function loansWithBans(tx: ReadTx, loans: readonly Loan[], references: References): Promise<BanCase[]> {
  const policies = await references.policies(
    tx,
    loans.map(({ policyHash }) => policyHash),
  );
  const banning = loans.filter(({ policyHash }) => (policies.get(policyHash)?.terms?.ban ?? null) !== null);
  return casesOf(tx, banning, references);
}

async function casesOf(tx: ReadTx, loans: readonly Loan[], references: References): Promise<BanCase[]> {
  if (loans.length === 0) return [];
  const policies = await references.policies(
    tx,
    loans.map(({ policyHash }) => policyHash),
  );
  const known = { closings: await references.closings(tx), activations: await readAllRows(tx, 'ruleActivation') };
  const counted = loans.map((loan) => ({ loan, version: rulesOfBan(loan, known) }));
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
