// Handling cues of an answer: what to hand over or to count, and what the item says at every scan.

import { sayReason } from '../../../shared/core/say-reason.ts';
import type { Saying } from '../../../shared/core/say.ts';
import type { Reason } from '../../../shared/circ/decision.ts';

const cues: ReadonlySet<string> = new Set(['ITEM_PARTS', 'ITEM_PARTS_BACK', 'ITEM_ALERT']);

/** The cues among the reasons, in words. */
export function handlingCues(saying: Saying, reasons: readonly Reason[]): string[] {
  return reasons.filter(({ code }) => cues.has(code)).map((reason) => sayReason(saying, reason));
}
