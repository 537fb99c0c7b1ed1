// `recordUse`: an item was used in the house without a loan, so many times. It is counted, and the copy was seen.

import { z } from 'zod';
import { ItemIdSchema } from '../../core/ids.ts';
import { toldDecision } from '../../circ/told.ts';
import { CirculationAnswerSchema } from '../../views/circulation.ts';
import { CodeSchema } from '../../core/code-text.ts';
import { defineAct } from '../define-act.ts';

/** A shelf of one title that lay on the tables is no more than this. */
export const MOST_USES = 100;

export const recordUse = defineAct({
  name: 'recordUse',
  args: z.object({
    itemId: ItemIdSchema,
    /** As scanned. */
    barcode: z.string(),
    count: z.int().min(1).max(MOST_USES),
  }),
  told: z.object({
    ...toldDecision,
    /** It counts as a sighting. Absent: recorded by a version to which it was a figure alone. */
    seen: z.literal(true).optional(),
  }),
  method: {
    name: 'item.recordUse',
    input: z.object({ barcode: CodeSchema, count: z.int().min(1).max(MOST_USES) }),
    output: CirculationAnswerSchema,
  },
  names: { item: ['itemId'], barcode: ['barcode'] },
  timeline: 'item',
  right: null,
  undo: 'count',
  words: { en: 'In-house use counted', es: 'Uso en sala contado' },
  action: 'inHouse',
  keywords: { en: ['in-house use', 'count'], es: ['uso en sala'] },
  // Reports read the count from the act itself: its undo takes the count back, and the copy was seen all the same.
  record: (header, { itemId }, told) =>
    told.seen === true ? [{ kind: 'act', act: { kind: 'seen', ...header, itemId, location: null } }] : [],
});
