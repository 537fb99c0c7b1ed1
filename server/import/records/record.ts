// Records of importers, the same for every source system: each names others by the ids of its source and carries its
// place in the file, so that an error can name a rejected record.

import type { Branch } from '../../../shared/circ/model/branch.ts';
import type { Charge } from '../../../shared/circ/model/fee.ts';
import type { Item, ShelfStatus } from '../../../shared/circ/model/item.ts';
import type { Card } from '../../../shared/circ/model/patron-cards.ts';
import type { Patron } from '../../../shared/circ/model/patron.ts';
import type { Title } from '../../../shared/circ/model/title.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import type { MinorUnits } from '../../../shared/core/money.ts';
import type { Policy } from '../../../shared/rules/model/policy.ts';

/** Where a record stands. */
export type Place = { readonly file: string; readonly line: number };

/** A record with its place. */
export type Found<T> = { readonly at: Place; readonly value: T };

/** A node of the tree of branches, known by its id here too. */
export type BranchRecord = {
  readonly id: string;
  readonly name: string;
  readonly parent: string | null;
  readonly kind: Branch['kind'];
  /** Null = that of the library. */
  readonly zone: string | null;
};

export type LocationRecord = {
  readonly id: string;
  readonly name: string;
  /** Null = the root of the tree. */
  readonly branch: string | null;
  readonly circulates: boolean;
  readonly holdable: boolean;
};

export type PatronRecord = {
  readonly id: string;
  /** Null = the root of the tree. */
  readonly home: string | null;
  readonly patron: Omit<Patron, 'id' | 'home' | 'source' | 'provisional'>;
  /** Joins the record, with these of its cards, to a patron who is here already, where the source has some fields alone. */
  readonly join?: (here: Patron, cards: readonly Card[]) => Patron;
  /** Notes on fields that were taken differently, or not at all. */
  readonly notes: readonly string[];
};

export type TitleRecord = {
  readonly id: string;
  readonly title: Omit<Title, 'id' | 'source'>;
  /** Joins the record to a title that is here already, where the source has some fields alone. */
  readonly join?: (here: Title) => Title;
};

/** The status of a copy in its own row. The status from loans and holds goes before. */
export type RecordStatus = ShelfStatus | 'in-transit' | 'on-loan' | 'on-hold-shelf';

export type ItemRecord = {
  readonly id: string;
  readonly title: string;
  readonly home: string | null;
  /** The branch where it is; null = its home. */
  readonly holding: string | null;
  /** Null = its home. */
  readonly owner: string | null;
  readonly location: string | null;
  readonly status: RecordStatus;
  readonly item: Omit<
    Item,
    'id' | 'titleId' | 'home' | 'owner' | 'location' | 'source' | 'base' | 'state' | 'provisional'
  >;
  /** Likewise of a copy; its home and location are the record's where it names them. */
  readonly join?: (here: Item) => Item;
  readonly notes: readonly string[];
};

/** A loan that is out. Patron and item are named by id, else by a card or barcode. */
export type LoanRecord = {
  readonly id: string;
  readonly patron: string;
  readonly item: string;
  readonly branch: string | null;
  readonly outAt: Instant;
  readonly dueAt: Instant;
  readonly renewals: number;
  /** Null = as the rules of the export have it. */
  readonly maxRenewals: number | null;
  readonly lostAt: Instant | null;
  /** The terms of the loan in its own row; null = those that the rules of the export give, else none. */
  readonly policy: Policy | null;
  readonly notes: readonly string[];
};

/** A hold that waits, or has a copy. */
export type HoldRecord = {
  readonly id: string;
  readonly patron: string;
  readonly target: { readonly title: string } | { readonly item: string };
  readonly pickup: string;
  readonly placedAt: Instant;
  /** Its place in the queue of its title; null = by the time of placing. */
  readonly priority: number | null;
  readonly expiresAt: Instant | null;
  readonly suspended: boolean;
  readonly suspendedUntil: Instant | null;
  /** The copy that stands on the shelf for it, or travels to it. */
  readonly captured: { readonly item: string; readonly onShelf: boolean; readonly until: Instant | null } | null;
  readonly notes: readonly string[];
};

/** Money that is owed. */
export type FeeRecord = {
  readonly id: string;
  readonly patron: string;
  readonly item: string | null;
  readonly charge: Charge;
  readonly amountMinor: MinorUnits;
  readonly at: Instant;
  readonly notes: readonly string[];
};
