// Rows of a batch as text, kept for a moment: desks that live at the head ask for the same range at the same time.

import type { FeedRange } from './feed-rows.ts';

export type BatchCache = {
  /** The lines of a range: kept ones, or read and kept when they are few. */
  readonly lines: (range: FeedRange, read: (range: FeedRange) => AsyncIterable<string>) => AsyncGenerator<string>;
};

const KEPT_BATCHES = 16;
const KEPT_BYTES = 256 * 1024;

export function createBatchCache(): BatchCache {
  const kept = new Map<string, string>();
  return {
    lines: async function* lines(range, read) {
      const name = JSON.stringify([range.scopes, range.after, range.to]);
      const known = kept.get(name);
      if (known !== undefined) return yield known;
      const texts: string[] = [];
      let bytes = 0;
      for await (const text of read(range)) {
        bytes += text.length;
        if (bytes <= KEPT_BYTES) texts.push(text);
        yield text;
      }
      if (bytes > KEPT_BYTES) return;
      const [oldest] = kept.keys();
      if (kept.size >= KEPT_BATCHES && oldest !== undefined) kept.delete(oldest);
      kept.set(name, texts.join(''));
    },
  };
}
