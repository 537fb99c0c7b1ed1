// Notes that a report was taken out of a desk whose core does not run. Nobody else writes to its ledger meanwhile.

import { acquireOwnerLock } from '../../../db/open/owner-lock.ts';
import { DESK_SECRETS, openSecrets } from '../../../db/keys/open-secrets.ts';
import { systemKeyStore } from '../../../db/keys/system-key-store.ts';
import { ledgerPath, openLedger } from '../../../db/ledger/open-ledger.ts';
import { logExport, type KeptExport } from '../../../db/ledger/report-exports.ts';
import { systemRandom } from '../../core/system-random.ts';

/** Throws HF-DB-008 where a core has just begun to run there, and what opening the ledger throws. */
export async function noteClosedExport(dir: string, entry: KeptExport): Promise<void> {
  const lock = acquireOwnerLock(dir);
  try {
    const store = systemKeyStore(dir);
    const secrets = await openSecrets({ store, kinds: DESK_SECRETS, random: systemRandom, dir, mayMint: false });
    const ledger = openLedger(ledgerPath(dir), secrets.ledgerKey, 'existing');
    try {
      logExport(ledger, entry);
    } finally {
      ledger.close();
    }
  } finally {
    lock.close();
  }
}
