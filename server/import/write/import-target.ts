// The library that an import writes to, with what it remembers of earlier imports. A dry run reads all of it and writes nothing.

import type { LibraryWriter } from '../../library/library-writer.ts';
import type { Store } from '../../store/store.ts';
import type { Baselines } from './baselines.ts';
import type { ReportDraft } from './import-report.ts';
import type { OwnActs } from './own-acts.ts';

export type ImportTarget = {
  readonly store: Store;
  readonly writer: LibraryWriter;
  readonly baselines: Baselines;
  readonly ownActs: OwnActs;
  readonly report: ReportDraft;
  readonly isDryRun: boolean;
};
