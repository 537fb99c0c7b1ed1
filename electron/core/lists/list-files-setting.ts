// The folder in which a desk keeps lists as files, and how the last rounds ended. Kept in the ledger: the age of the files must be known where the
// folder is gone.

import { z } from 'zod';
import { InstantSchema, type Instant } from '../../../shared/core/instant.ts';
import { LIST_FILE_TROUBLES } from '../../../shared/core/list-file-words.ts';
import type { ListFileFacts } from '../../../shared/circ/model/list-files.ts';
import { ListNameSchema } from '../../../shared/lists/all.ts';
import { readSetting, writeSetting } from '../../../db/ledger/desk-state.ts';
import type { Ledger, LedgerWriter } from '../../../db/ledger/open-ledger.ts';

/** Where nothing else was chosen. */
export const USUAL_MINUTES = 15;

const TroubleSchema = z.enum(LIST_FILE_TROUBLES).nullable();

const ChosenSchema = z.object({
  folder: z.string(),
  everyMinutes: z.int().min(1),
  /** Those that the person who chose the folder may see. */
  lists: z.array(ListNameSchema),
});
export type ListFilesChosen = z.infer<typeof ChosenSchema>;

const EndsSchema = z.object({
  triedAt: InstantSchema.nullable(),
  /** Why the last round did not write them all. */
  trouble: TroubleSchema,
  lists: z.array(
    z.object({ list: ListNameSchema, writtenAt: InstantSchema.nullable(), rows: z.int(), trouble: TroubleSchema }),
  ),
});
export type ListFilesEnds = z.infer<typeof EndsSchema>;

const CHOSEN = 'listFiles';
const ENDS = 'listFilesEnds';
const NO_ENDS: ListFilesEnds = { triedAt: null, trouble: null, lists: [] };

/** Null: this desk keeps no lists. */
export function listFilesChosen(ledger: Ledger): ListFilesChosen | null {
  return readSetting(ledger, CHOSEN, ChosenSchema.nullable());
}

/** Another folder begins without an age. */
export function chooseListFiles(ledger: LedgerWriter, chosen: ListFilesChosen | null): void {
  const before = listFilesChosen(ledger);
  if (before?.folder !== chosen?.folder) writeSetting(ledger, ENDS, NO_ENDS);
  writeSetting(ledger, CHOSEN, chosen);
}

export function listFilesEnds(ledger: Ledger): ListFilesEnds {
  return readSetting(ledger, ENDS, EndsSchema) ?? NO_ENDS;
}

export function noteListFiles(ledger: LedgerWriter, ends: ListFilesEnds): void {
  writeSetting(ledger, ENDS, ends);
}

/** The age of the oldest list, and the last trouble; null where none are kept. */
export function listFileFacts(ledger: Ledger): ListFileFacts | null {
  const chosen = listFilesChosen(ledger);
  if (chosen === null) return null;
  const { trouble, lists } = listFilesEnds(ledger);
  return { everyMinutes: chosen.everyMinutes, writtenAt: oldestOf(lists.map(({ writtenAt }) => writtenAt)), trouble };
}

function oldestOf(ages: readonly (Instant | null)[]): Instant | null {
  let oldest: Instant | null = null;
  for (const age of ages) {
    if (age === null) return null;
    if (oldest === null || age < oldest) oldest = age;
  }
  return oldest;
}
