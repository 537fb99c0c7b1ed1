// Snapshots as desks ask for them: a manifest of everything that a desk subscribes to, at one position, and the chunks that it names. A chunk
// that this process does not keep is put together from the rows as they are now: it serves when nothing in it has changed since.

import { hash as hashOf } from 'node:crypto';
import type { Clock } from '../../shared/core/ports.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { isRowKind } from '../../shared/wire/rows.ts';
import { SNAPSHOT_SCHEMA, type SnapshotBuilding, type SnapshotManifest } from '../../shared/wire/snapshot.ts';
import type { SnapshotChunkQuery } from '../../shared/wire/snapshot-chunk.ts';
import { allScopes, deskScopes } from '../feed/desk-scopes.ts';
import { lastSeqs } from '../feed/last-seqs.ts';
import { readHead } from '../feed/read-head.ts';
import type { ReadTx, Store } from '../store/store.ts';
import { createCatalogue, partId, type Catalogue, type CataloguedPart, type SoFar } from './catalogue.ts';
import { compressed, type ChunkStore } from './chunk-store.ts';
import { readRange, type Chunk } from './read-chunks.ts';

type Desk = { readonly id: string; readonly branch: string };

/** The body of a chunk, and whether caches between may keep it for others. */
export type ChunkBody = { readonly body: Uint8Array; readonly isShareable: boolean };

export type Snapshots = {
  /** The manifest for a desk; how far it is, while the library is read for the first time and that takes longer. */
  readonly manifest: (desk: Desk) => Promise<SnapshotManifest | SnapshotBuilding>;
  /** A chunk of a part that the desk has. Throws HF-SERVER-015 when it changed meanwhile, HF-SERVER-016 when the desk has no such part. */
  readonly chunk: (desk: Desk, hash: string, query: SnapshotChunkQuery) => Promise<ChunkBody>;
  /** Reads the whole library beforehand, so that the first desk does not wait for that. */
  readonly prepare: (signal: AbortSignal) => Promise<void>;
  readonly catalogue: Catalogue;
};

export type SnapshotParts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly bodies: ChunkStore;
  /** Characters after which a chunk ends; absent = as many as serve well over a line. */
  readonly chunkLength?: number;
};

/** How long a first reading is waited for before its progress is sent. */
const TELL_AFTER_MS = 200;

/** Opens the server of snapshots; nothing is read before the first request. */
export function createSnapshots(parts: SnapshotParts): Snapshots {
  const { store, bodies } = parts;
  const catalogue = createCatalogue(bodies, parts.chunkLength);
  const building = new Map<string, Promise<void>>();
  /** Reads parts that were never read, once for all who wait for them. */
  const warm = (scopes: readonly string[]) => {
    const name = scopes.join('\n');
    const known = building.get(name);
    if (known !== undefined) return known;
    const done = store
      .readLong(async (tx) => void (await catalogue.refresh(tx, scopes, { keepBodies: true })))
      .finally(() => building.delete(name));
    building.set(name, done);
    return done;
  };
  return {
    catalogue,
    prepare: (signal) =>
      store.readLong(
        async (tx) => void (await catalogue.refresh(tx, await allScopes(tx), { keepBodies: true, signal })),
      ),
    manifest: async (desk) => {
      const scopes = await store.read((tx) => deskScopes(tx, desk.branch));
      if (!catalogue.isWarm(scopes) && !(await isWithin(warm(scopes), TELL_AFTER_MS)))
        return { building: buildingOf(catalogue.soFar(scopes)) };
      const manifest = await readManifest(parts, catalogue, desk);
      await rememberScopes(store, desk);
      bodies.sweep();
      return manifest;
    },
    chunk: async (desk, hash, query) => {
      const scopes = await store.read((tx) => deskScopes(tx, desk.branch));
      const { kind, scope } = query;
      if (!scopes.includes(scope) || !isRowKind(kind)) throw new HoldfastError('HF-SERVER-016');
      const isShareable = SHAREABLE.has(kind);
      const kept = bodies.get(hash, partId({ scope, kind }));
      if (kept !== null) {
        bodies.touch([hash]);
        return { body: kept, isShareable };
      }
      const range = { after: query.after, to: query.to ?? null };
      const text = await store.readLong((tx) => readRange(tx, { scope, kind }, range));
      if (hashOf('sha256', text, 'hex') !== hash) throw new HoldfastError('HF-SERVER-015');
      return { body: compressed(text), isShareable };
    },
  };
}

function buildingOf({ rows, of, parts }: SoFar): SnapshotBuilding['building'] {
  return { rows, of, parts: parts.map(({ scope, kind, chunks }) => ({ scope, kind, chunks: chunks.map(toldOf) })) };
}

/** The entry of a chunk in a manifest. */
const toldOf = ({ hash, rows, to }: Chunk) => ({ hash, rows, to });

/** Kinds without personal data: a chunk fetched by one desk may serve the others of its branch. */
const SHAREABLE: ReadonlySet<string> = new Set([
  'library',
  'branch',
  'location',
  'ruleSet',
  'ruleActivation',
  'policy',
  'title',
  'item',
]);

async function readManifest(
  { store, clock, bodies }: SnapshotParts,
  catalogue: Catalogue,
  desk: Desk,
): Promise<SnapshotManifest> {
  for (;;) {
    const manifest = await store.readLong(async (tx) => {
      const scopes = await deskScopes(tx, desk.branch);
      const parts = await catalogue.refresh(tx, scopes, { keepBodies: true });
      return parts === null ? null : manifestOf(tx, clock, desk, parts);
    });
    // Others asked at a later position meanwhile: so does this.
    if (manifest === null) continue;
    bodies.touch(manifest.parts.flatMap(({ chunks }) => chunks.map(({ hash }) => hash)));
    return manifest;
  }
}

async function manifestOf(
  tx: ReadTx,
  clock: Clock,
  desk: Desk,
  parts: readonly CataloguedPart[],
): Promise<SnapshotManifest> {
  const { epoch, position } = await readHead(tx);
  return {
    epoch,
    pos: position,
    schema: SNAPSHOT_SCHEMA,
    lastSeq: await lastSeqs(tx, desk.id),
    serverTime: clock.now(),
    parts: parts.map(({ scope, kind, sum, chunks }) => ({
      scope,
      kind,
      rows: chunks.reduce((sum, chunk) => sum + chunk.rows, 0),
      checksum: sum.hex,
      chunks: chunks.map(toldOf),
    })),
  };
}

/** A desk whose system changes later has to load its copy anew. */
async function rememberScopes(store: Store, desk: Desk): Promise<void> {
  const scopes = await store.read(async (tx) => JSON.stringify(await deskScopes(tx, desk.branch)));
  await store.write((tx) =>
    tx.db
      .updateTable('desk')
      .set({ scopes })
      .where('id', '=', desk.id)
      .where((where) => where.or([where('scopes', 'is', null), where('scopes', '!=', scopes)]))
      .execute(),
  );
}

/** Whether some work ends in time; its error is thrown here. */
async function isWithin(work: Promise<void>, ms: number): Promise<boolean> {
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => late.resolve(false), ms);
  // The request may be gone when it fails: the next one begins it again.
  const ended = work.then(() => true);
  ended.catch(() => undefined);
  try {
    return await Promise.race([ended, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
