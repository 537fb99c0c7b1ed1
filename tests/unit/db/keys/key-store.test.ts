// Where keys are kept, and the states that are refused rather than guessed.

import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { streamId } from '../../../../shared/core/ids.ts';
import { DESK_SECRETS, openSecrets } from '../../../../db/keys/open-secrets.ts';
import { isProtected } from '../../../../db/keys/key-store.ts';
import { passphraseSeal } from '../../../../db/keys/passphrase-seal.ts';
import { sealedKeyStore, type Seal } from '../../../../db/keys/sealed-key-store.ts';
import { makeSigner, makeVerifier, newPrivateKey } from '../../../../db/keys/signing.ts';
import { keyFilePath } from '../../../../db/keys/system-key-folder.ts';
import { systemKeyStore } from '../../../../db/keys/system-key-store.ts';
import { unsealed } from '../../../../db/keys/unsealed.ts';
import { needsNewStream } from '../../../../db/keys/needs-new-stream.ts';
import { isError } from '../../../../db/open/sqlite-error.ts';
import { tempDir } from '../support/temp-dir.ts';
import { fixedRandom } from '../support/test-desk.ts';

const path = tempDir();
const cheap = { memoryKib: 64, iterations: 1 };
const random = fixedRandom();

const open = (store: ReturnType<typeof sealedKeyStore>, mayMint = true) =>
  openSecrets({ store, kinds: DESK_SECRETS, random, dir: '/data', mayMint });

async function errorOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => null,
    (error: unknown) => error,
  );
}

describe('a key store', () => {
  test('mints secrets once and gives the same ones afterwards', async () => {
    const store = sealedKeyStore(path('plain/keys.json'), unsealed);
    const minted = await open(store);
    expect(minted.ledgerKey).toHaveLength(32);
    expect(minted.pepper).not.toEqual(minted.replicaKey);
    expect(await open(store, false)).toEqual(
      Object.fromEntries(Object.entries(minted).map(([name, key]) => [name, Buffer.from(key)])),
    );
    expect(store.protection).toBe('none');
    expect(statSync(path('plain/keys.json')).mode & 0o777).toBe(0o600);
  });

  test('does not mint where files wait for keys that are gone', async () => {
    const store = sealedKeyStore(path('gone/keys.json'), unsealed);
    expect(isError(await errorOf(open(store, false)), 'HF-DB-010')).toBe(true);
    expect(existsSync(path('gone/keys.json'))).toBe(false);
  });

  test('with a passphrase opens with that passphrase alone, and nothing is readable', async () => {
    const file = path('sealed/keys.json');
    const minted = await open(sealedKeyStore(file, passphraseSeal('open sesame', random, cheap)));
    const text = readFileSync(file, 'utf8');
    expect(text.includes(Buffer.from(minted.ledgerKey).toString('base64'))).toBe(false);
    const again = await open(sealedKeyStore(file, passphraseSeal('open sesame', random)), false);
    expect(Buffer.from(again.ledgerKey).equals(Buffer.from(minted.ledgerKey))).toBe(true);
    const wrong = await errorOf(open(sealedKeyStore(file, passphraseSeal('open barley', random)), false));
    expect(isError(wrong, 'HF-DB-011')).toBe(true);
    expect(isError(await errorOf(open(sealedKeyStore(file, unsealed), false)), 'HF-DB-012')).toBe(true);
  });

  test('with a seal that is handed in keeps only what the seal gives', async () => {
    const xor: Seal = {
      protection: 'system',
      seal: (plain) => Promise.resolve(plain.map((byte) => byte ^ 0x5a)),
      unseal: (sealed) => Promise.resolve(sealed.map((byte) => byte ^ 0x5a)),
    };
    const file = path('system/keys.json');
    const minted = await open(sealedKeyStore(file, xor));
    expect((await open(sealedKeyStore(file, xor), false)).pepper).toEqual(Buffer.from(minted.pepper));
    expect(isProtected('system') && isProtected('passphrase')).toBe(true);
    const weak: Seal = { ...xor, protection: 'weak', opensToo: 'system' };
    expect((await open(sealedKeyStore(file, weak), false)).pepper).toEqual(Buffer.from(minted.pepper));
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ protection: 'weak' });
    expect(isProtected(sealedKeyStore(file, weak).protection)).toBe(false);
    expect(isError(await errorOf(open(sealedKeyStore(file, xor), false)), 'HF-DB-022')).toBe(true);
    await open(sealedKeyStore(file, { ...xor, opensToo: 'weak' }), false);
    const broken: Seal = { ...xor, unseal: () => Promise.resolve(null) };
    expect(isError(await errorOf(open(sealedKeyStore(file, broken), false)), 'HF-DB-012')).toBe(true);
  });

  test('seals anew what was sealed with a key that the computer has replaced', async () => {
    const xorWith = (by: number, isStale = false): Seal => ({
      protection: 'system',
      seal: (plain) => Promise.resolve(plain.map((byte) => byte ^ by)),
      unseal: (sealed) => Promise.resolve(sealed.map((byte) => byte ^ 0x5a)),
      isStale: () => isStale,
    });
    const file = path('rotated/keys.json');
    await open(sealedKeyStore(file, xorWith(0x5a)));
    const before = readFileSync(file, 'utf8');
    await open(sealedKeyStore(file, xorWith(0x5a)), false);
    expect(readFileSync(file, 'utf8')).toBe(before);
    await open(sealedKeyStore(file, xorWith(0x33, true)), false);
    expect(readFileSync(file, 'utf8')).not.toBe(before);
  });

  test('refuses a file that others may read, and one that is damaged', async () => {
    const file = path('loose/keys.json');
    const store = sealedKeyStore(file, unsealed);
    await open(store);
    chmodSync(file, 0o644);
    expect(isError(await errorOf(open(store, false)), 'HF-DB-013')).toBe(true);
    chmodSync(file, 0o600);
    writeFileSync(file, '{"form":1,"protection":"none","sealed":"bm8="}');
    expect(isError(await errorOf(open(store, false)), 'HF-DB-012')).toBe(true);
  });

  test('keeps the mark; one that cannot be read is none', async () => {
    const store = sealedKeyStore(path('mark/keys.json'), unsealed);
    expect(await store.loadMark()).toBeNull();
    await store.saveMark({ stream: streamId('s'), seq: 7 });
    expect(await store.loadMark()).toEqual({ stream: 's', seq: 7 });
    writeFileSync(path('mark/mark.json'), '');
    expect(await store.loadMark()).toBeNull();
  });

  test('notices a spoiled byte anywhere in the file of the keys, or gives the same keys', async () => {
    const file = path('flip/keys.json');
    const store = sealedKeyStore(file, unsealed);
    await open(store);
    const whole = readFileSync(file);
    const sound = JSON.stringify(await open(store, false));
    for (let at = 0; at < whole.length; at += 1) {
      const spoiled = Buffer.from(whole);
      spoiled[at] = (spoiled[at] ?? 0) ^ 0x01;
      writeFileSync(file, spoiled);
      const found = await open(store, false).catch((error: unknown) => {
        if (isError(error, 'HF-DB-012', 'HF-DB-022')) return null;
        throw error;
      });
      if (found !== null) expect(JSON.stringify(found)).toBe(sound);
    }
  });

  test('of a data folder is outside of it and goes with it when it moves', async () => {
    process.env['HOLDFAST_STATE_DIR'] = path('state');
    const dir = path('data');
    mkdirSync(dir);
    const file = keyFilePath(dir);
    expect(file.startsWith(path('state'))).toBe(true);
    expect(keyFilePath(dir)).toBe(file);
    mkdirSync(path('data2'));
    expect(keyFilePath(path('data2'))).not.toBe(file);
    const store = systemKeyStore(dir, null);
    await open(store);
    expect(existsSync(file)).toBe(true);
    expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
    writeFileSync(path('pass.txt'), 'two words\n');
    process.env['HOLDFAST_PASSPHRASE_FILE'] = path('pass.txt');
    expect(systemKeyStore(dir).protection).toBe('passphrase');
    delete process.env['HOLDFAST_PASSPHRASE_FILE'];
    delete process.env['HOLDFAST_STATE_DIR'];
  });
});

