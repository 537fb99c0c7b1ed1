// Patron and item facts of acts of use: noted while both are known, and again where these turn out to be others.

import { sha256Hex } from '../../shared/core/digest.ts';
import type { ItemId, PatronId, PolicyHash } from '../../shared/core/ids.ts';
import type { Act } from '../../shared/circ/acts.ts';
import { describeItem, describePatron } from '../../shared/reports/use/describe.ts';
import { UseWhatSchema, UseWhoSchema, type UseWhat, type UseWho } from '../../shared/reports/use/use-kind.ts';
import { readRows } from '../store/read-rows.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import type { References } from '../timeline/references.ts';

/** The subject of an act of use, under real ids. */
export type UsedAct = {
  readonly id: string;
  readonly itemId: ItemId;
  /** Null: used without a patron. */
  readonly patronId: PatronId | null;
  /** Of a checkout. */
  readonly policyHash: PolicyHash | null;
};

/** Patron and item of an act on a timeline that may be one of use; null for any other. */
export function usedIn(act: Act): UsedAct | null {
  switch (act.kind) {
    case 'checkout':
      return { id: act.id, itemId: act.itemId, patronId: act.patronId, policyHash: act.policyHash };
    case 'renew':
      return { id: act.id, itemId: act.itemId, patronId: act.patronId, policyHash: null };
    case 'checkin':
      return { id: act.id, itemId: act.itemId, patronId: null, policyHash: null };
    default:
      return null;
  }
}

/** The facts of an act's patron and copy. */
export type Described = { readonly who: Pick<UseWho, 'group' | 'college'>; readonly what: UseWhat };

/** Describes the patrons and copies of acts. */
export async function describer(
  tx: ReadTx,
  acts: readonly UsedAct[],
  references: References,
): Promise<(act: UsedAct) => Described> {
  const items = await readRows(tx, 'item', new Set(acts.map(({ itemId }) => itemId)));
  const patrons = await readRows(tx, 'patron', new Set(acts.flatMap(({ patronId }) => patronId ?? [])));
  const policies = await references.policies(tx, new Set(acts.flatMap(({ policyHash }) => policyHash ?? [])));
  return (act) => {
    const hourly = act.policyHash !== null && policies.get(act.policyHash)?.grain === 'time';
    return {
      who: describePatron(act.patronId === null ? null : (patrons.get(act.patronId) ?? null)),
      what: describeItem(items.get(act.itemId) ?? null, hourly),
    };
  };
}

/** Acts whose patron or copy turned out to be another one count for that one. */
export async function describeUseAgain(tx: WriteTx, acts: readonly Act[], references: References): Promise<void> {
  const used = new Map(acts.flatMap((act) => usedIn(act) ?? []).map((act) => [act.id, act]));
  if (used.size === 0) return;
  const kept = await tx.db
    .selectFrom('circ_stat')
    .innerJoin('use_kind', 'use_kind.id', 'circ_stat.who')
    .select(['circ_stat.id as id', 'use_kind.body as body'])
    .where(tx.anyOf('circ_stat.id', used.keys()))
    .execute();
  const describe = await describer(tx, [...used.values()], references);
  const again = kept.flatMap(({ id, body }) => {
    const act = used.get(id);
    if (act === undefined) return [];
    const { who, what } = describe(act);
    return [{ id, who: { ...UseWhoSchema.parse(JSON.parse(body)), ...who }, what }];
  });
  const numberOf = await keepKinds(tx, again);
  for (const one of again) {
    await tx.db.updateTable('circ_stat').set(numberOf(one)).where('id', '=', one.id).execute();
  }
}

/** Patron and item of an act, by kind. */
type Kinds = { readonly who: UseWho; readonly what: UseWhat };

/** Keeps kinds and returns the numbers of each. Those that are there already are not written: every desk uses them. */
export async function keepKinds(
  tx: WriteTx,
  kinds: readonly Kinds[],
): Promise<(kinds: Kinds) => { readonly who: number; readonly what: number }> {
  const numbers = new Map([...new Set(kinds.flatMap(textsOf))].map((text) => [text, numberOf(text)]));
  const wanted = [...numbers.values()];
  const present =
    wanted.length === 0 ? [] : await tx.db.selectFrom('use_kind').select('id').where('id', 'in', wanted).execute();
  const known = new Set(present.map(({ id }) => id));
  const missing = [...numbers].filter(([, id]) => !known.has(id)).toSorted(([, a], [, b]) => a - b);
  for (const [body, id] of missing) {
    await tx.db
      .insertInto('use_kind')
      .values({ id, body })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  return (one) => {
    const [who, what] = textsOf(one);
    return { who: numbers.get(who) ?? numberOf(who), what: numbers.get(what) ?? numberOf(what) };
  };
}

/** The same text for the same kinds, with their fields in any order. */
function textsOf({ who, what }: Kinds): [string, string] {
  return [JSON.stringify(UseWhoSchema.parse(who)), JSON.stringify(UseWhatSchema.parse(what))];
}

/** 44 bits of its hash, small in an index: among 10,000 kinds two are alike in one library of 300,000. */
function numberOf(text: string): number {
  return Number.parseInt(sha256Hex(text).slice(0, 11), 16);
}
