// The content of a slip, before it is laid out for any paper. Pure; made at the desk, shown on the screen and sent to a
// printer from the same lines.

/** The subject of a slip. On screen a payment slip reads "receipt"; those of a hold, a transit and a route go with the item. */
export const SLIP_KINDS = ['due', 'payment', 'hold', 'transit', 'route', 'return', 'refusal', 'test'] as const;
export type SlipKind = (typeof SLIP_KINDS)[number];

export type SlipLook = 'plain' | 'strong' | 'large';

/** One thing on a slip. `pair`: a text on the left, and a date or an amount that always stands whole at the right edge. */
export type SlipPart =
  | { readonly kind: 'text'; readonly text: string; readonly look?: SlipLook; readonly isCentred?: boolean }
  | { readonly kind: 'pair'; readonly left: string; readonly right: string; readonly look?: 'plain' | 'strong' }
  | { readonly kind: 'rule' }
  | { readonly kind: 'gap' };

export type Slip = { readonly kind: SlipKind; readonly parts: readonly SlipPart[] };

/** A line as it is printed: no longer than the paper is wide, a large one no longer than half of it. */
export type SlipRow = { readonly text: string; readonly look: SlipLook };

/** How a slip names its patron. */
export const PATRON_ON_SLIP = ['nothing', 'last-four', 'name'] as const;
export type PatronOnSlip = (typeof PATRON_ON_SLIP)[number];

/** A patron as far as a slip may need it. */
export type SlipPatron = { readonly card: string; readonly name: string };

/** The patron's line; null where the library has none on its slips. */
export function patronLine(patron: SlipPatron | null, setting: PatronOnSlip): string | null {
  if (patron === null || setting === 'nothing') return null;
  const end = `…${patron.card.slice(-4)}`;
  return setting === 'name' && patron.name !== '' ? `${patron.name} ${end}` : end;
}
