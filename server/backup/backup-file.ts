// The file of a backup: a line of JSON as its head, then frames of rows. Each frame is compressed and, unless the backup was asked
// for without a key, sealed; the last one has the number of frames, so that a file that was cut is not taken for a whole one.

import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { z } from 'zod';
import { openBytes, sealBytes } from '../../db/open/sealed-bytes.ts';
import { errorAt } from '../../db/open/sqlite-error.ts';
import { syncFile } from '../../db/open/sync-file.ts';
import type { Seal } from '../../db/keys/sealed-key-store.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { InstantSchema } from '../../shared/core/instant.ts';
import type { StoredRow } from '../store/table-pages.ts';

const HeaderSchema = z.object({
  format: z.literal('holdfast-backup'),
  version: z.literal(1),
  /** The newest migration of the database. */
  tables: z.int(),
  epoch: z.string(),
  position: z.int(),
  at: InstantSchema,
  /** The key of the frames, sealed to the person who made the backup; absent = the frames are not sealed. */
  key: z.string().optional(),
});
export type BackupHeader = z.infer<typeof HeaderSchema>;

/** Rows of one table. */
export type BackupFrame = {
  readonly table: string;
  readonly rows: readonly StoredRow[];
};

const FrameSchema = z.union([
  z.object({ table: z.string(), rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))) }),
  z.object({ frames: z.int() }),
]);

/** Longest frame that is read. */
const LONGEST = 1024 * 1024 * 1024;

/** The seal that protects the key of a backup. */
export type BackupSeal = Pick<Seal, 'seal' | 'unseal'>;

/** Writes a backup; the file is there under its name only when all of it is on the disk. Throws HF-DB-004 … for the disk. */
export async function writeBackup(
  path: string,
  about: Omit<BackupHeader, 'format' | 'version' | 'key'>,
  { frames, seal }: { readonly frames: AsyncIterable<BackupFrame>; readonly seal: BackupSeal | null },
): Promise<void> {
  const partial = `${path}.part`;
  if (existsSync(path)) throw new HoldfastError('HF-DB-018', { path });
  const key = seal === null ? null : randomBytes(32);
  const sealed = seal === null || key === null ? null : Buffer.from(await seal.seal(key)).toString('base64');
  const fd = openOr(partial, 'w');
  try {
    const header = { format: 'holdfast-backup', version: 1, ...about, ...(sealed === null ? {} : { key: sealed }) };
    writeSync(fd, `${JSON.stringify(header)}\n`);
    let count = 0;
    const write = (value: unknown) => {
      const packed = zstdCompressSync(JSON.stringify({ n: count, value }));
      const bytes = key === null ? packed : sealBytes(key, packed);
      const length = Buffer.alloc(4);
      length.writeUInt32BE(bytes.length);
      writeSync(fd, length);
      writeSync(fd, bytes);
      count += 1;
    };
    for await (const frame of frames) write(frame);
    write({ frames: count });
    fsyncSync(fd);
    renameSync(partial, path);
    syncFile(path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw errorAt(path, error);
  } finally {
    closeSync(fd);
  }
}

function openOr(path: string, flags: 'w' | 'r'): number {
  try {
    return openSync(path, flags, 0o600);
  } catch (error) {
    throw errorAt(path, error);
  }
}

/** A backup that is being read. */
export type OpenedBackup = {
  readonly header: BackupHeader;
  /** Its rows. Throws HF-SERVER-017 where the file was cut or changed. */
  readonly frames: () => Generator<BackupFrame>;
  readonly close: () => void;
};

/** Opens a backup. Throws HF-SERVER-017 when it is none, or the key that it was sealed with is not here. */
export async function openBackup(path: string, seals: readonly BackupSeal[]): Promise<OpenedBackup> {
  const fd = openOr(path, 'r');
  try {
    const reader = fileReader(fd);
    const header = readHeader(path, reader.line());
    const key = header.key === undefined ? null : await unsealedKey(path, header.key, seals);
    return { header, frames: () => readFrames(path, reader, key), close: () => closeSync(fd) };
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

/** The header of a backup; null for a file that is none, or cannot be read. */
export function readBackupHeader(path: string): BackupHeader | null {
  try {
    const fd = openSync(path, 'r');
    try {
      return HeaderSchema.parse(JSON.parse(fileReader(fd).line() ?? ''));
    } finally {
      closeSync(fd);
    }
  } catch {
    return null;
  }
}

function readHeader(path: string, line: string | null): BackupHeader {
  try {
    return HeaderSchema.parse(JSON.parse(line ?? ''));
  } catch {
    throw spoilt(path, 'it is no backup of a library');
  }
}

async function unsealedKey(path: string, sealed: string, seals: readonly BackupSeal[]): Promise<Uint8Array> {
  for (const seal of seals) {
    const key = await seal.unseal(Buffer.from(sealed, 'base64'));
    if (key?.length === 32) return key;
  }
  throw spoilt(path, 'the key that it was sealed with is not here');
}

type FileReader = { readonly line: () => string | null; readonly frame: () => Buffer | null };

function fileReader(fd: number): FileReader {
  const take = (length: number): Buffer | null => {
    const bytes = Buffer.alloc(length);
    let filled = 0;
    while (filled < length) {
      const read = readSync(fd, bytes, filled, length - filled, null);
      if (read === 0) return null;
      filled += read;
    }
    return bytes;
  };
  return {
    line: () => {
      const bytes: number[] = [];
      while (bytes.length < 65_536) {
        const byte = take(1)?.[0];
        if (byte === undefined) return null;
        if (byte === 10) return Buffer.from(bytes).toString();
        bytes.push(byte);
      }
      return null;
    },
    frame: () => {
      const length = take(4)?.readUInt32BE();
      return length === undefined || length > LONGEST ? null : take(length);
    },
  };
}

function* readFrames(path: string, reader: FileReader, key: Uint8Array | null): Generator<BackupFrame> {
  for (let count = 0; ; count += 1) {
    const value = readFrame(path, reader.frame(), { key, count });
    if ('frames' in value) {
      if (value.frames !== count) throw spoilt(path, 'a part of it is missing');
      return;
    }
    yield value;
  }
}

function readFrame(
  path: string,
  bytes: Buffer | null,
  { key, count }: { readonly key: Uint8Array | null; readonly count: number },
): z.infer<typeof FrameSchema> {
  const packed = bytes === null || key === null ? bytes : openBytes(key, bytes);
  if (packed === null) throw spoilt(path, 'it was cut or changed');
  try {
    const { n, value } = NumberedSchema.parse(
      JSON.parse(zstdDecompressSync(packed, { maxOutputLength: LONGEST }).toString()),
    );
    if (n === count) return value;
  } catch {
    throw spoilt(path, 'it was cut or changed');
  }
  throw spoilt(path, 'its parts are not in order');
}

const NumberedSchema = z.object({ n: z.int(), value: FrameSchema });

function spoilt(path: string, why: string): HoldfastError {
  return new HoldfastError('HF-SERVER-017', { path, why });
}
