// `holdfast export`: all that a library has, out of one read transaction, as files that people and programs can read. Three shapes: our own, which
// `import --from holdfast` takes in again to the same state, and those that Koha and Evergreen take in.

import type { Clock } from '../../shared/core/ports.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { currencyDecimals } from '../../shared/core/money.ts';
import { readHead } from '../feed/read-head.ts';
import { readAllRows } from '../store/read-rows.ts';
import type { Store } from '../store/store.ts';
import { openExportFolder, type ExportShape, type Manifest } from './export-folder.ts';
import { exportEvergreen } from './export-evergreen.ts';
import { exportHoldfast } from './export-holdfast.ts';
import { exportKoha } from './export-koha.ts';
import type { Exporter } from './exporting.ts';
import { localTimes } from './local-times.ts';

const EXPORTERS: Readonly<Record<ExportShape, Exporter>> = {
  holdfast: exportHoldfast,
  koha: exportKoha,
  evergreen: exportEvergreen,
};

/** Writes an export into a folder that is new or empty. Throws HF-SERVER-060 and -061. */
export async function exportLibrary(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  { dir, shape }: { readonly dir: string; readonly shape: ExportShape },
): Promise<Manifest> {
  return store.readLong(async (tx) => {
    const [library] = await readAllRows(tx, 'library');
    if (library === undefined) throw new HoldfastError('HF-SERVER-061');
    const folder = openExportFolder(dir);
    const lost = await EXPORTERS[shape]({
      tx,
      folder,
      library,
      times: localTimes(library.zone),
      decimals: currencyDecimals(library.currency),
    });
    const { position } = await readHead(tx);
    const { version: tables } = await tx.db
      .selectFrom('schema_version')
      .select((row) => row.fn.max('version').as('version'))
      .executeTakeFirstOrThrow();
    const { id, name, zone, currency } = library;
    return folder.finish({
      shape,
      tables,
      position,
      at: clock.now(),
      library: { id, name, zone, currency },
      lost: lost.filter(({ count }) => count > 0),
    });
  });
}
