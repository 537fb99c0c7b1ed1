// Writes the file of a batch into a folder: whole or not at all, once. Written again, it is the same; another file of its name is never replaced.

import { createHash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { fileOfBatch, noteWritten, type BillParts, type BillStep } from './bill-batches.ts';

/**
 * Writes it, then notes where it is. Throws HF-PAY-132 and 133, HF-PAY-136 where the folder takes it not or has another file of this name, HF-PAY-139
 * without a folder.
 */
export async function writeBillFile(
  parts: BillParts,
  { batch: id, by, folder: named }: BillStep & { readonly folder: string | null },
): Promise<string> {
  const { batch, name, text } = await parts.store.read((tx) => fileOfBatch(tx, id));
  const folder = named ?? batch.written?.folder ?? batch.folder;
  if (folder === null) throw new HoldfastError('HF-PAY-139');
  const bytes = Buffer.from(text, batch.layout.file.encoding === 'utf8' ? 'utf8' : 'latin1');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { written } = batch;
  if (written !== null && written.sha256 !== sha256) throw new Error(`batch ${batch.number} would be another file now`);
  const path = join(folder, name);
  const isNew = putOnce(path, folder, bytes);
  await noteWritten(parts, { batch: id, by, file: name, folder, sha256 }).catch((error: unknown) => {
    // It was taken back meanwhile: no file of it may lie there.
    if (isNew && error instanceof HoldfastError && error.code === 'HF-PAY-133') rmSync(path, { force: true });
    throw error;
  });
  return path;
}

/** Whether the file was not there before. */
function putOnce(path: string, folder: string, bytes: Buffer): boolean {
  const refuse = (why: string, cause?: unknown): never => {
    throw new HoldfastError('HF-PAY-136', { file: path, why }, { cause });
  };
  // The folder is never made: where a share is not mounted, the file would lie unseen beneath it.
  if (!existsSync(folder)) return refuse('the folder is not there');
  const partial = `${path}.${process.pid}.part`;
  try {
    const file = openSync(partial, 'w', 0o640);
    try {
      writeFileSync(file, bytes);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    // Unlike a rename, a link fails where a file of the name is.
    linkSync(partial, path);
    syncFolder(folder);
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') refuse(codeOf(error), error);
    if (!readFileSync(path).equals(bytes)) refuse('another file of this name is there');
    return false;
  } finally {
    rmSync(partial, { force: true });
  }
}

/** The name of the file is on the disk too. Windows has no such thing for folders. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
}
