// The chunks that the library consists of now: only chunks with changes in their range of keys are read again. One per server process. Refreshed
// within the read transaction of the request, so that it is the state at one position. [I9] [I11]

import { RowChecksum } from '../../db/open/row-checksum.ts';
import { readHead } from '../feed/read-head.ts';
import { createMutex } from '../store/mutex.ts';
import type { ReadTx } from '../store/store.ts';
import type { ChunkStore } from './chunk-store.ts';
import { changedKeys, countPart, partsOf, type PartName } from './part-rows.ts';
import { CHUNK_LENGTH, readChunks, type Chunk } from './read-chunks.ts';

/** A part at the position of the transaction that asked. */
export type CataloguedPart = PartName & { readonly chunks: readonly Chunk[]; readonly sum: RowChecksum };

export type RefreshOptions = {
  /** Keeps the bodies of all chunks, for those who will ask for them. */
  readonly keepBodies: boolean;
  /** Ends the reading in the middle of a part; finished parts stay. */
  readonly signal?: AbortSignal;
};

export type Catalogue = {
  /** The parts of some scopes, at the transaction's position; null when others have asked for a later one already. */
  readonly refresh: (
    tx: ReadTx,
    scopes: readonly string[],
    options: RefreshOptions,
  ) => Promise<readonly CataloguedPart[] | null>;
  /** Whether every part of these scopes was read before, so that a refresh is short. */
  readonly isWarm: (scopes: readonly string[]) => boolean;
  /** The chunks of these scopes read so far, during the first read. */
  readonly soFar: (scopes: readonly string[]) => SoFar;
};

/** Parts that were begun, each with its chunks from its beginning. */
export type SoFar = {
  readonly rows: number;
  /** Rows of all parts; 0 until they are counted. */
  readonly of: number;
  readonly parts: readonly (PartName & { readonly chunks: readonly Chunk[] })[];
};

type Known = { readonly position: number; readonly chunks: readonly Chunk[] };

export const partId = ({ scope, kind }: { readonly scope: string; readonly kind: string }) => `${kind}@${scope}`;

/** An empty catalogue. */
export function createCatalogue(bodies: ChunkStore, chunkLength: number = CHUNK_LENGTH): Catalogue {
  const known = new Map<string, Known>();
  const mutex = createMutex();
  const underWay = new Map<string, UnderWay>();
  let epoch: string | null = null;
  const refresh: Catalogue['refresh'] = async (tx, scopes, options) => {
    const head = await readHead(tx);
    if (head.epoch !== epoch) known.clear();
    epoch = head.epoch;
    const parts = partsOf(scopes);
    if (parts.some((part) => (known.get(partId(part))?.position ?? 0) > head.position)) return null;
    for (const part of parts)
      if (!known.has(partId(part))) underWay.set(partId(part), { of: await countPart(tx, part), chunks: [] });
    const changed = await changesOf(tx, parts, known, head.position);
    const refreshed: CataloguedPart[] = [];
    for (const part of parts) {
      const before = known.get(partId(part)) ?? null;
      const cut = before === null ? (underWay.get(partId(part))?.chunks ?? null) : null;
      const chunks = await refreshPart(
        { tx, part, bodies, chunkLength, options, cut },
        before?.chunks ?? null,
        changed(part),
      );
      known.set(partId(part), { position: head.position, chunks });
      refreshed.push({ ...part, chunks, sum: sumOf(chunks) });
    }
    return refreshed;
  };
  return {
    refresh: (tx, scopes, options) => mutex.run(() => refresh(tx, scopes, options).finally(() => underWay.clear())),
    isWarm: (scopes) => partsOf(scopes).every((part) => known.has(partId(part))),
    soFar: (scopes) => soFar(partsOf(scopes), known, underWay),
  };
}

/** A part that is read for the first time. */
type UnderWay = { readonly of: number; readonly chunks: Chunk[] };

function soFar(
  parts: readonly PartName[],
  known: ReadonlyMap<string, Known>,
  underWay: ReadonlyMap<string, UnderWay>,
): SoFar {
  let rows = 0;
  let of = 0;
  const begun: SoFar['parts'][number][] = [];
  for (const part of parts) {
    const read = known.get(partId(part))?.chunks ?? null;
    const chunks = read ?? underWay.get(partId(part))?.chunks ?? [];
    const here = chunks.reduce((sum, chunk) => sum + chunk.rows, 0);
    rows += here;
    of += read === null ? (underWay.get(partId(part))?.of ?? 0) : here;
    if (chunks.length > 0) begun.push({ ...part, chunks: [...chunks] });
  }
  return { rows, of, parts: begun };
}

