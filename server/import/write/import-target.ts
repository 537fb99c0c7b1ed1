// The library that an import writes to, with its memory of earlier imports. A dry run reads all of it and writes nothing.

import type { LibraryWriter } from '../../library/library-writer.ts';
import type { Store } from '../../store/store.ts';
import type { Baselines } from './baselines.ts';
import type { ReportDraft } from './import-report.ts';
import type { OwnActs } from './own-acts.ts';
import type { JsonRow } from '../../library/merge-row.ts';
import type { MasterKind } from './sourced.ts';

export type ImportTarget = {
  readonly store: Store;
  readonly writer: LibraryWriter;
  readonly baselines: Baselines;
  readonly ownActs: OwnActs;
  readonly report: ReportDraft;
  readonly isDryRun: boolean;
  /**
   * The source has some fields of rows that others made too: a row that is new to it and there already is joined and not replaced, and the place of
   * a copy is never the source's.
   */
  readonly joins: boolean;
  readonly onChange: (change: RowChange) => void;
};

/** A row that is new (`fields` null) or changes, or whose own fields stand against the source's (`kept`). */
export type RowChange = {
  readonly kind: MasterKind;
  readonly sourceId: string;
  readonly key: string;
  readonly fields: readonly string[] | null;
  readonly kept: readonly string[];
  /** The row before and after; null for a new one. */
  readonly rows: { readonly before: JsonRow; readonly after: JsonRow } | null;
};
