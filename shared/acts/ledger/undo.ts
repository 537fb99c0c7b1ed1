// `undo`: take back the desk's last act on an item. Always recorded; the fold decides whether it stands.

import { z } from 'zod';
import { ActIdSchema, ItemIdSchema, PatronIdSchema, TitleIdSchema } from '../../core/ids.ts';
import { MinorUnitsSchema } from '../../core/money.ts';
import { toldDecision } from '../../circ/told.ts';
import { CirculationAnswerSchema } from '../../views/circulation.ts';
import { defineAct } from '../define-act.ts';

/** How long after an act its own staff may undo it, and a supervisor. */
export const UNDO_WINDOW_MS = 10 * 60_000;

export const undo = defineAct({
  name: 'undo',
  args: z.object({
    commandId: ActIdSchema,
    itemId: ItemIdSchema.nullable(),
    patronId: PatronIdSchema.nullable(),
    titleId: TitleIdSchema.nullable(),
    /** Written by the person who undid it; absent = none was given. */
    reason: z.string().optional(),
  }),
  told: z.object({
    ...toldDecision,
    /** Of a refund that is undone: the money that is with the library again. */
    takenBack: z.object({ method: z.string(), amountMinor: MinorUnitsSchema.min(1) }).optional(),
  }),
  method: {
    name: 'circ.undo',
    input: z.object({ commandId: ActIdSchema, reason: z.string().trim().min(1).max(500).optional() }),
    output: CirculationAnswerSchema,
  },
  names: { act: ['commandId'], item: ['itemId'], patron: ['patronId'], title: ['titleId'] },
  timeline: 'any',
  right: null,
  othersRight: 'undo-others',
  audit: true,
  money: true,
  words: { en: 'Undone', es: 'Deshecho' },
  action: 'undo',
  keywords: { en: ['take back', 'reverse'], es: ['deshacer'] },
  // The record of an undo. An act that stands on no timeline, such as use in the house, has none for the folds.
  record: (header, args) => {
    const { commandId, itemId, patronId, titleId } = args;
    if (itemId === null && patronId === null && titleId === null) return [];
    return [{ kind: 'act', act: { kind: 'undo', ...header, target: commandId, itemId, patronId, titleId } }];
  },
});
