// `checkout`: lend one item to one patron. Judging finds every reason at once and never throws.

import { z } from 'zod';
import { BookingIdSchema, HoldIdSchema, ItemIdSchema, PatronIdSchema, TitleIdSchema } from '../../core/ids.ts';
import type { Minted } from '../../circ/recorded.ts';
import { LoanChargesSchema } from '../../circ/model/loan.ts';
import { NewPatronSchema } from '../../circ/model/provisional.ts';
import { ToldTermsSchema } from '../../circ/told.ts';
import { CirculationAnswerSchema, OverrideInputSchema } from '../../views/circulation.ts';
import { CodeSchema } from '../../core/code-text.ts';
import { IsoInstantSchema } from '../../views/session.ts';
import { defineAct } from '../define-act.ts';

export const checkout = defineAct({
  name: 'checkout',
  args: z.object({
    patronId: PatronIdSchema,
    /** As scanned: the patron's, or that of the proxy. */
    card: z.string(),
    /** The proxy who took it for the patron; absent: the patron did. */
    carriedBy: PatronIdSchema.optional(),
    itemId: ItemIdSchema,
    /** As scanned. */
    barcode: z.string(),
    /** The card was unknown: the act makes the patron. */
    mintsPatron: z.boolean(),
    /** The minted patron, as written down at the desk; absent where nothing was. */
    newPatron: NewPatronSchema.optional(),
    /** The barcode was unknown: the act makes the item under this title. */
    mintsItem: TitleIdSchema.nullable(),
  }),
  told: ToldTermsSchema.extend({
    /** Rental and deposit, as announced; absent = none. */
    charges: LoanChargesSchema.optional(),
    /** The hold of this patron that it filled, as far as the desk knew; absent = none. */
    fills: HoldIdSchema.optional(),
    /** The booking of this patron that it picked up; absent = none. */
    booking: BookingIdSchema.optional(),
  }),
  method: {
    name: 'circ.checkout',
    input: z.object({
      patron: CodeSchema,
      item: CodeSchema,
      /** The sponsor whose loan it is, where the card is that of a proxy. */
      for: PatronIdSchema.optional(),
      dueAt: IsoInstantSchema.optional(),
      override: OverrideInputSchema.optional(),
    }),
    output: CirculationAnswerSchema,
  },
  names: { item: ['itemId'], patron: ['patronId', 'carriedBy'], card: ['card'], barcode: ['barcode'] },
  timeline: 'item',
  right: null,
  undo: 'item',
  serves: true,
  words: { en: 'Checked out', es: 'Prestado' },
  action: 'checkout',
  keywords: { en: ['lend', 'loan', 'issue', 'charge'], es: ['prestar', 'préstamo'] },
  record: (header, args, told, overrides) => {
    const { branch } = header;
    const minted: Minted[] = [];
    if (args.mintsPatron) {
      const { patronId, card, newPatron } = args;
      minted.push({
        kind: 'mintPatron',
        patronId,
        card,
        branch,
        ...(newPatron === undefined ? {} : { who: newPatron }),
      });
    }
    if (args.mintsItem !== null) {
      minted.push({ kind: 'mintItem', itemId: args.itemId, titleId: args.mintsItem, barcode: args.barcode, branch });
    }
    return [
      ...minted,
      {
        kind: 'act',
        act: {
          kind: 'checkout',
          ...header,
          itemId: args.itemId,
          patronId: args.patronId,
          dueAt: told.dueAt,
          policyHash: told.policyRef.policyHash,
          rulesVersion: told.policyRef.rulesVersion,
          ...(told.charges === undefined ? {} : { charges: told.charges }),
          ...(args.carriedBy === undefined ? {} : { carriedBy: args.carriedBy }),
          overrides: [...overrides],
        },
      },
      ...(told.booking === undefined
        ? []
        : [
            {
              kind: 'writeBooking' as const,
              booking: told.booking,
              write: { how: 'picked-up' as const, itemId: args.itemId },
              header,
            },
          ]),
    ];
  },
});
