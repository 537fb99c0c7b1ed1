// The bodies of chunks, compressed, in files of a folder of their own. The files are sealed with a key that only this process has and are of
// no use without it: data that is purged from the library is not kept here, and another process begins anew. [I19]

import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, zstdCompressSync } from 'node:zlib';
import { openBytes, sealBytes } from '../../db/open/sealed-bytes.ts';
import { errorCode } from '../../db/open/driver.ts';
import type { Millis } from '../../shared/core/instant.ts';

export type ChunkStore = {
  readonly has: (hash: string) => boolean;
  /** Keeps a chunk that a part has. */
  readonly put: (hash: string, text: string, part: string) => void;
  /** The compressed body of a chunk, if it is kept and this part has had it. */
  readonly get: (hash: string, part: string) => Uint8Array | null;
  /** Keeps these for a while: a manifest named them to a desk. */
  readonly touch: (hashes: Iterable<string>) => void;
  /** Deletes chunks that no manifest has named for long. */
  readonly sweep: () => void;
  readonly close: () => void;
};

/** How long a chunk is kept after a manifest named it. */
const KEPT_MS: Millis = 2 * 3_600_000;

type Kept = { readonly parts: Set<string>; touched: Millis };

/** Opens a store in a folder, whose earlier content goes. */
export function openChunkStore(dir: string, mono: () => Millis): ChunkStore {
  const key = randomBytes(32);
  const kept = new Map<string, Kept>();
  const fileOf = (hash: string) => join(dir, hash);
  rmSync(dir, { recursive: true, force: true });
  return {
    has: (hash) => kept.has(hash),
    put: (hash, text, part) => {
      const known = kept.get(hash);
      if (known !== undefined) {
        known.parts.add(part);
        return;
      }
      mkdirSync(dir, { recursive: true, mode: 0o700 });
      writeFileSync(fileOf(hash), sealBytes(key, compressed(text)), { mode: 0o600 });
      kept.set(hash, { parts: new Set([part]), touched: mono() });
    },
    get: (hash, part) => {
      const one = kept.get(hash);
      if (one?.parts.has(part) !== true) return null;
      const sealed = fileOrNull(fileOf(hash));
      const body = sealed === null ? null : openBytes(key, sealed);
      // A spoiled or missing file is made again at the next request.
      if (body === null) kept.delete(hash);
      return body;
    },
    touch: (hashes) => {
      for (const hash of hashes) {
        const one = kept.get(hash);
        if (one !== undefined) one.touched = mono();
      }
    },
    sweep: () => {
      for (const [hash, { touched }] of kept) {
        if (mono() - touched <= KEPT_MS) continue;
        kept.delete(hash);
        rmSync(fileOf(hash), { force: true });
      }
    },
    close: () => {
      kept.clear();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** The body of a chunk as it goes over the wire. */
export function compressed(text: string): Uint8Array {
  return zstdCompressSync(text, { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
}

function fileOrNull(path: string): Uint8Array | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}
