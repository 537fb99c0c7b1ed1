// `holdfast restore`: puts a backup in place of a desk's ledger, or of the library.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { formatInstant } from '../../../shared/core/instant.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { DESK_SECRETS, openSecrets } from '../../../db/keys/open-secrets.ts';
import { makeSigner } from '../../../db/keys/signing.ts';
import { systemKeyStore } from '../../../db/keys/system-key-store.ts';
import { restoreLedger } from '../../../db/ledger/backup-ledger.ts';
import { readIdentity } from '../../../db/ledger/identity.ts';
import { ledgerPath, openLedger } from '../../../db/ledger/open-ledger.ts';
import { acquireOwnerLock } from '../../../db/open/owner-lock.ts';
import { restoreEmbedded, restorePostgres, type RestoreReport } from '../../../server/backup/restore-library.ts';
import { MADE, type Place } from '../../../server/store/open-store.ts';
import { beginStream } from '../../core/open-desk-files.ts';
import { systemRandom } from '../../core/system-random.ts';
import { BACKUP_OPTIONS, backupPath, backupTarget, folderSeal, givenSeal, libraryKey } from '../admin/backup-target.ts';
import { namingFile } from '../admin/with-store.ts';
import { clockOf } from '../clock-option.ts';
import { hasFlag, type Command, type Run } from '../command.ts';
import { makeFolder } from '../make-folder.ts';

export const restoreCommand: Command = {
  usage: `(--data DIR | --database URL|embedded [--data DIR]) [--passphrase-file FILE] FILE [--json]

Puts a backup in place of what is there; nothing may be running on it. A desk's ledger and an embedded library that were there are kept
beside it; the rows of PostgreSQL are replaced. A restored ledger goes on in a new stream. A restored library has a new epoch: every desk
loads its copy anew and sends again what the library has lost since the backup.`,
  options: BACKUP_OPTIONS,
  mostWords: 1,
  run: async (run) => {
    const path = backupPath(run);
    const target = await backupTarget(run);
    if (!existsSync(path)) throw new HoldfastError('HF-CLI-006', { name: 'the backup', value: path });
    if (target.kind === 'ledger') await ofLedger(run, target.dir, path);
    else await ofLibrary(run, target.place, path);
    return 0;
  },
};

async function ofLedger(run: Run, dir: string, path: string): Promise<void> {
  const clock = clockOf(run);
  const lock = acquireOwnerLock(dir);
  try {
    const secrets = await openSecrets({
      store: systemKeyStore(dir),
      kinds: DESK_SECRETS,
      random: systemRandom,
      dir,
      mayMint: false,
    });
    const stamp = formatInstant(clock.now()).replace(/[:.]/g, '-');
    const kept = restoreLedger(
      path,
      ledgerPath(dir),
      secrets.ledgerKey,
      join(dir, `ledger-before-restore-${stamp}.db`),
    );
    const ledger = openLedger(ledgerPath(dir), secrets.ledgerKey, 'existing');
    try {
      const identity = readIdentity(ledger);
      if (identity === null) throw new HoldfastError('HF-ENROL-008');
      // Acts recorded after the backup may be at the server: no number is used twice. [I4]
      beginStream({ ledger, identity, signer: makeSigner(secrets.deskPrivateKey) }, { clock, random: systemRandom });
    } finally {
      ledger.close();
    }
    say(run, { of: 'ledger', kept }, 'The ledger is restored. This desk goes on in a new stream.');
  } finally {
    lock.close();
  }
}

async function ofLibrary(run: Run, place: Place, path: string): Promise<void> {
  const { rows, epoch, kept } = await namingFile(place, () => restore(run, place, path));
  say(
    run,
    { of: 'library', rows, epoch, kept },
    `The library is restored: ${rows} rows. Its desks load their copies anew and send again what it has lost.`,
  );
}

async function restore(run: Run, place: Place, path: string): Promise<RestoreReport> {
  const given = givenSeal(run);
  const parts = { clock: clockOf(run), random: systemRandom };
  const seals = given === null ? [] : [given];
  if (place.kind === 'postgres') return restorePostgres(place.url, path, { ...parts, seals });
  makeFolder(place.data);
  const key = await libraryKey(place.data, !existsSync(join(place.data, 'central.db')));
  const report = await restoreEmbedded({ dir: place.data, key }, path, {
    ...parts,
    seals: [...seals, folderSeal(key)],
  });
  // The mark of the library that was there before does not apply to this one.
  await systemKeyStore(place.data).saveMark(MADE);
  return report;
}

function say(
  run: Run,
  result: { readonly kept: string | null } & Readonly<Record<string, unknown>>,
  text: string,
): void {
  if (hasFlag(run.values, 'json')) return run.io.out(JSON.stringify(result));
  run.io.out(text);
  if (result.kept !== null) run.io.out(`What was there before is in ${result.kept}.`);
}
