// Fetched chunks of a snapshot that are not loaded yet, each in a sealed file named by its hash. After a broken
// download or a killed core only the missing chunks are fetched. A file that does not open, or does not match its name,
// counts as missing. [I17]

import { hash as hashOf } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import { errorCode } from '../open/driver.ts';
import type { FileKey } from '../open/file-key.ts';
import { derivedKey, openBytes, sealBytes } from '../open/sealed-bytes.ts';
import { errorAt } from '../open/sqlite-error.ts';

/** Longest text that a chunk may have once it is unpacked. */
export const LONGEST_CHUNK = 256 * 1024 * 1024;
/** Most chunks are shorter: by pieces of 16 KiB each would wait for the loading thread thirty times. */
const ONE_PIECE = 1024 * 1024;

const UNFINISHED = '.part';

/** The parts of keeping a chunk that need no turn of their own. */
export type ChunkWork = {
  /** The bytes of a zstd body. Rejects where it is none, or would be longer than a chunk may be. */
  readonly unpack: (body: Uint8Array) => Promise<Buffer>;
  readonly write: (path: string, sealed: Uint8Array) => Promise<void>;
};

const unpackAside = promisify(zstdDecompress);

/** Done by other threads, while this one loads the chunks before. */
export const CHUNK_WORK_ASIDE: ChunkWork = {
  unpack: (body) => unpackAside(body, { maxOutputLength: LONGEST_CHUNK, chunkSize: ONE_PIECE }),
  write: (path, sealed) => writeFile(path, sealed, { mode: 0o600 }),
};

export type ChunkFolder = {
  /** The text of a chunk that is here; null when it is not. */
  readonly text: (hash: string) => Promise<string | null>;
  /** Keeps the body of a chunk as it came, and returns its text; null when its hash is another, and then nothing is kept. */
  readonly keep: (hash: string, body: Uint8Array) => Promise<string | null>;
  /** Throws away all other chunks. */
  readonly keepOnly: (hashes: ReadonlySet<string>) => void;
};

/** Opens the folder of a desk's data folder. The key is that of its copies. */
export function openChunkFolder(dataDir: string, key: FileKey, work: ChunkWork): ChunkFolder {
  const dir = chunkDir(dataDir);
  const sealKey = derivedKey(key, 'snapshot-chunks');
  const fileOf = (hash: string) => join(dir, hash);
  let written = 0;
  return {
    text: async (hash) => {
      const sealed = fileOrNull(fileOf(hash));
      const body = sealed === null ? null : openBytes(sealKey, sealed);
      const text = body === null ? null : await textOf(work, hash, body);
      if (sealed !== null && text === null) rmSync(fileOf(hash), { force: true });
      return text;
    },
    keep: async (hash, body) => {
      const text = await textOf(work, hash, body);
      if (text === null) return null;
      try {
        mkdirSync(dir, { recursive: true, mode: 0o700 });
        // Two parts may have the same chunk, which is read while it is written.
        const unfinished = `${fileOf(hash)}.${(written += 1)}${UNFINISHED}`;
        await work.write(unfinished, sealBytes(sealKey, body));
        renameSync(unfinished, fileOf(hash));
      } catch (error) {
        throw errorAt(fileOf(hash), error);
      }
      return text;
    },
    keepOnly: (hashes) => {
      for (const name of namesIn(dir))
        if (!hashes.has(name) && !name.endsWith(UNFINISHED)) rmSync(fileOf(name), { force: true });
    },
  };
}

/** Throws the folder away: its snapshot is loaded. */
export function removeChunkFolder(dataDir: string): void {
  rmSync(chunkDir(dataDir), { recursive: true, force: true });
}

function chunkDir(dataDir: string): string {
  return join(dataDir, 'snapshot-chunks');
}

async function textOf(work: ChunkWork, hash: string, body: Uint8Array): Promise<string | null> {
  try {
    const bytes = await work.unpack(body);
    return hashOf('sha256', bytes, 'hex') === hash ? bytes.toString() : null;
  } catch {
    return null;
  }
}

function fileOrNull(path: string): Uint8Array | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw errorAt(path, error);
  }
}

function namesIn(dir: string): string[] {
  try {
    return readdirSync(dir);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw errorAt(dir, error);
  }
}
