// Whether the reason of a refusal still held: judged once more as at the moment of the refusal, when the desk's data has caught up. Only reasons
// against the patron are checked. Where something may have changed in between, no reason is called wrong.

import type { Decision } from '../../../shared/circ/decision.ts';
import { decideCheckout } from '../../../shared/circ/decide/checkout.ts';
import { decideRenew } from '../../../shared/circ/decide/renew.ts';
import { countedAs, type PatronFacts } from '../../../shared/circ/facts.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import { cardOf, type Patron } from '../../../shared/circ/model/patron.ts';
import { borrowerFacts, libraryFacts, wantedItemFacts } from '../facade/load-facts.ts';
import type { Copy, DeskSight } from '../desk-sight.ts';
import { FRESH_MS, type WaitingRefusal } from './waiting-refusal.ts';

/** Reasons against a patron that can be checked again without the scanned card. */
const AGAINST_PATRON =
  /^(?:PATRON_(?:EXPIRED|INACTIVE|BARRED|RESTRICTED|OVERDUES|FINES|LOST_COUNT)|LIMIT_\w+|REUSE_TOO_SOON)$/;

/** Codes of a refusal that did not hold; null for one that was decided on fresh data, or where that cannot be decided. */
export function staleCodes(desk: DeskSight, refusal: WaitingRefusal): string[] | null {
  const copy = desk.copy();
  if (copy === null || refusal.dataAgeMs <= FRESH_MS || desk.patronsAsOf() <= refusal.lastAt) return null;
  const against = refusal.codes.filter((code) => AGAINST_PATRON.test(code));
  const { kind, patronId } = refusal;
  if ((kind !== 'checkout' && kind !== 'renew') || patronId === null) return null;
  const patron = copy.sight.patron(patronId);
  const item = copy.sight.item(refusal.itemId);
  if (against.length === 0 || patron === null || item === null) return null;
  const decision = judgeThen(desk, copy, refusal, { patron, item });
  if (decision === null) return null;
  const found = new Set(decision.reasons.map(({ code }) => code));
  const paid = copy.sight.accountOf(patron.id, desk.clock.now()).payments.some(({ act }) => act.at > refusal.at);
  return against.filter((code) => !found.has(code) && !(paid && code === 'PATRON_FINES'));
}

type About = { readonly patron: Patron; readonly item: Item };

/** Null for a renewal of a loan that has ended since. */
function judgeThen(
  desk: DeskSight,
  copy: Copy,
  { kind, lastAt }: WaitingRefusal,
  { patron, item }: About,
): Decision | null {
  const library = libraryFacts(desk, copy, lastAt);
  const facts = wantedItemFacts(copy, item, { rules: library.rules, at: lastAt });
  const then = patronThen(
    copy,
    patron,
    lastAt,
    borrowerFacts(copy, { patron, card: cardOf(patron) }, { rules: library.rules, at: lastAt }),
  );
  if (kind === 'checkout') {
    const ask = { barcode: item.barcode, card: cardOf(patron), dueAt: null, overrides: [] };
    return decideCheckout({ library, item: facts, patron: then }, ask, lastAt);
  }
  const { loan } = facts;
  if (loan?.patronId !== patron.id) return null;
  const policy = copy.policy(loan.policyHash);
  return decideRenew({ library, item: facts, patron: then, policy }, { barcode: item.barcode, overrides: [] }, lastAt);
}

/** The patron as they stood at a moment, as far as the copy tells: loans that came back since were out, blocks that were set since were not. */
function patronThen(copy: Copy, patron: Patron, at: number, facts: PatronFacts): PatronFacts {
  const back = copy.sight.returnedLoansOfPatron(patron.id, at).filter(({ outAt }) => outAt <= at);
  return {
    ...facts,
    patron: {
      ...patron,
      blocks: patron.blocks.filter(({ setAt, endsAt }) => setAt <= at && (endsAt === null || endsAt > at)),
    },
    loansOut: [
      ...facts.loansOut.filter(({ loan }) => loan.outAt <= at),
      ...back.map((loan) => ({
        loan: { ...loan, state: 'open' as const, inAt: null, how: null },
        ...countedAs(copy.sight.item(loan.itemId)),
      })),
    ],
  };
}
