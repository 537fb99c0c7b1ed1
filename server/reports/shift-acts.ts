// The acts of shifts as reports count them, read off what stands beside envelopes, in one pass: bodies are read of those few alone that say more. What
// a loan was of stands in the use figures, so that both reports tell the same of it, also when the act was purged.

import { shiftId, staffId, type ShiftId } from '../../shared/core/ids.ts';
import { DAY_MS, type Instant } from '../../shared/core/instant.ts';
import type { UseTerms } from '../../shared/circ/model/use-terms.ts';
import { MONEY_ACTS } from '../../shared/reports/money/money.ts';
import type { ReportPeriod } from '../../shared/reports/question.ts';
import { loanUseOf, readReported, reportedAct } from '../../shared/reports/reported-act.ts';
import type { LoanUse, VoidedRefund } from '../../shared/reports/shift.ts';
import type { OverridingAct, ShiftTally, TellingAct } from '../../shared/reports/shift-tally.ts';
import { UseWhatSchema, UseWhoSchema } from '../../shared/reports/use/use-kind.ts';
import { parseOverrides } from '../commands/facts-row.ts';
import type { ReadTx } from '../store/store.ts';

/** Both moments are in it. */
export type Span = { readonly from: Instant; readonly to: Instant };

/** Which acts are asked for. */
export type ActsAsked = {
  readonly shifts: ReadonlySet<ShiftId>;
  /** When these were. */
  readonly span: Span;
  /** Of when what was done in no shift is told. */
  readonly period: ReportPeriod;
  readonly terms: UseTerms;
};

/** What more there is to read of the acts that were counted. */
export type ActsFound = {
  /** Ids of those in the shifts that say more than is counted. */
  readonly telling: readonly string[];
  /** Checkouts that stand, and ids of the acts of money that do. */
  readonly outside: { readonly checkouts: number; readonly money: readonly string[] };
};

/** Acts that say more than is counted of all. */
const TELLING = ['undo', 'waive'] as const;
/** A library of a year reads some 5,000 acts at once: those that are counted are forgotten before the next are read. */
const SLICE_MS = 5 * DAY_MS;

const isTelling = (name: string): boolean => TELLING.some((one) => one === name);
const isOfMoney = (name: string): boolean => MONEY_ACTS.some((one) => one === name);

/** Counts the acts of the shifts. */
export async function countActs(tx: ReadTx, tally: ShiftTally, asked: ActsAsked): Promise<ActsFound> {
  const { shifts, span, period, terms } = asked;
  const useOf = await unusualUses(tx, span, terms);
  const [telling, money]: [string[], string[]] = [[], []];
  let checkouts = 0;
  const countInside = ({ at, name, shift, staff, forHold, id }: ActRow): void => {
    if (at < span.from || at > span.to || !shifts.has(shiftId(shift ?? ''))) return;
    const use = name === 'checkout' ? (useOf.get(id) ?? 'general') : null;
    const by = staff === null ? null : staffId(staff);
    tally.count({ name, at, staffId: by, use, fills: forHold === 'filled', trapped: forHold === 'shelved' });
    if (isTelling(name)) telling.push(id);
  };
  const countOutside = ({ at, name, outcome, id }: ActRow): void => {
    if (outcome !== 'applied' || at < period.from || at >= period.to) return;
    if (name === 'checkout') checkouts += 1;
    else if (isOfMoney(name)) money.push(id);
  };
  for await (const slice of slicesOf(tx, asked)) {
    for (const act of slice) (act.shift === null ? countOutside : countInside)(act);
  }
  for (const act of await overridingActs(tx, asked)) tally.override(act);
  return { telling, outside: { checkouts, money } };
}

type ActRow = {
  readonly id: string;
  readonly at: Instant;
  readonly name: string;
  readonly shift: string | null;
  readonly staff: string | null;
  readonly forHold: string | null;
  readonly outcome: string;
};

/** Nothing is read but what its index holds. */
async function* slicesOf(tx: ReadTx, { span, period }: ActsAsked): AsyncGenerator<ActRow[]> {
  const [first, last] = [await endOf(tx, 'asc'), await endOf(tx, 'desc')];
  const end = Math.min(Math.max(span.to + 1, period.to), last + 1);
  for (let at = Math.max(Math.min(span.from, period.from), first); at < end; at += SLICE_MS) {
    yield await tx.db
      .selectFrom('envelope')
      .select([
        'id',
        'effective_at as at',
        'name',
        'shift_id as shift',
        'staff_id as staff',
        'for_hold as forHold',
        'outcome',
      ])
      .where('effective_at', '>=', at)
      .where('effective_at', '<', Math.min(at + SLICE_MS, end))
      .execute();
  }
}

