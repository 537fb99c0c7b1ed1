// Lists that a desk keeps as files in a folder, and the folders that a person may choose from, as Settings shows them.

import { z } from 'zod';
import { LIST_FILE_TROUBLES } from '../core/list-file-words.ts';
import { IsoInstantSchema } from './session.ts';

/** Most folders of one listing. */
export const MOST_FOLDERS = 500;

/** A folder is named by an id that the desk gave out; the page never writes a path. */
export const FolderIdSchema = z.string().max(64);

export const FolderViewSchema = z.object({
  /** Null: the places to begin at. */
  id: FolderIdSchema.nullable(),
  path: z.string().nullable(),
  /** The folder above it; null = the places to begin at. */
  up: FolderIdSchema.nullable(),
  folders: z.array(z.object({ id: FolderIdSchema, name: z.string() })).max(MOST_FOLDERS),
  /** There are more than are listed. */
  isCut: z.boolean(),
});
export type FolderView = z.infer<typeof FolderViewSchema>;

export const ListFilesViewSchema = z.object({
  /** Where they are kept; null = they are not. */
  folder: z.string().nullable(),
  everyMinutes: z.int(),
  /** Age of the oldest; null = one was never written. */
  writtenAt: IsoInstantSchema.nullable(),
  triedAt: IsoInstantSchema.nullable(),
  /** A round is under way. */
  isWriting: z.boolean(),
  isOld: z.boolean(),
  trouble: z.enum(LIST_FILE_TROUBLES).nullable(),
  /** The library has its desks keep no lists, or none with patrons in them. */
  library: z.enum(['none', 'no-patrons']).nullable(),
  /** Other folders, with files of lists that are to be removed. */
  toRemove: z.array(z.string()),
  lists: z.array(
    z.object({
      list: z.string(),
      name: z.string(),
      writtenAt: IsoInstantSchema.nullable(),
      rows: z.int(),
      trouble: z.enum(LIST_FILE_TROUBLES).nullable(),
    }),
  ),
});
export type ListFilesView = z.infer<typeof ListFilesViewSchema>;

/** What a field leaves out stays as it is; `folder: null` ends it. */
export const ListFilesInputSchema = z.object({
  folder: FolderIdSchema.nullable().optional(),
  everyMinutes: z
    .int()
    .min(1)
    .max(24 * 60)
    .optional(),
});
