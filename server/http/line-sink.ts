// A streamed answer of lines, written only as fast as the other side reads. One that reads nothing for too long is cut off. [I29]

import type { ServerResponse } from 'node:http';
import type { LineSink } from '../feed/stream-feed.ts';

/** Longest time that an answer waits for its reader. */
const STALL_MS = 45_000;

export type OpenSink = LineSink & {
  /** Whether anything was sent, so that it can no longer be an error. */
  readonly hasBegun: () => boolean;
  /** Ends the answer after all of it was handed over. */
  readonly end: () => Promise<void>;
  /** Cuts it off: an unwritten rest must not look like an end. */
  readonly destroy: () => void;
};

/** Opens a streamed answer on a raw response; nothing is sent before the first line. */
export function openLineSink(raw: ServerResponse, headers: Readonly<Record<string, string>>): OpenSink {
  const gone = new AbortController();
  raw.on('close', () => gone.abort());
  raw.on('error', () => gone.abort());
  const begin = () => {
    raw.writeHead(200, {
      'content-type': 'application/x-ndjson; charset=utf-8',
      'cache-control': 'private, no-store',
      ...headers,
    });
    // Small lines are to leave at once.
    raw.socket?.setNoDelay(true);
  };
  const destroy = () => {
    gone.abort();
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
      if (!raw.write(text)) await drained(raw, gone.signal, destroy);
    },
    end: () => {
      const ended = Promise.withResolvers<void>();
      raw.once('close', () => ended.resolve());
      raw.once('finish', () => ended.resolve());
      if (gone.signal.aborted) ended.resolve();
      else raw.end();
      return ended.promise;
    },
  };
}

async function drained(target: ServerResponse, gone: AbortSignal, destroy: () => void): Promise<void> {
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
