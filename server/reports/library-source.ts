// The library as a source of reports: everything that all desks have sent.

import { OWN_DESK } from '../../shared/circ/own-desk.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { SERVICE_DAY_ENDS_AT } from '../../shared/core/service-day.ts';
import type { Message, ReportDocument } from '../../shared/reports/document.ts';
import type { ReportKind } from '../../shared/reports/kinds.ts';
import { makeReport } from '../../shared/reports/make-report.ts';
import type { ReportQuestion } from '../../shared/reports/question.ts';
import type { ReportSource } from '../../shared/reports/source.ts';
import type { PlaceNames } from '../../shared/reports/use/use-names.ts';
import { logIn } from '../log/read-log.ts';
import { readRefusals } from '../query/read-refusals.ts';
import { shiftsOpenedIn } from '../query/read-shifts.ts';
import { readAllRows } from '../store/read-rows.ts';
import type { ReadStore, ReadTx } from '../store/store.ts';
import { readUse } from '../use/read-use.ts';
import type { KeepDay } from './kept/kept-days.ts';
import { auditedActs } from './library-audit.ts';
import { billedSteps } from './library-bills.ts';
import { libraryBookings, libraryMissing, libraryNoticeCounts } from './library-indicators.ts';
import { moneyActs } from './library-money.ts';
import { deskNames, libraryPlace, staffNames } from './library-names.ts';
import { outagesIn } from './library-outages.ts';
import { libraryLoansOut } from './library-overdue.ts';
import { libraryReserves } from './library-reserves.ts';
import { libraryShelvings } from './library-shelvings.ts';
import { exceptionsIn, servedIn } from './library-service.ts';
import { exportsBetween } from './report-exports.ts';
import { libraryShiftActs } from './shift-acts.ts';

/** Makes a report of the whole library; `keep` hears of days that may be kept for the next one. */
export function libraryReport(
  store: ReadStore,
  kind: ReportKind,
  question: ReportQuestion,
  keep?: KeepDay,
): Promise<ReportDocument> {
  return store.readLong(async (tx) => makeReport(await librarySource(tx, question.now, keep), kind, question));
}

async function librarySource(tx: ReadTx, now: Instant, keep: KeepDay | undefined): Promise<ReportSource> {
  const [library] = await readAllRows(tx, 'library');
  const { currency, reservesName, ...place } = await libraryPlace(tx);
  const terms = library?.use ?? {};
  const endsAtHour = library?.serviceDayEndsAt ?? SERVICE_DAY_ENDS_AT;
  return {
    place,
    currency,
    useTerms: terms,
    reservesName,
    serviceDayEndsAt: endsAtHour,
    nameOf: await staffNames(tx),
    coverage: await libraryCoverage(tx, now),
    refusals: (period) => readRefusals(tx, period),
    shifts: async (period) => {
      const desks = await deskNames(tx);
      const shifts = await shiftsOpenedIn(tx, period);
      return shifts.map(({ desk, shift }) => ({ desk: desks.get(desk) ?? desk, shift }));
    },
    shiftActs: (shifts, question, tally) => libraryShiftActs(tx, { shifts, question, terms, keep }, tally),
    lineDown: () => null,
    presence: () => null,
    log: (period) => logIn(tx, period),
    moneyActs: (period) => moneyActs(tx, period),
    billed: (period) => billedSteps(tx, period, { zone: place.zone, endsAtHour }),
    use: async (period) => ({ ...(await readUse(tx, period)), places: await placeNames(tx) }),
    service: async (period) => ({
      served: await servedIn(tx, period, keep),
      exceptions: await exceptionsIn(tx, period),
    }),
    shelvings: (period) => libraryShelvings(tx, period),
    bookings: (period) => libraryBookings(tx, period),
    missing: (period) => libraryMissing(tx, period),
    notices: (period) => libraryNoticeCounts(tx, period),
    reserves: (period) => libraryReserves(tx, period),
    loansOut: (at) => libraryLoansOut(tx, at, place.zone),
    auditedActs: (period) => auditedActs(tx, period),
    sessions: () => null,
    exports: (period) => exportsBetween(tx, period),
    outages: (period) => outagesIn(tx, period),
  };
}

/** Names of branches and locations. */
async function placeNames(tx: ReadTx): Promise<PlaceNames> {
  const named = (rows: readonly { readonly id: string; readonly name: string }[]) =>
    new Map(rows.map(({ id, name }) => [id, name]));
  return {
    branches: named(await readAllRows(tx, 'branch')),
    locations: named(await readAllRows(tx, 'location')),
  };
}

/** Which desks are in a report, up to when, and from which something may be missing. */
export async function libraryCoverage(tx: ReadTx, now: Instant): Promise<Message[]> {
  const desks = await tx.db
    .selectFrom('desk')
    .select(['id', 'name', 'silent_since'])
    .where('id', '!=', OWN_DESK)
    .orderBy('name')
    .execute();
  const silent = desks.flatMap(({ name, silent_since: since }) => (since === null ? [] : [{ name, since }]));
  return [
    { words: WORDS.all, params: { desks: desks.length, at: { at: now } } },
    ...silent.map(({ name, since }) => ({ words: WORDS.silent, params: { desk: name, since: { at: since } } })),
  ];
}

const WORDS = {
  all: {
    en: 'Made from what all desks had sent by {at}. Desks: {desks}.',
    es: 'Hecho con lo que todos los mostradores habían enviado hasta {at}. Mostradores: {desks}.',
  },
  silent: {
    en: '{desk} has been silent since {since}: what it did since may be missing.',
    es: '{desk} está sin contacto desde {since}: puede faltar lo que hizo desde entonces.',
  },
} as const;
