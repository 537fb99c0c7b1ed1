// The acts of shifts as reports count them, read from the columns beside envelopes and kept by the day: bodies are read only of the few acts whose
// content is needed. The kind of use of a loan stands in the use figures, so that both reports agree on it, also when the act was purged.

import { shiftId, staffId, type ShiftId, type StaffId } from '../../shared/core/ids.ts';
import { DAY_MS, type Instant } from '../../shared/core/instant.ts';
import { hourBegins } from '../../shared/core/week-hour.ts';
import { WeightSchema } from '../../shared/circ/model/exception.ts';
import type { UseTerms } from '../../shared/circ/model/use-terms.ts';
import { MONEY_ACTS } from '../../shared/reports/money/money.ts';
import type { ReportPeriod, ReportQuestion } from '../../shared/reports/question.ts';
import { readAct } from '../../shared/acts/read-act.ts';
import { factsOf, loanUseOf, reportedAct } from '../../shared/reports/reported-act.ts';
import type { LoanUse } from '../../shared/reports/shift.ts';
import type { ActsCounted, OverridingAct, SaidAct, ShiftTally } from '../../shared/reports/shift-tally.ts';
import { countByWeight, type ExceptionCounts, type ShiftActs, type ShiftAtDesk } from '../../shared/reports/source.ts';
import { UseWhatSchema, UseWhoSchema } from '../../shared/reports/use/use-kind.ts';
import { parseOverrides } from '../commands/facts-row.ts';
import type { ReadTx } from '../store/store.ts';
import { dayTerms, figuresByDay, type DayFigures, type DayPart, type KeepDay } from './kept/kept-days.ts';
import { moneyActsById } from './library-money.ts';

/** Both moments are in it. */
type Span = { readonly from: Instant; readonly to: Instant };

/** Which acts are asked for. */
type ActsAsked = {
  readonly shifts: ReadonlySet<ShiftId>;
  /** When these were. */
  readonly span: Span;
  /** The period for acts in no shift. */
  readonly period: ReportPeriod;
  readonly terms: UseTerms;
};

/** Further reads about the counted acts. */
type ActsFound = {
  /** Ids of those in the shifts with more content than their counts. */
  readonly telling: readonly string[];
  /** Checkouts that stand, and ids of the acts of money that do. */
  readonly outside: { readonly checkouts: number; readonly money: readonly string[] };
};

/** Acts with more content than the counts of all. */
const TELLING = ['undo', 'waive'] as const;

const isTelling = (name: string): boolean => TELLING.some((one) => one === name);
const isOfMoney = (name: string): boolean => MONEY_ACTS.some((one) => one === name);

/** Counts the acts of shifts, and reads further data of them for the report. */
export async function libraryShiftActs(
  tx: ReadTx,
  {
    shifts,
    question: { from, to, now },
    terms,
    keep,
  }: {
    readonly shifts: readonly ShiftAtDesk[];
    readonly question: ReportQuestion;
    readonly terms: UseTerms;
    readonly keep: KeepDay | undefined;
  },
  tally: ShiftTally,
): Promise<ShiftActs> {
  const asked = {
    shifts: new Set(shifts.map(({ shift }) => shift.shiftId)),
    span: spanOf(shifts, now),
    period: { from, to },
    terms,
  };
  const found = await countActs(tx, tally, { ...asked, keep });
  return {
    telling: await readTelling(tx, found.telling, asked.span),
    exceptions: await exceptionsOf(tx, asked),
    outside: { checkouts: found.outside.checkouts, money: await moneyActsById(tx, found.outside.money) },
  };
}

/** From the beginning of the first to the end of the last. */
function spanOf(shifts: readonly ShiftAtDesk[], now: Instant): Span {
  const from = shifts.reduce((first, { shift }) => Math.min(first, shift.opened?.at ?? now), now);
  return { from, to: shifts.reduce((last, { shift }) => Math.max(last, shift.closed?.at ?? now), from) };
}

/** How many exceptions of each weight the acts of these shifts caused. */
async function exceptionsOf(tx: ReadTx, { shifts, span, period }: ActsAsked): Promise<ExceptionCounts> {
  const rows = await tx.db.selectFrom('exception').select(['cause', 'weight']).where('at', '>=', period.from).execute();
  const causes = await actsById(tx, new Set(rows.map(({ cause }) => cause)));
  return countByWeight(
    rows.flatMap(({ cause, weight }) => {
      const act = causes.get(cause);
      const parsed = WeightSchema.safeParse(weight).data;
      if (act === undefined || act.shift === null || parsed === undefined) return [];
      const isAsked = act.at >= span.from && act.at <= span.to && shifts.has(shiftId(act.shift));
      return isAsked ? [{ weight: parsed }] : [];
    }),
  );
}

/** Counts the acts of the shifts: a day at once where all of it is asked for, and act by act where only some of it is. */
async function countActs(
  tx: ReadTx,
  tally: ShiftTally,
  { keep, ...asked }: ActsAsked & { readonly keep?: KeepDay | undefined },
): Promise<ActsFound> {
  const { shifts, span, period } = asked;
  const { zone } = await dayTerms(tx);
  const counting = actsOfDays(zone);
  const [telling, money]: [string[], string[]] = [[], []];
  let checkouts = 0;
  const add = ({ hours, people, told, outside }: ActsOfDay): void => {
    tally.add({ hours, people });
    telling.push(...told);
    checkouts += outside.checkouts;
    money.push(...outside.money);
  };
  const isAsked = ({ at, shift }: ActRow): boolean => {
    if (shift === null) return at >= period.from && at < period.to;
    return at >= span.from && at <= span.to && shifts.has(shiftId(shift));
  };
  const isAskedWhole = ({ from, to, figures }: DayPart<ActsOfDay>): boolean =>
    from >= period.from &&
    to <= period.to &&
    (figures.shifts.length === 0 ||
      (from >= span.from && to <= span.to + 1 && figures.shifts.every((id) => shifts.has(id))));
  const whole = { from: Math.min(span.from, period.from), to: Math.max(span.to + 1, period.to) };
  for await (const part of figuresByDay(tx, counting, { period: whole, keep })) {
    if (isAskedWhole(part)) add(part.figures);
    else add(counting.figuresOf((await counting.read(tx, part)).filter(isAsked)));
  }
  for (const { at, use } of await unusualLoans(tx, asked)) tally.lent(at, use);
  for (const act of await overridingActs(tx, asked)) tally.override(act);
  return { telling, outside: { checkouts, money } };
}

