// The overlay: the effects of this desk's unconfirmed acts over the replica. Derived from the ledger's pending envelopes and the replica,
// in memory, and nothing but that: building it again from nothing gives the same. [I12] [I13]
// Adding an act folds again only the places it touches; a committed batch drops the acts it contains and folds again its changes.

import type { ActId, ItemId, PatronId, StreamId } from '../../shared/core/ids.ts';
import { isRecordedClosing } from '../../shared/circ/recorded.ts';
import type { Receipt } from '../../shared/wire/receipt.ts';
import type { AppliedBatch } from '../replica/feed-apply.ts';
import { bodyOf, envelopeAt, envelopesFrom, type StoredEnvelope } from '../ledger/envelopes.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import { heldPlaces, receiptAt, type Place } from '../ledger/receipts.ts';
import { streams } from '../ledger/streams.ts';
import { placesOf } from '../../shared/circ/act-places.ts';
import { references } from './fold-sets.ts';
import { noGroups, type Behind, type Groups } from './groups.ts';
import { closedSource, type PendingRules } from './closed-source.ts';
import { differencesOf } from './differences.ts';
import type { Beside, Differences } from './looks.ts';
import type { NeighborAct, NeighborBook } from './neighbor-book.ts';
import type { OverlaySource } from './overlay-source.ts';
import { chainBefore, pendingEntry, retimed, type PendingEntry, type RecordedEnvelope } from './pending-entry.ts';
import { pendingSlots, type BeforeChange, type Slot } from './pending-slots.ts';
import { isPatronWrite } from './minted-rows.ts';
import { titleWritten } from './pending-acts.ts';
import { regroup } from './regroup.ts';
import { writtenSource } from './written-source.ts';
import { overlayView, type OverlayView } from './overlay-view.ts';
import { addAllGroups, addGroupsOf, addTouched, addWritten, noStaleGroups, type StaleGroups } from './stale-groups.ts';

/** The effect of a committed batch on the screen. */
export type Rebased = {
  /** Rows with a different look: an act that the server confirmed as shown changes none. */
  readonly differences: Differences;
  /** Parts of the screen that the acts which are pending no longer wrote: the server may have refused them. */
  readonly beside: Beside;
  /** Acts that are pending no longer, with their subjects: their mark goes. */
  readonly settled: readonly SettledAct[];
  /** Held acts that the server has taken in since: tell the ledger (`markReleased`). */
  readonly released: readonly Place[];
};

export type SettledAct = {
  readonly id: ActId;
  readonly items: readonly ItemId[];
  readonly patrons: readonly PatronId[];
};

/** The effect of acts of other desks on the screen. */
export type OthersChange = Beside & { readonly differences: Differences };

export type Overlay = {
  /** The visible state: replica and overlay as one. */
  readonly view: OverlayView;
  /** The rules with the closings in them that were made here and not confirmed; null where none was. */
  readonly pendingRules: () => PendingRules | null;
  /** Takes in an act that was just recorded. Returns the changed rows. */
  add(recorded: RecordedEnvelope): Differences;
  /** Takes in acts of other desks of the branch, which are in the book already. Returns the changed rows, and other changes. */
  heard(acts: readonly NeighborAct[]): OthersChange;
  /** Drops streams of other desks, which are out of the book already. */
  dropped(streams: ReadonlySet<StreamId>): OthersChange;
  /** Takes in the server's answers, which may have given an act another time. Call it after they are in the ledger. */
  answered(receipts: readonly Receipt[]): Differences;
  /** Takes in a committed batch of the feed. */
  committed(applied: AppliedBatch): Rebased;
};

export type OverlayOptions = {
  readonly ledger: Ledger;
  /** `emptySource` before there is a replica. Another generation needs another overlay. */
  readonly source: OverlaySource;
  /** Acts of other desks of the branch that the feed has not brought; absent = there is no line to other desks. */
  readonly neighbors?: NeighborBook;
};

