// The view of a desk for judging and reading: its copy of the library with its own acts over it, and the person who
// asks.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { Language } from '../../shared/core/language.ts';
import type { Clock } from '../../shared/core/ports.ts';
import type { Saying } from '../../shared/core/say.ts';
import type { PolicyHash } from '../../shared/core/ids.ts';
import type { Policy } from '../../shared/rules/model/policy.ts';
import type { Patron } from '../../shared/circ/model/patron.ts';
import type { GrantInHand } from '../../shared/circ/night-grant.ts';
import type { Right } from '../../shared/circ/rights.ts';
import type { Identity } from '../../db/ledger/identity.ts';
import type { OverlayView } from '../../db/overlay/overlay-view.ts';
import type { ReplicaReader } from '../../db/replica/open-replica.ts';
import type { LibrarySight } from './library-sight.ts';

/** A loaded copy of the library with the overlay over it. */
export type Copy = {
  readonly db: ReplicaReader;
  /** Visible state: the copy with the overlay of pending acts over it. [I12] [I13] */
  readonly sight: OverlayView;
  readonly library: LibrarySight;
  /** A resolved policy, by its hash. */
  policy(hash: PolicyHash): Policy | null;
};

/** Data for judging: enough for "Why?", also where nothing can be recorded. */
export type DeskSight = {
  readonly identity: Identity;
  readonly clock: Clock;
  /** Null until the first snapshot is loaded. */
  copy(): Copy | null;
  language(): Language;
  /** Up to when patron data is known to be complete. */
  patronsAsOf(): Instant;
  /** Rights of the person signed in; none while signed out. */
  rights(): readonly Right[];
  /** Night grants of the person signed in, with their use at this desk. */
  nightGrants(): readonly GrantInHand[];
  /** Asks the server for a card that is not here, for a second at most. */
  lookUpCard(card: string): Promise<CardLookUp>;
  /**
   * Asks the server for a barcode that is not here, and waits until the item has arrived: for a second and a half at most. False also where it gave no
   * answer.
   */
  isItemUnknown(barcode: string): Promise<boolean>;
};

/** The server's answer on a card. Without one (no line, or too slow) it stays unknown. */
export type CardLookUp = { readonly isAnswered: boolean; readonly patron: Patron | null };

/** The copy, where an act needs one. Throws HF-CIRC-001 while the first one is loading. */
export function requiredCopy(desk: Pick<DeskSight, 'copy'>): Copy {
  const copy = desk.copy();
  if (copy === null) throw new HoldfastError('HF-CIRC-001');
  return copy;
}

/** The zone in which this desk tells times: that of its branch. */
export function deskZone(desk: DeskSight): string {
  const { branch, library } = desk.identity;
  return desk.copy()?.library.branch(branch)?.zone ?? library.zone;
}

/** Language and units of texts at this desk now. */
export function sayingAt(desk: DeskSight): Saying {
  return { language: desk.language(), now: desk.clock.now() };
}
