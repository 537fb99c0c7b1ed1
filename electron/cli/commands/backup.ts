// `holdfast backup`: copies a desk's ledger, or the library, to a file, while everything goes on.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DAY_MS } from '../../../shared/core/instant.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { recoveryPath } from '../../../db/keys/recovery-file.ts';
import { replaceFile } from '../../../db/open/replace-file.ts';
import { expireBackups } from '../../../server/backup/expire-backups.ts';
import { backupLibrary } from '../../../server/backup/backup-library.ts';
import { serverIdentity } from '../../../server/desks/server-identity.ts';
import type { Place } from '../../../server/store/open-store.ts';
import type { LedgerCopy } from '../../core/look/ledger-copies.ts';
import { backUp, type BackupAsked } from '../../core/look/look.ts';
import { openDeskQuietly } from '../../core/open-desk-quietly.ts';
import { systemRandom } from '../../core/system-random.ts';
import { BACKUP_OPTIONS, backupPath, backupTarget, folderSeal, givenSeal, libraryKey } from '../admin/backup-target.ts';
import { withPlace } from '../admin/with-store.ts';
import { clockOf } from '../clock-option.ts';
import { lookOfCore } from '../offline/ask-look.ts';
import { hasFlag, wholeNumber, type Command, type Run } from '../command.ts';

export const backupCommand: Command = {
  usage: `(--data DIR | --database URL|embedded [--data DIR]) [--passphrase-file FILE] [--keep-days N] FILE [--json]

Copies the ledger of a desk, or the library of a server, to a new file, while they run: a running desk is asked to. The ledger's copy is encrypted with the key of its
desk. An embedded library's is encrypted with the key of its folder; with --passphrase-file it is encrypted with that passphrase instead, so
that it can be restored on another computer. Of PostgreSQL it is encrypted only with --passphrase-file. With --keep-days, backups of libraries,
or of this desk's ledger, in the same folder that are older go once the new one is there: purged patron data is in them still. Without it, backups of the
ledger there that are older than the library keeps such data are named.`,
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
  const asked = { kind: 'backup', to: path, keepDays: keepDaysOf(run) } as const;
  const looked = await lookOfCore(dir, asked);
  const old = looked?.kind === 'backed-up' ? looked.old : await backUpClosed(run, dir, asked);
  copySealedKeys(dir, path);
  sayLedger(run, path, { keepDays: asked.keepDays, old });
}

/** Keys that are sealed to the recovery kit go with the backup: FILE.keys opens with the paper, also where the computer is gone. */
function copySealedKeys(dir: string, path: string): void {
  if (existsSync(recoveryPath(dir))) replaceFile(`${path}.keys`, readFileSync(recoveryPath(dir)));
}

/** Where no desk runs. */
async function backUpClosed(run: Run, dir: string, asked: BackupAsked): Promise<readonly LedgerCopy[]> {
  const desk = await openDeskQuietly(dir, clockOf(run), systemRandom);
  try {
    return backUp(desk, asked, clockOf(run).now());
  } finally {
    desk.close();
  }
}

function sayLedger(
  { values, io }: Run,
  path: string,
  { keepDays, old }: { readonly keepDays: number | null; readonly old: readonly LedgerCopy[] },
): void {
  if (hasFlag(values, 'json')) {
    const copies = old.map(({ path: file, days }) => ({ file, days }));
    const tooOld = copies.length === 0 ? {} : { tooOld: copies };
    const kept = keepDays === null ? tooOld : { expired: copies.map(({ file }) => file) };
    return io.out(JSON.stringify({ file: path, of: 'ledger', ...kept }));
  }
  io.out(`The ledger is in ${path}. Its key stays with this computer: keep a copy of that as well.`);
  for (const { path: file, days } of old) {
    if (keepDays !== null) io.out(`Deleted ${file}, which is older than ${keepDays} days.`);
    else io.out(`${file} is ${days} days old and names whom the ledger has forgotten: delete it, or give --keep-days.`);
  }
}

function keepDaysOf({ values }: Run): number | null {
  return wholeNumber(values, 'keep-days', { min: 1, max: 3_650 });
}

async function ofLibrary(run: Run, place: Place, path: string): Promise<void> {
  if (place.kind === 'embedded' && !existsSync(join(place.data, 'central.db')))
    throw new HoldfastError('HF-CLI-006', { name: 'the database', value: join(place.data, 'central.db') });
  const passphrase = givenSeal(run);
  const own = place.kind === 'embedded' ? folderSeal(await libraryKey(place.data, false)) : null;
  const seal = passphrase ?? own;
  const keepDays = keepDaysOf(run);
  const { rows, epoch, position } = await withPlace(run, place, async (context) => {
    // Desks know the server by its key, so the key must exist before the backup. Otherwise the restored server would get a new key, and desks that
    // joined by the old one could not return.
    await serverIdentity(context.store, systemRandom);
    return backupLibrary(context, path, seal);
  });
  if (place.kind === 'embedded' && passphrase === null) copySealedKeys(place.data, path);
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
