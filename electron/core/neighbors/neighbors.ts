// The other desks of the branch, while the library allows neighbors: acts go to each as soon as they are recorded, and come from each. They go also
// while the server answers: a neighbor whose own line is down needs them, and no desk knows how long a line still holds.

import type { StreamId } from '../../../shared/core/ids.ts';
import { formatInstant, MINUTE_MS, type Instant, type Millis } from '../../../shared/core/instant.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { Clock, Timers } from '../../../shared/core/ports.ts';
import type { NeighborsView } from '../../../shared/views/sync.ts';
import type { Neighbor, NeighborsResponse } from '../../../shared/wire/neighbors.ts';
import type { Signer, Signing } from '../../../db/keys/signing.ts';
import type { Identity } from '../../../db/ledger/identity.ts';
import type { LedgerWriter } from '../../../db/ledger/open-ledger.ts';
import type { NeighborBook } from '../../../db/overlay/neighbor-book.ts';
import type { CopyKeeper } from '../copy-keeper.ts';
import { isLeaseOver } from '../lease.ts';
import { revokedAt } from '../revocation.ts';
import type { SyncChange } from '../sync/engine-options.ts';
import { batchChange, othersChange } from '../sync/batch-change.ts';
import { noChanges } from '../../../db/replica/changes.ts';
import { actsAfter, offersOf } from './give-acts.ts';
import { NeighborList } from './neighbor-list.ts';
import type { ConnectionEars, NeighborConnection, NeighborNet, OpenNet } from './neighbor-net.ts';
import { NeighborTalk, type TalkEnd, type TalkParts } from './neighbor-talk.ts';
import { knownOf, takeActs, type TakingParts } from './take-acts.ts';

export type NeighborsOptions = {
  readonly net: NeighborNet;
  readonly identity: Identity;
  readonly signer: Signer;
  readonly signing: Pick<Signing, 'verifier'>;
  readonly ledger: LedgerWriter;
  readonly keeper: CopyKeeper;
  readonly book: NeighborBook;
  readonly clock: Clock;
  readonly timers: Timers;
  /** The library's list; null where the server does not answer. */
  readonly fetchList: () => Promise<NeighborsResponse | null>;
  readonly isOnline: () => boolean;
  /** The feed is to be asked anew: it has the positions of neighbors, or need not have them any more. */
  readonly reopenFeed: () => void;
  readonly onChanged: (change: SyncChange) => void;
  /** The number of connected desks changed. */
  readonly onStatus: () => void;
  readonly guard: (work: () => void) => void;
  readonly log: (code: string, detail: Record<string, unknown>) => void;
};

/** Offers wait until the answer of the scan has left the core. */
const OFFER_AFTER_MS = 25;
const LOOK_EVERY_MS = 15_000;
const LIST_EVERY_MS = 60_000;
/** A knock of a stranger makes a desk ask no more often than this. */
const LIST_AGAIN_MS = 5_000;
const SILENT_MS = 45_000;
const REFUSALS_TOLD_EVERY_MS = MINUTE_MS;
/** A desk that starts again is connected anew before its old connection is known to be gone. */
const MOST_CONNECTIONS_OF_DESK = 3;

export class Neighbors {
  readonly #options: NeighborsOptions;
  readonly #list: NeighborList;
  readonly #taking: TakingParts;
  readonly #parts: TalkParts;
  readonly #talks = new Set<NeighborTalk>();
  readonly #grown = new Set<StreamId>();
  #isOn = false;
  #isStopped = false;
  #isFetching = false;
  #net: Promise<OpenNet | null> = Promise.resolve(null);
  #cancelOffer: (() => void) | null = null;
  #cancelLook: (() => void) | null = null;
  #listedMono: Millis | null = null;
  /** By desk: since when it is reached, or when it was reached last. */
  readonly #reached = new Map<string, Instant>();
  #refused: { readonly at: Instant; readonly publicKey: string | null } | null = null;
  #isListening = true;

