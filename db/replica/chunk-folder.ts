// Fetched chunks of a snapshot that are not loaded yet, each in a sealed file named by its hash. After a broken
// download or a killed core only the missing chunks are fetched. A file that does not open, or does not match its name,
// counts as missing. [I17]

import { hash as hashOf } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { errorCode } from '../open/driver.ts';
import type { FileKey } from '../open/file-key.ts';
import { derivedKey, openBytes, sealBytes } from '../open/sealed-bytes.ts';
import { errorAt } from '../open/sqlite-error.ts';

/** Longest text that a chunk may have once it is unpacked. */
const LONGEST = 256 * 1024 * 1024;

export type ChunkFolder = {
  /** The text of a chunk that is here; null when it is not. */
  readonly text: (hash: string) => string | null;
  /** Keeps the body of a chunk as it came, and returns its text; null when its hash is another, and then nothing is kept. */
  readonly keep: (hash: string, body: Uint8Array) => string | null;
  /** Throws away all other chunks. */
  readonly keepOnly: (hashes: ReadonlySet<string>) => void;
};

/** Opens the folder of a desk's data folder. The key is that of its copies. */
export function openChunkFolder(dataDir: string, key: FileKey): ChunkFolder {
  const dir = chunkDir(dataDir);
  const sealKey = derivedKey(key, 'snapshot-chunks');
  const fileOf = (hash: string) => join(dir, hash);
  return {
    text: (hash) => {
      const sealed = fileOrNull(fileOf(hash));
      const body = sealed === null ? null : openBytes(sealKey, sealed);
      const text = body === null ? null : textOf(hash, body);
      if (sealed !== null && text === null) rmSync(fileOf(hash), { force: true });
      return text;
    },
    keep: (hash, body) => {
      const text = textOf(hash, body);
      if (text === null) return null;
      try {
        mkdirSync(dir, { recursive: true, mode: 0o700 });
        writeFileSync(fileOf(hash), sealBytes(sealKey, body), { mode: 0o600 });
      } catch (error) {
        throw errorAt(fileOf(hash), error);
      }
      return text;
    },
    keepOnly: (hashes) => {
      for (const name of namesIn(dir)) if (!hashes.has(name)) rmSync(fileOf(name), { force: true });
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

function textOf(hash: string, body: Uint8Array): string | null {
  try {
    const bytes = zstdDecompressSync(body, { maxOutputLength: LONGEST });
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
