// What the library itself would decide about a patron and an item at a moment, from its own rows. Records nothing.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { countedAs, returnOf, type ItemFacts, type LibraryFacts, type PatronFacts } from '../../shared/circ/facts.ts';
import { judgeWhatIf, type WhatIfAnswer } from '../../shared/circ/what-if.ts';
import type { Policy } from '../../shared/rules/model/policy.ts';
import type { RuleSet } from '../../shared/rules/model/rule-set.ts';
import { ruleEngine } from '../../shared/rules/resolve/rule-engine.ts';
import type { Row } from '../../shared/wire/rows.ts';
import { readAllRows, readRows, readRowsBy } from '../store/read-rows.ts';
import type { ReadTx, Store } from '../store/store.ts';
import { rulesInForce } from './rules-in-force.ts';

export type Question = {
  readonly card: string;
  readonly barcode: string;
  /** Branch of the desk; null = where the item is shelved. */
  readonly desk: string | null;
};

/** Judges a checkout, or a renewal for the patron who has the item. Throws HF-SERVER-012 for a branch that is not there, HF-CIRC-001 when no rules are in force. */
export function explainForLibrary(store: Store, question: Question, at: Instant): Promise<WhatIfAnswer> {
  return store.read(async (tx) => {
    const found = await itemOf(tx, question.barcode);
    const library = await libraryFacts(tx, question.desk ?? found?.item.home ?? null, at);
    const patron = await patronOf(tx, question.card, { rules: library.rules, at });
    const item = found === null ? null : await withCopies(tx, found, library.rules);
    const policy = await policyOf(tx, item?.loan?.policyHash ?? null);
    return judgeWhatIf({ library, item, patron, policy }, question, at);
  });
}

async function libraryFacts(tx: ReadTx, desk: string | null, at: Instant): Promise<LibraryFacts> {
  const rules = await rulesInForce(tx, at);
  const branches = new Map((await readAllRows(tx, 'branch')).map((branch) => [String(branch.id), branch]));
  const deskBranch = desk === null ? null : (branches.get(desk) ?? null);
  if (desk !== null && deskBranch === null) throw new HoldfastError('HF-SERVER-012', { branch: desk });
  return { rules, branches, deskBranch, patronsAsOf: null };
}

async function itemOf(tx: ReadTx, barcode: string): Promise<ItemFacts | null> {
  const [found] = await tx.db.selectFrom('item').select('id').where('barcode', '=', barcode).execute();
  const item = found === undefined ? undefined : (await readRows(tx, 'item', [found.id])).get(found.id);
  if (item === undefined) return null;
  const { location } = item;
  const loans = await readRowsBy(tx, 'loan', { column: 'item_id', values: [item.id] });
  const holds = await readRowsBy(tx, 'hold', { column: 'title_id', values: [item.titleId] });
  return {
    item,
    title: (await readRows(tx, 'title', [item.titleId])).get(item.titleId) ?? null,
    location: location === null ? null : ((await readRows(tx, 'location', [location])).get(location) ?? null),
    loan: loans.find((loan) => loan.state === 'open' || loan.state === 'lost') ?? null,
    holds: holds.filter(isLive).toSorted((a, b) => (a.position ?? 0) - (b.position ?? 0)),
  };
}

/** With every copy of the title, where somebody waits for it and the rules ask for them. */
async function withCopies(tx: ReadTx, facts: ItemFacts, rules: RuleSet): Promise<ItemFacts> {
  if (facts.holds.length === 0 || !ruleEngine(rules).asks.copies) return facts;
  const copies = await readRowsBy(tx, 'item', { column: 'title_id', values: [facts.item.titleId] });
  const locations = await readRows(tx, 'location', new Set(copies.flatMap(({ location }) => location ?? [])));
  return {
    ...facts,
    copies: copies.map((item) => ({ item, location: locations.get(item.location ?? '') ?? null })),
  };
}

/** The policy that a loan was made under; null where the library does not have it. */
async function policyOf(tx: ReadTx, hash: string | null): Promise<Policy | null> {
  return hash === null ? null : ((await readRows(tx, 'policy', [hash])).get(hash)?.policy ?? null);
}

function isLive(hold: Row<'hold'>): boolean {
  return hold.state === 'waiting' || hold.state === 'captured';
}

async function patronOf(
  tx: ReadTx,
  card: string,
  { rules, at }: { readonly rules: RuleSet; readonly at: Instant },
): Promise<PatronFacts | null> {
  const since = at - ruleEngine(rules).asks.returnsWithinMs;
  const [found] = await tx.db.selectFrom('patron_card').select('patron_id').where('card', '=', card).execute();
  const patron =
    found === undefined ? undefined : (await readRows(tx, 'patron', [found.patron_id])).get(found.patron_id);
  if (patron === undefined) return null;
  const all = await readRowsBy(tx, 'loan', { column: 'patron_id', values: [patron.id] });
  const loans = all.filter((loan) => loan.state === 'open' || loan.state === 'lost');
  const closed = all.filter(({ state, inAt }) => state === 'closed' && inAt !== null && inAt > since && inAt <= at);
  const items = await readRows(tx, 'item', new Set([...loans, ...closed].map((loan) => loan.itemId)));
  const fees = await readRowsBy(tx, 'fee', { column: 'patron_id', values: [patron.id] });
  return {
    patron,
    isOldCard: !patron.cards.some(({ number, active }) => active && number === card),
    loansOut: loans.map((loan) => ({
      loan,
      ...countedAs(items.get(loan.itemId) ?? null),
    })),
    returned: closed.flatMap((loan) => returnOf(loan, items.get(loan.itemId) ?? null)),
    owedMinor: fees.reduce((sum, fee) => sum + fee.outstandingMinor, 0),
  };
}
