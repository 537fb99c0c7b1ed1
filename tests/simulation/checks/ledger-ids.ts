// The acts that a ledger holds, read from its file whether its program runs or not.

import type { ActId } from '../../../shared/core/ids.ts';
import { required } from '../../../shared/core/assert.ts';
import { ledgerPath, openLedger, type Ledger } from '../../../db/ledger/open-ledger.ts';
import type { SimDesk } from '../world/desk.ts';
import type { World } from '../world/world.ts';

/** Ids of the acts in a desk's ledger. The desk must not be running. */
export function ledgerIds(world: World, desk: SimDesk): Set<ActId> {
  const key = required(desk.keys.secrets?.['ledgerKey'], () => 'a desk has its keys');
  return world.disks.aside(() => {
    const ledger = openLedger(ledgerPath(desk.dir), key, 'existing');
    try {
      return idsIn(ledger);
    } finally {
      ledger.close();
    }
  });
}

/** Ids of the acts in an open ledger. */
export function idsIn(ledger: Ledger): Set<ActId> {
  return new Set(ledger.all<{ id: ActId }>('SELECT id FROM envelope').map(({ id }) => id));
}
