// Ids of imported rows are made of their source, so that the same row gets the same id in every import and on every machine.

import { hashedId } from '../../../shared/core/digest.ts';
import {
  actId,
  holdId,
  itemId,
  loanId,
  locationId,
  patronId,
  titleId,
  type ActId,
  type HoldId,
  type ItemId,
  type LoanId,
  type LocationId,
  type PatronId,
  type TitleId,
} from '../../../shared/core/ids.ts';
import type { Source } from '../../../shared/circ/model/source.ts';

/** The name of the source system in every imported row. */
export const EVERGREEN = 'evergreen';

const made = (kind: string, id: string): string => hashedId(EVERGREEN, kind, id);

/** Where a row came from. */
export const sourceOf = (id: string): Source => ({ system: EVERGREEN, id });

export const evergreenLocation = (id: string): LocationId => locationId(made('location', id));
export const evergreenPatron = (id: string): PatronId => patronId(made('patron', id));
export const evergreenTitle = (id: string): TitleId => titleId(made('title', id));
export const evergreenItem = (id: string): ItemId => itemId(made('item', id));
export const evergreenLoan = (id: string): LoanId => loanId(made('loan', id));
export const evergreenHold = (id: string): HoldId => holdId(made('hold', id));
/** The opening act of a loan or hold. */
export const evergreenOpening = (kind: 'loan' | 'hold', id: string): ActId => actId(made(`open-${kind}`, id));
export const evergreenBlock = (id: string): string => made('block', id);
