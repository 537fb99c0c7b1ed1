// Acts of other desks of the branch that the feed has not brought: each stream without a gap, from the act after the last one that the copy has.
// Bounded, since messages of other desks must not fill a computer. [I2] [I4] [I21]

import type { PolicyHash, StreamId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { effectiveAt } from '../../shared/circ/occurred.ts';
import { hashPolicy, type Policy } from '../../shared/rules/model/policy.ts';
import { bodyHash, EnvelopeBodySchema, type EnvelopeBody } from '../../shared/wire/envelope.ts';
import { policyNamedIn } from '../../shared/wire/carried-requests.ts';
import type { NeighborChange, NeighborRow } from '../replica/neighbor-rows.ts';
import type { LastSeqs } from '../ledger/queue.ts';

/** An act of a neighbor with its parsed body. */
export type NeighborAct = NeighborRow & { readonly body: EnvelopeBody };

/** More than the branch of a large library does in a day. */
const MOST_ACTS = 20_000;
const MOST_CHARACTERS = 64 * 1024 * 1024;

export class NeighborBook {
  readonly #streams = new Map<StreamId, NeighborAct[]>();
  readonly #policies = new Map<PolicyHash, Policy>();
  #acts = 0;
  #characters = 0;
  #unsaved: { added: NeighborAct[]; policies: Map<PolicyHash, Policy>; gone: Map<StreamId, number> } = nothing();

  get size(): number {
    return this.#acts;
  }

  /** Every act, each stream in its order. */
  acts(): NeighborAct[] {
    return [...this.#streams.values()].flat();
  }

  streams(): StreamId[] {
    return [...this.#streams.keys()];
  }

  /** The last act of a stream; null where none is held. */
  last(stream: StreamId): NeighborAct | null {
    return this.#streams.get(stream)?.at(-1) ?? null;
  }

  /** Acts of a stream after one, `most` at most. */
  after(stream: StreamId, seq: number, most: number): NeighborAct[] {
    const acts = this.#streams.get(stream) ?? [];
    return acts.filter((act) => act.seq > seq).slice(0, most);
  }

  policy(hash: PolicyHash): Policy | null {
    return this.#policies.get(hash) ?? null;
  }

  /** The time that the act after a stream's last one may not precede. */
  chainAt(stream: StreamId): Instant | null {
    const last = this.last(stream);
    return last === null ? null : chainAfter(last);
  }

  /** Takes the next act of a stream; false where it does not follow, or where there is no room. */
  add(act: NeighborAct, policies: readonly Policy[]): boolean {
    const last = this.last(act.stream);
    const follows = last === null || (act.seq === last.seq + 1 && act.body.prevHash === bodyHash(last.envelope.body));
    const characters = lengthOf(act);
    if (!follows || this.#acts >= MOST_ACTS || this.#characters + characters > MOST_CHARACTERS) return false;
    this.#put(act);
    this.#unsaved.added.push(act);
    const named = policyNamedIn(act.envelope.body);
    for (const policy of policies) {
      const hash = hashPolicy(policy);
      if (hash !== named || this.#policies.has(hash)) continue;
      this.#policies.set(hash, policy);
      this.#unsaved.policies.set(hash, policy);
    }
    return true;
  }

  /** Takes in rows that a copy kept. A row that does not follow is left there. */
  load(rows: readonly NeighborRow[], policies: ReadonlyMap<PolicyHash, Policy>): void {
    for (const [hash, policy] of policies) this.#policies.set(hash, policy);
    for (const row of rows) {
      const last = this.last(row.stream);
      if (last === null || row.seq === last.seq + 1) this.#put({ ...row, body: bodyIn(row) });
    }
  }

  /** Everything counts as unsaved: another copy came into use. */
  saveAnew(): void {
    this.#unsaved = { added: this.acts(), policies: new Map(this.#policies), gone: new Map() };
  }

  /** Drops the acts that the feed has brought. */
  confirm(lastSeqs: LastSeqs): void {
    for (const stream of this.streams()) this.#dropUpTo(stream, lastSeqs[stream] ?? 0);
  }

  /** Drops whole streams. */
  drop(streams: Iterable<StreamId>): void {
    for (const stream of streams) this.#dropUpTo(stream, Number.MAX_SAFE_INTEGER);
  }

  /** Changes to store in the copy; a second call returns none. */
  takeUnsaved(): NeighborChange | null {
    const { added, policies, gone } = this.#unsaved;
    if (added.length === 0 && policies.size === 0 && gone.size === 0) return null;
    this.#unsaved = nothing();
    return { added, policies, gone };
  }

  #put(act: NeighborAct): void {
    const acts = this.#streams.get(act.stream);
    if (acts === undefined) this.#streams.set(act.stream, [act]);
    else acts.push(act);
    this.#acts += 1;
    this.#characters += lengthOf(act);
  }

  #dropUpTo(stream: StreamId, seq: number): void {
    const acts = this.#streams.get(stream) ?? [];
    const [first] = acts;
    if (first === undefined || first.seq > seq) return;
    const left = acts.filter((act) => act.seq > seq);
    for (const act of acts.slice(0, acts.length - left.length)) {
      this.#acts -= 1;
      this.#characters -= lengthOf(act);
    }
    if (left.length === 0) this.#streams.delete(stream);
    else this.#streams.set(stream, left);
    this.#unsaved.gone.set(stream, Math.max(seq, this.#unsaved.gone.get(stream) ?? 0));
    this.#unsaved.added = this.#unsaved.added.filter((act) => act.stream !== stream || act.seq > seq);
    if (this.#acts === 0) this.#policies.clear();
  }
}

function nothing(): { added: NeighborAct[]; policies: Map<PolicyHash, Policy>; gone: Map<StreamId, number> } {
  return { added: [], policies: new Map(), gone: new Map() };
}

function chainAfter({ body, before }: NeighborAct): Instant | null {
  return body.stated === undefined ? effectiveAt(body.occurred, null, before) : before;
}

function bodyIn({ envelope }: NeighborRow): EnvelopeBody {
  return EnvelopeBodySchema.parse(JSON.parse(envelope.body));
}

function lengthOf({ envelope: { body, args } }: NeighborRow): number {
  return body.length + (args?.length ?? 0);
}
