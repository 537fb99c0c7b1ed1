// How an export of any system is imported, and its result.

import type { Clock } from '../../shared/core/ports.ts';
import type { Store } from '../store/store.ts';
import type { TallyResult } from './tally.ts';
import type { ImportReport } from './write/import-report.ts';

export type ImportOptions = {
  /** The folder of the export, or a file where the source is one. */
  readonly path: string;
  /** The library to write to; null only looks at the files. */
  readonly store: Store | null;
  readonly clock: Clock;
  /** IANA zone of the root; else the library's own, else the one that the export shows. */
  readonly zone?: string | undefined;
  readonly dryRun?: boolean | undefined;
  /** Drops rows that the export no longer has. */
  readonly prune?: boolean | undefined;
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
};

/** Rows read so far, of all that the export has. */
export type ImportProgress = { readonly done: number; readonly total: number };

/** Rows taken, rows not taken with the reasons, and the changes of the library. */
export type ImportResult = TallyResult & ImportReport & { readonly zone: string };