describe('the name under which a data folder has its keys', () => {
  test.each(['ledger.db', 'central.db'])('is not made anew beside a %s that waits for its keys', (file) => {
    const dir = path(`without-name-${file}`);
    mkdirSync(dir);
    writeFileSync(join(dir, file), '');
    expect(() => keyFilePath(dir)).toThrow(/^The keys (?:for the folder|of the library in) /);
    expect(readdirSync(dir)).toEqual([file]);
  });

  test('that was cut off leads to no keys, and is said', () => {
    const dir = path('cut-off');
    mkdirSync(dir);
    writeFileSync(join(dir, 'key-id'), '\0\0');
    expect(() => keyFilePath(dir)).toThrow(/^The keys (?:for the folder|of the library in) /);
  });
});

describe('signatures', () => {
  test('hold for the text and key they were made with, and nothing else [I21]', () => {
    const signer = makeSigner(newPrivateKey(random));
    const verify = makeVerifier(signer.publicKey);
    const signature = signer.sign('a body ✓');
    expect(verify('a body ✓', signature)).toBe(true);
    expect(verify('a body', signature)).toBe(false);
    expect(
      verify(
        'a body ✓',
        signature.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')),
      ),
    ).toBe(false);
    expect(makeVerifier('nonsense')('a body ✓', signature)).toBe(false);
    expect(makeVerifier(makeSigner(newPrivateKey(random)).publicKey)('a body ✓', signature)).toBe(false);
  });
});

describe('whether a new stream must start [I4] [I8]', () => {
  const [a, b] = [streamId('a'), streamId('b')];
  test.each([
    ['the ledger has no stream', null, [], true],
    ['there is no mark yet', null, [{ stream: a, lastSeq: 3 }], false],
    ['the ledger is where the mark is', { stream: a, seq: 3 }, [{ stream: a, lastSeq: 3 }], false],
    ['the ledger is ahead of the mark', { stream: a, seq: 3 }, [{ stream: a, lastSeq: 5 }], false],
    ['the ledger ends before the mark', { stream: a, seq: 3 }, [{ stream: a, lastSeq: 2 }], true],
    ['the ledger is without the marked stream', { stream: b, seq: 1 }, [{ stream: a, lastSeq: 9 }], true],
    [
      'a stream started after the mark was written',
      { stream: a, seq: 3 },
      [
        { stream: a, lastSeq: 3 },
        { stream: b, lastSeq: 1 },
      ],
      false,
    ],
    [
      'the marked stream lost its end before another began',
      { stream: a, seq: 3 },
      [
        { stream: a, lastSeq: 2 },
        { stream: b, lastSeq: 1 },
      ],
      true,
    ],
  ])('%s', (_, mark, ledger, expected) => {
    expect(needsNewStream(mark, ledger)).toBe(expected);
  });
});
