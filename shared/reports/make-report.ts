// Makes a report of any kind from a source: a desk's own files, or the database of the library.

import { auditDocument } from './audit/audit-document.ts';
import { auditedAct } from './audit/audited-act.ts';
import type { ReportDocument, ReportHead } from './document.ts';
import type { ReportKind } from './kinds.ts';
import { loggedBetween, loggedIn } from './logged.ts';
import { moneyDocument } from './money/money-document.ts';
import { moneyFigures } from './money/money.ts';
import { outageDocument, outageWorklistDocument } from './outage-document.ts';
import { outageFigures } from './outage.ts';
import { outsideShifts } from './outside-shifts.ts';
import { overdueDocument } from './overdue/overdue-document.ts';
import { overdueLines } from './overdue/overdue.ts';
import { reportHead, type ReportQuestion } from './question.ts';
import { reservesDocument } from './reserves/reserve-document.ts';
import { readingFigures } from './reserves/reserve-figures.ts';
import { serviceDocument } from './service/service-document.ts';
import { daysWorked, figuresOfServed } from './service/service-figures.ts';
import { shiftDocument } from './shift-document.ts';
import { shiftReport } from './shift.ts';
import { shiftTally } from './shift-tally.ts';
import type { ReportSource } from './source.ts';
import { documentOfUse } from './use/document-of-use.ts';

/** The report. */
export function makeReport(source: ReportSource, kind: ReportKind, question: ReportQuestion): Promise<ReportDocument> {
  return REPORTERS[kind](source, question, reportHead(question, source.place));
}

type Reporter = (source: ReportSource, question: ReportQuestion, head: ReportHead) => Promise<ReportDocument>;

const REPORTERS: Readonly<Record<ReportKind, Reporter>> = {
  shift: shiftsOpened,
  use: async (source, question, head) => {
    const { useTerms: terms, reservesName, coverage } = source;
    const refusals = await source.refusals(question);
    return documentOfUse(head, { ...(await source.use(question)), refusals, terms, reservesName, coverage });
  },
  reserves: async (source, question, head) => {
    const { uses, courseName, hasTakenOff } = await source.reserves(question);
    const readings = readingFigures(uses, question);
    const refusals = await source.refusals(question);
    const { reservesName, coverage } = source;
    return reservesDocument(head, { readings, refusals, courseName, hasTakenOff, reservesName, coverage });
  },
  service: async (source, question, head) => {
    const { served, exceptions } = await source.service(question);
    const figures = figuresOfServed(served, exceptions);
    const log = await source.log(question);
    const terms = { zone: head.zone, endsAtHour: source.serviceDayEndsAt };
    return serviceDocument(head, {
      figures,
      log: loggedBetween(log, question, { worked: daysWorked(served, terms), terms }),
      shelvings: await source.shelvings(question),
      reservesName: source.reservesName,
      bookings: await source.bookings(question),
      missing: await source.missing(question),
      notices: await source.notices(question),
      coverage: source.coverage,
    });
  },
  money: async (source, question, head) => {
    const { nameOf, currency, coverage, serviceDayEndsAt: endsAtHour } = source;
    const shifts = await source.shifts(question);
    const figures = moneyFigures(await source.moneyActs(question), { zone: head.zone, endsAtHour });
    const bills = await source.billed(question);
    return moneyDocument(head, { figures, shifts, bills, nameOf, currency, coverage });
  },
  // Loans overdue at the end of a period, as far as that has come.
  overdue: async (source, { to, now }, head) => {
    const { currency, coverage } = source;
    const at = Math.min(to, now);
    return overdueDocument(head, { lines: overdueLines(await source.loansOut(at), at), at, currency, coverage });
  },
  audit: async (source, question, head) => {
    const { nameOf, currency, coverage } = source;
    const { acts, names } = await source.auditedActs(question);
    return auditDocument(head, {
      acts: acts.map((act) => auditedAct(act, names)),
      sessions: source.sessions(question),
      exports: await source.exports(question),
      nameOf,
      currency,
      coverage,
    });
  },
  outage: async (source, question, head) => {
    const { facts } = await source.outages(question);
    const from = Math.min(question.from, ...facts.spans.map((span) => span.from));
    const refusals = await source.refusals({ from, to: Number.MAX_SAFE_INTEGER });
    return outageDocument(head, outageFigures({ ...facts, refusals }), source.coverage);
  },
  'outage-worklist': async (source, question, head) => {
    const { worklist } = await source.outages(question);
    return outageWorklistDocument(head, worklist, source.coverage);
  },
};

async function shiftsOpened(source: ReportSource, question: ReportQuestion, head: ReportHead): Promise<ReportDocument> {
  const { from, to, now } = question;
  const { nameOf, currency, reservesName } = source;
  const shifts = await source.shifts(question);
  const tally = shiftTally(head.zone);
  const { telling, exceptions, outside } = await source.shiftActs(shifts, question, tally);
  // A shift goes on after the time in which it was opened.
  const refusals = await source.refusals({ from, to: Math.max(now, to) });
  const inShifts = Map.groupBy(
    refusals.filter(({ at }) => at < now),
    ({ shiftId }) => shiftId,
  );
  const log = await source.log({ from, to: Math.max(now, to) });
  const outages = source.lineDown({ from, to: now });
  let isPresenceKnown = true;
  const reported = shifts.map(({ desk, shift }) => {
    // The end of a shift records who was there.
    const people = shift.closed?.people ?? source.presence(shift.opened?.at ?? now, now);
    if (people === null) isPresenceKnown = false;
    const told = telling.get(shift.shiftId) ?? [];
    tally.shift({ people: people ?? [], refusals: inShifts.get(shift.shiftId) ?? [], telling: told });
    const voids = told.flatMap(({ voided }) => voided ?? []);
    return { desk, report: shiftReport({ shift, voids, outages, now }) };
  });
  return shiftDocument({
    head,
    shifts: reported,
    figures: tally.figures(),
    refusals: shifts.flatMap(({ shift }) => inShifts.get(shift.shiftId) ?? []),
    log: loggedIn(
      log,
      shifts.map(({ shift }) => shift),
      now,
    ),
    exceptions,
    nameOf,
    currency,
    reservesName,
    coverage: [
      ...source.coverage,
      ...(outages === null ? [{ words: NO_OUTAGES }] : []),
      ...(isPresenceKnown ? [] : [{ words: NO_SESSIONS }]),
    ],
    outside: outsideShifts(outside.money, {
      checkouts: outside.checkouts,
      refusals: refusals.filter(({ shiftId, at }) => shiftId === null && at < to).length,
    }),
  });
}

const NO_OUTAGES = {
  en: 'Only the desk itself knows how long it was offline: see the outage report.',
  es: 'Solo el propio mostrador sabe cuánto estuvo sin conexión: vea el informe de cortes.',
};

const NO_SESSIONS = {
  en: 'Only its desk knows how long people were signed in during a shift that is still open: it is not counted here.',
  es: 'Solo su mostrador sabe cuánto tiempo tuvo cada persona la sesión iniciada en un turno aún abierto: aquí no se cuenta.',
};
