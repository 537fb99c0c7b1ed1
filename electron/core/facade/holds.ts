// Looks up the names in a hold request: a copy or a title, and the pickup branch.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { titleId, type ActId, type HoldId } from '../../../shared/core/ids.ts';
import type { Title } from '../../../shared/circ/model/title.ts';
import type { Desk } from '../desk.ts';
import { requiredCopy, type Copy } from '../desk-sight.ts';
import { refuseOwnAccount } from './own-account.ts';
import { itemBrief, patronBrief } from './say-views.ts';
import type { HoldTarget } from './load-facts.ts';

/** A barcode is that one copy; anything else has to be the id of a title. */
export function targetOf(copy: Copy, target: string): HoldTarget {
  const item = copy.sight.itemByBarcode(target);
  const title: Title | null = copy.sight.title(item?.titleId ?? titleId(target));
  if (title === null) throw new HoldfastError('HF-CIRC-003', { barcode: target });
  return { item, title };
}

/** A hold that waits, or whose copy waits, with the parts of an answer about it. Throws HF-AUTH-025, HF-CIRC-007 or HF-CIRC-008. */
export function liveHold(desk: Desk, id: HoldId) {
  const copy = requiredCopy(desk);
  const hold = copy.sight.hold(id);
  if (hold === null) throw new HoldfastError('HF-CIRC-007');
  if (hold.state !== 'waiting' && hold.state !== 'captured') throw new HoldfastError('HF-CIRC-008');
  const patron = copy.sight.patron(hold.patronId);
  refuseOwnAccount(desk, patron);
  const kept = hold.capturedItem ?? hold.itemId;
  const item = kept === null ? null : copy.sight.item(kept);
  const told = { decision: 'done' as const, reasons: [] };
  const answer = {
    ...told,
    canUndo: false,
    item: item === null ? null : itemBrief(copy, item),
    ...(patron === null ? {} : { patron: patronBrief(patron) }),
  };
  const named = { holdId: hold.id, patronId: hold.patronId, titleId: hold.titleId };
  return { hold, told, named, answer: (commandId: ActId) => ({ ...answer, commandId }) };
}

/** The id of a branch by its name; another text is returned as it is and judged so. */
export function branchNamed({ library }: Copy, text: string): string {
  const branches = [...library.branches().values()];
  const wanted = text.toLowerCase();
  const found = branches.filter(({ id, name }) => id === text || name.toLowerCase() === wanted);
  return found.find(({ id }) => id === text)?.id ?? (found.length === 1 ? found[0]?.id : undefined) ?? text;
}
