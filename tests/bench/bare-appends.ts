// The floor of everything that is recorded: one text a transaction, encrypted, WAL, synchronous FULL, and nothing else.

import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDriver } from '../../db/open/driver.ts';

/** A file that texts are appended to. */
export type BareLedger = {
  /** Appends one; returns how many milliseconds it took. */
  readonly append: (text: string) => number;
  readonly close: () => void;
};

/** Opens one in a folder of its own, which goes with it. */
export function openBareLedger(): BareLedger {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-floor-'));
  const db = openDriver(join(dir, 'floor.db'), {});
  db.pragma("cipher='chacha20'");
  db.pragma(`key="x'${randomBytes(32).toString('hex')}'"`);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE act (n INTEGER PRIMARY KEY, body TEXT)');
  const insert = db.prepare('INSERT INTO act (body) VALUES (?)');
  return {
    append: (text) => {
      const started = performance.now();
      insert.run(text);
      return performance.now() - started;
    },
    close: () => {
      db.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Milliseconds of each of so many appends of two kilobytes. */
export function bareAppends(count: number): number[] {
  const floor = openBareLedger();
  const body = 'x'.repeat(2_000);
  const times = Array.from({ length: count }, () => floor.append(body));
  floor.close();
  return times;
}
