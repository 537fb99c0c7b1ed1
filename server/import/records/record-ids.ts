// Keys of imported records are made of their source, so that the same record gets the same key in every import and on every machine.

import {
  actId,
  feeId,
  holdId,
  itemId,
  loanId,
  locationId,
  patronId,
  titleId,
  type ActId,
  type FeeId,
  type HoldId,
  type ItemId,
  type LoanId,
  type LocationId,
  type PatronId,
  type TitleId,
} from '../../../shared/core/ids.ts';
import { hashedId } from '../../../shared/core/digest.ts';

/** Makes the keys of one system's records. */
export type RecordIds = {
  readonly location: (id: string) => LocationId;
  readonly patron: (id: string) => PatronId;
  readonly title: (id: string) => TitleId;
  readonly item: (id: string) => ItemId;
  readonly loan: (id: string) => LoanId;
  readonly hold: (id: string) => HoldId;
  readonly fee: (id: string) => FeeId;
  /** The opening act of a loan, a hold or a fee. */
  readonly opening: (kind: 'loan' | 'hold' | 'fee', id: string) => ActId;
};

/**
 * Ids that titles and copies keep in their keys. Records come in the order of their numbers: keys in that order are written side by side, where
 * hashed ones would touch a page of the database each. The ids of people stay hashed, since keys are written in logs.
 */
const PLAIN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** The keys of a system; locations may have keys of their own. */
export function recordIds(system: string, locationKey?: (id: string) => string): RecordIds {
  const made = (kind: string, id: string): string => hashedId(system, kind, id);
  const catalogued = (kind: 'title' | 'item', id: string): string =>
    PLAIN.test(id) ? `${system}-${id}` : made(kind, id);
  return {
    location: (id) => locationId(locationKey === undefined ? made('location', id) : locationKey(id)),
    patron: (id) => patronId(made('patron', id)),
    title: (id) => titleId(catalogued('title', id)),
    item: (id) => itemId(catalogued('item', id)),
    loan: (id) => loanId(made('loan', id)),
    hold: (id) => holdId(made('hold', id)),
    fee: (id) => feeId(made('fee', id)),
    opening: (kind, id) => actId(made(`open-${kind}`, id)),
  };
}
