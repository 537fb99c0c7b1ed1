// Imports an Evergreen export into a library, or only looks at it. docs/import.md lists the fields that are read from each file, and the others.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { readAllRows } from '../../store/read-rows.ts';
import type { Store } from '../../store/store.ts';
import type { ImportOptions, ImportResult } from '../import-options.ts';
import { startTally } from '../tally.ts';
import { discardingSink, openImportSink } from '../write/import-sink.ts';
import { isZone } from './detect-zone.ts';
import { openEvergreenFolder } from './evergreen-folder.ts';
import { readLibrary } from './read-library.ts';
import { EVERGREEN } from './source-ids.ts';

/** Imports a folder. Throws HF-IMPORT-001 to -008; all but the last before anything is written. */
export async function importEvergreen(options: ImportOptions): Promise<ImportResult> {
  const { path, store, clock, zone, dryRun = false, prune = false, onProgress } = options;
  if (zone !== undefined && !isZone(zone)) throw new HoldfastError('HF-IMPORT-007', { zone });
  const tally = startTally();
  let done = 0;
  const folder = await openEvergreenFolder(path, tally, (rows) => {
    done += rows;
    onProgress?.({ done, total: folder.rows });
  });
  const sink =
    store === null ? discardingSink() : openImportSink(store, { system: EVERGREEN, clock, isDryRun: dryRun, prune });
  const settled = zone ?? (store === null ? null : await zoneOfLibrary(store));
  const read = await readLibrary({ folder, sink, zone: settled });
  return { ...tally.result(), ...sink.report(), zone: read.zone };
}

/** The zone of a library that is there already; one that never had a better one than UTC is looked for again. */
async function zoneOfLibrary(store: Store): Promise<string | null> {
  const [library] = await store.read((tx) => readAllRows(tx, 'library'));
  return library === undefined || library.zone === 'UTC' ? null : library.zone;
}
