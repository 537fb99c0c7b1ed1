// The rows that an import took and those it did not: every row of every file ends up in exactly one of the two, and each that was not taken is
// listed with its file, its line and the reason. Notes describe rows that were taken.

/** A row that was not taken. */
export type RejectedRow = { readonly file: string; readonly line: number; readonly reason: string };

/** A note on the taken rows, with the line it comes from where it is one. */
export type ImportNote = { readonly file: string; readonly line: number | null; readonly text: string };

/** Rows of a kind: `taken + rejected` is the number of rows of its file. */
export type KindCount = { readonly taken: number; readonly rejected: number };

/** A file that is read for nothing yet. */
export type NotTaken = { readonly file: string; readonly rows: number; readonly reason: string };

/** Counts of one import while it runs. */
export type Tally = {
  /** Makes the kind appear in the result also when it has no rows. */
  open(kind: string): void;
  /** Counts rows as taken; fewer than none takes some back that turn out to be rejected. */
  take(kind: string, rows?: number): void;
  reject(kind: string, row: RejectedRow): void;
  /** The two halves of rejecting, for counts that another reader made. */
  countRejected(kind: string, rows: number): void;
  listRejected(row: RejectedRow): void;
  note(note: ImportNote): void;
  notTaken(file: NotTaken): void;
  result(): TallyResult;
};

export type TallyResult = {
  readonly kinds: Readonly<Record<string, KindCount>>;
  readonly rejected: readonly RejectedRow[];
  readonly notes: readonly ImportNote[];
  readonly notTaken: readonly NotTaken[];
};

/** An empty tally. */
export function startTally(): Tally {
  const kinds = new Map<string, { taken: number; rejected: number }>();
  const rejected: RejectedRow[] = [];
  const notes: ImportNote[] = [];
  const files: NotTaken[] = [];
  const of = (kind: string) => {
    const count = kinds.get(kind) ?? { taken: 0, rejected: 0 };
    kinds.set(kind, count);
    return count;
  };
  return {
    open: (kind) => void of(kind),
    take: (kind, rows = 1) => {
      if (rows !== 0) of(kind).taken += rows;
    },
    reject: (kind, row) => {
      of(kind).rejected += 1;
      rejected.push(row);
    },
    countRejected: (kind, rows) => void (of(kind).rejected += rows),
    listRejected: (row) => void rejected.push(row),
    note: (note) => void notes.push(note),
    notTaken: (file) => void files.push(file),
    result: () => ({ kinds: Object.fromEntries(kinds), rejected, notes, notTaken: files }),
  };
}

/** Adds the counts of another reader of the same import, but for kinds and files that are counted already. Files that it does not read are left out. */
export function addTally(
  tally: Tally,
  other: TallyResult,
  {
    withoutKinds,
    withoutFiles,
  }: { readonly withoutKinds: readonly string[]; readonly withoutFiles: readonly string[] },
): void {
  const isNew = ({ file }: { readonly file: string }) => !withoutFiles.includes(file);
  for (const [kind, { taken, rejected }] of Object.entries(other.kinds)) {
    if (withoutKinds.includes(kind)) continue;
    tally.open(kind);
    tally.take(kind, taken);
    tally.countRejected(kind, rejected);
  }
  for (const row of other.rejected.filter(isNew)) tally.listRejected(row);
  for (const note of other.notes.filter(isNew)) tally.note(note);
}
