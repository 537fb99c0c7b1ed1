// Things that the catalog does not have one by one, such as paperbacks of an exchange shelf: lent and taken back by their kind and number.

import { z } from 'zod';
import { KIND_LIMITS } from '../../core/terms-limits.ts';

export const UncatalogedKindSchema = z.object({
  /** Stands in the barcodes of its pieces: a short code. */
  id: z.string().regex(/^[a-z0-9]{1,20}$/u),
  name: z.string().min(1).max(KIND_LIMITS.nameLetters),
  /** The item type for its loan rules and its row in reports. */
  type: z.string().min(1).max(60),
});
export type UncatalogedKind = z.infer<typeof UncatalogedKindSchema>;

/** Pieces that one call lends or takes back. */
export const MOST_PIECES = 20;

/** The beginning of the barcodes of every piece. */
export const PIECES_BEGIN = 'UC-';

/** The beginning of the barcodes of a kind. */
export const pieceMark = ({ id }: Pick<UncatalogedKind, 'id'>): string => `${PIECES_BEGIN}${id.toUpperCase()}-`;

/** The barcode of a piece. Each desk numbers its own, so that two desks without a line never lend the same one. */
export function pieceBarcode(kind: Pick<UncatalogedKind, 'id'>, desk: string, number: number): string {
  return `${pieceMark(kind)}${desk
    .replace(/[^A-Za-z0-9]/gu, '')
    .slice(-6)
    .toUpperCase()}-${number}`;
}
