// A driver whose cipher is another one is named as that, before it calls a ledger damaged.

import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testDatabaseCipher } from '../../../../db/open/cipher-test.ts';
import { openDriver } from '../../../../db/open/driver.ts';

const dir = mkdtempSync(join(tmpdir(), 'holdfast-cipher-'));
afterAll(() => rmSync(dir, { recursive: true }));

/** The driver, with `instead` in place of its pragmas. */
const driverTold = (instead: (pragma: string) => string) => (path: string) => {
  const raw = openDriver(path, { readonly: true });
  const pragma = raw.pragma.bind(raw);
  return Object.assign(raw, { pragma: (text: string) => pragma(instead(text)) });
};

test('this driver opens the known page, and leaves nothing of it', () => {
  expect(() => testDatabaseCipher(dir)).not.toThrow();
  expect(readdirSync(dir)).toEqual([]);
});

test.each([
  ['another cipher', (text: string) => text.replace('chacha20', 'aes256cbc')],
  ['another form of a key', (text: string) => text.replace("x'", "x'ff")],
])('one with %s is refused', (_what, instead) => {
  expect(() => testDatabaseCipher(dir, driverTold(instead))).toThrow(
    'This program does not compute the cipher of its database as everybody else does',
  );
  expect(readdirSync(dir)).toEqual([]);
});

test('a folder that takes no file passes: the writer that needs it reports it', () => {
  const nowhere = join(dir, 'nowhere');
  expect(() => testDatabaseCipher(nowhere)).not.toThrow();
  expect(existsSync(nowhere)).toBe(false);
});
