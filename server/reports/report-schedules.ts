// Reports that the library has made by itself. Another program makes them; this one keeps the schedules, finds the due ones and their claims, so that
// of several servers on one database only one makes each. One that failed is tried again; one that was missed is made up once.

import { z } from 'zod';
import { LanguageSchema, type Language } from '../../shared/core/language.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { MINUTE_MS, type Instant, type Millis } from '../../shared/core/instant.ts';
import type { Clock, Random } from '../../shared/core/ports.ts';
import { FISCAL_YEAR_STARTS } from '../../shared/circ/model/use-terms.ts';
import type { Audience } from '../../shared/reports/document.ts';
import { isReportKind, type ReportKind } from '../../shared/reports/kinds.ts';
import type { ReportPeriod } from '../../shared/reports/question.ts';
import { newestDue, SCHEDULE_PERIODS, type ScheduleTerms } from '../../shared/reports/schedule.ts';
import { newId } from '../new-id.ts';
import { readAllRows } from '../store/read-rows.ts';
import type { ReadTx, Store } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import { libraryPlace } from './library-names.ts';

/** A schedule asked for by the library. Forms are texts: the writer of the files knows the valid ones. */
export type NewSchedule = {
  readonly kind: ReportKind;
  readonly period: ScheduleTerms['period'];
  readonly atMinute: number;
  readonly forms: readonly string[];
  /** Where the files go, on the computer that makes them. */
  readonly folder: string;
  readonly audience: Audience;
  readonly language: Language;
};

/** The same as it is kept. */
export type ReportSchedule = NewSchedule & {
  readonly id: string;
  /** The end of the newest period that was made. */
  readonly doneTo: Instant;
  /** Since when the newest one could not be made, and why; null while all is well. */
  readonly failed: { readonly at: Instant; readonly code: string } | null;
};

/** One that is to be made now. */
export type DueReport = { readonly schedule: ReportSchedule; readonly period: ReportPeriod };

type Parts = { readonly store: Store; readonly clock: Clock };

/** A claim ends after this time, in case its process died; a failed report is tried again after it. */
export const CLAIM_MS: Millis = 10 * MINUTE_MS;

/** Adds one. The first period that it makes is the next that ends. */
export async function addSchedule(
  { store, clock, random }: Parts & { readonly random: Random },
  wanted: NewSchedule,
): Promise<ReportSchedule> {
  const id = newId(clock, random);
  const now = clock.now();
  return store.write(async (tx) => {
    const { to } = newestDue({ ...wanted, ...(await libraryTerms(tx)) }, now);
    const row = {
      id,
      made_at: now,
      kind: wanted.kind,
      period: wanted.period,
      at_minute: wanted.atMinute,
      forms: JSON.stringify(wanted.forms),
      folder: wanted.folder,
      audience: wanted.audience,
      language: wanted.language,
      done_to: to,
      claimed_until: 0,
      failed_at: null,
      failed_code: null,
    };
    await tx.upsert('report_schedule', [row]);
    return { ...wanted, id, doneTo: to, failed: null };
  });
}

/** All of them that this version knows, the oldest first. */
export function listSchedules(store: Store): Promise<ReportSchedule[]> {
  return store.read(async ({ db }) => {
    const rows = await db.selectFrom('report_schedule').selectAll().orderBy('id').execute();
    return rows.flatMap((row) => toSchedule(row) ?? []);
  });
}

/** Removes one. Throws HF-CLI-006 where there is none of this id. */
export async function removeSchedule(store: Store, id: string): Promise<void> {
  const { numDeletedRows } = await store.write(({ db }) =>
    db.deleteFrom('report_schedule').where('id', '=', id).executeTakeFirst(),
  );
  if (Number(numDeletedRows) === 0) throw new HoldfastError('HF-CLI-006', { name: 'the schedule', value: id });
}

/** Whether any report is due and unclaimed. */
export async function isAnyDue({ store, clock }: Parts): Promise<boolean> {
  return store.read(async (tx) => (await dueIn(tx, clock.now())).length > 0);
}

/** Claims the next due report, so that no other process makes it; null when there is none. */
export function claimDue({ store, clock }: Parts): Promise<DueReport | null> {
  return store.write(async (tx) => {
    await tx.lock(['report-schedules']);
    const now = clock.now();
    const [next] = await dueIn(tx, now);
    if (next === undefined) return null;
    await tx.db
      .updateTable('report_schedule')
      .set({ claimed_until: now + CLAIM_MS })
      .where('id', '=', next.schedule.id)
      .execute();
    return next;
  });
}

/** It was made: never again for this period. */
export async function finishDue({ store }: Pick<Parts, 'store'>, { schedule, period }: DueReport): Promise<void> {
  await store.write(({ db }) =>
    db
      .updateTable('report_schedule')
      .set({ done_to: period.to, claimed_until: 0, failed_at: null, failed_code: null })
      .where('id', '=', schedule.id)
      .where('done_to', '<', period.to)
      .execute(),
  );
}

/** It could not be made: `/health` and doctor show that until it is, and it is tried again. */
export async function failDue({ store, clock }: Parts, { schedule }: DueReport, code: string): Promise<void> {
  const at = clock.now();
  await store.write(({ db }) =>
    db
      .updateTable('report_schedule')
      .set({ failed_at: schedule.failed?.at ?? at, failed_code: code, claimed_until: at + CLAIM_MS })
      .where('id', '=', schedule.id)
      .execute(),
  );
}

/** How many cannot be made. */
export async function countFailing({ db }: ReadTx): Promise<number> {
  const rows = await db.selectFrom('report_schedule').select('id').where('failed_at', 'is not', null).execute();
  return rows.length;
}

async function dueIn(tx: ReadTx, now: Instant): Promise<DueReport[]> {
  const rows = await tx.db
    .selectFrom('report_schedule')
    .selectAll()
    .where('claimed_until', '<=', now)
    .orderBy('id')
    .execute();
  if (rows.length === 0) return [];
  const terms = await libraryTerms(tx);
  return rows.flatMap((row) => {
    const schedule = toSchedule(row);
    if (schedule === null) return [];
    const period = newestDue({ ...schedule, ...terms }, now);
    return period.to > schedule.doneTo ? [{ schedule, period }] : [];
  });
}

async function libraryTerms(tx: ReadTx): Promise<Pick<ScheduleTerms, 'zone' | 'fiscalYearStarts'>> {
  const [library] = await readAllRows(tx, 'library');
  const { zone } = await libraryPlace(tx);
  return { zone, fiscalYearStarts: library?.use?.fiscalYearStarts ?? FISCAL_YEAR_STARTS };
}

const RowSchema = z.object({
  kind: z.custom<ReportKind>((value) => typeof value === 'string' && isReportKind(value)),
  period: z.enum(SCHEDULE_PERIODS),
  audience: z.enum(['internal', 'external']),
  language: LanguageSchema,
});

/** Null for one that a later version wrote: it is left to that version. [I20] */
function toSchedule(row: Tables['report_schedule']): ReportSchedule | null {
  const known = RowSchema.safeParse(row);
  if (!known.success) return null;
  return {
    id: row.id,
    ...known.data,
    atMinute: row.at_minute,
    forms: z.array(z.string()).parse(JSON.parse(row.forms)),
    folder: row.folder,
    doneTo: row.done_to,
    failed: row.failed_at === null ? null : { at: row.failed_at, code: row.failed_code ?? '' },
  };
}