/** Looks up the keys that changed since each part was read; those of one scope are read together. */
async function changesOf(
  tx: ReadTx,
  parts: readonly PartName[],
  known: ReadonlyMap<string, Known>,
  head: number,
): Promise<(part: PartName) => readonly string[]> {
  const found = new Map<string, Map<string, string[]>>();
  for (const [scope, some] of Map.groupBy(parts, (part) => part.scope)) {
    const positions = some.flatMap((part) => known.get(partId(part))?.position ?? []);
    const oldest = Math.min(head, ...positions);
    if (oldest < head) found.set(scope, await changedKeys(tx, scope, oldest));
  }
  return ({ scope, kind }) => found.get(scope)?.get(kind) ?? [];
}

type PartWork = {
  readonly tx: ReadTx;
  readonly part: PartName;
  readonly bodies: ChunkStore;
  readonly chunkLength: number;
  readonly options: RefreshOptions;
  /** Receives the chunks of a first reading as they are cut; null = none does. */
  readonly cut: Chunk[] | null;
};

async function refreshPart(
  work: PartWork,
  before: readonly Chunk[] | null,
  changed: readonly string[],
): Promise<readonly Chunk[]> {
  if (before === null || before.length === 0 || isShredded(before, work.chunkLength))
    return before?.length === 0 && changed.length === 0 ? before : readRun(work, { after: '', to: null });
  const stale = staleChunks(work, before, changed);
  const chunks: Chunk[] = [];
  for (let index = 0; index < before.length; index += 1) {
    const chunk = before[index];
    if (chunk === undefined) break;
    if (!stale.has(index)) {
      chunks.push(chunk);
      continue;
    }
    // Chunks that follow each other are read as one run, and cut anew.
    const after = before[index - 1]?.to ?? '';
    while (stale.has(index + 1)) index += 1;
    chunks.push(...(await readRun(work, { after, to: before[index]?.to ?? null })));
  }
  return endingOpen(chunks);
}

/** Places of the chunks in whose range a key changed, or whose bodies are wanted and not here. */
function staleChunks(
  { bodies, options }: PartWork,
  chunks: readonly Chunk[],
  changed: readonly string[],
): ReadonlySet<number> {
  const stale = new Set(changed.map((key) => chunkOf(chunks, key)));
  if (options.keepBodies) for (const [index, { hash }] of chunks.entries()) if (!bodies.has(hash)) stale.add(index);
  return stale;
}

/** The place of the chunk that a key is in, or would be. */
function chunkOf(chunks: readonly Chunk[], key: string): number {
  let [low, high] = [0, chunks.length - 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const to = chunks[middle]?.to ?? null;
    if (to === null || byBytes(key, to) <= 0) high = middle;
    else low = middle + 1;
  }
  return low;
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

async function readRun(
  { tx, part, bodies, chunkLength, options, cut }: PartWork,
  range: { readonly after: string; readonly to: string | null },
): Promise<Chunk[]> {
  const chunks: Chunk[] = [];
  for await (const { chunk, text } of readChunks(tx, part, range, chunkLength)) {
    if (options.keepBodies) bodies.put(chunk.hash, text, partId(part));
    cut?.push(chunk);
    options.signal?.throwIfAborted();
    chunks.push(chunk);
  }
  return chunks;
}

/** The last chunk goes to the end, also where the one behind it has no rows any more. */
function endingOpen(chunks: readonly Chunk[]): readonly Chunk[] {
  const last = chunks.at(-1);
  return last === undefined || last.to === null ? chunks : [...chunks.slice(0, -1), { ...last, to: null }];
}

/** Rows that went have left so many small chunks that it is time to cut the part anew. */
function isShredded(chunks: readonly Chunk[], chunkLength: number): boolean {
  const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  return chunks.length > 20 + (4 * length) / chunkLength;
}

function sumOf(chunks: readonly Chunk[]): RowChecksum {
  const all = new RowChecksum();
  for (const { checksum } of chunks) all.addAll(checksum);
  return all;
}
