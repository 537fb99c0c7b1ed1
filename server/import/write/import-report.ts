// Effects of an import beyond the rows taken: rows left alone because they were edited here, and rows that the source no longer has.

/** A row whose own fields stood against the source's. */
export type EditedHere = {
  readonly kind: string;
  readonly sourceId: string;
  readonly key: string;
  readonly fields: readonly string[];
};

/** A value in which the source differs and Holdfast knows better, having an act of its own. */
export type KeptHere = { readonly kind: string; readonly sourceId: string; readonly key: string; readonly why: string };

/** A row of an earlier import that was not found in the export. */
export type Absent = {
  readonly kind: string;
  readonly sourceId: string;
  readonly key: string;
  /**
   * `reported`: it stays until an import with `prune`; `dropped`; `needed`: something here depends on it; `replaced`: by another loan of its
   * item; `unsure`: it stays, since it may be in a row that could not be read.
   */
  readonly fate: 'reported' | 'dropped' | 'needed' | 'replaced' | 'unsure';
};

/** Changes of a kind, made or expected: counts, and a few rows to look at. */
export type KindChange = {
  readonly added: number;
  readonly changed: number;
  /** Of rows that change, the fields that do; of new ones none. */
  readonly samples: readonly ChangeSample[];
};
export type ChangeSample = { readonly sourceId: string; readonly fields: readonly string[] | null };

/** As many as one reads at a glance. */
const MOST_SAMPLES = 5;

export type ImportReport = {
  /** By the kinds of rows. */
  readonly changes: Readonly<Record<string, KindChange>>;
  /** Rows and acts that were new or different, and those that were there already. */
  readonly written: number;
  readonly unchanged: number;
  readonly editedHere: readonly EditedHere[];
  readonly keptHere: readonly KeptHere[];
  readonly absent: readonly Absent[];
  /** Kinds of which nothing was dropped although `prune` asked for it: rows that could not be read may be those that were not found. */
  readonly pruneWithheld: readonly string[];
};

/** A report that is being written. */
export type ReportDraft = {
  readonly changes: Record<string, { added: number; changed: number; readonly samples: ChangeSample[] }>;
  written: number;
  unchanged: number;
  readonly editedHere: EditedHere[];
  readonly keptHere: KeptHere[];
  readonly absent: Absent[];
  readonly pruneWithheld: string[];
};

export function startReport(): ReportDraft {
  return { changes: {}, written: 0, unchanged: 0, editedHere: [], keptHere: [], absent: [], pruneWithheld: [] };
}

/** Counts rows that are new (`fields` null) or change, and keeps the first few of either sort. */
export function noteChanges(
  { changes }: Pick<ReportDraft, 'changes'>,
  kind: string,
  rows: Iterable<ChangeSample>,
): void {
  const change = (changes[kind] ??= { added: 0, changed: 0, samples: [] });
  for (const row of rows) {
    const isNew = row.fields === null;
    const before = isNew ? change.added : change.changed;
    if (isNew) change.added += 1;
    else change.changed += 1;
    if (before < MOST_SAMPLES) change.samples.push(row);
  }
}
