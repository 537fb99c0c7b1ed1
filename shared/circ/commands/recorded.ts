// What recording yields: acts for the folds, and rows minted for cards and barcodes that nobody knew.

import { hashedId } from '../../core/digest.ts';
import {
  itemId,
  patronId,
  titleId,
  type BranchId,
  type ExceptionId,
  type ItemId,
  type LibraryId,
  type PatronId,
  type TitleId,
} from '../../core/ids.ts';
import type { Act, ActHeader } from '../acts.ts';
import type { ExceptionAction } from '../model/exception.ts';

/** One thing that a command recorded. */
export type Recorded =
  | { readonly kind: 'act'; readonly act: Act }
  | {
      readonly kind: 'mintPatron';
      readonly patronId: PatronId;
      readonly card: string;
      readonly branch: BranchId | null;
    }
  | {
      readonly kind: 'mintItem';
      readonly itemId: ItemId;
      readonly titleId: TitleId;
      readonly barcode: string;
      readonly branch: BranchId | null;
    }
  | {
      readonly kind: 'resolveExceptions';
      readonly ids: readonly ExceptionId[];
      readonly action: ExceptionAction;
      readonly note: string;
    };

/** Who recorded it, when, how surely: worked out from the envelope, the same everywhere. */
export type RecordHeader = ActHeader;

/** Ids of rows minted for an unknown card or barcode: the same at every desk that meets it. */
export const provisionalPatronId = (library: LibraryId, card: string): PatronId =>
  patronId(hashedId('provisional-patron', library, card));
export const provisionalItemId = (library: LibraryId, barcode: string): ItemId =>
  itemId(hashedId('provisional-item', library, barcode));
export const provisionalTitleId = (library: LibraryId, barcode: string): TitleId =>
  titleId(hashedId('provisional-title', library, barcode));
