// Writes the lists of a desk into a folder on connections of its own, in the worker thread of a running core: no scan waits for a list, a PDF or a
// slow disk.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { required } from '../../../shared/core/assert.ts';
import { RightSchema } from '../../../shared/circ/rights.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import type { Language } from '../../../shared/core/language.ts';
import type { ListFileTrouble } from '../../../shared/core/list-file-words.ts';
import type { ListName } from '../../../shared/lists/all.ts';
import type { ReportDocument } from '../../../shared/reports/document.ts';
import type { FileKey } from '../../../db/open/file-key.ts';
import { readIdentity } from '../../../db/ledger/identity.ts';
import { ledgerPath, openLedgerReader, type LedgerReader } from '../../../db/ledger/open-ledger.ts';
import { NeighborBook } from '../../../db/overlay/neighbor-book.ts';
import { readNeighborPolicies, readNeighborRows } from '../../../db/replica/neighbor-rows.ts';
import { openReplicaReader, type ReplicaPlace, type ReplicaReader } from '../../../db/replica/open-replica.ts';
import { replicaState } from '../../../db/replica/replica-state.ts';
import { withoutDetails } from '../lease.ts';
import { quietCopy } from '../open-desk-quietly.ts';
import { deskListDocument } from './desk-lists.ts';
import type { ListDesk } from './list-desk.ts';
import { AGES_FILE, folderTrouble, removeListFiles, writeListFiles } from './list-files.ts';

export type ListFilesJob = {
  /** The folder of the desk's own files. */
  readonly dir: string;
  readonly ledgerKey: FileKey;
  /** Null: there is no copy of the library. */
  readonly replica: ReplicaPlace | null;
  readonly folder: string;
  readonly lists: readonly ListName[];
  /** Lists whose files are removed. */
  readonly dropped: readonly ListName[];
  /** No lists are kept there any more: everything is removed. */
  readonly isOver: boolean;
  readonly language: Language;
  readonly now: Instant;
  /** The desk was without its server for so long that names and contact data are locked. */
  readonly areDetailsLocked: boolean;
  /** Columns that name patrons are left out. */
  readonly isWithoutPatrons: boolean;
  /** Lists were written there before: a folder without them is another one, such as the place of a drive that is not connected. */
  readonly isKnown: boolean;
};

/** One list of a round; `trouble`: null = it was written. */
export type ListFileEnd = {
  readonly list: ListName;
  readonly at: Instant | null;
  readonly rows: number;
  readonly trouble: ListFileTrouble | null;
};

/** The worker's answer: the lists, or why none was written. */
export type ListFilesAnswer =
  | { readonly kind: 'written'; readonly lists: readonly ListFileEnd[] }
  | { readonly kind: 'failed'; readonly trouble: ListFileTrouble };

/** Writes them. Throws on a bug. */
export async function writeListFilesJob(job: ListFilesJob): Promise<ListFilesAnswer> {
  const { folder, replica: place, isKnown, isOver, dropped } = job;
  if (!existsSync(folder)) return { kind: 'failed', trouble: 'gone' };
  if (isOver) {
    removeListFiles(folder, dropped);
    return { kind: 'written', lists: [] };
  }
  if (isKnown && !existsSync(join(folder, AGES_FILE))) return { kind: 'failed', trouble: 'not-connected' };
  if (place === null) return { kind: 'failed', trouble: 'no-data' };
  const ledger = openLedgerReader(ledgerPath(job.dir), job.ledgerKey);
  try {
    const replica = openReplicaReader(place);
    try {
      return await writeFrom(job, ledger, replica);
    } finally {
      replica.close();
    }
  } catch (error) {
    const trouble = error instanceof HoldfastError ? 'no-data' : folderTrouble(error);
    if (trouble === null) throw error;
    return { kind: 'failed', trouble };
  } finally {
    ledger.close();
  }
}

async function writeFrom(job: ListFilesJob, ledger: LedgerReader, replica: ReplicaReader): Promise<ListFilesAnswer> {
  const { folder, lists, dropped, language } = job;
  const documents = await documentsOf(job, ledger, replica);
  const written = await writeListFiles({
    folder,
    lists,
    dropped,
    language,
    make: (list) => Promise.resolve(required(documents.get(list), () => `the list ${list} was not made`)),
  });
  return {
    kind: 'written',
    lists: written.map(({ list, at, rows, failed }) => ({ list, at, rows, trouble: troubleOf(failed) })),
  };
}

/** All lists of one moment, whatever the feed brings meanwhile. They are made before a file is written: a slow folder keeps no copy from being written back. */
async function documentsOf(
  job: ListFilesJob,
  ledger: LedgerReader,
  replica: ReplicaReader,
): Promise<ReadonlyMap<ListName, ReportDocument>> {
  replica.raw.prepare('BEGIN').run();
  const desk = listDesk(job, ledger, replica);
  const documents = new Map<ListName, ReportDocument>();
  for (const list of job.lists) {
    const document = await deskListDocument(desk, { list }, 'schedule');
    documents.set(list, job.isWithoutPatrons ? withoutPatrons(document) : document);
  }
  replica.raw.prepare('COMMIT').run();
  return documents;
}

function troubleOf(failed: HoldfastError | ListFileTrouble | null): ListFileTrouble | null {
  return failed instanceof HoldfastError ? 'no-data' : failed;
}

function listDesk(
  { now, language, areDetailsLocked }: ListFilesJob,
  ledger: LedgerReader,
  replica: ReplicaReader,
): ListDesk {
  const identity = readIdentity(ledger);
  if (identity === null) throw new HoldfastError('HF-CIRC-001');
  const whole = quietCopy(ledger, replica, neighborsIn(replica));
  const copy = areDetailsLocked ? withoutDetails(whole) : whole;
  return {
    identity,
    ledger,
    clock: { now: () => now, mono: () => 0 },
    copy: () => copy,
    language: () => language,
    rights: () => RightSchema.options,
    session: { current: () => null },
    turn: () => Promise.resolve(),
  };
}

/** Acts of other desks of the branch that the server has not confirmed: the running desk shows them, too. */
function neighborsIn(replica: ReplicaReader): NeighborBook {
  const book = new NeighborBook();
  book.load(readNeighborRows(replica), readNeighborPolicies(replica));
  book.confirm(replicaState(replica)?.neighbors ?? {});
  return book;
}

/** Without the columns that name people. */
function withoutPatrons(document: ReportDocument): ReportDocument {
  return {
    ...document,
    sections: document.sections.map((section) => {
      const stays = section.columns.map(({ kind }) => kind !== 'person');
      return {
        ...section,
        columns: section.columns.filter((_, at) => stays[at]),
        rows: section.rows.map((row) => row.filter((_, at) => stays[at])),
      };
    }),
  };
}
