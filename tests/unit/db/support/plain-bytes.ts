// The plain bytes of an encrypted file: pages in use and free ones alike, and its write-ahead log.

import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileKey } from '../../../../db/open/file-key.ts';
import { openWriter } from '../../../../db/open/open-file.ts';

const headerBytes = 32;
const frameBytes = 24 + 4_096;

/** The bytes of a file with its key taken off, and how many pages its log holds. The file itself is only read. */
export function plainBytes(path: string, key: FileKey): { readonly bytes: Buffer; readonly loggedPages: number } {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-plain-'));
  const copy = join(dir, 'copy.db');
  try {
    copyFileSync(path, copy);
    const log = `${path}-wal`;
    const logged = existsSync(log) ? readFileSync(log).length : 0;
    if (logged > 0) copyFileSync(log, `${copy}-wal`);
    const settings = { durability: 'normal', cacheMib: 1, busyMs: 0 } as const;
    const file = openWriter({ file: 'ledger', path: copy, key, settings });
    file.raw.pragma('journal_mode = DELETE');
    file.raw.pragma("rekey = ''");
    file.close();
    return { bytes: readFileSync(copy), loggedPages: Math.max(0, Math.ceil((logged - headerBytes) / frameBytes)) };
  } finally {
    rmSync(dir, { recursive: true });
  }
}
