// Imports the records of a source into a library, or only looks at them.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { Library } from '../../../shared/wire/rows.ts';
import { readAllRows } from '../../store/read-rows.ts';
import type { Store } from '../../store/store.ts';
import { isZone } from '../evergreen/detect-zone.ts';
import type { ImportOptions, ImportResult } from '../import-options.ts';
import { startTally, type Tally } from '../tally.ts';
import { discardingSink, openImportSink } from '../write/import-sink.ts';
import type { RecordSource } from './record-source.ts';
import type { PlacesHere } from './take-places.ts';
import { takeRecords } from './take-records.ts';

/** Input for opening a source. */
export type Opening = {
  readonly path: string;
  readonly tally: Tally;
  readonly zone: string;
  /** The library that is there. */
  readonly library: Library | null;
  /** Called after each batch of rows that was read. */
  readonly onRows: (rows: number) => void;
};

/** A source that was looked through, with the number of its rows. */
export type OpenedSource = { readonly source: RecordSource; readonly rows: number };

/** Imports the records of a source. Throws HF-IMPORT-001 to -008; all but the last before anything is written. */
export async function importRecords(
  { path, store, clock, zone: told, dryRun = false, prune = false, onProgress }: ImportOptions,
  system: string,
  open: (opening: Opening) => Promise<OpenedSource>,
): Promise<ImportResult> {
  if (told !== undefined && !isZone(told)) throw new HoldfastError('HF-IMPORT-007', { zone: told });
  const here = store === null ? NOTHING_HERE : await placesHere(store);
  const tally = startTally();
  const zone = told ?? here.library?.zone ?? 'UTC';
  let done = 0;
  let total = 0;
  const onRows = (rows: number) => {
    done += rows;
    onProgress?.({ done, total });
  };
  const { source, rows } = await open({ path, tally, zone, library: here.library, onRows });
  total = rows;
  if (told === undefined && here.library === null)
    tally.note({
      file: path,
      line: null,
      text: 'no zone is known; UTC is assumed, name the zone of the library with --zone',
    });
  const sink = store === null ? discardingSink() : openImportSink(store, { system, clock, isDryRun: dryRun, prune });
  await takeRecords({ source, sink }, { ...here, hasLibrary: here.library !== null });
  await source.afterwards?.();
  return { ...tally.result(), ...sink.report(), zone };
}

type Here = PlacesHere & { readonly library: Library | null };

const NOTHING_HERE: Here = { library: null, branches: [], locations: [] };

async function placesHere(store: Store): Promise<Here> {
  return store.read(async (tx) => {
    const [library = null] = await readAllRows(tx, 'library');
    return { library, branches: await readAllRows(tx, 'branch'), locations: await readAllRows(tx, 'location') };
  });
}
