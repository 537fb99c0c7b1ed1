// The use report of the whole library.

import type { ReportDocument } from '../../shared/reports/document.ts';
import { reportHead, type ReportQuestion } from '../../shared/reports/question.ts';
import { documentOfUse } from '../../shared/reports/use/document-of-use.ts';
import type { PlaceNames } from '../../shared/reports/use/use-names.ts';
import { readRefusals } from '../query/read-refusals.ts';
import { readAllRows } from '../store/read-rows.ts';
import type { ReadStore, ReadTx } from '../store/store.ts';
import { readUse } from '../use/read-use.ts';
import { libraryCoverage, libraryPlace } from './library-source.ts';

/** The report of the acts of a time. */
export function libraryUse(store: ReadStore, question: ReportQuestion): Promise<ReportDocument> {
  return store.readLong(async (tx) => {
    const [library] = await readAllRows(tx, 'library');
    return documentOfUse(reportHead(question, await libraryPlace(tx)), {
      ...(await readUse(tx, question)),
      refusals: await readRefusals(tx, question),
      terms: library?.use ?? {},
      places: await placeNames(tx),
      coverage: await libraryCoverage(tx, question.now),
    });
  });
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
