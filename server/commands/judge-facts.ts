// The facts of past checkouts, renewals and placed holds, as they were at the time of each: loans as intervals, the item from its own timeline before
// the act. Holds, blocks, cards, group and expiration too; facts that are not kept as intervals (the debt, the place of a copy in the catalogue) are
// as of the receipt and say so. One query per kind for a whole batch. [I22]
// A question without a recorded act is answered from the same facts, as they are now.

import { holdAsOf, wasLive } from '../../shared/circ/model/hold.ts';
import type { BranchId, ItemId, PatronId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { Act, ActOf, ItemAct } from '../../shared/circ/acts.ts';
import {
  countedAs,
  owedOf,
  returnOf,
  type ItemFacts,
  type LibraryFacts,
  type PatronFacts,
  type ProxyFacts,
} from '../../shared/circ/facts.ts';
import { scannedAs } from '../../shared/circ/decide/scanned-card.ts';
import { recallsIn } from '../../shared/circ/decide/open-recalls.ts';
import { foldPlaces } from '../../shared/circ/fold/fold-all.ts';
import { orderTimeline } from '../../shared/circ/fold/timeline.ts';
import type { Branch } from '../../shared/circ/model/branch.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import type { Policy } from '../../shared/rules/model/policy.ts';
import type { RuleSet } from '../../shared/rules/model/rule-set.ts';
import { ruleEngine } from '../../shared/rules/resolve/rule-engine.ts';
import type { Row, RuleActivation } from '../../shared/wire/rows.ts';
import type { FieldWrite } from '../patrons/field-write.ts';
import { readFieldWrites, standingAt } from '../patrons/patron-standing.ts';
import { readAllRows, readRows, readRowsBy } from '../store/read-rows.ts';
import { parseRow } from '../store/state-tables.ts';
import type { ReadTx } from '../store/store.ts';
import { itemInput, type LoadedItem, type LoadedPlaces } from '../timeline/load-timelines.ts';
import type { References } from '../timeline/references.ts';
import type { Taken } from './taken.ts';

/** A command with its acts under their real ids. */
export type Recorded = { readonly taken: Taken; readonly acts: readonly Act[] };

/** Data for judging the acts of a batch. */
export type JudgeContext = {
  readonly loaded: LoadedPlaces;
  readonly references: References;
  readonly deskNames: ReadonlyMap<string, string>;
};

/** A loan or renewal that is judged. */
export type JudgedAct = ActOf<'checkout' | 'renew'>;

/** Any act that is judged: it is a patron's, at a desk, at a moment. */
export type PatronAct = JudgedAct | ActOf<'placeHold'>;

/** A question about a patron and an item at a moment, without a recorded act. Null: the card, or the barcode, is unknown. */
export type WhatIfAct = {
  readonly kind: 'what-if';
  readonly itemId: ItemId | null;
  readonly patronId: PatronId | null;
  readonly branch: BranchId | null;
  readonly at: Instant;
};

/** Reasons from facts that are not kept as intervals: they are those of the receipt. */
const AS_OF_RECEIPT: ReadonlySet<string> = new Set([
  'PATRON_FINES',
  'ITEM_BAD_STATUS',
  'ITEM_WITHDRAWN',
  'HOLD_STATUS',
  'HOLD_ITEM_DAMAGED',
  'HOLD_AVAILABLE_PAGE_INSTEAD',
]);

/** The mark of an exception that rests on such a reason. */
export function asOfMark(reasons: readonly { readonly code: string }[]): { readonly asOf?: 'receipt' } {
  return reasons.some(({ code }) => AS_OF_RECEIPT.has(code)) ? { asOf: 'receipt' } : {};
}

/** Everything that the acts of a batch are judged from. */
export type JudgeFacts = {
  readonly loaded: LoadedPlaces;
  readonly branches: ReadonlyMap<string, Branch>;
  readonly activations: readonly RuleActivation[];
  readonly ruleSets: ReadonlyMap<string, RuleSet>;
  readonly policies: ReadonlyMap<Row<'policy'>['hash'], Policy>;
  readonly patrons: ReadonlyMap<string, Row<'patron'>>;
  /** Writes to the standing of patrons, by patron. */
  readonly standing: ReadonlyMap<string, readonly FieldWrite[]>;
  readonly loans: ReadonlyMap<string, readonly Loan[]>;
  readonly fees: ReadonlyMap<string, readonly Row<'fee'>[]>;
  readonly items: ReadonlyMap<string, Row<'item'>>;
  readonly titles: ReadonlyMap<string, Row<'title'>>;
  readonly locations: ReadonlyMap<string, Row<'location'>>;
  readonly holds: ReadonlyMap<string, readonly Row<'hold'>[]>;
  /** Every copy of the titles of the judged items, as now; empty where no rule set of the batch asks for them. */
  readonly copies: ReadonlyMap<string, readonly Row<'item'>[]>;
};

/** Loads the facts of some acts that were folded just now. */
export async function loadJudgeFacts(
  tx: ReadTx,
  judged: readonly { readonly act: PatronAct | WhatIfAct; readonly rulesVersion: RuleSet['version'] | null }[],
  { loaded, references }: { readonly loaded: LoadedPlaces; readonly references: References },
): Promise<JudgeFacts> {
  const patronIds = new Set(judged.flatMap(({ act }) => act.patronId ?? []));
  const proxies = judged.flatMap(({ act }) => (act.kind === 'checkout' ? (act.carriedBy ?? []) : []));
  const activations = (await readAllRows(tx, 'ruleActivation')).toSorted((a, b) => a.at - b.at);
  const versions = [
    ...judged.flatMap(({ rulesVersion }) => rulesVersion ?? []),
    ...judged.flatMap(({ act }) => inForce(activations, act.at)?.version ?? []),
  ];
  const ruleSets = await references.ruleSets(tx, versions);
  const asked = [...ruleSets.values()].map((rules) => ruleEngine(rules).asks);
  const since = Math.min(...judged.map(({ act }) => act.at)) - Math.max(0, ...asked.map((one) => one.returnsWithinMs));
  const loans = await loansSince(tx, patronIds, since);
  const items = await readRows(
    tx,
    'item',
    new Set([...judged.flatMap(({ act }) => act.itemId ?? []), ...loans.map((loan) => loan.itemId)]),
  );
  const own = new Set(judged.flatMap(({ act }) => items.get(act.itemId ?? '')?.titleId ?? []));
  const holds = await readRowsBy(tx, 'hold', { column: 'title_id', values: own });
  const waited = asked.some((one) => one.copies)
    ? new Set(holds.flatMap((hold) => (hold.position === null ? [] : [hold.titleId])))
    : [];
  const copies = await readRowsBy(tx, 'item', { column: 'title_id', values: waited });
  const hashes = [...loaded.items.values()].flatMap(({ acts }) =>
    acts.flatMap((act) => ('policyHash' in act ? [act.policyHash] : [])),
  );
  return {
    loaded,
    activations,
    branches: new Map((await readAllRows(tx, 'branch')).map((branch) => [branch.id, branch])),
    ruleSets,
    policies: await references.policies(tx, hashes),
    patrons: await readRows(tx, 'patron', new Set([...patronIds, ...proxies])),
    standing: await readFieldWrites(tx, new Set([...patronIds, ...proxies])),
    loans: Map.groupBy(loans, (loan) => loan.patronId),
    fees: Map.groupBy(await readRowsBy(tx, 'fee', { column: 'patron_id', values: patronIds }), (fee) => fee.patronId),
    items,
    titles: await readRows(tx, 'title', own),
    locations: await readRows(
      tx,
      'location',
      new Set([...items.values(), ...copies].flatMap((item) => item.location ?? [])),
    ),
    holds: Map.groupBy(holds, (hold) => hold.titleId),
    copies: Map.groupBy(copies, (copy) => copy.titleId),
  };
}

/** Loans that were out at a moment or later. */
async function loansSince(tx: ReadTx, patrons: ReadonlySet<string>, since: Instant): Promise<Loan[]> {
  const rows = await tx.db
    .selectFrom('loan')
    .select('body')
    .where(tx.anyOf('patron_id', patrons))
    .where((where) => where.or([where('in_at', 'is', null), where('in_at', '>', since)]))
    .execute();
  return rows.map((row) => parseRow('loan', row.body));
}

/** The activation in force at a moment; null before the first. */
export function inForce(activations: readonly RuleActivation[], at: Instant): RuleActivation | null {
  return activations.findLast((activation) => activation.at <= at) ?? null;
}

/** The library around an act: the rule set named, or the one in force then. Null when neither is known. */
export function libraryFacts(
  facts: JudgeFacts,
  act: PatronAct | WhatIfAct,
  rulesVersion: string | null,
): LibraryFacts | null {
  const rules =
    facts.ruleSets.get(rulesVersion ?? '') ?? facts.ruleSets.get(inForce(facts.activations, act.at)?.version ?? '');
  if (rules === undefined) return null;
  const deskBranch = act.branch === null ? null : (facts.branches.get(act.branch) ?? null);
  const since = facts.activations.findLast(({ version, at }) => version === rules.version && at <= act.at);
  return { rules, rulesSince: since?.at, branches: facts.branches, deskBranch, patronsAsOf: null };
}

/** The item as its timeline had it just before the act; for a question, as it is. */
export function itemFacts(facts: JudgeFacts, act: JudgedAct | WhatIfAct): ItemFacts | null {
  const entry = act.itemId === null ? undefined : facts.loaded.items.get(act.itemId);
  if (entry === undefined) return null;
  const { item } = entry;
  const acts = act.kind === 'what-if' ? inOrder(entry.acts) : actsBefore(entry.acts, act);
  const folded = foldActs(facts, entry, acts);
  const state = act.kind === 'what-if' ? item.state : folded.state;
  const loan = folded.loans.find(({ id }) => id === state.loan) ?? null;
  return {
    item: { ...item, state },
    title: facts.titles.get(item.titleId) ?? null,
    location: item.location === null ? null : (facts.locations.get(item.location) ?? null),
    loan,
    holds: holdsAt(facts.holds.get(item.titleId) ?? [], act.kind === 'what-if' ? Infinity : act.at).map((hold) =>
      holdAsOf(hold, act.at),
    ),
    recalls: recallsIn(acts),
    copies: copiesAt(facts, act, item, state),
  };
}

/** The holds that lived at a moment, in the order of their positions; those that have ended since waited then. At `Infinity`, those that live. */
function holdsAt(holds: readonly Row<'hold'>[], at: Instant): Row<'hold'>[] {
  return holds
    .filter((hold) => (at === Infinity ? hold.position !== null : wasLive(hold, at)))
    .map((hold): Row<'hold'> => (hold.position === null ? { ...hold, state: 'waiting', capturedItem: null } : hold))
    .toSorted((a, b) =>
      a.position === null || b.position === null ? a.placedAt - b.placedAt : a.position - b.position,
    );
}

/** The copies of a title, each as it was before the act. Undefined where the batch does not need them. */
function copiesAt(
  facts: JudgeFacts,
  act: JudgedAct | WhatIfAct,
  { id, titleId }: Row<'item'>,
  state: Row<'item'>['state'],
): ItemFacts['copies'] {
  const copies = facts.copies.get(titleId);
  if (copies === undefined) return undefined;
  const states = act.kind === 'what-if' ? new Map([[id, state]]) : statesBefore(facts, copies, act);
  return copies.map((copy) => ({
    item: { ...copy, state: states.get(copy.id) ?? copy.state },
    location: facts.locations.get(copy.location ?? '') ?? null,
  }));
}

function statesBefore(
  { loaded, policies }: JudgeFacts,
  copies: readonly Row<'item'>[],
  act: JudgedAct,
): Map<ItemId, Row<'item'>['state']> {
  const titleIds = new Set(copies.map(({ titleId }) => titleId));
  const folded = foldPlaces({
    items: copies.flatMap(({ id }) => {
      const entry = loaded.items.get(id);
      if (entry === undefined) return [];
      const acts = id === act.itemId ? actsBefore(entry.acts, act) : entry.acts.filter((one) => one.at < act.at);
      return [itemInput({ ...entry, acts, settled: [] })];
    }),
    holdActs: new Map(
      [...titleIds].map((title) => [title, (loaded.holdActs.get(title) ?? []).filter((one) => one.at <= act.at)]),
    ),
    policies,
    timesOf: () => null,
  });
  return new Map([...folded.items].map(([id, { state }]) => [id, state]));
}

function foldActs(
  { policies }: JudgeFacts,
  entry: LoadedItem,
  acts: readonly ItemAct[],
): { readonly state: Row<'item'>['state']; readonly loans: readonly Loan[] } {
  const folded = foldPlaces({
    items: [itemInput({ ...entry, acts, settled: [] })],
    holdActs: new Map(),
    policies,
    timesOf: () => null,
  });
  return { state: folded.items.get(entry.item.id)?.state ?? entry.item.state, loans: folded.loans };
}

/** The acts that stand before an act in the order of its item. */
export function actsBefore(acts: readonly ItemAct[], act: { readonly id: ItemAct['id'] }): ItemAct[] {
  const order = inOrder(acts);
  return order.slice(
    0,
    order.findIndex((one) => one.id === act.id),
  );
}

function inOrder(acts: readonly ItemAct[]): ItemAct[] {
  return orderTimeline(acts).map((placed) => placed.act);
}

/** The patron with the loans at the time of the act, the act itself aside; for a question, with the present loans. */
export function patronFacts(facts: JudgeFacts, act: PatronAct | WhatIfAct, card: string | null): PatronFacts | null {
  const now = facts.patrons.get(act.patronId ?? '');
  if (now === undefined) return null;
  const known = act.kind === 'what-if' ? Infinity : act.at;
  const patron = standingAt(now, facts.standing.get(now.id) ?? [], known);
  const loans = facts.loans.get(patron.id) ?? [];
  const out = loans.filter((loan) => !isBegunBy(loan, act) && wasOut(loan, known));
  return {
    patron: {
      ...patron,
      blocks: patron.blocks.filter((block) => block.setAt <= known && (block.endsAt === null || block.endsAt > act.at)),
    },
    ...scannedAs(patron, card === null ? null : { card, at: act.at }),
    loansOut: out.map((loan) => {
      const item = facts.items.get(loan.itemId);
      const isLost = loan.lostAt !== null && loan.lostAt <= known;
      return {
        loan: { ...loan, state: isLost ? 'lost' : 'open', inAt: null, how: null },
        ...countedAs(item ?? null),
      };
    }),
    // Loans that ended before the asked-for time were not read.
    returned: loans
      .filter(({ state, inAt }) => state === 'closed' && inAt !== null && inAt <= act.at)
      .flatMap((loan) => returnOf(loan, facts.items.get(loan.itemId) ?? null)),
    ...owedOf((facts.fees.get(patron.id) ?? []).filter((fee) => fee.at <= known)),
  };
}

/** The proxy who took a loan, as their account was then. */
export function proxyFacts(facts: JudgeFacts, act: JudgedAct, card: string | null): ProxyFacts | undefined {
  const now = act.kind === 'checkout' && act.carriedBy !== undefined ? facts.patrons.get(act.carriedBy) : undefined;
  if (now === undefined) return undefined;
  const patron = standingAt(now, facts.standing.get(now.id) ?? [], act.at);
  return { patron, ...scannedAs(patron, card === null ? null : { card, at: act.at }) };
}

function isBegunBy(loan: Loan, act: PatronAct | WhatIfAct): boolean {
  return act.kind === 'checkout' && (String(loan.id) === String(act.id) || loan.aliases.includes(act.id));
}

/** Whether a loan was out at a moment; at `Infinity`, whether it is. */
function wasOut(loan: Loan, at: Instant): boolean {
  return loan.state !== 'in-question' && loan.outAt <= at && (loan.inAt === null || loan.inAt > at);
}
