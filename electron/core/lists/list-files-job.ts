// Writes the lists of a desk into a folder on connections of its own, in the worker thread of a running core: no scan waits for a list, a PDF or a
// slow disk.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { required } from '../../../shared/core/assert.ts';
import { RightSchema } from '../../../shared/circ/rights.ts';
import { kindOfError, placeOfError } from '../../../shared/core/error-place.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import type { Language } from '../../../shared/core/language.ts';
import type { ListFileTrouble } from '../../../shared/core/list-file-words.ts';
import type { ListName } from '../../../shared/lists/all.ts';
import type { ReportDocument } from '../../../shared/reports/document.ts';
import type { FileKey } from '../../../db/open/file-key.ts';
import { readIdentity, type Identity } from '../../../db/ledger/identity.ts';
import { ledgerPath, openLedgerReader, type LedgerReader } from '../../../db/ledger/open-ledger.ts';
import { NeighborBook } from '../../../db/overlay/neighbor-book.ts';
import { readNeighborPolicies, readNeighborRows } from '../../../db/replica/neighbor-rows.ts';
import { openReplicaReader, type ReplicaPlace, type ReplicaReader } from '../../../db/replica/open-replica.ts';
import { replicaState } from '../../../db/replica/replica-state.ts';
import { withoutDetails } from '../lease.ts';
import { quietCopy } from '../open-desk-quietly.ts';
import { deskListDocument } from './desk-lists.ts';
import type { ListDesk } from './list-desk.ts';
import type { ListFault, ListFilesAnswer } from './list-files-answer.ts';
import { withoutPatrons } from './list-files-terms.ts';
import {
  AGES_FILE,
  folderTrouble,
  isOfAnotherDesk,
  removeAges,
  removeListFiles,
  writeListFiles,
} from './list-files.ts';

export type ListFilesJob = {
  /** The folder of the desk's own files. */
  readonly dir: string;
  readonly ledgerKey: FileKey;
  /** Null: there is no copy of the library. */
  readonly replica: ReplicaPlace | null;
  /** The id of the desk; null: it has none yet. */
  readonly desk: string | null;
  readonly folder: string;
  readonly lists: readonly ListName[];
  /** Lists whose files are removed. */
  readonly dropped: readonly ListName[];
  /** No lists are kept there any more: `dropped` and the sheet are removed, or, with none dropped, `lists.csv`. */
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

/** Writes or removes them. Throws on a bug. */
export async function writeListFilesJob(job: ListFilesJob): Promise<ListFilesAnswer> {
  const { folder, desk, replica: place, isKnown, isOver } = job;
  if (!existsSync(folder)) return failedBy('gone');
  if (isKnown && !existsSync(join(folder, AGES_FILE))) return failedBy('not-connected');
  try {
    if (isOver) return removeFrom(job);
    if (isOfAnotherDesk(folder, desk)) return failedBy('other-desk');
    if (place === null) return failedBy('no-data');
    return await writeOf(job, place);
  } catch (error) {
    if (error instanceof HoldfastError) return { ...failedBy('failed'), faults: [faultOf(error)] };
    const trouble = folderTrouble(error);
    if (trouble === null) throw error;
    return failedBy(trouble);
  }
}

function failedBy(trouble: ListFileTrouble) {
  return { kind: 'failed', trouble } as const;
}

function faultOf(error: Error): ListFault {
  return { kind: kindOfError(error), place: placeOfError(error) };
}

/** First the lists, and in a job without any `lists.csv`. A folder that another desk took has nothing of this one. */
function removeFrom({ folder, desk, dropped, isKnown }: ListFilesJob): ListFilesAnswer {
  if (isOfAnotherDesk(folder, desk)) return { kind: 'removed' };
  const isGone = dropped.length === 0 ? removeAges(folder) : removeListFiles(folder, dropped);
  if (!isGone) return failedBy('busy');
  // A share that went meanwhile has its files still.
  if (dropped.length > 0 && isKnown && !existsSync(join(folder, AGES_FILE))) return failedBy('not-connected');
  return { kind: 'removed' };
}

async function writeOf(job: ListFilesJob, place: ReplicaPlace): Promise<ListFilesAnswer> {
  const ledger = openLedgerReader(ledgerPath(job.dir), job.ledgerKey);
  try {
    const replica = openReplicaReader(place);
    try {
      return await writeFrom(job, ledger, replica);
    } finally {
      replica.close();
    }
  } finally {
    ledger.close();
  }
}

async function writeFrom(job: ListFilesJob, ledger: LedgerReader, replica: ReplicaReader): Promise<ListFilesAnswer> {
  const { folder, desk, lists, dropped, language } = job;
  const documents = await documentsOf(job, ledger, replica);
  const { written, left } = await writeListFiles({
    folder,
    desk,
    lists,
    dropped,
    language,
    make: (list) => {
      const made = required(documents.get(list), () => `the list ${list} was not made`);
      return made.error === null ? Promise.resolve(made.document) : Promise.reject(made.error);
    },
  });
  return {
    kind: 'written',
    lists: written.map(({ list, at, rows, failed }) => ({
      list,
      at,
      rows,
      trouble: failed instanceof Error ? 'failed' : failed,
    })),
    left: [...left],
    faults: written.flatMap(({ failed }) => (failed instanceof Error ? [faultOf(failed)] : [])),
  };
}

type Made =
  | { readonly document: ReportDocument; readonly error: null }
  | { readonly document: null; readonly error: Error };

/**
 * All lists of one moment, whatever the feed brings meanwhile. They are made before a file is written: a slow folder
 * keeps no copy from being written back. The ledger is read at an earlier moment than the copy: an act that both have
 * is known as one, but one that neither has would be missing.
 */
async function documentsOf(
  job: ListFilesJob,
  ledger: LedgerReader,
  replica: ReplicaReader,
): Promise<ReadonlyMap<ListName, Made>> {
  ledger.raw.prepare('BEGIN').run();
  // A transaction begins with its first read.
  const identity = readIdentity(ledger);
  if (identity === null) throw new HoldfastError('HF-CIRC-001');
  replica.raw.prepare('BEGIN').run();
  const desk = listDesk(job, { identity, ledger, replica });
  const documents = new Map<ListName, Made>();
  for (const list of job.lists) {
    try {
      const document = await deskListDocument(desk, { list }, 'schedule');
      documents.set(list, { document: job.isWithoutPatrons ? withoutPatrons(document) : document, error: null });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      documents.set(list, { document: null, error });
    }
  }
  replica.raw.prepare('COMMIT').run();
  ledger.raw.prepare('COMMIT').run();
  return documents;
}

type Opened = { readonly identity: Identity; readonly ledger: LedgerReader; readonly replica: ReplicaReader };

function listDesk({ now, language, areDetailsLocked }: ListFilesJob, { identity, ledger, replica }: Opened): ListDesk {
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
