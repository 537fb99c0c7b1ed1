// Loans at a desk with their due dates, and the day to close so that a date moves.

import { required } from '../../../../../shared/core/assert.ts';
import { DAY_MS, formatInstant, type Instant } from '../../../../../shared/core/instant.ts';
import type { FreshDesk } from './desk-world.ts';

export type Lending = {
  /** Lends; returns when it is due. Patron and item by their ids. */
  readonly lend: (patron: string, item: string, at?: FreshDesk) => Promise<Instant>;
  readonly dueText: (item: string, at?: FreshDesk) => Promise<string | null>;
};

/** At a desk, unless another is named. */
export function lendingAt(desk: FreshDesk): Lending {
  return {
    async lend(patron, item, at = desk) {
      const { dueAt } = await at.now.ask('circ.checkout', { patron: `card-${patron}`, item: `barcode-${item}` });
      return Date.parse(required(dueAt, () => 'it was not lent'));
    },
    dueText: async (item, at = desk) => (await at.now.ask('item.view', { barcode: `barcode-${item}` })).dueText,
  };
}

/** The day at whose last second something is due. */
export function dayOf(dueAt: Instant): { readonly branch: string; readonly from: string; readonly to: string } {
  return { branch: 'main', from: formatInstant(dueAt + 1_000 - DAY_MS), to: formatInstant(dueAt + 1_000) };
}
