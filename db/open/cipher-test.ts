// Whether the cipher of the database is the one that every other Holdfast has: a page that was written elsewhere opens, and a changed one does
// not. A driver with another cipher would call every ledger damaged, which would be the wrong diagnosis.

import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { openDriver, type DriverDatabase } from './driver.ts';
import { keyPragma } from './file-key.ts';

/** A database of one page, whose view answers `holdfast`. SQLite3 Multiple Ciphers 2.4.0 wrote it, under the key 00 01 … 1f. */
const KNOWN_PAGE = [
  'urPAgsIL/HKxsOPgZsH7ywIAAQEgQCAgYuZGuMSQ+CgJewPT9mXe0ccQOznKSQcx1QR30dEtR/UaJXEy7AaNU2zLAJIoVMF/JWpW9NPfG0uo0r+MyuRIsCIPcLRkWLtQ',
  'WBM/UtT+y06+ph8sL7cMrAI0/e4bL68nA8za//2bitpH91zKZIvsXHmcIktNFgjT+TRoJ2Mn8djpYt1LI+QjkU3NHmaqiaM/ixqd6OhISaAtMkk8LTNIcIZzjWwRcmN1',
  'shyYirU7MvMM0cDHchixX5XopnAwktUts0i4YGfPM/2T1jub3vXbZEqP0P8cIb5lt6GE8RGWn5AaVLLix4Cw2fCXgib1i4ekz57cRZtSEuAzpvPYi79RScKQvvbyvzmS',
  'YmfZFjgC+dP8jk/TQZTqpzq0Fruc8bMTfqDriuxRQYojD8BC+iqRTTsZsOIqfcA0zg8vlgVtsTHqrJWNW5micI98mkkeykYzNNtK4J/gyyi4NmZb7LS/kXkUT9rJstSE',
  'N2UzJGCHfl18R2dZp7Ps39kG0b8N8iFOmAEnL6V8Bv0BZLtURfOucOoI8NgjaJ+iHpKXCZ988ucrmIv6j8HCePOOD4rnk11Tex0P5oSMEdq0v02iibnfBDDeXk72gy7J',
  'w+HnmQyIpj2/1oGrbiMX/6zqQaxSnIzJUwbwkrsqfGk=',
].join('');
const KNOWN_KEY = Uint8Array.from({ length: 32 }, (_, index) => index);

type Open = (path: string) => DriverDatabase;
const openFile: Open = (path) => openDriver(path, { readonly: true, fileMustExist: true });

/** Tries it with a file in `dir`, of which nothing is left. Throws HF-DB-101. */
export function testDatabaseCipher(dir: string, open: Open = openFile): void {
  const page = Buffer.from(KNOWN_PAGE, 'base64');
  const changed = Buffer.from(page);
  changed.writeUInt8(changed.readUInt8(200) ^ 1, 200);
  const path = join(dir, 'known-page');
  try {
    for (const [bytes, answer] of [
      [page, 'holdfast'],
      [changed, null],
    ] as const) {
      // A disk that takes nothing is reported by the desk's own failing writes.
      if (!put(path, bytes)) return;
      if (answerOf(path, open) !== answer) throw new HoldfastError('HF-DB-101', { what: 'the cipher of its database' });
    }
  } finally {
    rmSync(path, { force: true });
  }
}

function put(path: string, bytes: Uint8Array): boolean {
  try {
    writeFileSync(path, bytes, { mode: 0o600 });
    return true;
  } catch {
    return false;
  }
}

/** Null where the page does not open. */
function answerOf(path: string, open: Open): unknown {
  const raw = open(path);
  try {
    raw.pragma("cipher = 'chacha20'");
    raw.pragma(keyPragma(KNOWN_KEY));
    return raw.prepare('SELECT answer FROM known').pluck().get();
  } catch {
    return null;
  } finally {
    raw.close();
  }
}
