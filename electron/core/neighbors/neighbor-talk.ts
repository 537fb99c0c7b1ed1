// One connection to a neighbor: each side says how far it has streams, asks for missing acts, and answers requests. No authority, no receipts: lost
// messages are offered again.

import { streamId, type StreamId } from '../../../shared/core/ids.ts';
import type { Millis } from '../../../shared/core/instant.ts';
import {
  LONGEST_NEIGHBOR_LINE,
  NEIGHBOR_LINE_TYPES,
  NeighborLineSchema,
  type NeighborLine,
} from '../../../shared/wire/neighbor-lines.ts';
import type { Neighbor } from '../../../shared/wire/neighbors.ts';
import type { NeighborConnection } from './neighbor-net.ts';

/** The desk as its connections have it. */
export type TalkParts = {
  readonly mono: () => Millis;
  /** The last seq of a stream that is here; null = none of its acts is accepted. */
  readonly known: (stream: StreamId) => number | null;
  readonly give: (stream: StreamId, after: number) => NeighborLine | null;
  /** False: something in it was forged. */
  readonly take: (from: Neighbor, acts: Extract<NeighborLine, { type: 'acts' }>) => boolean;
  /** Requests under way, by stream, over all connections: the same acts are not asked of two neighbors. */
  readonly asked: Map<StreamId, { readonly talk: NeighborTalk; readonly untilMono: Millis }>;
};

/** Why a connection was closed. */
export type TalkEnd = 'too-long' | 'no-line' | 'forged' | 'slow';

const ASKED_FOR_MS = 5_000;
const MOST_STREAMS = 2_000;

export class NeighborTalk {
  readonly desk: Neighbor;
  readonly #connection: NeighborConnection;
  readonly #parts: TalkParts;
  readonly #onEnd: (why: TalkEnd) => void;
  readonly #offered = new Map<StreamId, number>();
  heardMono: Millis;

  constructor(parts: TalkParts, desk: Neighbor, connection: NeighborConnection, onEnd: (why: TalkEnd) => void) {
    this.desk = desk;
    this.#connection = connection;
    this.#parts = parts;
    this.#onEnd = onEnd;
    this.heardMono = parts.mono();
  }

  offer(streams: Readonly<Record<StreamId, number>>): void {
    this.#say({ type: 'offer', streams });
  }

  /** Takes a line of the neighbor. */
  take(text: string): void {
    this.heardMono = this.#parts.mono();
    if (text.length > LONGEST_NEIGHBOR_LINE) return this.#onEnd('too-long');
    const line = readLine(text);
    if (line === 'none') return this.#onEnd('no-line');
    if (line === 'skipped') return;
    switch (line.type) {
      case 'offer':
        return this.#takeOffer(line);
      case 'want': {
        const acts = this.#parts.give(line.stream, line.after);
        if (acts !== null) this.#say(acts);
        return;
      }
      case 'acts': {
        this.#parts.asked.delete(line.stream);
        if (!this.#parts.take(this.desk, line)) return this.#onEnd('forged');
        // Without progress it is asked for again when it is offered again.
        if (line.envelopes.length > 0 && this.#parts.known(line.stream) !== line.after) this.#ask(line.stream);
      }
    }
  }

  close(): void {
    for (const [stream, { talk }] of this.#parts.asked) if (talk === this) this.#parts.asked.delete(stream);
    this.#connection.close();
  }

  #takeOffer({ streams }: Extract<NeighborLine, { type: 'offer' }>): void {
    for (const [name, last] of Object.entries(streams)) {
      const stream = streamId(name);
      // A stream of no desk of the branch is not even remembered.
      if (this.#parts.known(stream) === null || this.#offered.size >= MOST_STREAMS) continue;
      this.#offered.set(stream, Math.max(last, this.#offered.get(stream) ?? 0));
      this.#ask(stream);
    }
  }

  #ask(stream: StreamId): void {
    const { known, asked, mono } = this.#parts;
    const after = known(stream);
    if (after === null || after >= (this.#offered.get(stream) ?? 0)) return;
    const other = asked.get(stream);
    if (other !== undefined && other.untilMono > mono()) return;
    asked.set(stream, { talk: this, untilMono: mono() + ASKED_FOR_MS });
    this.#say({ type: 'want', stream, after });
  }

  #say(line: NeighborLine): void {
    if (!this.#connection.send(JSON.stringify(line))) this.#onEnd('slow');
  }
}

/** `skipped`: an unknown type. `none`: no line of this protocol. */
function readLine(text: string): NeighborLine | 'skipped' | 'none' {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return 'none';
  }
  const parsed = NeighborLineSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const type = typeof json === 'object' && json !== null && 'type' in json ? json.type : null;
  return typeof type === 'string' && !NEIGHBOR_LINE_TYPES.has(type) ? 'skipped' : 'none';
}
