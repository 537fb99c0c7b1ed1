// Records that a copy was seen on a shelf, and answers whether it may stand there. Any further step with it is another act.

import type { LocationId } from '../../../shared/core/ids.ts';
import { say } from '../../../shared/core/say.ts';
import { seen } from '../../../shared/acts/item/seen.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import { lastingMark, marksOf } from '../../../shared/circ/model/mark.ts';
import { isBeingProcessed, shelfOf } from '../../../db/lists/shelf-items.ts';
import { mayGoOnCart, type ShelfFinding } from '../../../shared/views/seen.ts';
import type { Desk } from '../desk.ts';
import { deskZone, requiredCopy, sayingAt, type Copy } from '../desk-sight.ts';
import { cartName, CART_WORDS } from '../../../shared/circ/cart-name.ts';
import { cartFor } from '../facade/carts.ts';
import { requiredItem } from '../facade/items.ts';
import { itemBrief, loanDue, statusText } from '../facade/say-views.ts';
import { deskAct } from './desk-act.ts';

/** Throws HF-CIRC-003. */
export const seenAtDesk = deskAct(seen)({
  judge: ({ desk, input: { barcode, location = null, toCart } }) => {
    const copy = requiredCopy(desk);
    const item = requiredItem(copy, barcode);
    const saying = sayingAt(desk);
    const loan = copy.sight.currentLoan(item.id);
    const { finding, belongs } = findingOf(desk, copy, item, location);
    const cart = toCart && mayGoOnCart(finding) ? cartFor(desk, copy, item) : null;
    const answer = {
      canUndo: true,
      item: itemBrief(copy, item),
      finding,
      wasMissing: marksOf(item).includes('missing'),
      statusText: statusText(saying, item.state),
      belongs,
      cartText:
        cart === null ? null : say(saying, CART_WORDS.on, { cart: say(saying, ...cartName(copy.library, cart)) }),
      dueText: loan === null ? null : loanDue(saying, copy, loan, deskZone(desk)).dueText,
    };
    return {
      record: {
        args: { itemId: item.id, barcode: item.barcode, location },
        told: { decision: 'done', reasons: [], finding, ...(cart === null ? {} : { cart }) },
      },
      answer: (commandId) => ({ ...answer, commandId }),
    };
  },
});

type Found = { readonly finding: ShelfFinding; readonly belongs: string | null };

/** The most urgent finding comes first: a loan ends before its copy is sent anywhere. */
function findingOf({ identity }: Desk, copy: Copy, item: Item, shelf: LocationId | null): Found {
  const { library, sight } = copy;
  const { status, to, branch } = item.state;
  const at = (finding: ShelfFinding, belongs: string | null = null): Found => ({ finding, belongs });
  if (sight.currentLoan(item.id) !== null || status === 'on-loan-unknown') return at('on-loan');
  if (status === 'in-question') return at('in-question');
  if (status === 'on-hold-shelf') return at('hold-shelf', library.branchName(branch));
  if (status === 'in-transit') return at('in-transit', to === null ? null : library.branchName(to));
  const mark = lastingMark(item);
  if (mark !== null) return at(mark === 'withdrawn' ? 'withdrawn' : 'marked');
  // Its reserve waits for it, wherever it was left.
  if (isBeingProcessed(copy, item))
    return at('other-location', library.location(item.location)?.name ?? library.branchName(branch));
  const own = shelfOf(copy, item);
  if (own.branch !== identity.branch) return at('other-branch', library.branchName(own.branch));
  if (shelf !== null && own.location !== shelf)
    return at('other-location', library.location(own.location)?.name ?? library.branchName(own.branch));
  return at(marksOf(item).includes('missing') ? 'found' : 'here');
}