/** When the first or the last act was: asked for together, all are read for them. */
async function endOf({ db }: ReadTx, order: 'asc' | 'desc'): Promise<Instant> {
  const row = await db
    .selectFrom('envelope')
    .select('effective_at as at')
    .orderBy('effective_at', order)
    .limit(1)
    .executeTakeFirst();
  return Number(row?.at ?? 0);
}

function inSpan({ db }: ReadTx, { from, to }: Span) {
  return db.selectFrom('envelope').where('effective_at', '>=', from).where('effective_at', '<=', to);
}

/** What of loans was of anything but the usual, by their acts. */
async function unusualUses(tx: ReadTx, { from, to }: Span, terms: UseTerms): Promise<ReadonlyMap<string, LoanUse>> {
  const tell = loanUseOf(terms);
  const rows = await tx.db.selectFrom('use_kind').selectAll().execute();
  const kinds = rows.map(({ id, body }) => [id, JSON.parse(body) as unknown] as const);
  const unusual = new Map(
    kinds.flatMap(([id, body]): [number, LoanUse][] => {
      const what = UseWhatSchema.safeParse(body).data;
      const use = what === undefined ? 'general' : tell(what, null);
      return use === 'general' ? [] : [[id, use]];
    }),
  );
  if (unusual.size === 0) return new Map();
  // What is lent to other libraries is that and nothing else, whatever it is.
  const libraries = new Set(terms.libraryGroups ?? []);
  const lentOut = kinds.flatMap(([id, body]) =>
    libraries.has(UseWhoSchema.safeParse(body).data?.group ?? '') ? [id] : [],
  );
  // A time that was corrected is a day off at most.
  const uses = await tx.db
    .selectFrom('circ_stat')
    .select(['id', 'what'])
    .where('at', '>=', from - DAY_MS)
    .where('at', '<=', to + DAY_MS)
    .where('what', 'in', [...unusual.keys()])
    .$if(lentOut.length > 0, (query) => query.where('who', 'not in', lentOut))
    .execute();
  return new Map(uses.map(({ id, what }) => [id, unusual.get(what) ?? 'general']));
}

async function overridingActs(tx: ReadTx, { span, shifts }: ActsAsked): Promise<OverridingAct[]> {
  const rows = await inSpan(tx, span)
    .select(['effective_at as at', 'shift_id as shift', 'staff_id as staff', 'overrides'])
    .where('overrides', 'is not', null)
    .execute();
  return rows
    .filter(({ shift }) => shift !== null && shifts.has(shiftId(shift)))
    .map(({ at, staff, overrides }) => ({
      at,
      staffId: staff === null ? null : staffId(staff),
      overrides: parseOverrides(overrides),
    }));
}

/** An act that says more than is counted. */
export type SaidAct = TellingAct & { readonly voided: VoidedRefund | null };

/** What these acts say, by shift, in order. What was undone is named where it was done in the same shift. */
export async function readTelling(
  tx: ReadTx,
  ids: readonly string[],
  span: Span,
): Promise<ReadonlyMap<ShiftId, readonly SaidAct[]>> {
  const rows = await tx.db
    .selectFrom('envelope')
    .select(['body', 'args', 'effective_at as at', 'staff_id as staff', 'shift_id as shift'])
    .where(tx.anyOf('id', ids))
    .orderBy('effective_at')
    .orderBy('stream')
    .orderBy('seq')
    .execute();
  const acts = rows.map((row) => {
    const { shiftId: _, ...act } = readReported(row);
    const { name, at, undoes, reason, voided } = reportedAct(act, () => 'general');
    return { name, at, undoes, reason, voided, shift: shiftId(row.shift ?? ''), staff: row.staff };
  });
  const targets = await actsById(tx, new Set(acts.flatMap(({ undoes }) => undoes ?? [])));
  return Map.groupBy(
    acts.map(({ undoes, staff, ...act }) => {
      const target = undoes === null ? undefined : targets.get(undoes);
      const isSame = target?.shift === act.shift && target.at >= span.from && target.at <= span.to;
      return { ...act, staffId: staff === null ? null : staffId(staff), undone: isSame ? target.name : null };
    }),
    ({ shift }) => shift,
  );
}

/** Name, time and shift of acts; those that never came are not there. */
export async function actsById(tx: ReadTx, ids: ReadonlySet<string>) {
  const rows = await tx.db
    .selectFrom('envelope')
    .select(['id', 'name', 'effective_at as at', 'shift_id as shift'])
    .where(tx.anyOf('id', ids))
    .execute();
  return new Map(rows.map(({ id, ...act }) => [id, act]));
}
