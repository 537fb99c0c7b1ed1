// The folder in which a desk keeps lists as files, and how the last rounds ended. Kept in the ledger: the age of the files must be known where the
// folder is gone.

import { z } from 'zod';
import { InstantSchema, type Instant } from '../../../shared/core/instant.ts';
import { LIST_FILE_TROUBLES } from '../../../shared/core/list-file-words.ts';
import type { ListFileFacts } from '../../../shared/circ/model/list-files.ts';
import { ListNameSchema, type ListName } from '../../../shared/lists/all.ts';
import { putSetting, readSetting, writeSetting } from '../../../db/ledger/desk-state.ts';
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

/** What a round leaves out of the lists. */
const MannerSchema = z.object({ isWithoutPatrons: z.boolean(), areDetailsLocked: z.boolean() });
export type ListFilesManner = z.infer<typeof MannerSchema>;

const EndsSchema = z.object({
  triedAt: InstantSchema.nullable(),
  /** Of the last round; null before the first. */
  manner: MannerSchema.nullable().default(null),
  /** Why the last round did not write them all. */
  trouble: TroubleSchema,
  lists: z.array(
    z.object({ list: ListNameSchema, writtenAt: InstantSchema.nullable(), rows: z.int(), trouble: TroubleSchema }),
  ),
});
export type ListFilesEnds = z.infer<typeof EndsSchema>;

const LeftSchema = z.object({
  folder: z.string(),
  /** Those with files that are to be removed; none: `lists.csv` alone is left. */
  lists: z.array(ListNameSchema),
  /** `lists.csv` is there: a folder without it is the place of a share that is not connected. */
  isKnown: z.boolean(),
});
/** A folder with files that are kept no more. */
export type LeftFiles = z.infer<typeof LeftSchema>;

const CHOSEN = 'listFiles';
const ENDS = 'listFilesEnds';
const LEFT = 'listFilesLeft';
const NO_ENDS: ListFilesEnds = { triedAt: null, manner: null, trouble: null, lists: [] };

/** Null: this desk keeps no lists. */
export function listFilesChosen(ledger: Ledger): ListFilesChosen | null {
  return readSetting(ledger, CHOSEN, ChosenSchema.nullable());
}

/** Another folder, the same one anew, or none: it begins without an age. Files that are kept no more are noted as left. */
export function chooseListFiles(ledger: LedgerWriter, chosen: ListFilesChosen | null): void {
  const before = listFilesChosen(ledger);
  const left = leftListFiles(ledger);
  const all =
    before === null ? left : withLeft(left, { ...ofFolder(before), isKnown: isFolderKnown(listFilesEnds(ledger)) });
  ledger.transaction(() => {
    putSetting(ledger, LEFT, chosen === null ? all : without(all, chosen.folder, chosen.lists));
    putSetting(ledger, ENDS, NO_ENDS);
    putSetting(ledger, CHOSEN, chosen);
  });
}

/** How often they are written. */
export function paceListFiles(ledger: LedgerWriter, everyMinutes: number): void {
  const chosen = listFilesChosen(ledger);
  if (chosen !== null) writeSetting(ledger, CHOSEN, { ...chosen, everyMinutes });
}

/** Whether lists were written into the folder. */
export function isFolderKnown({ lists }: ListFilesEnds): boolean {
  return lists.some(({ writtenAt }) => writtenAt !== null);
}

/** Files that are to be removed, also those in the folder in which others are kept. */
export function leftListFiles(ledger: Ledger): readonly LeftFiles[] {
  return readSetting(ledger, LEFT, z.array(LeftSchema)) ?? [];
}

/** These files are to be removed as well. */
export function leaveListFiles(ledger: LedgerWriter, more: LeftFiles): void {
  writeSetting(ledger, LEFT, withLeft(leftListFiles(ledger), more));
}

/** These files of the folder in which lists are kept are gone. */
export function forgetLeft(ledger: LedgerWriter, folder: string, gone: readonly ListName[]): void {
  const left = leftListFiles(ledger);
  if (left.some((one) => one.folder === folder)) writeSetting(ledger, LEFT, without(left, folder, gone));
}

/** The lists of a folder are gone, and then its `lists.csv`. */
export function noteRemoved(ledger: LedgerWriter, { folder, lists }: LeftFiles): void {
  const others = leftListFiles(ledger).filter((one) => one.folder !== folder);
  const rest = lists.length === 0 ? [] : [{ folder, lists: [], isKnown: false }];
  writeSetting(ledger, LEFT, [...others, ...rest]);
}

function ofFolder({ folder, lists }: ListFilesChosen): Pick<LeftFiles, 'folder' | 'lists'> {
  return { folder, lists };
}

function withLeft(left: readonly LeftFiles[], { folder, lists, isKnown }: LeftFiles): LeftFiles[] {
  const same = left.find((one) => one.folder === folder);
  const both = {
    folder,
    lists: [...new Set([...(same?.lists ?? []), ...lists])],
    isKnown: isKnown || same?.isKnown === true,
  };
  return [...left.filter((one) => one !== same), both];
}

function without(left: readonly LeftFiles[], folder: string, lists: readonly ListName[]): LeftFiles[] {
  return left.flatMap((one) => {
    if (one.folder !== folder) return [one];
    const rest = one.lists.filter((list) => !lists.includes(list));
    return rest.length === 0 ? [] : [{ ...one, lists: rest }];
  });
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
