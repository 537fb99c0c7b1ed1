// Loans that are out as transactions of a system's offline file: most systems take a loan with its own date in no other way.

import type { FormatContext, LossKind, OfflineFormat, OfflineRecord } from '../../shared/formats/offline-record.ts';
import type { ExportLoss } from './export-folder.ts';
import type { Exporting } from './exporting.ts';
import { loansOut } from './told-rows.ts';

/** A file of them. */
export type LoanFile = {
  readonly name: string;
  readonly about: string;
  readonly format: OfflineFormat;
  readonly context: FormatContext;
};

/** Writes the file, in the order in which the copies were lent; returns the facts that the format cannot hold. */
export async function writeOfflineLoans(
  { tx, folder }: Exporting,
  { name, about, format, context }: LoanFile,
): Promise<readonly ExportLoss[]> {
  const records: (OfflineRecord & { readonly kind: 'out' })[] = [];
  for await (const page of loansOut(tx)) {
    for (const { loan, card, item } of page) {
      const [at, due] = [context.localOf(loan.outAt), context.localOf(loan.dueAt)];
      records.push({ kind: 'out', at, card, barcode: item.barcode, due });
    }
  }
  records.sort((a, b) => ((a.at ?? '') < (b.at ?? '') ? -1 : 1));
  const { files, losses } = format.write(records, context);
  const file = folder.open({ name, about });
  for (const { text, lines } of files) file.write(text, lines.filter((line) => line !== null).length);
  file.close();
  const counts = Map.groupBy(losses, ({ loss }) => loss);
  return [...counts].map(([loss, some]) => ({ what: `${name}: ${LOSS_WORDS[loss]}`, count: some.length }));
}

const LOSS_WORDS: Readonly<Record<LossKind, string>> = {
  all: 'loans that this file cannot say',
  number: 'loans whose card or barcode this file cannot hold',
  card: 'loans whose card is not known',
  seconds: 'the seconds of a loan',
  time: 'the time of day of a loan',
  due: 'due dates',
  returned: 'when a copy came back',
};
