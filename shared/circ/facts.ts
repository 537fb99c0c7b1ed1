// The facts that decisions are made from. Desk and server load them each in their own way; decide never looks elsewhere.

import type { HoldId, ItemId, TitleId } from '../core/ids.ts';
import type { Instant } from '../core/instant.ts';
import type { MinorUnits } from '../core/money.ts';
import type { Policy } from '../rules/model/policy.ts';
import type { LastReturn } from '../rules/judge/reusable-from.ts';
import type { RuleSet } from '../rules/model/rule-set.ts';
import type { KindStanding, UnitBooking } from './booked-units.ts';
import type { Branch, Location } from './model/branch.ts';
import type { EquipmentKind } from './model/equipment.ts';
import type { Fee, FeeKind } from './model/fee.ts';
import type { Hold } from './model/hold.ts';
import type { Item } from './model/item.ts';
import type { Loan } from './model/loan.ts';
import type { Patron } from './model/patron.ts';
import type { CardFault } from './model/patron-cards.ts';
import type { Title } from './model/title.ts';

/** An item with the facts of its title and shelf that rules need. */
export type ItemFacts = {
  readonly item: Item;
  readonly title: Title | null;
  readonly location: Location | null;
  /** The open or lost loan of the item. */
  readonly loan: Loan | null;
  /** Live holds of its title, in the order of their positions. */
  readonly holds: readonly Hold[];
  /** Recalls of this copy by their holds, null for one without; absent = none. One whose hold is not among the live ones is over. */
  readonly recalls?: readonly (HoldId | null)[] | undefined;
  /** Every copy of its title, this one among them; loaded where a person waits and the rules ask for them. Absent = not asked for. */
  readonly copies?: readonly HoldCopy[] | undefined;
  /** Of a unit of equipment: its kind, and how that stands. Absent = it is none, or this was not asked for. */
  readonly equipment?: { readonly kind: EquipmentKind; readonly standing: KindStanding } | undefined;
  /** Bookings that bear on lending it to the patron at hand; derived from `equipment`. */
  readonly booked?: UnitBooking | undefined;
};

/** A loan that a patron has out, with the fields that limits count by. */
export type LoanOut = {
  readonly loan: Loan;
  readonly kind: string | null;
  readonly location: string | null;
  readonly loanType?: string | null | undefined;
  /** Home of the item. */
  readonly home?: string | null | undefined;
  readonly titleId?: TitleId | null | undefined;
};

/** Properties by which limits count a loan: of its item, where that is known. */
export function countedAs(item: Item | null): Omit<LoanOut, 'loan'> {
  const { kind = null, location = null, loanType = null, home = null, titleId = null } = item ?? {};
  return { kind, location, loanType, home, titleId };
}

/** The return of a loan that ended, for rules on when the patron may have the same again; none for a loan that has not ended. */
export function returnOf({ inAt, itemId }: Loan, item: Item | null): Returned[] {
  return inAt === null ? [] : [{ itemId, kind: item?.kind ?? null, titleId: item?.titleId ?? null, at: inAt }];
}

/** A return of a patron, with the title that came back; null = the catalogue has it no more. */
export type Returned = LastReturn & { readonly titleId?: TitleId | null | undefined };

/** A patron with the counts for thresholds and limits. */
export type PatronFacts = {
  readonly patron: Patron;
  /** The card that was scanned is in use no more. */
  readonly isOldCard: boolean;
  /** Why it is not, where that is known. */
  readonly cardFault?: CardFault | undefined;
  /** It is the account of the person who does this at the desk. */
  readonly isOwn?: boolean | undefined;
  /** Open and lost loans; loans in question are not counted by anything. */
  readonly loansOut: readonly LoanOut[];
  /** The patron's returns, as far back as the rules ask; absent = not asked for. */
  readonly returned?: readonly Returned[] | undefined;
  readonly owedMinor: MinorUnits;
  /** The same by kinds of fees, for libraries where some kinds stop nothing; absent = not split by kind. */
  readonly owedFor?: OwedFor | undefined;
};

/** Amount owed, by kind of fee, in minor units. */
export type OwedFor = Readonly<Partial<Record<FeeKind, MinorUnits>>>;

/** The outstanding amount of some fees, together and by kind. */
export function owedOf(
  fees: readonly Pick<Fee, 'kind' | 'outstandingMinor'>[],
): Required<Pick<PatronFacts, 'owedMinor' | 'owedFor'>> {
  const owedFor: Partial<Record<FeeKind, MinorUnits>> = {};
  for (const { kind, outstandingMinor } of fees) owedFor[kind] = (owedFor[kind] ?? 0) + outstandingMinor;
  return { owedMinor: fees.reduce((sum, fee) => sum + fee.outstandingMinor, 0), owedFor };
}

/** The library around the act. */
export type LibraryFacts = {
  readonly rules: RuleSet;
  /** Since when these are in force; absent = that is not known. */
  readonly rulesSince?: Instant | undefined;
  /** Branches by id, for names and the tree. */
  readonly branches: ReadonlyMap<string, Branch>;
  /** Branch of the desk; null when the desk has none. */
  readonly deskBranch: Branch | null;
  /** How old the copy of patron data is; null where the facts are the library's own (on the server). */
  readonly patronsAsOf: Instant | null;
};

export type CheckoutFacts = {
  readonly library: LibraryFacts;
  /** Null: unknown barcode. */
  readonly item: ItemFacts | null;
  /** Null: unknown card. */
  readonly patron: PatronFacts | null;
  /** The proxy who borrows for the patron; absent: the patron borrows. */
  readonly proxy?: ProxyFacts | undefined;
};

/** A proxy at a desk: the account of their own, which lends nothing here and is not counted. */
export type ProxyFacts = Pick<PatronFacts, 'patron' | 'isOldCard' | 'cardFault' | 'isOwn'>;

export type RenewFacts = {
  readonly library: LibraryFacts;
  readonly item: ItemFacts | null;
  /** The patron who has it. */
  readonly patron: PatronFacts | null;
  /** The policy that the loan was made under; without it the rules are asked anew. */
  readonly policy?: Policy | null | undefined;
};

export type CheckinFacts = {
  readonly library: LibraryFacts;
  readonly item: ItemFacts | null;
  /** The policy that the open or lost loan was lent under; without it no fine is expected. */
  readonly policy?: Policy | null | undefined;
  /** The borrower, where known; without one no ban is shown. */
  readonly holder?: Patron | null | undefined;
  /** Open loans of the borrower, this one among them; absent = not known, and none are shown. */
  readonly holderLoans?: readonly Loan[] | undefined;
};

/** A copy that a hold may be filled by. */
export type HoldCopy = Pick<ItemFacts, 'item' | 'location'>;

/** A live hold of a patron, with the kinds of the copies that could fill it: limits count by them. */
export type HeldOut = { readonly hold: Hold; readonly kinds: readonly (string | null)[] };

export type PlaceHoldFacts = {
  readonly library: LibraryFacts;
  /** Null: unknown card. */
  readonly patron: PatronFacts | null;
  /** The copy that is asked for; null = any copy of the title. */
  readonly itemId: ItemId | null;
  /** Every copy of the title. */
  readonly copies: readonly HoldCopy[];
  /** Live holds of the patron, the one that is judged aside. */
  readonly held: readonly HeldOut[];
  readonly titleId: TitleId;
};
