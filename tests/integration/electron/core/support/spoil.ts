// Ways in which a file can be spoiled by a disk or by a person.

import {
  closeSync,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  truncateSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { required } from '../../../../../shared/core/assert.ts';
import type { DeskPlace } from './running-desk.ts';

const pageSize = 4_096;

/** Overwrites a file from a byte on. */
export function overwrite(path: string, from: number, bytes: number = Number.POSITIVE_INFINITY): void {
  const fd = openSync(path, 'r+');
  const { size } = fstatSync(fd);
  const garbage = Buffer.alloc(Math.max(0, Math.min(size - from, bytes)), 0xa5);
  writeSync(fd, garbage, 0, garbage.length, from);
  closeSync(fd);
}

/** Named ways to spoil a database file. */
export const SPOILERS: readonly (readonly [how: string, spoil: (path: string) => void])[] = [
  ['bytes at the front are spoiled', (path) => overwrite(path, 0, 64)],
  ['every page behind the first is spoiled', (path) => overwrite(path, pageSize)],
  ['the second half is spoiled', (path) => overwrite(path, Math.floor(statSync(path).size / 2))],
  ['the second half is cut off', (path) => truncateSync(path, Math.floor(statSync(path).size / 2))],
  ['nothing is left in it', (path) => truncateSync(path, 0)],
  ['it is no database at all', (path) => overwrite(path, 0)],
];

/** The copies of the library in a folder. */
export function replicaFiles({ data }: DeskPlace): string[] {
  return readdirSync(data)
    .filter((name) => /^replica-\d+\.db$/.test(name))
    .map((name) => join(data, name));
}

/** The one copy. */
export function theReplica(place: DeskPlace): string {
  const [file, ...more] = replicaFiles(place);
  if (more.length > 0) throw new Error('there are several copies');
  return required(file, () => 'there is no copy');
}

export function remove(path: string): void {
  rmSync(path);
}

/** Changes one byte of a file. */
export function flipByte(path: string, at: number): void {
  const fd = openSync(path, 'r+');
  const byte = Buffer.alloc(1);
  readSync(fd, byte, 0, 1, at);
  writeSync(fd, Buffer.of((byte[0] ?? 0) ^ 0x10), 0, 1, at);
  closeSync(fd);
}