/** Builds the overlay from the ledger and the replica. */
export function createOverlay({ ledger, source: replica, neighbors }: OverlayOptions): Overlay {
  const source = neighbors === undefined ? replica : withPolicies(replica, neighbors);
  const slots = pendingSlots(source);
  const groups = noGroups();
  // Dates of the rows move by policies that the folds know as well.
  const policies: { known: Behind['references'] | null } = { known: null };
  const closed = closedSource(source, slots.acts, (hash) => policies.known?.policy(hash) ?? null);
  const written = writtenSource(closed, slots.acts);
  policies.known = references(ledger, written);
  const regrouping: Behind = { source: written, slots, groups, references: policies.known };
  const forget = (changed: readonly Slot[], stale: StaleGroups): void => {
    if (!changed.some(isClosing)) return;
    closed.forgetClosings();
    regrouping.references.forgetClosings();
    addAllGroups(stale, groups);
  };
  const put = (entries: readonly PendingEntry[]): OthersChange => {
    const stale = noStaleGroups();
    const changed = slots.put(entries, markStale(groups, stale));
    for (const { recorded: made } of changed) addWritten(stale, groups, made);
    forget(changed, stale);
    const differences = differencesOf(source, regroup(regrouping, { stale, slots: changed }), null);
    return { differences: withWritten(differences, changed), ...besideOf(changed) };
  };
  slots.put(pendingEntries(ledger, source), () => {});
  if (neighbors !== undefined) slots.put(unconfirmedOf(neighbors.acts(), source), () => {});
  regroup(regrouping, { stale: noStaleGroups(), slots: slots.all() });
  return {
    view: overlayView(regrouping),
    pendingRules: closed.pendingRules,
    add: (recorded) => {
      const { stream, seq } = recorded.body;
      const before = slots.at(stream, seq - 1)?.entry.chainAt ?? chainBefore(ledger, stream, seq);
      return put([pendingEntry(recorded, receiptAt(ledger, { stream, seq }), before)]).differences;
    },
    heard: (acts) => put(unconfirmedOf(acts, source)),
    dropped: (streams) => {
      const stale = noStaleGroups();
      const gone = slots.all().filter(({ entry }) => streams.has(entry.stream));
      for (const slot of gone) {
        addGroupsOf(stale, groups, slot);
        slots.remove(slot);
      }
      forget(gone, stale);
      const differences = differencesOf(source, regroup(regrouping, { stale, slots: [] }), null);
      return { differences: withWritten(differences, gone), ...besideOf(gone) };
    },
    answered: (receipts) => {
      const moved = new Set(receipts.map(({ stream }) => stream));
      const stale = noStaleGroups();
      const gone = letGo(regrouping, ledger, { receipts, stale });
      const again = heldBehind(regrouping, ledger, receipts);
      const changed = retimeStreams(regrouping, ledger, { moved, again, stale });
      forget([...gone, ...changed], stale);
      const regrouped = regroup(regrouping, { stale, slots: changed });
      return withWritten(differencesOf(source, regrouped, null), changed);
    },
    committed: (applied) => {
      // Rules that came are closed by pending closings.
      if (applied.changes.keys.has('ruleActivation') || applied.changes.keys.has('ruleSet')) closed.forgetClosings();
      return commitBatch(regrouping, ledger, { applied, forget });
    },
  };
}

/** Entries of acts that the copy does not have. */
function unconfirmedOf(acts: readonly NeighborAct[], source: OverlaySource): PendingEntry[] {
  const lastSeqs = source.neighborSeqs() ?? {};
  return acts
    .filter(({ stream, seq }) => seq > (lastSeqs[stream] ?? 0))
    .map((act) => pendingEntry(act, null, act.before));
}

/** The source with the policies under which neighbors announced their loans. */
function withPolicies(source: OverlaySource, neighbors: NeighborBook): OverlaySource {
  return { ...source, policy: (hash) => source.policy(hash) ?? neighbors.policy(hash) };
}

