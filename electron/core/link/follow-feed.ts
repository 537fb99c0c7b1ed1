// Reads the feed and applies it batch by batch. Catch-up and live are the same lines and the same code. [I9] [I11]
// A batch is applied in slices of a few milliseconds with the desk's own work between them, and is visible only as a whole.

import { FeedLineSchema, type FeedLine } from '../../../shared/wire/feed.ts';
import { beginBatch, type AppliedBatch, type FeedBatch } from '../../../db/replica/feed-apply.ts';
import type { ReplicaWriter } from '../../../db/replica/open-replica.ts';
import { noteUpToDate } from '../../../db/replica/replica-state.ts';

const sliceMs = 8;

export type FollowOptions = {
  readonly body: ReadableStream<Uint8Array>;
  readonly writer: ReplicaWriter;
  readonly mono: () => number;
  /** Lets other work of the core run between slices. */
  readonly yieldToOthers: () => Promise<void>;
  /** Receipts of a batch, before the batch is committed. */
  readonly onReceipts: (texts: readonly string[]) => void;
  readonly onApplied: (applied: AppliedBatch) => void;
  /** Called with the server's checksum of the copy at its present position; no further batch is applied before this resolves. */
  readonly onChecksum: (checksum: string) => Promise<void>;
  readonly onBytes: (hasRows: boolean) => void;
  /** The copy has the server's position in the streams of other desks. */
  readonly onNeighbors?: () => void;
  readonly onUpToDate: (head: number, serverTime: number) => void;
};

/**
 * Why following ended. `cut`: the line broke, as lines do. `misfit`: the lines do not follow from where this copy is; the next feed starts
 * from where it is.
 */
export type FollowEnd = 'ended' | 'cut' | 'must-rebootstrap' | 'misfit';

type RowLine = Extract<FeedLine, { type: 'put' | 'del' | 'receipt' }>;
type ControlLine = Exclude<FeedLine, RowLine>;

/** Follows a feed to its end. Throws when the bytes are no feed, or the disk breaks; an open batch is rolled back. */
export async function followFeed(options: FollowOptions): Promise<FollowEnd> {
  const follower = new FeedFollower(options);
  let isCut = false;
  const chunks = untilCut(options.body, () => {
    isCut = true;
  });
  try {
    for await (const texts of readLines(chunks)) {
      const end = await follower.take(texts.flatMap(parseLine));
      if (end !== null) return end;
    }
    return isCut ? 'cut' : 'ended';
  } finally {
    follower.close();
  }
}

/** Holds the batch that is under way. */
class FeedFollower {
  readonly #options: FollowOptions;
  #batch: FeedBatch | null = null;

  constructor(options: FollowOptions) {
    this.#options = options;
  }

  /** Takes lines in order; an end stops it. */
  async take(lines: readonly FeedLine[]): Promise<FollowEnd | null> {
    this.#options.onBytes(lines.some((line) => line.type !== 'keepalive'));
    for (const run of runsOf(lines)) {
      const end = Array.isArray(run) ? await this.#takeRows(run) : await this.#takeControl(run);
      if (end !== null) return end;
    }
    return null;
  }

  close(): void {
    this.#batch?.close();
    this.#batch = null;
  }

  async #takeRows(rows: readonly RowLine[]): Promise<FollowEnd | null> {
    const { mono, yieldToOthers } = this.#options;
    let taken = 0;
    while (taken < rows.length) {
      if (this.#batch === null) return 'misfit';
      const until = mono() + sliceMs;
      taken += this.#batch.take(taken === 0 ? rows : rows.slice(taken), () => mono() > until);
      if (taken < rows.length) await yieldToOthers();
    }
    return null;
  }

  async #takeControl(line: ControlLine): Promise<FollowEnd | null> {
    switch (line.type) {
      case 'begin':
        return this.#begin(line);
      case 'commit':
        return this.#commit(line);
      case 'upToDate':
        if (this.#batch === null) {
          noteUpToDate(this.#options.writer, line.serverTime, line.neighbors);
          if (line.neighbors !== undefined) this.#options.onNeighbors?.();
        }
        this.#options.onUpToDate(line.head, line.serverTime);
        return null;
      case 'mustRebootstrap':
        return 'must-rebootstrap';
      case 'keepalive':
        return null;
    }
  }

  #begin(line: Extract<FeedLine, { type: 'begin' }>): FollowEnd | null {
    if (this.#batch !== null) return 'misfit';
    const begun = beginBatch(this.#options.writer, line);
    if (!begun.ok) return begun.error.reason === 'epoch' ? 'must-rebootstrap' : 'misfit';
    this.#batch = begun.value;
    return null;
  }

  async #commit(line: Extract<FeedLine, { type: 'commit' }>): Promise<FollowEnd | null> {
    const batch = this.#batch;
    if (batch === null) return 'misfit';
    this.#options.onReceipts(batch.receipts);
    if (!batch.countsAnswered(line)) return 'misfit';
    const applied = batch.commit(line);
    this.#batch = null;
    this.#options.onApplied(applied);
    if (line.checksum !== undefined) await this.#options.onChecksum(line.checksum);
    return null;
  }
}

/** Rows that follow each other, as one list; every other line by itself. */
function runsOf(lines: readonly FeedLine[]): (RowLine[] | ControlLine)[] {
  const runs: (RowLine[] | ControlLine)[] = [];
  let rows: RowLine[] | null = null;
  for (const line of lines) {
    if (line.type === 'put' || line.type === 'del' || line.type === 'receipt') {
      if (rows === null) runs.push((rows = []));
      rows.push(line);
    } else {
      rows = null;
      runs.push(line);
    }
  }
  return runs;
}

/** A line of an unknown type is skipped; a broken one ends the feed. [I20] */
function parseLine(text: string): FeedLine[] {
  const json: unknown = JSON.parse(text);
  const parsed = FeedLineSchema.safeParse(json);
  if (parsed.success) return [parsed.data];
  const type = typeof json === 'object' && json !== null && 'type' in json ? json.type : null;
  if (typeof type !== 'string' || knownTypes.has(type)) throw new Error('a broken line on the feed');
  return [];
}

const knownTypes = new Set<string>(FeedLineSchema.options.map((option) => option.shape.type.value));

/** Ends where the stream breaks, and reports it. */
async function* untilCut(body: ReadableStream<Uint8Array>, onCut: () => void): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch {
    onCut();
  }
}

/** Most characters of one line: a rule set with its calendars is the longest. */
const longestLine = 64 * 1024 * 1024;

/** Yields the lines of each chunk together, so that a reader can work through many at once. */
export async function* readLines(body: AsyncIterable<Uint8Array>): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder();
  // A long line is put together once, when its end is there: looking for the end in all of it at each chunk would take forever.
  let begun: string[] = [];
  let begunLength = 0;
  for await (const chunk of body) {
    const text = decoder.decode(chunk, { stream: true });
    const end = text.lastIndexOf('\n');
    if (end < 0) {
      begun.push(text);
      begunLength += text.length;
      if (begunLength > longestLine) throw new Error('a line of the stream is too long');
      yield [];
      continue;
    }
    const lines = (begun.join('') + text.slice(0, end)).split('\n');
    begun = [text.slice(end + 1)];
    begunLength = text.length - end - 1;
    yield lines.filter((line) => line !== '');
  }
}
