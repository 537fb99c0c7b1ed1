// Files of a desk that a disk has spoiled, while no program has them open.

import { closeSync, existsSync, openSync, readdirSync, readSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { ledgerPath } from '../../../db/ledger/open-ledger.ts';
import type { Chance } from '../world/chance.ts';
import type { SimDesk } from '../world/desk.ts';

/** How a file can be spoiled. */
export const SPOILED = ['bit flip', 'torn page', 'missing file'] as const;
export type Spoiled = (typeof SPOILED)[number];

const PAGE = 4_096;
/** The unit of a disk's writes. */
const SECTOR = 512;

/** The copies of the library in a desk's folder. */
export function copiesIn({ dir }: SimDesk): string[] {
  const names = readdirSync(dir).filter((name) => /^replica-\d+\.db$/.test(name));
  return names.toSorted().map((name) => join(dir, name));
}

export const ledgerPathOf = ({ dir }: SimDesk): string => ledgerPath(dir);

/** Spoils a file. Returns whether there was one to spoil. */
export function spoil(path: string, how: Spoiled, chance: Chance): boolean {
  if (!existsSync(path)) return false;
  const { size } = statSync(path);
  if (size < 2 * PAGE) return false;
  if (how === 'missing file') rmSync(path);
  else if (how === 'bit flip') flip(path, chance.below(size), 1 << chance.below(8));
  else tear(path, chance.below(Math.floor(size / PAGE)), chance);
  return true;
}

function flip(path: string, at: number, bit: number): void {
  const file = openSync(path, 'r+');
  const byte = Buffer.alloc(1);
  readSync(file, byte, 0, 1, at);
  writeSync(file, Buffer.of((byte[0] ?? 0) ^ bit), 0, 1, at);
  closeSync(file);
}

/** Only the first sectors of a page were written; the old bytes stand behind them. */
function tear(path: string, page: number, chance: Chance): void {
  const kept = SECTOR * chance.between(1, PAGE / SECTOR - 1);
  const file = openSync(path, 'r+');
  writeSync(file, chance.bytes(PAGE - kept), 0, PAGE - kept, page * PAGE + kept);
  closeSync(file);
}
