// The floor of everything that is recorded: one row of two kilobytes a transaction, encrypted, WAL, synchronous FULL, and nothing else.

import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDriver } from '../../db/open/driver.ts';

/** Milliseconds of each append. */
export function bareAppends(count: number): number[] {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-floor-'));
  const db = openDriver(join(dir, 'floor.db'), {});
  db.pragma("cipher='chacha20'");
  db.pragma(`key="x'${randomBytes(32).toString('hex')}'"`);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE act (n INTEGER PRIMARY KEY, body TEXT)');
  const insert = db.prepare('INSERT INTO act (body) VALUES (?)');
  const body = 'x'.repeat(2_000);
  const times = Array.from({ length: count }, () => {
    const started = performance.now();
    insert.run(body);
    return performance.now() - started;
  });
  db.close();
  rmSync(dir, { recursive: true, force: true });
  return times;
}
