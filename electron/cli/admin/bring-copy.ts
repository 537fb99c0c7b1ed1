// Brings the unsent acts of a desk's copy, from its folder or from a file saved there, before the copy is adopted.

import { statSync } from 'node:fs';
import { z } from 'zod';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { err, ok } from '../../../shared/core/result.ts';
import type { Clock } from '../../../shared/core/ports.ts';
import { OWN_DESK } from '../../../shared/circ/own-desk.ts';
import { createCommandRunner } from '../../../server/commands/command-runner.ts';
import type { DeskEntry } from '../../../server/desks/desk-list.ts';
import { openCarried } from '../../../server/desks/open-carried.ts';
import { readAllRows } from '../../../server/store/read-rows.ts';
import type { Store } from '../../../server/store/store.ts';
import { handIn } from '../../core/carry/hand-in.ts';
import { pendingFile } from '../../core/carry/pending-file.ts';
import { readBrought, type BroughtFile } from '../../core/carry/read-file.ts';
import { openDeskQuietly } from '../../core/open-desk-quietly.ts';
import { systemRandom } from '../../core/system-random.ts';
import { clockOf } from '../clock-option.ts';
import type { Run } from '../command.ts';
import { askCore } from '../offline/ask-core.ts';
import { readTextFile } from '../read-text-file.ts';

const PendingSchema = z.object({ text: z.string(), acts: z.int() });

/** Reads the unsent acts of a copy; null when there are none. Throws the errors of opening its folder, and HF-CLI-004 for a file that is none. */
export async function readCopy(run: Run, path: string): Promise<BroughtFile | null> {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  const text = isFolder ? await exported(run, path) : readTextFile(path);
  if (text === '') return null;
  const read = readBrought(text);
  if (!read.ok) throw new HoldfastError('HF-CLI-004', { path, why: `line ${read.error.line}: ${read.error.why}` });
  return read.value;
}

/** A copy that runs is asked, as it alone may have its keys. */
async function exported(run: Run, dir: string): Promise<string> {
  const answer = await askCore(dir, 'ledger.export', {});
  if (answer?.ok === true) return PendingSchema.parse(answer.value).text;
  const clock = clockOf(run);
  const desk = await openDeskQuietly(dir, clock, systemRandom);
  try {
    const { ledger, identity } = desk;
    if (identity === null) throw new HoldfastError('HF-ENROL-007', { dir });
    return pendingFile(ledger, identity, { now: clock.now(), zone: identity.library.zone, random: systemRandom }).text;
  } finally {
    desk.close();
  }
}

/**
 * Hands it in, which keeps aside the acts that contradict the desk. Returns the number of unsent acts. Throws where not all of them could be brought.
 */
export async function bringCopy(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  { file, desk, path }: { readonly file: BroughtFile; readonly desk: DeskEntry; readonly path: string },
): Promise<number> {
  const [library] = await store.read((tx) => readAllRows(tx, 'library'));
  if (file.library !== library?.id) throw new HoldfastError('HF-CLI-015', { library: file.library });
  if (file.desk !== desk.deskId) throw new HoldfastError('HF-CLI-060', { path, desk: desk.name });
  const runner = createCommandRunner({ store, clock });
  const handed = await handIn(file.parts, null, async (part) => {
    const request = part.kind === 'clear' ? part.request : await openSealed(store, part.request);
    return request === null ? err('not-opened') : ok(await runner.run(request, OWN_DESK));
  });
  const { stopped } = handed;
  // A copy is expected to contradict its desk: all of it is kept aside then.
  if (stopped !== null && stopped.why !== 'desk-forked')
    throw new HoldfastError(
      stopped.why === 'not-opened' ? 'HF-CLI-020' : stopped.why === 'gap' ? 'HF-CLI-017' : 'HF-CLI-016',
      {
        desk: stopped.deskId,
        seq: stopped.seq,
      },
    );
  return handed.acts;
}

async function openSealed(store: Store, request: Parameters<typeof openCarried>[1]) {
  try {
    return await openCarried({ store, random: systemRandom }, request);
  } catch (error) {
    if (error instanceof HoldfastError && error.code === 'HF-SERVER-019') return null;
    throw error;
  }
}
