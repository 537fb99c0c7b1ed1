// GET /v1/snapshot: the manifest of the whole state that a desk subscribes to, at one position. Its rows come in chunks that are named by
// the SHA-256 of their text (snapshot-chunk.ts), so that a download goes on where it broke, and a chunk that is here already is not sent again.

import { z } from 'zod';
import { StreamIdSchema } from '../core/ids.ts';
import { InstantSchema } from '../core/instant.ts';

/** Form of the rows in a snapshot. */
export const SNAPSHOT_SCHEMA = 1;

/** One chunk of a part. It holds the rows whose keys come after the chunk before it, up to `to`. */
export const SnapshotChunkSchema = z.object({
  /** SHA-256 of its text, hex. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  rows: z.int().min(0),
  /** The last key that it may hold; null = to the end. */
  to: z.string().nullable(),
});
export type SnapshotChunk = z.infer<typeof SnapshotChunkSchema>;

/** Chunks of one kind in one scope, in key order. */
export const SnapshotChunksSchema = z.object({
  scope: z.string(),
  kind: z.string(),
  chunks: z.array(SnapshotChunkSchema),
});
export type SnapshotChunks = z.infer<typeof SnapshotChunksSchema>;

/** The rows of one kind in one scope. */
export const SnapshotPartSchema = SnapshotChunksSchema.extend({
  rows: z.int().min(0),
  /** Of all its rows, hex: see row-checksum. Two parts at one position are alike if and only if these are. */
  checksum: z.string(),
});
export type SnapshotPart = z.infer<typeof SnapshotPartSchema>;

export const SnapshotManifestSchema = z.object({
  epoch: z.string(),
  pos: z.int().min(0),
  /** Form of the rows. */
  schema: z.int(),
  /** The last seq of each of this desk's streams whose effects are all in the rows. [I3] */
  lastSeq: z.record(StreamIdSchema, z.int()),
  serverTime: InstantSchema,
  parts: z.array(SnapshotPartSchema),
});
export type SnapshotManifest = z.infer<typeof SnapshotManifestSchema>;

/**
 * The answer (202) while the server puts its chunks together: ask again soon. `parts` has the chunks made so far, each part from its beginning,
 * so that a desk can begin to load; a chunk that is not in the manifest in the end is thrown away.
 */
export const SnapshotBuildingSchema = z.object({
  building: z.object({ rows: z.int(), of: z.int(), parts: z.array(SnapshotChunksSchema).default([]) }),
});
export type SnapshotBuilding = z.infer<typeof SnapshotBuildingSchema>;

export const SnapshotAnswerSchema = z.union([SnapshotManifestSchema, SnapshotBuildingSchema]);
