// Errors between desks of one branch.

import { errorEntry, type ErrorEntry } from '../error-entry.ts';

export const PEER_ERRORS = {
  'HF-PEER-001': errorEntry(
    'this desk cannot listen at {at} for the other desks of its branch ({why}); it works without them',
    'free the port or give another one with --lan HOST:PORT, allow it in the firewall, and start the desk again',
    {
      what: 'este mostrador no puede escuchar en {at} a los demás mostradores de su sucursal ({why}); trabaja sin ellos',
      todo: 'libere el puerto o indique otro con --lan HOST:PORT, permítalo en el cortafuegos e inicie de nuevo el mostrador',
    },
  ),
} as const satisfies Readonly<Record<`HF-PEER-${number}`, ErrorEntry>>;
