// Errors of the area SYNC. Codes are never reused.

import { errorEntry, type ErrorEntry } from '../error-entry.ts';

export const SYNC_ERRORS = {
  'HF-SYNC-001': errorEntry(
    'desk and server speak different versions ({theirs} and {ours})',
    'update the older of the two; what is queued is kept',
    {
      what: 'mostrador y servidor usan versiones distintas ({theirs} y {ours})',
      todo: 'actualice el más antiguo; lo que está en cola se conserva',
    },
  ),
  'HF-SYNC-002': errorEntry(
    'this stream is being sent by another request',
    'wait for its answer and go on from there',
    {
      what: 'otra petición está enviando esta secuencia',
      todo: 'espere su respuesta y continúe desde ahí',
    },
  ),
} as const satisfies Readonly<Record<`HF-SYNC-${number}`, ErrorEntry>>;
