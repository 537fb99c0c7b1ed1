// The lookups of list rows. A desk answers from its copy with its own acts over it, the server from its rows.

import type { Branch, Location } from '../circ/model/branch.ts';
import type { Item } from '../circ/model/item.ts';
import type { Loan } from '../circ/model/loan.ts';
import type { Patron } from '../circ/model/patron.ts';
import type { Title } from '../circ/model/title.ts';
import type { BranchId, ItemId, LocationId, PatronId, PolicyHash, TitleId } from '../core/ids.ts';
import type { Instant } from '../core/instant.ts';
import type { Policy } from '../rules/model/policy.ts';

/** Null where a place does not have it. */
export type RowSource = {
  item(id: ItemId): Item | null;
  title(id: TitleId): Title | null;
  patron(id: PatronId): Patron | null;
  branch(id: BranchId): Branch | null;
  /** The id where the name is not known. */
  branchName(id: BranchId): string;
  location(id: LocationId | null): Location | null;
  policy(hash: PolicyHash): Policy | null;
  /** Whether an act on the loan has not been confirmed by the server. */
  isPendingLoan(loan: Loan): boolean;
};

/** Where a list is looked at from: its zone stands in where a branch has none. */
export type LookingFrom = { readonly zone: string; readonly now: Instant };
