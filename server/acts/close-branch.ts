// Emergency closings that desks recorded: each counts from its own moment, in whatever order they arrive.

import { closedRules } from '../../shared/rules/closed-window.ts';
import { placeClosingAt, putClosedRules } from '../library/close-branch.ts';
import type { PutContext } from '../library/put-rows.ts';
import { readRows } from '../store/read-rows.ts';
import { actEffect } from './act-effect.ts';

/** Before everything else: what the same batch lent since is judged and folded with the branch closed. */
export const closeBranchEffect = actEffect({ closeBranch: true }, 'before identities', async (tx, own, applying) => {
  const { changes, references, now } = applying;
  const context: PutContext = { tx, changes, references, now, movedPatrons: new Set() };
  await tx.lockAlone();
  for (const { header, command } of own) {
    const window = command.args;
    // The desk goes on by the rules that it had, closed: what it lent names them, although others may have been in force here.
    const { rulesVersion: version } = command.told;
    const had = (await readRows(tx, 'ruleSet', [version])).get(version);
    if (had !== undefined) await putClosedRules(closedRules(had, window), context);
    await placeClosingAt({ id: header.id, at: header.at, window }, context);
  }
});
