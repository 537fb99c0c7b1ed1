// The two requests of a snapshot: its manifest and its chunks. Every way in which they can end is a value or a SnapshotStop.

import type { Timers } from '../../../shared/core/ports.ts';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '../../../shared/wire/protocol-version.ts';
import { SnapshotAnswerSchema, type SnapshotBuilding, type SnapshotManifest } from '../../../shared/wire/snapshot.ts';
import { CHUNK_TYPE } from '../../../shared/wire/snapshot-chunk.ts';
import type { ChunkPlace } from '../../../db/replica/copied-chunks.ts';
import type { Fetch, HttpAnswer } from './server-client.ts';

/** Why nothing more is asked for now. */
export type StopReason =
  /** Nothing answered, or the line broke, as lines do. */
  | { readonly kind: 'cut' }
  /** The manifest names chunks that are no more: a new one is asked for. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'failed'; readonly status: number | null; readonly why: string };

/** Ends a job from wherever it is. */
export class SnapshotStop extends Error {
  override readonly name = 'SnapshotStop';
  readonly reason: StopReason;

  constructor(reason: StopReason) {
    super(reason.kind);
    this.reason = reason;
  }
}

export type SnapshotSource = {
  readonly baseUrl: string;
  readonly token: string;
  readonly fetch: Fetch;
  readonly timers: Timers;
  /** Given when the job ends. */
  readonly signal: AbortSignal;
};

/** A line that brings nothing for so long is dead. */
const silenceMs = 45_000;
const askAgainMs = 400;

/**
 * The manifest, as soon as the server has one. `building` is told of the parts that the server has built so far, and is waited for. It should end
 * once it is due: over a slow line the rules, which the manifest names, would otherwise wait for all those parts.
 */
export async function fetchManifest(
  source: SnapshotSource,
  building: (soFar: SnapshotBuilding['building'], isDue: () => boolean) => Promise<void>,
): Promise<SnapshotManifest> {
  for (;;) {
    const { status, body } = await get(source, '/v1/snapshot');
    if (status !== 200 && status !== 202) throw refused(status);
    const parsed = SnapshotAnswerSchema.safeParse(jsonOf(body));
    if (!parsed.success) throw new SnapshotStop({ kind: 'failed', status: null, why: 'what came is no snapshot' });
    if (!('building' in parsed.data)) return parsed.data;
    const due = Promise.withResolvers<void>();
    let isDue = false;
    void source.timers.after(askAgainMs, () => {
      isDue = true;
      due.resolve();
    });
    await building(parsed.data.building, () => isDue);
    await due.promise;
  }
}

/** The body of a chunk as it came. */
export async function fetchChunk(
  source: SnapshotSource,
  chunk: ChunkPlace & { readonly scope: string },
): Promise<Uint8Array> {
  const { scope, kind, hash, after, to } = chunk;
  const query = new URLSearchParams({ scope, kind, after, ...(to === null ? {} : { to }) });
  const { status, body, type } = await get(source, `/v1/snapshot/chunks/${hash}?${query.toString()}`);
  if (status === 404 || status === 410) throw new SnapshotStop({ kind: 'gone' });
  if (status !== 200) throw refused(status);
  // A captive portal answers 200 with a page: that is not the server.
  if (!type.includes(CHUNK_TYPE)) throw new SnapshotStop({ kind: 'cut' });
  return body;
}

function refused(status: number): SnapshotStop {
  return new SnapshotStop({ kind: 'failed', status, why: 'the server refused' });
}

type Got = { readonly status: number; readonly type: string; readonly body: Uint8Array };

async function get({ baseUrl, token, fetch, timers, signal }: SnapshotSource, path: string): Promise<Got> {
  const silent = new AbortController();
  let stopWatch = timers.after(silenceMs, () => silent.abort());
  const heard = () => {
    stopWatch();
    stopWatch = timers.after(silenceMs, () => silent.abort());
  };
  const headers = { authorization: `Bearer ${token}`, [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) };
  const request = { headers, signal: AbortSignal.any([signal, silent.signal]), redirect: 'error' } as const;
  try {
    const answer = await fetch(new URL(path, baseUrl), request);
    const body = await bodyOf(answer, heard);
    return { status: answer.status, type: answer.headers.get('content-type') ?? '', body };
  } catch {
    throw new SnapshotStop({ kind: 'cut' });
  } finally {
    stopWatch();
  }
}

async function bodyOf({ body }: HttpAnswer, heard: () => void): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  if (body !== null)
    for await (const piece of body) {
      heard();
      pieces.push(piece);
    }
  return Buffer.concat(pieces);
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString());
  } catch {
    return null;
  }
}
