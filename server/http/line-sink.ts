// A streamed answer of lines, written only as fast as the other side reads. One that reads nothing for too long is cut off. [I29]

import type { ServerResponse } from 'node:http';
import { createGzip, constants, type Gzip } from 'node:zlib';
import type { Writable } from 'node:stream';
import type { LineSink } from '../feed/stream-feed.ts';

/** Longest time that an answer waits for its reader. */
const STALL_MS = 45_000;

export type OpenSink = LineSink & {
  /** Whether anything was sent, so that it can no longer be an error. */
  readonly hasBegun: () => boolean;
  /** Ends the answer after all of it was handed over. */
  readonly end: () => Promise<void>;
  /** Cuts it off: what was not written must not look like an end. */
  readonly destroy: () => void;
};

/** Opens a streamed answer on a raw response; nothing is sent before the first line. Compressed, lines leave only in blocks. */
export function openLineSink(
  raw: ServerResponse,
  options: { readonly headers: Readonly<Record<string, string>>; readonly compress: boolean },
): OpenSink {
  const gone = new AbortController();
  const gzip = options.compress ? createGzip({ level: constants.Z_BEST_SPEED }) : null;
  const target: Writable = gzip ?? raw;
  raw.on('close', () => gone.abort());
  raw.on('error', () => gone.abort());
  const begin = () => {
    raw.writeHead(200, {
      'content-type': 'application/x-ndjson; charset=utf-8',
      'cache-control': 'private, no-store',
      ...(gzip === null ? {} : { 'content-encoding': 'gzip' }),
      ...options.headers,
    });
    // Small lines are to leave at once.
    raw.socket?.setNoDelay(true);
    if (gzip !== null) pipe(gzip, raw);
  };
  const destroy = () => {
    gone.abort();
    gzip?.destroy();
    raw.destroy();
  };
  return {
    signal: gone.signal,
    destroy,
    hasBegun: () => raw.headersSent,
    write: async (text) => {
      if (gone.signal.aborted) throw new Error('nobody reads any more');
      if (text === '') return;
      if (!raw.headersSent) begin();
      if (!target.write(text)) await drained(target, gone.signal, destroy);
    },
    end: () => {
      const ended = Promise.withResolvers<void>();
      raw.once('close', () => ended.resolve());
      raw.once('finish', () => ended.resolve());
      if (gone.signal.aborted) ended.resolve();
      else target.end();
      return ended.promise;
    },
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
