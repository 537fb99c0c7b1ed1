// Loads the facts for decisions from the state visible at this desk.

import { exceptionById } from '../../../db/replica/queries/exceptions.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { BranchId, TitleId } from '../../../shared/core/ids.ts';
import { MINUTE_MS, type Instant } from '../../../shared/core/instant.ts';
import type { KindStanding } from '../../../shared/circ/booked-units.ts';
import { isBooked, type Booking } from '../../../shared/circ/model/booking.ts';
import { isUnit, kindOf, turnaroundMs, type EquipmentKind } from '../../../shared/circ/model/equipment.ts';
import { withOldTimes, type OldTimeFacts } from '../../../shared/circ/moved-bookings.ts';
import {
  countedAs,
  owedOf,
  returnOf,
  type HoldCopy,
  type ItemFacts,
  type LibraryFacts,
  type PatronFacts,
  type PlaceHoldFacts,
} from '../../../shared/circ/facts.ts';
import { recallsIn } from '../../../shared/circ/decide/open-recalls.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import type { Title } from '../../../shared/circ/model/title.ts';
import type { Patron } from '../../../shared/circ/model/patron.ts';
import type { RuleSet } from '../../../shared/rules/model/rule-set.ts';
import { ruleEngine } from '../../../shared/rules/resolve/rule-engine.ts';
import { scannedAs } from '../../../shared/circ/decide/scanned-card.ts';
import type { Copy, DeskSight } from '../desk-sight.ts';
import { holdAsOf } from '../../../shared/circ/model/hold.ts';

/** The library around an act at a moment. Throws HF-CIRC-001 when no rules are in force here yet. */
export function libraryFacts(desk: DeskSight, copy: Copy, at: Instant): LibraryFacts {
  const rules = copy.library.rulesAt(at);
  if (rules === null) throw new HoldfastError('HF-CIRC-001');
  return {
    rules,
    rulesSince: copy.library.rulesSince(rules, at),
    branches: copy.library.branches(),
    deskBranch: copy.library.branch(desk.identity.branch),
    patronsAsOf: desk.patronsAsOf(),
  };
}

/** Facts of an item at a moment. */
export function itemFacts(copy: Copy, item: Item, at: Instant): ItemFacts {
  const { sight, library } = copy;
  return {
    item,
    title: sight.title(item.titleId),
    location: library.location(item.location),
    loan: sight.currentLoan(item.id),
    holds: sight.holdsOfTitle(item.titleId).map((hold) => holdAsOf(hold, at)),
    recalls: recallsIn(sight.actsOfItem(item.id)),
  };
}

/** The same without a loan that began after the moment: an act entered afterwards is not about that loan. */
export function loanAsOf<F extends Pick<ItemFacts, 'loan'>>(facts: F, at: Instant): F {
  return facts.loan === null || facts.loan.outAt <= at ? facts : { ...facts, loan: null };
}

/** Facts of an item that a person wants to borrow or to keep: with the copies of its title, where a person waits and the rules ask for them. */
export function wantedItemFacts(
  copy: Copy,
  item: Item,
  { rules, at }: { readonly rules: RuleSet; readonly at: Instant },
): ItemFacts {
  const facts = withEquipment(copy, itemFacts(copy, item, at), at);
  const asks = facts.holds.length > 0 && ruleEngine(rules).asks.copies;
  return asks ? { ...facts, copies: copiesOf(copy, item.titleId) } : facts;
}

/** The facts with the kind of equipment that the item is a unit of. */
function withEquipment(copy: Copy, facts: ItemFacts, at: Instant): ItemFacts {
  const kind = kindOf(copy.library.deskTerms().equipment ?? [], facts.item);
  return kind === null ? facts : { ...facts, equipment: { kind, standing: lendingStanding(copy, kind, at) } };
}

/** How a kind stands for lending one of its units: the other units matter to bookings alone, and are not read where there are none. */
function lendingStanding(copy: Copy, kind: EquipmentKind, at: Instant): KindStanding {
  const bookings = bookedAfter(copy, kind, at);
  if (bookings.length === 0) return { units: [], bookings, turnaroundMs: turnaroundMs(kind) };
  return kindStanding(copy, kind, { after: at, now: at });
}

