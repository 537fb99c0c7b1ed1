// A streamed answer of lines, written only as fast as the other side reads. One that reads nothing for too long is cut off. [I29]

import type { ServerResponse } from 'node:http';
import { createGzip, constants, type Gzip } from 'node:zlib';
import type { Writable } from 'node:stream';
import type { LineSink } from '../feed/stream-feed.ts';

/** Longest time that an answer waits for its reader. */
const STALL_MS = 45_000;

export type OpenSink = LineSink & {
  /** Ends the answer after all of it was handed over. */
  readonly end: () => Promise<void>;
  /** Cuts it off: what was not written must not look like an end. */
  readonly destroy: () => void;
};

/** Opens a streamed answer on a raw response. Compressed, lines leave only in blocks: for long loads, not for live feeds. */
export function openLineSink(
  raw: ServerResponse,
  options: { readonly headers: Readonly<Record<string, string>>; readonly compress: boolean },
): OpenSink {
  const gone = new AbortController();
  const gzip = options.compress ? createGzip({ level: constants.Z_BEST_SPEED }) : null;
  raw.writeHead(200, {
    'content-type': 'application/x-ndjson; charset=utf-8',
    'cache-control': 'private, no-store',
    ...(gzip === null ? {} : { 'content-encoding': 'gzip' }),
    ...options.headers,
  });
  raw.on('close', () => gone.abort());
  raw.on('error', () => gone.abort());
  // Small lines are to leave at once.
  raw.socket?.setNoDelay(true);
  raw.flushHeaders();
  if (gzip !== null) pipe(gzip, raw);
  const target: Writable = gzip ?? raw;
  const destroy = () => {
    gone.abort();
    gzip?.destroy();
    raw.destroy();
  };
  return {
    signal: gone.signal,
    write: async (text) => {
      if (gone.signal.aborted) throw new Error('nobody reads any more');
      if (text === '' || target.write(text)) return;
      await drained(target, gone.signal, destroy);
    },
    end: () =>
      new Promise((resolve) => {
        if (gone.signal.aborted) return resolve();
        raw.once('close', () => resolve());
        target.end(() => (gzip === null ? resolve() : undefined));
        if (gzip !== null) raw.once('finish', () => resolve());
      }),
    destroy,
  };
}

function pipe(gzip: Gzip, raw: ServerResponse): void {
  gzip.on('error', () => raw.destroy());
  gzip.pipe(raw);
}

async function drained(target: Writable, gone: AbortSignal, destroy: () => void): Promise<void> {
  const turn = Promise.withResolvers<void>();
  const wake = () => turn.resolve();
  const stalled = setTimeout(destroy, STALL_MS);
  target.once('drain', wake);
  gone.addEventListener('abort', wake);
  await turn.promise;
  clearTimeout(stalled);
  target.off('drain', wake);
  gone.removeEventListener('abort', wake);
  if (gone.aborted) throw new Error('nobody reads any more');
}
