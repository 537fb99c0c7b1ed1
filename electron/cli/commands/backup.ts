// `holdfast backup`: copies a desk's ledger, or the library, to a file, while everything goes on.

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DAY_MS } from '../../../shared/core/instant.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { backupLedger } from '../../../db/ledger/backup-ledger.ts';
import { expireBackups } from '../../../server/backup/expire-backups.ts';
import { backupLibrary } from '../../../server/backup/backup-library.ts';
import type { Place } from '../../../server/store/open-store.ts';
import { openDeskQuietly } from '../../core/open-desk-quietly.ts';
import { systemRandom } from '../../core/system-random.ts';
import { BACKUP_OPTIONS, backupPath, backupTarget, folderSeal, givenSeal, libraryKey } from '../admin/backup-target.ts';
import { withPlace } from '../admin/with-store.ts';
import { clockOf } from '../clock-option.ts';
import { hasFlag, wholeNumber, type Command, type Run } from '../command.ts';

export const backupCommand: Command = {
  usage: `(--data DIR | --database URL|embedded [--data DIR]) [--passphrase-file FILE] [--keep-days N] FILE [--json]

Copies the ledger of a desk, or the library of a server, to a new file, while they run. The ledger's copy is encrypted with the key of its
desk. An embedded library's is encrypted with the key of its folder; with --passphrase-file it is encrypted with that passphrase instead, so
that it can be restored on another computer. Of PostgreSQL it is encrypted only with --passphrase-file. With --keep-days, backups of libraries
in the same folder that are older go once the new one is there: purged patron data is in them still.`,
  options: { ...BACKUP_OPTIONS, 'keep-days': { type: 'string' } },
  mostWords: 1,
  run: async (run) => {
    const path = backupPath(run);
    const target = await backupTarget(run);
    if (target.kind === 'ledger') await ofLedger(run, target.dir, path);
    else await ofLibrary(run, target.place, path);
    return 0;
  },
};

async function ofLedger(run: Run, dir: string, path: string): Promise<void> {
  const desk = await openDeskQuietly(dir, clockOf(run), systemRandom);
  try {
    if (existsSync(path)) throw new HoldfastError('HF-DB-018', { path });
    backupLedger(desk.ledger, path);
  } finally {
    desk.close();
  }
  if (hasFlag(run.values, 'json')) run.io.out(JSON.stringify({ file: path, of: 'ledger' }));
  else run.io.out(`The ledger is in ${path}. Its key stays with this computer: keep a copy of that as well.`);
}

async function ofLibrary(run: Run, place: Place, path: string): Promise<void> {
  if (place.kind === 'embedded' && !existsSync(join(place.data, 'central.db')))
    throw new HoldfastError('HF-CLI-006', { name: 'the database', value: join(place.data, 'central.db') });
  const passphrase = givenSeal(run);
  const own = place.kind === 'embedded' ? folderSeal(await libraryKey(place.data, false)) : null;
  const seal = passphrase ?? own;
  const keepDays = wholeNumber(run.values, 'keep-days', { min: 1, max: 3_650 });
  const { rows, epoch, position } = await withPlace(run, place, (context) => backupLibrary(context, path, seal));
  const expired = keepDays === null ? [] : expireBackups(dirname(path), clockOf(run).now() - keepDays * DAY_MS);
  if (hasFlag(run.values, 'json')) {
    const kept = keepDays === null ? {} : { expired };
    return run.io.out(
      JSON.stringify({ file: path, of: 'library', rows, epoch, position, encrypted: seal !== null, ...kept }),
    );
  }
  run.io.out(`The library is in ${path}: ${rows} rows as of position ${position}.`);
  for (const old of expired) run.io.out(`Deleted ${old}, which is older than ${keepDays} days.`);
  if (seal === null) run.io.out('It is not encrypted and holds patron data: keep it where nobody else can read it.');
  else if (passphrase === null) run.io.out('It opens with the key of this folder only: keep a copy of that as well.');
}