/** The columns read of an act. */
export type ActRow = {
  readonly id: string;
  readonly at: Instant;
  readonly name: string;
  readonly shift: string | null;
  readonly staff: string | null;
  readonly forHold: string | null;
  readonly outcome: string;
};

/** The counts of a day's acts, and the acts with more to read. */
export type ActsOfDay = ActsCounted & {
  /** All that acts of it were made in. */
  readonly shifts: readonly ShiftId[];
  /** Ids of those with more content than their counts. */
  readonly told: readonly string[];
  /** In no shift: checkouts that stand, and ids of the acts of money that do. */
  readonly outside: { readonly checkouts: number; readonly money: readonly string[] };
};

/** Days as the report of shifts counts them; hours are those of the clock of `zone`. */
export function actsOfDays(zone: string): DayFigures<ActRow, ActsOfDay> {
  const hourBegan = hourBegins();
  return {
    kind: 'acts-1',
    // Only the index is read.
    read: (tx, { from, to }) =>
      tx.db
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
        .where('effective_at', '>=', from)
        .where('effective_at', '<', to)
        .execute(),
    figuresOf: (acts) => {
      const hours = new Map<Instant, [Instant, number, number, number, number, number]>();
      const people = new Map<StaffId, Map<string, number>>();
      const shifts = new Set<ShiftId>();
      const [told, money]: [string[], string[]] = [[], []];
      let checkouts = 0;
      for (const { id, at, name, shift, staff, forHold, outcome } of acts) {
        if (shift === null) {
          if (outcome !== 'applied') continue;
          if (name === 'checkout') checkouts += 1;
          else if (isOfMoney(name)) money.push(id);
          continue;
        }
        shifts.add(shiftId(shift));
        const began = hourBegan(at, zone);
        const hour = hours.get(began) ?? [began, 0, 0, 0, 0, 0];
        hours.set(began, hour);
        if (name === 'checkout') hour[1] += 1;
        if (name === 'renew') hour[2] += 1;
        if (name === 'checkin') hour[3] += 1;
        if (forHold === 'filled') hour[4] += 1;
        if (forHold === 'shelved') hour[5] += 1;
        if (isTelling(name)) told.push(id);
        if (staff === null) continue;
        const own = people.get(staffId(staff)) ?? new Map<string, number>();
        people.set(staffId(staff), own);
        own.set(name, (own.get(name) ?? 0) + 1);
      }
      return {
        hours: [...hours.values()],
        people: [...people].map(([by, names]) => [by, [...names]] as const),
        shifts: [...shifts],
        told,
        outside: { checkouts, money },
      };
    },
  };
}

function inSpan({ db }: ReadTx, { from, to }: Span) {
  return db.selectFrom('envelope').where('effective_at', '>=', from).where('effective_at', '<=', to);
}

/** Loans of the shifts that were of anything but the usual. */
async function unusualLoans(
  tx: ReadTx,
  { shifts, span: { from, to }, terms }: ActsAsked,
): Promise<{ readonly at: Instant; readonly use: LoanUse }[]> {
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
  if (unusual.size === 0) return [];
  // A loan to another library counts as that alone, for any kind of item.
  const libraries = new Set(terms.libraryGroups ?? []);
  const lentOut = kinds.flatMap(([id, body]) =>
    libraries.has(UseWhoSchema.safeParse(body).data?.group ?? '') ? [id] : [],
  );
  // A time that was corrected is a day off at most.
  const uses = await tx.db
    .selectFrom('circ_stat')
    .innerJoin('envelope', 'envelope.id', 'circ_stat.id')
    .select(['circ_stat.what as what', 'envelope.effective_at as at', 'envelope.shift_id as shift'])
    .where('circ_stat.at', '>=', from - DAY_MS)
    .where('circ_stat.at', '<=', to + DAY_MS)
    .where('circ_stat.what', 'in', [...unusual.keys()])
    .$if(lentOut.length > 0, (query) => query.where('circ_stat.who', 'not in', lentOut))
    .where('envelope.name', '=', 'checkout')
    .where('envelope.effective_at', '>=', from)
    .where('envelope.effective_at', '<=', to)
    .execute();
  return uses
    .filter(({ shift }) => shift !== null && shifts.has(shiftId(shift)))
    .map(({ what, at }) => ({ at, use: unusual.get(what) ?? 'general' }));
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

/** The contents of these acts, by shift, in order. An undone act is named where it was done in the same shift. */
async function readTelling(
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
    const facts = factsOf({ ...readAct(row), at: row.at });
    const { name, at, undoes, reason, voided } = reportedAct(facts, () => 'general');
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
async function actsById(tx: ReadTx, ids: ReadonlySet<string>) {
  const rows = await tx.db
    .selectFrom('envelope')
    .select(['id', 'name', 'effective_at as at', 'shift_id as shift'])
    .where(tx.anyOf('id', ids))
    .execute();
  return new Map(rows.map(({ id, ...act }) => [id, act]));
}
