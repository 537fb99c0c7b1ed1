// The service figures of the whole library.

import { OWN_DESK } from '../../shared/circ/own-desk.ts';
import type { Weight } from '../../shared/circ/model/exception.ts';
import type { ReportDocument } from '../../shared/reports/document.ts';
import { reportHead, type ReportQuestion } from '../../shared/reports/question.ts';
import { serviceDocument } from '../../shared/reports/service/service-document.ts';
import { SERVED, serviceFigures, type ServedAct } from '../../shared/reports/service/service-figures.ts';
import type { ReadStore, ReadTx } from '../store/store.ts';
import { deskNames, libraryCoverage, libraryPlace } from './library-source.ts';

/** The report. */
export function libraryService(store: ReadStore, question: ReportQuestion): Promise<ReportDocument> {
  return store.readLong(async (tx) => {
    const place = await libraryPlace(tx);
    const exceptions = await exceptionsIn(tx, question);
    const figures = serviceFigures(await servedActs(tx, question), { exceptions, zone: place.zone });
    return serviceDocument(reportHead(question, place), figures, await libraryCoverage(tx, question.now));
  });
}

/** By an index that holds all that is asked. */
async function servedActs(tx: ReadTx, { from, to }: ReportQuestion): Promise<ServedAct[]> {
  const desks = await deskNames(tx);
  const rows = await tx.db
    .selectFrom('envelope')
    .select(['desk_id as desk', 'name', 'effective_at as at'])
    .where('effective_at', '>=', from)
    .where('effective_at', '<', to)
    .where('name', 'in', SERVED)
    .where('outcome', '=', 'applied')
    .where('desk_id', '!=', OWN_DESK)
    .execute();
  return rows.map(({ desk, name, at }) => ({ desk: desks.get(desk) ?? desk, name, at }));
}

async function exceptionsIn(tx: ReadTx, { from, to }: ReportQuestion): Promise<Record<Weight, number>> {
  const rows = await tx.db
    .selectFrom('exception')
    .select((get) => ['weight', get.fn.countAll<number>().as('count')])
    .where('at', '>=', from)
    .where('at', '<', to)
    .groupBy('weight')
    .execute();
  const count = (weight: Weight) => Number(rows.find((row) => row.weight === weight)?.count ?? 0);
  return { 'act-now': count('act-now'), today: count('today'), note: count('note') };
}
