// `ledger.export`, `ledger.look`, `ledger.import`: files of acts that are carried to another desk. The person who exported or handed one in is
// recorded.

import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import { logSession } from '../../../db/ledger/session-log.ts';
import { requireRight, type Desk } from '../desk.ts';
import { deskZone } from '../desk-sight.ts';

/** The contents of the file. Throws HF-AUTH-024 without the right to manage the desk, HF-SYNC-006 and 007 for a file that cannot be handed in. */
export function lookAtCarried(desk: Desk, { text }: ParsedInput<'ledger.look'>): MethodOutput<'ledger.look'> {
  requireRight(desk, 'manage-desk');
  const { desk: writer, view } = desk.carrying.read(text);
  return { ...view, isOwn: writer === desk.identity.deskId };
}

/** Hands it in. Throws as looking at it does; an error on the way is in the answer. */
export async function importCarried(
  desk: Desk,
  { text }: ParsedInput<'ledger.import'>,
): Promise<MethodOutput<'ledger.import'>> {
  requireRight(desk, 'manage-desk');
  const { staffId } = desk.session.required();
  const file = desk.carrying.read(text);
  const handed = await desk.carrying.handIn(file);
  const { acts, own } = handed;
  logSession(desk.ledger, { at: desk.clock.now(), kind: 'imported', staffId }, { desk: file.desk, acts: acts - own });
  return handed;
}

/** Unsent acts, as the file that `holdfast ledger export` writes. Throws HF-AUTH-024 without the right to manage the desk. */
export function exportPending(desk: Desk): MethodOutput<'ledger.export'> {
  requireRight(desk, 'manage-desk');
  const { staffId } = desk.session.required();
  const now = desk.clock.now();
  const file = desk.carrying.pending(deskZone(desk));
  if (file.acts > 0) logSession(desk.ledger, { at: now, kind: 'exported', staffId }, { acts: file.acts });
  return file;
}