/** Patrons are in no group, and items need not be: a row with a write counts as changed by itself. */
function withWritten(differences: Differences, slots: readonly Slot[]): Differences {
  for (const one of slots.flatMap(({ recorded }) => recorded)) {
    if (isPatronWrite(one)) differences.patrons.add(one.patronId);
    if (one.kind !== 'writeItem' && one.kind !== 'writeTitle') continue;
    if (one.kind === 'writeItem') differences.items.add(one.itemId);
    const title = titleWritten(one);
    if (title !== null) differences.titles.add(title);
  }
  return differences;
}

/** Parts of the screen apart from rows that some acts write. */
function besideOf(slots: readonly Slot[]): Beside {
  const kinds = new Set(slots.flatMap(({ recorded }) => recorded.map(({ kind }) => kind)));
  return { log: kinds.has('writeLog'), exceptions: kinds.has('workExceptions') || kinds.has('resolveExceptions') };
}

/** Acts after the last seq of their streams, and held ones however far the feed is. */
function* pendingEntries(ledger: Ledger, source: OverlaySource): Generator<PendingEntry> {
  const lastSeqs = source.lastSeqs();
  const held = heldPlaces(ledger);
  for (const { stream } of streams(ledger)) {
    const last = lastSeqs[stream] ?? 0;
    let before: PendingEntry | null = null;
    for (const stored of pendingOf(ledger, stream, last, held)) {
      const { seq } = stored;
      const chainAt: number | null = before?.seq === seq - 1 ? before.chainAt : chainBefore(ledger, stream, seq);
      before = pendingEntry(withBody(ledger, stored), receiptAt(ledger, { stream, seq }), chainAt);
      yield before;
    }
  }
}

function pendingOf(ledger: Ledger, stream: StreamId, last: number, held: readonly Place[]): StoredEnvelope[] {
  const earlier = held.filter((place) => place.stream === stream && place.seq <= last);
  return [
    ...earlier.flatMap(({ seq }) => envelopeAt(ledger, stream, seq) ?? []),
    ...envelopesFrom(ledger, stream, last + 1),
  ];
}

function withBody(ledger: Ledger, { envelope }: StoredEnvelope): RecordedEnvelope {
  return { envelope, body: bodyOf(ledger, envelope) };
}

/** Drops acts held by a server that is lost, at or before the position of the copy: no batch will bring them any more. */
function letGo(
  { source, slots, groups }: Behind,
  ledger: Ledger,
  { receipts, stale }: { readonly receipts: readonly Receipt[]; readonly stale: StaleGroups },
): Slot[] {
  const lastSeqs = source.lastSeqs();
  const passed = receipts.flatMap(({ stream, seq }) =>
    seq <= (lastSeqs[stream] ?? 0) ? (slots.at(stream, seq) ?? []) : [],
  );
  if (passed.length === 0) return [];
  const gone: Slot[] = [];
  const held = new Set(heldPlaces(ledger).map(({ stream, seq }) => `${stream}/${seq}`));
  for (const slot of passed) {
    if (held.has(`${slot.entry.stream}/${slot.entry.seq}`)) continue;
    addGroupsOf(stale, groups, slot);
    slots.remove(slot);
    gone.push(slot);
  }
  return gone;
}

function isClosing({ recorded }: Slot): boolean {
  return recorded.some(isRecordedClosing);
}

/** Held acts at or before the position of the copy: the feed came before the answer, so that they seemed to be in the timeline. */
function heldBehind({ source, slots }: Behind, ledger: Ledger, receipts: readonly Receipt[]): PendingEntry[] {
  const lastSeqs = source.lastSeqs();
  const answered = new Set(
    receipts
      .filter(({ stream, seq, outcome }) => outcome === 'held' && seq <= (lastSeqs[stream] ?? 0))
      .map(({ stream, seq }) => `${stream}/${seq}`),
  );
  if (answered.size === 0) return [];
  return heldPlaces(ledger)
    .filter(({ stream, seq }) => answered.has(`${stream}/${seq}`) && slots.at(stream, seq) === null)
    .flatMap(({ stream, seq }) => {
      const stored = envelopeAt(ledger, stream, seq);
      const before = chainBefore(ledger, stream, seq);
      return stored === null ? [] : pendingEntry(withBody(ledger, stored), receiptAt(ledger, { stream, seq }), before);
    });
}

