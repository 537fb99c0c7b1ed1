// `placeHold`: one patron asks for a title, or for one copy of it. Judging finds every reason at once; recording asks no rule.

import { z } from 'zod';
import { BranchIdSchema, HoldIdSchema, ItemIdSchema, PatronIdSchema, TitleIdSchema } from '../../core/ids.ts';
import { toldDecision } from '../../circ/told.ts';
import { CirculationAnswerSchema, OverrideInputSchema } from '../../views/circulation.ts';
import { CodeSchema } from '../../core/code-text.ts';
import { defineAct } from '../define-act.ts';

export const placeHold = defineAct({
  name: 'placeHold',
  args: z.object({
    /** Minted where the hold is placed. */
    holdId: HoldIdSchema,
    patronId: PatronIdSchema,
    /** As scanned or typed. */
    card: z.string(),
    titleId: TitleIdSchema,
    /** A hold for this copy alone; null = any copy of the title. */
    itemId: ItemIdSchema.nullable(),
    /** Of that copy. */
    barcode: z.string().optional(),
    pickup: BranchIdSchema,
  }),
  told: z.object(toldDecision),
  method: {
    name: 'hold.place',
    input: z.object({
      patron: CodeSchema,
      /** The barcode of the one copy that is wanted, or the id of a title, of which any copy will do. */
      target: CodeSchema,
      /** The branch where it is picked up, by its id or its name. */
      pickup: CodeSchema,
      override: OverrideInputSchema.optional(),
    }),
    output: CirculationAnswerSchema.extend({ holdId: HoldIdSchema.optional() }),
  },
  names: {
    hold: ['holdId'],
    patron: ['patronId'],
    card: ['card'],
    title: ['titleId'],
    item: ['itemId'],
    barcode: ['barcode'],
    branch: ['pickup'],
  },
  timeline: 'title',
  right: null,
  undo: 'hold',
  serves: true,
  words: { en: 'Hold placed', es: 'Reserva hecha' },
  action: 'titles',
  keywords: { en: ['reserve', 'request', 'put on hold'], es: ['reservar', 'apartar', 'pedir'] },
  record: (header, args) => {
    const { holdId: hold, patronId, titleId, itemId, pickup } = args;
    return [{ kind: 'act', act: { kind: 'placeHold', ...header, hold, patronId, titleId, itemId, pickup } }];
  },
});
