// Staff do not act on their own account: their card is in the grant of the person signed in.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { PatronFacts } from '../../../shared/circ/facts.ts';
import type { Patron } from '../../../shared/circ/model/patron.ts';
import type { Desk } from '../desk.ts';
import type { SignedStaff } from '../session/session.ts';

type Own = { readonly ownCard: string | null };

const isOf = ({ ownCard }: Own, { cards }: Patron): boolean => cards.some(({ number }) => number === ownCard);

/** Facts of a patron, with whether the account is that of the person signed in, or of the second person who signs. */
export function withOwner<F extends PatronFacts | null>(
  { session }: Pick<Desk, 'session'>,
  facts: F,
  second: SignedStaff | null = null,
): F {
  if (facts === null) return facts;
  return isOwnFor({ session }, facts.patron, second) ? { ...facts, isOwn: true } : facts;
}

/** Whether the account is that of the person signed in, or of the second person who signs. */
export function isOwnFor({ session }: Pick<Desk, 'session'>, patron: Patron, second: SignedStaff | null): boolean {
  return [session.current(), second].some((signer) => signer !== null && isOf(signer, patron));
}

/** Whether the account is that of the person signed in. */
export function isOwnAccount({ session }: Pick<Desk, 'session'>, patron: Patron): boolean {
  return isOf(session.required(), patron);
}

/** Throws HF-AUTH-025 for the account of the person signed in, or of the second person who signs. */
export function refuseOwnAccount(
  { session }: Pick<Desk, 'session'>,
  patron: Patron | null,
  second: SignedStaff | null = null,
): void {
  const signers = [session.required(), second].filter((signer) => signer !== null);
  if (patron !== null && signers.some((signer) => isOf(signer, patron))) throw new HoldfastError('HF-AUTH-025');
}
