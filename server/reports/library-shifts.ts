// The reports of the shifts of all desks, as the library has them. When a line was down only its desk knows, so those minutes are not in them.

import { shiftId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { WeightSchema, type Weight } from '../../shared/circ/model/exception.ts';
import type { ReportDocument } from '../../shared/reports/document.ts';
import { reportHead, type ReportQuestion } from '../../shared/reports/question.ts';
import { outsideShifts } from '../../shared/reports/outside-shifts.ts';
import { shiftDocument } from '../../shared/reports/shift-document.ts';
import { shiftReport } from '../../shared/reports/shift.ts';
import { shiftTally } from '../../shared/reports/shift-tally.ts';
import { readAllRows } from '../store/read-rows.ts';
import type { ReadStore, ReadTx } from '../store/store.ts';
import { readRefusals } from '../query/read-refusals.ts';
import { shiftsOpenedIn, type DeskShift } from '../query/read-shifts.ts';
import { moneyActsById } from './library-money.ts';
import { actsById, countActs, readTelling, type ActsAsked, type Span } from './shift-acts.ts';
import type { KeepDay } from './kept/kept-days.ts';
import { deskNames, libraryCoverage, libraryPlace, staffNames } from './library-source.ts';

/** The report of the shifts that were opened in a time, the oldest first. */
export function libraryShifts(store: ReadStore, question: ReportQuestion, keep?: KeepDay): Promise<ReportDocument> {
  const { from, to, now } = question;
  return store.readLong(async (tx) => {
    const place = await libraryPlace(tx);
    const desks = await deskNames(tx);
    const shifts = await shiftsOpenedIn(tx, question);
    const [library] = await readAllRows(tx, 'library');
    const asked = {
      shifts: new Set(shifts.map(({ shift }) => shift.shiftId)),
      span: spanOf(shifts, now),
      period: { from, to },
      terms: library?.use ?? {},
    };
    const tally = shiftTally(place.zone);
    const found = await countActs(tx, tally, { ...asked, keep });
    const telling = await readTelling(tx, found.telling, asked.span);
    // A shift goes on after the time in which it was opened.
    const refusals = await readRefusals(tx, { from, to: Math.max(now, to) });
    const inShifts = Map.groupBy(
      refusals.filter(({ at }) => at < now),
      (one) => one.shiftId,
    );
    for (const { shift } of shifts) {
      const told = telling.get(shift.shiftId) ?? [];
      const people = shift.closed?.people ?? [];
      tally.shift({ people, refusals: inShifts.get(shift.shiftId) ?? [], telling: told });
    }
    const outside = outsideShifts(await moneyActsById(tx, found.outside.money, desks), {
      checkouts: found.outside.checkouts,
      refusals: refusals.filter((one) => one.shiftId === null && one.at < to).length,
    });
    return shiftDocument({
      head: reportHead(question, place),
      shifts: shifts.map(({ desk, shift }) => {
        const voids = (telling.get(shift.shiftId) ?? []).flatMap(({ voided }) => voided ?? []);
        return { desk: desks.get(desk) ?? desk, report: shiftReport({ shift, voids, outages: null, now }) };
      }),
      figures: tally.figures(),
      refusals: shifts.flatMap(({ shift }) => inShifts.get(shift.shiftId) ?? []),
      exceptions: await exceptionsOf(tx, asked),
      nameOf: await staffNames(tx),
      currency: place.currency,
      coverage: [
        ...(await libraryCoverage(tx, now)),
        { words: NO_OUTAGES },
        ...(shifts.some(({ shift }) => shift.closed === null) ? [{ words: NO_SESSIONS }] : []),
      ],
      outside,
    });
  });
}

const NO_OUTAGES = {
  en: 'How long the line was down only the desk itself knows: see the outage report.',
  es: 'Cuánto estuvo caída la línea solo lo sabe el propio mostrador: vea el informe de cortes.',
};

/** A shift tells who was signed in as it is closed. */
const NO_SESSIONS = {
  en: 'How long people were signed in during a shift that is still open only its desk knows: here it counts as nothing.',
  es: 'Cuánto tiempo tuvo cada persona la sesión abierta en un turno aún abierto solo lo sabe su mostrador: aquí no cuenta.',
};

/** From the beginning of the first to the end of the last. */
function spanOf(shifts: readonly DeskShift[], now: Instant): Span {
  const from = shifts.reduce((first, { shift }) => Math.min(first, shift.opened?.at ?? now), now);
  return { from, to: shifts.reduce((last, { shift }) => Math.max(last, shift.closed?.at ?? now), from) };
}

/** How many exceptions of each weight the acts of these shifts caused. */
async function exceptionsOf(tx: ReadTx, { shifts, span, period }: ActsAsked): Promise<Record<Weight, number>> {
  const rows = await tx.db.selectFrom('exception').select(['cause', 'weight']).where('at', '>=', period.from).execute();
  const causes = await actsById(tx, new Set(rows.map(({ cause }) => cause)));
  const counts: Record<Weight, number> = { 'act-now': 0, today: 0, note: 0 };
  for (const { cause, weight } of rows) {
    const act = causes.get(cause);
    const parsed = WeightSchema.safeParse(weight).data;
    if (act === undefined || act.shift === null || parsed === undefined) continue;
    if (act.at >= span.from && act.at <= span.to && shifts.has(shiftId(act.shift))) counts[parsed] += 1;
  }
  return counts;
}
