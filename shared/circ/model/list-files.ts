// Lists that a desk keeps as files in a folder, for the day on which the program or its computer is down: when they count as old.

import { z } from 'zod';
import { InstantSchema, MINUTE_MS, type Instant } from '../../core/instant.ts';
import { LIST_FILE_TROUBLES } from '../../core/list-file-words.ts';

/** Age of the files of a desk, and the last trouble with them. */
export const ListFileFactsSchema = z.object({
  everyMinutes: z.int().min(1),
  /** The oldest file's; null = one was never written. */
  writtenAt: InstantSchema.nullable(),
  trouble: z.enum(LIST_FILE_TROUBLES).nullable(),
});
export type ListFileFacts = z.infer<typeof ListFileFactsSchema>;

/** A round takes its time, and the next may begin a little late. */
const GRACE_MS = 5 * MINUTE_MS;

/** Whether the files are older than the setting of the desk says. */
export function areListFilesOld(
  { everyMinutes, writtenAt }: Pick<ListFileFacts, 'everyMinutes' | 'writtenAt'>,
  now: Instant,
): boolean {
  return writtenAt === null || now - writtenAt > everyMinutes * MINUTE_MS + GRACE_MS;
}
