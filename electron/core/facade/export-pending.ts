// `ledger.export`: what waits, as the file that `holdfast ledger export` writes. Who took one is kept.

import type { MethodOutput } from '../../../shared/bridge/contract.ts';
import { logSession } from '../../../db/ledger/session-log.ts';
import { requireRight, type Desk } from '../desk.ts';
import { deskZone } from '../desk-sight.ts';

/** Makes the file. Throws HF-AUTH-024 for whoever does not manage the desk. */
export function exportPending(desk: Desk): MethodOutput<'ledger.export'> {
  requireRight(desk, 'manage-desk');
  const { staffId } = desk.session.required();
  const now = desk.clock.now();
  const file = desk.carrying.pending(deskZone(desk));
  if (file.acts > 0) logSession(desk.ledger, { at: now, kind: 'exported', staffId }, { acts: file.acts });
  return file;
}
