// A desk as a source of reports: its ledger, its copy of the library, and its identity. Used in the worker thread of a running core, and by the
// command line where none runs.

import { cardOf } from '../../../shared/circ/model/patron.ts';
import { presenceIn } from '../../../shared/circ/shift/presence.ts';
import { SERVICE_DAY_ENDS_AT } from '../../../shared/core/service-day.ts';
import { AUDITED_SESSIONS } from '../../../shared/reports/audit/audit-document.ts';
import type { Message } from '../../../shared/reports/document.ts';
import { outageWork, type OutageWork } from '../../../shared/reports/outage-document.ts';
import type { ReportPeriod } from '../../../shared/reports/question.ts';
import { SERVED, servedAtDesks } from '../../../shared/reports/service/service-figures.ts';
import type { NameOf } from '../../../shared/reports/shift-document.ts';
import { countByWeight, type ReportSource } from '../../../shared/reports/source.ts';
import { sessionEntries } from '../../../db/ledger/audited-acts.ts';
import type { Ledger } from '../../../db/ledger/open-ledger.ts';
import { outagesBetween } from '../../../db/ledger/outages.ts';
import { queueState } from '../../../db/ledger/queue.ts';
import { actTimes } from '../../../db/ledger/recorded-acts.ts';
import { exportsBetween } from '../../../db/ledger/report-exports.ts';
import { sessionTurns } from '../../../db/ledger/session-log.ts';
import { shiftsOpenedBetween } from '../../../db/ledger/shifts.ts';
import { grantById } from '../../../db/ledger/staff-grants.ts';
import { exceptionsCausedBy } from '../../../db/replica/queries/exceptions.ts';
import { replicaState } from '../../../db/replica/replica-state.ts';
import type { Copy } from '../desk-sight.ts';
import { deskOutage, type FoundException } from '../facade/outage-facts.ts';
import { refusalsHere } from '../refusals/refusals-here.ts';
import { deskAudit } from './desk-audit.ts';
import { deskMoneyActs, type DeskFacts } from './desk-facts.ts';
import { deskLog } from './desk-log-of.ts';
import { deskBookings, deskMissing } from './desk-indicators.ts';
import { deskLoansOut } from './desk-overdue.ts';
import { deskReserves } from './desk-reserves.ts';
import { deskShiftActs } from './desk-shifts.ts';
import { deskShelved } from './desk-shelved.ts';
import { deskUse } from './desk-use.ts';

/** Makes the source. It works without a network, and without a copy. */
export function deskSource(facts: DeskFacts): ReportSource {
  const { ledger, copy, identity } = facts;
  const { library, branch, deskName: desk } = identity;
  const zone = copy?.library.branch(branch)?.zone ?? library.zone;
  return {
    place: { library: library.name, branch: copy?.library.branchName(branch) ?? branch, zone },
    currency: library.currency,
    useTerms: copy?.library.useTerms() ?? {},
    reservesName: copy?.library.reservesName() ?? null,
    serviceDayEndsAt: copy?.library.serviceDayEndsAt() ?? SERVICE_DAY_ENDS_AT,
    nameOf: staffNames(ledger),
    coverage: coverageOf(facts),
    refusals: ({ from, to }) => refusalsHere(facts, from, to),
    shifts: ({ from, to }) => shiftsOpenedBetween(ledger, from, to).map((shift) => ({ desk, shift })),
    shiftActs: (shifts, question, tally) => deskShiftActs(facts, { shifts, question }, tally),
    lineDown: (period) => outagesBetween(ledger, period),
    presence: (from, to) => presenceIn(sessionTurns(ledger, from, to), from, to),
    log: (period) => deskLog(facts, period),
    moneyActs: (period) => deskMoneyActs(facts, period),
    billed: () => null,
    use: (period) => deskUse(facts, period, zone),
    // Its exceptions are those that acts of this desk caused.
    service: (period) => {
      const acts = actTimes(ledger, SERVED, period);
      const ids = acts.map(({ id }) => id);
      const served = servedAtDesks(
        acts.map(({ name, at }) => ({ desk, name, at })),
        zone,
      );
      return { served: [served], exceptions: countByWeight(copy === null ? [] : exceptionsCausedBy(copy.db, ids)) };
    },
    shelvings: (period) => ({
      shelved: deskShelved(ledger, period),
      location: (id) => copy?.library.location(id) ?? null,
    }),
    bookings: (period) => deskBookings(copy, period),
    missing: (period) => deskMissing(facts, period),
    notices: () => null,
    reserves: () => deskReserves(copy),
    loansOut: (at) => deskLoansOut(facts, at, zone),
    auditedActs: (period) => deskAudit(facts, period),
    sessions: (period) => sessionEntries(ledger, AUDITED_SESSIONS, period).map((one) => ({ ...one, desk })),
    exports: (period) => exportsBetween(ledger, period).map((one) => ({ ...one, desk })),
    outages: (period) => outagesIn(facts, period),
  };
}

function outagesIn(facts: DeskFacts, period: ReportPeriod): Awaited<ReturnType<ReportSource['outages']>> {
  const outages = outagesBetween(facts.ledger, period).map((outage) => deskOutage(facts, outage));
  // Two outages of a day may have the same exception beside them.
  const found = new Map(outages.flatMap((outage) => outage.found).map((one) => [one.exception.id, one]));
  return {
    facts: {
      spans: outages.map(({ span }) => span),
      acts: outages.flatMap(({ acts }) => acts),
      exceptions: [...found.values()].map(({ standing }) => standing),
    },
    worklist: [...found.values()].flatMap((one) => workOf(facts.copy, one)),
  };
}

function workOf(copy: Copy | null, { exception, standing }: FoundException): OutageWork[] {
  if (copy === null || standing.ended !== 'open' || exception.weight === 'note') return [];
  const { itemId, patronId } = exception;
  const item = itemId === null ? null : copy.sight.item(itemId);
  const patron = patronId === null ? null : copy.sight.patron(patronId);
  return [
    outageWork(exception, {
      item: item === null ? null : item.barcode,
      patron: patron === null ? null : cardOf(patron),
      assigned: standing.assigned,
    }),
  ];
}

function coverageOf({ ledger, copy, identity }: DeskFacts): Message[] {
  const state = copy === null ? null : replicaState(copy.db);
  const { unsent: waiting } = queueState(ledger, state?.lastSeq ?? {});
  return [
    { words: WORDS.acts, params: { desk: identity.deskName } },
    ...(waiting === 0 ? [] : [{ words: WORDS.waiting, params: { waiting } }]),
    state === null ? { words: WORDS.noCopy } : { words: WORDS.copy, params: { at: { at: state.asOf } } },
  ];
}

const WORDS = {
  acts: {
    en: 'Made from the transactions of {desk} alone, including those the server has not answered.',
    es: 'Hecho solo con las transacciones de {desk}, incluidas las que el servidor no ha respondido.',
  },
  waiting: {
    en: 'Transactions that the server has not answered: {waiting}.',
    es: 'Transacciones que el servidor no ha respondido: {waiting}.',
  },
  copy: {
    en: 'The library’s data on items and exceptions is as of {at}.',
    es: 'Los datos de la biblioteca sobre materiales e incidencias son de {at}.',
  },
  noCopy: {
    en: 'This desk has no data of the library: exceptions and item types are missing.',
    es: 'Este mostrador no tiene datos de la biblioteca: faltan incidencias y tipos de material.',
  },
} as const;

function staffNames(ledger: Ledger): NameOf {
  return (id) => (id === null ? null : (grantById(ledger, id)?.staff ?? id));
}
