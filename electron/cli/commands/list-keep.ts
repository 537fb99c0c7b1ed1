// `holdfast list keep`: lists of a desk as files in a folder, rewritten at intervals by the command line. A desk that runs keeps them itself, by Settings.

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { kindOfError } from '../../../shared/core/error-place.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { MINUTE_MS } from '../../../shared/core/instant.ts';
import { LIST_FILE_WORDS, type ListFileTrouble } from '../../../shared/core/list-file-words.ts';
import { isListName, type ListName } from '../../../shared/lists/all.ts';
import type { ReportDocument } from '../../../shared/reports/document.ts';
import { allowedLists, withoutPatrons, type ListFilesTerms } from '../../core/lists/list-files-terms.ts';
import {
  AGES_FILE,
  folderTrouble,
  isOfAnotherDesk,
  removeAges,
  removeListFiles,
  USUAL_LISTS,
  writeListFiles,
} from '../../core/lists/list-files.ts';
import { refuseWords, requiredText, textOf, UsageError, wholeNumber, type Run } from '../command.ts';
import { runUntilTold } from '../shell/until-told.ts';
import { languageOf } from './report.ts';

/** The desk whose lists are kept. */
export type KeptDesk = {
  /** Its id, and the setting of its library now. */
  readonly terms: () => Promise<KeptTerms>;
  /** Makes a list; `isNoted`: the audit notes the export. */
  readonly make: (list: ListName, isNoted: boolean) => Promise<ReportDocument>;
};

export type KeptTerms = { readonly desk: string; readonly listFiles: ListFilesTerms };

type Kept = {
  readonly folder: string;
  readonly lists: readonly ListName[];
  readonly desk: KeptDesk;
  readonly run: Run;
};

/** Makes them once, or every so many minutes until a signal ends it. Exit code 1 where one of a single round could not be made. Throws HF-UI-133. */
export async function keepLists(run: Run, desk: KeptDesk): Promise<number> {
  refuseWords(run.positionals, 1);
  const folder = resolve(requiredText(run.values, 'folder'));
  // The folder is never made: where a share is not mounted, the lists would lie unseen beneath it.
  if (!existsSync(folder)) throw new HoldfastError('HF-CLI-006', { name: 'the folder', value: folder });
  const kept: Kept = { folder, lists: listsIn(run), desk, run };
  const minutes = wholeNumber(run.values, 'every', { min: 1, max: 24 * 60 });
  if (minutes === null) return (await makeAll(kept, true)) ? 0 : 1;
  const ending = new AbortController();
  await runUntilTold(async () => {
    await makeAll(kept, true);
    const ended = again(kept, { minutes, signal: ending.signal });
    return {
      close: () => {
        ending.abort();
        return ended;
      },
      ended,
    };
  });
  return 0;
}

async function again(
  kept: Kept,
  { minutes, signal }: { readonly minutes: number; readonly signal: AbortSignal },
): Promise<void> {
  while (!signal.aborted) {
    await wait(minutes * MINUTE_MS, null, { signal }).catch(() => null);
    if (!signal.aborted) await makeAll(kept, false);
  }
}

function listsIn({ values }: Run): readonly ListName[] {
  const text = textOf(values, 'lists');
  if (text === null) return USUAL_LISTS;
  return text.split(',').map((name) => {
    if (!isListName(name)) throw new UsageError(`--lists takes names of lists, with commas between, not "${name}"`);
    return name;
  });
}

/** Resolves to whether every list could be made. Lists that the library forbids are removed, as a running desk does. */
async function makeAll({ folder, lists: asked, desk: { terms, make }, run }: Kept, isNoted: boolean): Promise<boolean> {
  const language = languageOf(run);
  const { desk, listFiles } = await terms();
  const { lists, dropped } = allowedLists(listFiles, asked);
  const say = (list: string, failed: HoldfastError): void => run.io.err(failureLine(list, failed));
  try {
    if (isOfAnotherDesk(folder, desk)) {
      say(AGES_FILE, inFolder(folder, 'other-desk'));
      return false;
    }
    if (listFiles === 'none') {
      if (existsSync(join(folder, AGES_FILE)) && removeListFiles(folder, dropped)) removeAges(folder);
      throw new HoldfastError('HF-UI-133');
    }
    const { written, left } = await writeListFiles({
      folder,
      desk,
      lists,
      dropped,
      language,
      make: async (list) => {
        const document = await make(list, isNoted);
        return listFiles === 'no-patrons' ? withoutPatrons(document) : document;
      },
    });
    for (const { list, failed } of written) if (failed !== null) say(list, inFolder(folder, failed));
    for (const list of left) say(list, inFolder(folder, 'busy'));
    return left.length === 0 && written.every(({ failed }) => failed === null);
  } catch (error) {
    if (folderTrouble(error) === null) throw error;
    const why = error instanceof Error ? error.message : 'unknown';
    say(AGES_FILE, new HoldfastError('HF-CLI-022', { path: folder, why }));
    return false;
  }
}

function inFolder(folder: string, failed: Error | ListFileTrouble): HoldfastError {
  if (failed instanceof HoldfastError) return failed;
  const why = failed instanceof Error ? kindOfError(failed) : LIST_FILE_WORDS[failed].why.en;
  return new HoldfastError('HF-CLI-022', { path: folder, why });
}

function failureLine(list: string, { code, message }: HoldfastError): string {
  return `${code}: ${list}: ${message}`;
}