  constructor(options: NeighborsOptions) {
    const { ledger, keeper, book, identity, signing, clock } = options;
    this.#options = options;
    this.#list = new NeighborList(ledger);
    const confirmed = () => keeper.state()?.neighbors ?? null;
    this.#taking = { identity, book, list: this.#list, signing, confirmed };
    this.#parts = {
      mono: () => clock.mono(),
      known: (stream) => knownOf(this.#taking, stream),
      give: (stream, after) => actsAfter({ ledger, book }, stream, after),
      take: (from, line) => {
        const { acts, isForged } = takeActs(this.#taking, from, line);
        if (acts.length > 0) this.#heard(acts, line.stream);
        return !isForged;
      },
      asked: new Map(),
    };
  }

  /** Whether the library allows neighbors; the feed is asked for their positions then. */
  get isOn(): boolean {
    return this.#isOn;
  }

  /** The other desks as a person sees them; null while neighbors are off. */
  view(): NeighborsView | null {
    if (!this.#isOn) return null;
    const heard = new Set([...this.#talks].map(({ desk }) => desk.deskId));
    const { desks } = this.#list;
    const refusedAt = this.#refusal()?.at ?? null;
    return {
      heard: heard.size,
      known: desks.length,
      desks: desks.map(({ deskId, name }) => {
        const at = this.#reached.get(deskId);
        return { name, isReached: heard.has(deskId), at: at === undefined ? null : formatInstant(at) };
      }),
      refusedAt: refusedAt === null ? null : formatInstant(refusedAt),
      isListening: this.#isListening,
    };
  }

  /** Looks now, and every so often. */
  start(): void {
    const { timers, guard } = this.#options;
    guard(() => this.#keepUp());
    this.#cancelLook = timers.after(LOOK_EVERY_MS, () => {
      if (!this.#isStopped) this.start();
    });
  }

  /** Looks whether the library's word is another one, at the start and whenever its row comes. */
  look(): void {
    if (this.#isStopped) return;
    const { ledger, keeper, clock, reopenFeed } = this.#options;
    const says = keeper.copy === null ? this.#isOn : keeper.copy.library.deskTerms().lan === true;
    const isOn = says && revokedAt(ledger) === null && !isLeaseOver(ledger, clock.now());
    if (isOn === this.#isOn) return;
    this.#isOn = isOn;
    this.#listedMono = null;
    reopenFeed();
    if (isOn) this.#open();
    else this.#close();
  }

  /** The feed is at the head and said how far the server has the others' streams: acts up to there are confirmed. */
  told(): void {
    if (!this.#isOn) return;
    const { keeper, clock, onChanged } = this.#options;
    const rebased = keeper.neighborsConfirmed(clock.now());
    if (rebased !== null) onChanged(batchChange({ changes: noChanges() }, rebased));
    this.#refreshList();
  }

  /** An act was recorded here. */
  recorded(stream: StreamId): void {
    if (this.#talks.size === 0) return;
    this.#offerSoon(stream);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#isOn = false;
    this.#cancelLook?.();
    await this.#shut();
  }

  #open(): void {
    const { net, signer, log } = this.#options;
    this.#net = net({
      signer,
      isTrusted: (publicKey) => this.#isTrusted(publicKey),
      opened: (connection) => this.#opened(connection),
      refused: (publicKey) => this.#tellRefusal(publicKey),
      listens: (does) => this.#listens(does),
    }).catch((error: unknown) => {
      log(
        error instanceof HoldfastError ? error.code : 'neighbors.net',
        error instanceof HoldfastError ? error.params : {},
      );
      this.#listens(false);
      return null;
    });
    this.#fetchList();
  }

  /** The library's grant of neighbors ended: unconfirmed acts of neighbors are dropped, and the copy alone counts. */
  #close(): void {
    this.#drop(this.#options.book.streams());
    void this.#shut();
    this.#options.onStatus();
  }

  async #shut(): Promise<void> {
    this.#cancelOffer?.();
    this.#cancelOffer = null;
    const net = this.#net;
    this.#net = Promise.resolve(null);
    for (const talk of this.#talks) talk.close();
    this.#talks.clear();
    await (await net)?.close();
  }

  /** A key that is not known may be of a desk that has just joined: the library is asked, and the desk tries again. */
  #isTrusted(publicKey: string): boolean {
    if (!this.#isOn) return false;
    if (this.#list.ofKey(publicKey) !== null) return true;
    if (this.#options.isOnline()) this.#refreshList(LIST_AGAIN_MS);
    return false;
  }

  #opened(connection: NeighborConnection): ConnectionEars | null {
    const desk = this.#isOn ? this.#list.ofKey(connection.publicKey) : null;
    if (desk === null) return null;
    const others = [...this.#talks].filter((talk) => talk.desk.deskId === desk.deskId);
    if (others.length >= MOST_CONNECTIONS_OF_DESK) this.#end(others[0]);
    const { guard, log } = this.#options;
    const onEnd = (why: TalkEnd) => {
      log('neighbors.cut-off', { desk: desk.deskId, why });
      this.#end(talk);
    };
    const talk: NeighborTalk = new NeighborTalk(this.#parts, desk, connection, onEnd);
    if (others.length === 0) this.#reached.set(desk.deskId, this.#options.clock.now());
    this.#talks.add(talk);
    this.#options.onStatus();
    guard(() => talk.offer(offersOf(this.#options)));
    return {
      line: (text) => {
        if (this.#talks.has(talk)) guard(() => talk.take(text));
      },
      closed: () => this.#end(talk),
    };
  }

  /** The last refusal. A desk that was refused before the library's list named it was no stranger. */
  #refusal() {
    const { publicKey = null } = this.#refused ?? {};
    return publicKey !== null && this.#list.ofKey(publicKey) !== null ? null : this.#refused;
  }

  /** Told at most once a minute: repeated knocks must not keep the screen busy. */
  #tellRefusal(publicKey: string | null): void {
    const at = this.#options.clock.now();
    const last = this.#refusal();
    if (last !== null && Math.abs(at - last.at) < REFUSALS_TOLD_EVERY_MS) return;
    this.#refused = { at, publicKey };
    this.#options.onStatus();
  }

  #listens(does: boolean): void {
    if (does === this.#isListening) return;
    this.#isListening = does;
    this.#options.onStatus();
  }

  #end(talk: NeighborTalk | undefined): void {
    if (talk === undefined || !this.#talks.delete(talk)) return;
    const { clock } = this.#options;
    const { deskId } = talk.desk;
    if (![...this.#talks].some(({ desk }) => desk.deskId === deskId))
      this.#reached.set(deskId, clock.now() - Math.round(clock.mono() - talk.heardMono));
    talk.close();
    this.#options.onStatus();
  }

  #heard(acts: ReturnType<typeof takeActs>['acts'], stream: StreamId): void {
    const { keeper, onChanged } = this.#options;
    onChanged(othersChange(keeper.heard(acts)));
    // Another desk may be reached by this one alone.
    this.#offerSoon(stream);
  }

  #offerSoon(stream: StreamId): void {
    this.#grown.add(stream);
    this.#cancelOffer ??= this.#options.timers.after(OFFER_AFTER_MS, () => {
      this.#cancelOffer = null;
      this.#options.guard(() => this.#offerGrown());
    });
  }

  #offerGrown(): void {
    const all = offersOf(this.#options);
    const grown = Object.fromEntries(
      [...this.#grown].flatMap((stream) => (all[stream] === undefined ? [] : [[stream, all[stream]]])),
    );
    this.#grown.clear();
    if (Object.keys(grown).length > 0) for (const talk of this.#talks) talk.offer(grown);
  }

  /** Periodic upkeep: lost offers are repeated, and silent connections end. */
  #keepUp(): void {
    this.look();
    if (!this.#isOn) {
      // A copy may have kept acts from a time with neighbors.
      this.#drop(this.#options.book.streams());
      return;
    }
    const mono = this.#options.clock.mono();
    for (const talk of this.#talks) if (mono - talk.heardMono > SILENT_MS) this.#end(talk);
    const all = offersOf(this.#options);
    for (const talk of this.#talks) talk.offer(all);
    // A line that is down is not asked.
    if (this.#options.isOnline()) this.#refreshList();
  }

  #refreshList(afterMs: Millis = LIST_EVERY_MS): void {
    const mono = this.#options.clock.mono();
    if (this.#listedMono === null || mono - this.#listedMono >= afterMs) this.#fetchList();
  }

  #fetchList(): void {
    if (this.#isFetching) return;
    const { fetchList, clock, guard } = this.#options;
    this.#isFetching = true;
    void fetchList().then(
      (list) => {
        this.#isFetching = false;
        if (list === null || !this.#isOn) return;
        this.#listedMono = clock.mono();
        guard(() => this.#takeList(list));
      },
      () => {
        this.#isFetching = false;
      },
    );
  }

  #takeList(list: NeighborsResponse): void {
    if (!this.#list.take(list)) return;
    for (const talk of this.#talks) if (!isSame(this.#list.ofKey(talk.desk.publicKey), talk.desk)) this.#end(talk);
    this.#drop(this.#options.book.streams().filter((stream) => this.#list.ofStream(stream) === null));
    this.#options.onStatus();
  }

  #drop(streams: readonly StreamId[]): void {
    if (streams.length === 0) return;
    const { keeper, onChanged } = this.#options;
    onChanged(othersChange(keeper.dropNeighbors(streams)));
  }
}

function isSame(one: Neighbor | null, other: Neighbor): boolean {
  return one !== null && one.deskId === other.deskId;
}
