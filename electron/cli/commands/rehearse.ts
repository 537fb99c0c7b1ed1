// `holdfast rehearse`: proves that a backup of the library can be restored, beside the library and without touching it.

import { randomBytes, randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { formatInstant } from '../../../shared/core/instant.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { BackupSeal } from '../../../server/backup/backup-file.ts';
import { rehearseRestore } from '../../../server/backup/rehearse-restore.ts';
import { claimRehearsal, noteFailed, notePassed, rehearsalState } from '../../../server/backup/rehearsals.ts';
import type { Place } from '../../../server/store/open-store.ts';
import { systemRandom } from '../../core/system-random.ts';
import { folderSeal, libraryKey } from '../admin/backup-target.ts';
import { placeOption, withStore, type StoreContext } from '../admin/with-store.ts';
import { hasFlag, textOf, wholeNumber, type Command, type Run } from '../command.ts';

/** Range of days between rehearsals; 0 = none are made. */
export const DAYS_RANGE = { min: 0, max: 365 };

export const rehearseCommand: Command = {
  usage: `--database URL|embedded [--data DIR] [--if-older DAYS] [--folder DIR] [--json]

Makes a backup while the server runs, restores it into a scratch library beside the real one, compares every table row by row, and deletes both. The result stands
in /health, in /metrics and in holdfast doctor. A running server does this by itself (serve --rehearse DAYS); --if-older does it only where the last one that
passed is older. It needs about as much room for the time as the library takes: of an embedded one in its folder, of PostgreSQL in a schema of its own and, for
the backup, in --folder or the folder for temporary files.`,
  options: {
    database: { type: 'string' },
    data: { type: 'string' },
    'if-older': { type: 'string' },
    folder: { type: 'string' },
  },
  run: (run) => withStore(run, (context) => rehearse(run, context, placeOption(run))),
};

/** Exit code 1 where it failed; 0 also where none was due, or another process makes one. */
async function rehearse(run: Run, context: StoreContext, place: Place): Promise<number> {
  if (!(await claimRehearsal(context, wholeNumber(run.values, 'if-older', DAYS_RANGE)))) return sayNone(run, context);
  const began = context.clock.mono();
  try {
    const parts = { seal: await sealOf(place), folder: folderOf(run, place), random: systemRandom };
    const rows = await rehearseRestore({ ...context, place, ...parts });
    const tookMs = context.clock.mono() - began;
    await notePassed(context, { rows, tookMs });
    if (hasFlag(run.values, 'json')) run.io.out(JSON.stringify({ passed: true, rows, tookMs: Math.round(tookMs) }));
    else run.io.out(`A backup was restored beside the library: ${rows} rows, all the same.`);
    return 0;
  } catch (error) {
    const told = error instanceof HoldfastError ? error : new HoldfastError('HF-SERVER-082', {}, { cause: error });
    await noteFailed(context, { code: told.code, why: told.message });
    throw told;
  }
}

async function sayNone(run: Run, { store }: StoreContext): Promise<number> {
  const state = await store.read(rehearsalState);
  if (hasFlag(run.values, 'json')) run.io.out(JSON.stringify({ passed: null, ...state }));
  else {
    const last = state.passedAt === null ? '' : ` The last one passed at ${formatInstant(state.passedAt)}.`;
    run.io.out(`No rehearsal is due, or one is being made.${last}`);
  }
  return 0;
}

/** As a backup without a passphrase has it; PostgreSQL has no key of its own. */
async function sealOf(place: Place): Promise<BackupSeal> {
  return folderSeal(place.kind === 'embedded' ? await libraryKey(place.data, false) : randomBytes(32));
}

function folderOf({ values }: Run, place: Place): string {
  const given = textOf(values, 'folder');
  if (given !== null) return join(resolve(given), 'holdfast-rehearsal');
  return place.kind === 'embedded'
    ? join(place.data, 'rehearsal')
    : join(tmpdir(), `holdfast-rehearsal-${randomUUID()}`);
}