/** How a kind of equipment stands now: its units, and the bookings that end after a moment and that nothing has ended. */
export function kindStanding(
  copy: Copy,
  kind: EquipmentKind,
  { after, now }: { readonly after: Instant; readonly now: Instant },
): KindStanding {
  const { sight } = copy;
  const units = sight
    .itemsOfTypes(kind.types)
    .filter(isUnit)
    .map(({ id, barcode }) => {
      const loan = sight.currentLoan(id);
      return { id, barcode, loan: loan === null ? null : { id: loan.id, dueAt: loan.dueAt } };
    });
  const standing = { units, bookings: bookedAfter(copy, kind, after), turnaroundMs: turnaroundMs(kind) };
  const all = (since: Instant) => sight.bookings.bookingsOfKind(kind.id, since);
  const held = withOldTimes(standing, { ...oldTimeFacts(copy, now), all, now });
  return { ...held, bookings: held.bookings.filter(({ to }) => to > after) };
}

/** Facts about old times of moved bookings. Opening hours are those of the rules now. */
export function oldTimeFacts({ db, library }: Copy, now: Instant): OldTimeFacts {
  let rules: RuleSet | null | undefined;
  const timesOf = (branch: BranchId) => {
    // Most kinds have no moved booking, and a list asks for each row.
    rules ??= library.rulesAt(now);
    return rules === null ? null : ruleEngine(rules).timesOf(branch);
  };
  return {
    isOpenAt: (branch, at) => timesOf(branch)?.isOpenAt(at) ?? true,
    exception: (id) => exceptionById(db, id),
  };
}

function bookedAfter({ sight }: Copy, kind: EquipmentKind, after: Instant): Booking[] {
  return sight.bookings.bookingsOfKind(kind.id, after).filter(isBooked);
}

function copiesOf({ sight, library }: Copy, id: TitleId): HoldCopy[] {
  return sight.itemsOfTitle(id).map((item) => ({ item, location: library.location(item.location) }));
}

/** Facts of a patron. `scanned`: with which card, and when; null when none was. */
export function patronFacts(
  copy: Copy,
  patron: Patron,
  scanned: { readonly card: string; readonly at: Instant } | null,
): PatronFacts {
  const { sight } = copy;
  const loans = sight.loansOfPatron(patron.id).filter((loan) => loan.state === 'open' || loan.state === 'lost');
  return {
    patron,
    ...scannedAs(patron, scanned),
    loansOut: loans.map((loan) => {
      const item = sight.item(loan.itemId);
      return { loan, ...countedAs(item) };
    }),
    ...owedOf(sight.feesOfPatron(patron.id)),
  };
}

/** Facts of a patron who wants to borrow at a moment: with earlier loans, as far as the rules ask for them. */
export function borrowerFacts(
  copy: Copy,
  { patron, card }: { readonly patron: Patron; readonly card: string },
  { rules, at }: { readonly rules: RuleSet; readonly at: Instant },
): PatronFacts {
  const facts = patronFacts(copy, patron, { card, at });
  const waits = (copy.library.deskTerms().equipment ?? []).map(({ cooldownMinutes = 0 }) => cooldownMinutes);
  const returnsWithinMs = Math.max(ruleEngine(rules).asks.returnsWithinMs, Math.max(0, ...waits) * MINUTE_MS);
  if (returnsWithinMs === 0) return facts;
  const { sight } = copy;
  const since = at - returnsWithinMs;
  const returned = sight
    .returnedLoansOfPatron(patron.id, since)
    .flatMap((loan) => returnOf(loan, sight.item(loan.itemId)));
  return { ...facts, returned };
}

/** The target of a hold: a title, or one copy of it. */
export type HoldTarget = { readonly title: Title; readonly item: Item | null };

/** Facts of a hold that a person asks for; `card` is the one that was scanned. */
export function holdFacts(
  copy: Copy,
  { title, item }: HoldTarget,
  { patron, ...scanned }: { readonly patron: Patron; readonly card: string; readonly at: Instant },
): Omit<PlaceHoldFacts, 'library'> {
  const { sight } = copy;
  return {
    titleId: title.id,
    itemId: item?.id ?? null,
    patron: patronFacts(copy, patron, scanned),
    copies: copiesOf(copy, title.id),
    held: sight.holdsOfPatron(patron.id).map((hold) => ({
      hold,
      kinds: sight
        .itemsOfTitle(hold.titleId)
        .filter(({ id }) => hold.itemId === null || hold.itemId === id)
        .map(({ kind }) => kind),
    })),
  };
}
