// Reads the plain tar archives that the browser package brings: regular files and folders, short names.

import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const BLOCK = 512;
const REGULAR_FILE = new Set(['0', '\0']);

/** Writes the files of an archive under `dir` with their modes. */
export function untar(archive: Buffer, dir: string): void {
  for (let at = 0; at + BLOCK <= archive.length && archive[at] !== 0;) {
    const header = archive.subarray(at, at + BLOCK);
    const size = octal(header, 124, 12);
    const body = archive.subarray(at + BLOCK, at + BLOCK + size);
    if (REGULAR_FILE.has(header.toString('latin1', 156, 157)))
      writeMember(dir, text(header, 0, 100), body, octal(header, 100, 8));
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
}

function writeMember(dir: string, name: string, body: Buffer, mode: number): void {
  const path = join(dir, normalize(`/${name}`));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, body);
  chmodSync(path, mode & 0o755);
}

function octal(header: Buffer, start: number, length: number): number {
  return Number.parseInt(text(header, start, length), 8);
}

function text(header: Buffer, start: number, length: number): string {
  const field = header.toString('latin1', start, start + length);
  return field.slice(0, field.indexOf('\0') === -1 ? length : field.indexOf('\0')).trim();
}
