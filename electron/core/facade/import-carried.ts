// `ledger.look`, `ledger.import`: a file of another desk's acts, from the screen. Who handed one in is kept.

import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import { logSession } from '../../../db/ledger/session-log.ts';
import { requireRight, type Desk } from '../desk.ts';

/** What the file holds. Throws HF-AUTH-024 for whoever does not manage the desk, HF-SYNC-006 and 007 for a file that is not to be handed in. */
export function lookAtCarried(desk: Desk, { text }: ParsedInput<'ledger.look'>): MethodOutput<'ledger.look'> {
  requireRight(desk, 'manage-desk');
  const { desk: writer, view } = desk.carrying.read(text);
  return { ...view, isOwn: writer === desk.identity.deskId };
}

/** Hands it in. Throws as looking at it does; what stopped it on the way is in the answer. */
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