type Retiming = {
  readonly moved: ReadonlySet<StreamId>;
  /** Entries that come in with the same answers. */
  readonly again: readonly PendingEntry[];
  /** Takes in the groups of changed rows. */
  readonly stale: StaleGroups;
};

/** Gives the acts of some streams their times again; the ones that moved are recorded anew. */
function retimeStreams({ slots, groups }: Behind, ledger: Ledger, { moved, again, stale }: Retiming): Slot[] {
  const entries: PendingEntry[] = [...again];
  for (const stream of moved) {
    let before: PendingEntry | null = null;
    for (const slot of slots.ofStream(stream)) {
      const { seq } = slot.entry;
      const chainAt: number | null = before?.seq === seq - 1 ? before.chainAt : chainBefore(ledger, stream, seq);
      const entry: PendingEntry = retimed(slot.entry, receiptAt(ledger, { stream, seq }), chainAt);
      before = entry;
      if (entry !== slot.entry) entries.push(entry);
    }
  }
  return slots.put(entries, markStale(groups, stale));
}

function markStale(groups: Groups, stale: StaleGroups): BeforeChange {
  return (slot) => {
    addGroupsOf(stale, groups, slot);
  };
}

type Committing = {
  readonly applied: AppliedBatch;
  /** Called for the acts that go. */
  readonly forget: (gone: readonly Slot[], stale: StaleGroups) => void;
};

function commitBatch(regrouping: Behind, ledger: Ledger, { applied, forget }: Committing): Rebased {
  const { slots, groups, source } = regrouping;
  const { changes, state } = applied;
  if (changes.keys.has('ruleActivation')) regrouping.references.forgetClosings();
  const stale = noStaleGroups();
  addTouched(stale, groups, changes);
  const held = new Set(heldPlaces(ledger).map(({ stream, seq }) => `${stream}/${seq}`));
  const settled: SettledAct[] = [];
  const released: Place[] = [];
  const gone: Slot[] = [];
  for (const slot of slots.all()) {
    const { stream, seq, id } = slot.entry;
    if (seq > (state.lastSeq[stream] ?? state.neighbors?.[stream] ?? 0)) continue;
    const isHeld = held.has(`${stream}/${seq}`);
    if (isHeld && !source.isTakenIn({ id, stream })) continue;
    if (isHeld) released.push({ stream, seq });
    addGroupsOf(stale, groups, slot);
    settled.push({ id, ...subjectsOf(slot) });
    slots.remove(slot);
    gone.push(slot);
  }
  forget(gone, stale);
  const renamed = slots.renameAfter(changes, markStale(groups, stale));
  const regrouped = regroup(regrouping, { stale, slots: renamed });
  return { differences: differencesOf(source, regrouped, changes), beside: besideOf(gone), settled, released };
}

function subjectsOf(slot: Slot): { readonly items: readonly ItemId[]; readonly patrons: readonly PatronId[] } {
  const acts = slot.recorded.flatMap((one) => (one.kind === 'act' ? [one.act] : []));
  return {
    items: [
      ...acts.flatMap((act) => placesOf(act).item ?? []),
      ...slot.recorded.flatMap((one) => (one.kind === 'writeItem' ? [one.itemId] : [])),
    ],
    patrons: acts.flatMap((act) => ('patronId' in act ? (act.patronId ?? []) : [])),
  };
}

/** Rows changed by a feed batch, newly confirmed acts included: their mark goes. */
export function withSettled({ differences, settled }: Rebased): Differences {
  return {
    items: new Set([...differences.items, ...settled.flatMap(({ items }) => items)]),
    titles: differences.titles,
    patrons: new Set([...differences.patrons, ...settled.flatMap(({ patrons }) => patrons)]),
  };
}
