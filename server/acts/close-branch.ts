// Emergency closings that desks recorded, and acts that took them back: each counts from its own moment, in any order of arrival.

import type { ToldRules } from '../../shared/circ/told.ts';
import { rulesAsTold } from '../../shared/circ/told-rules.ts';
import { activationOf, type NewClosing } from '../../shared/circ/place-closing.ts';
import { placeClosingAt, putClosedRules } from '../library/close-branch.ts';
import type { PutContext } from '../library/put-rows.ts';
import { readAllRows, readRows } from '../store/read-rows.ts';
import type { WriteTx } from '../store/store.ts';
import { actEffect, type Applying } from './act-effect.ts';

/** Before everything else: later loans of the same batch are judged and folded with the branch closed. */
export const closeBranchEffect = actEffect({ closeBranch: true }, 'before identities', async (tx, own, applying) => {
  for (const { header, command } of own)
    await place(tx, { id: header.id, at: header.at, window: command.args }, command.told, applying);
});

/** Before everything else, for the same reason. */
export const liftClosingEffect = actEffect({ liftClosing: true }, 'before identities', async (tx, own, applying) => {
  for (const { header, command } of own)
    await place(tx, { id: header.id, at: header.at, lifts: command.args.closing }, command.told, applying);
});

async function place(
  tx: WriteTx,
  added: NewClosing,
  told: ToldRules,
  { changes, references, now }: Applying,
): Promise<void> {
  const context: PutContext = { tx, changes, references, now, movedPatrons: new Set() };
  await tx.lockAlone();
  await placeClosingAt(added, context);
  // The desk goes on by the rules that it had: its loans name them, although others may have been in force here.
  const written = (await readRows(tx, 'ruleSet', [told.rulesVersion])).get(told.rulesVersion);
  const activations = await readAllRows(tx, 'ruleActivation');
  const own = activations.find(({ id }) => id === activationOf(added.id));
  if (written !== undefined && own !== undefined)
    await putClosedRules(rulesAsTold(written, { told, own, activations }), context);
}
