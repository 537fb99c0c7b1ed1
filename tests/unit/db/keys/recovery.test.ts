// The recovery kit: a code that survives being written down, and a file that opens with it and with nothing else.

import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { newRecoveryKey, parseRecoveryCode, recoveryCode } from '../../../../db/keys/recovery-code.ts';
import { kitName, kitOfFile, openWithKit, recoveryPath, sealToKit } from '../../../../db/keys/recovery-file.ts';
import { passphraseSeal } from '../../../../db/keys/passphrase-seal.ts';
import { unsealed } from '../../../../db/keys/unsealed.ts';
import { peekSecrets, saveRecovered, sealedKeyStore, type Seal } from '../../../../db/keys/sealed-key-store.ts';
import { makeSigner } from '../../../../db/keys/signing.ts';
import { isError } from '../../../../db/open/sqlite-error.ts';
import { HoldfastError } from '../../../../shared/core/holdfast-error.ts';
import { tempDir } from '../support/temp-dir.ts';
import { fixedRandom } from '../support/test-desk.ts';

const path = tempDir();
const random = fixedRandom();
const secrets = { ledgerKey: random.bytes(32), pepper: random.bytes(32) };
const plain = (bytes: Readonly<Record<string, Uint8Array>>) =>
  Object.fromEntries(Object.entries(bytes).map(([name, one]) => [name, Buffer.from(one).toString('hex')]));
const kit = () => {
  const privateKey = newRecoveryKey(random);
  return { privateKey, publicKey: makeSigner(privateKey).publicKey };
};

/** Code and text of the error that some work throws; null where it throws none. */
function refusal(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    if (!(error instanceof HoldfastError)) throw error;
    return `${error.code} ${error.message}`;
  }
}

describe('the code of a recovery kit', () => {
  test('is read back as it is written, also in small letters, without hyphens and with O, I and L', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        const key = newRecoveryKey({ bytes: () => bytes, fraction: () => 0 });
        const code = recoveryCode(key);
        expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){10}[0-9A-HJKMNP-TV-Z]{5}$/);
        const typed = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
        for (const text of [code, typed, `${code}\n`])
          expect(Buffer.from(parseRecoveryCode(text) ?? []).equals(Buffer.from(key))).toBe(true);
      }),
    );
  });

  test('with one wrong, missing or swapped sign is refused', () => {
    const code = recoveryCode(newRecoveryKey(random));
    let [refused, tried] = [0, 0];
    for (let at = 0; at < code.length - 1; at += 1) {
      if (code[at] === '-') continue;
      const wrong = `${code.slice(0, at)}${code[at] === 'A' ? 'B' : 'A'}${code.slice(at + 1)}`;
      tried += 1;
      if (parseRecoveryCode(wrong) === null) refused += 1;
    }
    expect(refused).toBe(tried);
    expect(parseRecoveryCode(code.slice(1))).toBe(null);
    expect(parseRecoveryCode('')).toBe(null);
  });
});

describe('keys sealed to a kit', () => {
  test('open with its code alone, and are written anew only for other keys or another kit', () => {
    const [own, other] = [kit(), kit()];
    const dir = path('');
    expect(sealToKit(dir, own.publicKey, { secrets, random })).toBe(true);
    expect(sealToKit(dir, own.publicKey, { secrets, random })).toBe(false);
    expect(kitOfFile(recoveryPath(dir))).toBe(own.publicKey);
    const text = readFileSync(recoveryPath(dir), 'utf8');
    expect(text).not.toContain(Buffer.from(secrets.ledgerKey).toString('base64'));
    expect(plain(openWithKit(recoveryPath(dir), own.privateKey))).toEqual(plain(secrets));
    expect(refusal(() => openWithKit(recoveryPath(dir), other.privateKey))).toMatch(
      new RegExp(`^HF-DB-072 .*${kitName(own.publicKey)}`),
    );
    expect(sealToKit(dir, own.publicKey, { secrets: { ...secrets, pepper: random.bytes(32) }, random })).toBe(true);
    expect(sealToKit(dir, other.publicKey, { secrets, random })).toBe(true);
    expect(plain(openWithKit(recoveryPath(dir), other.privateKey))).toEqual(plain(secrets));
  });

  test('that were changed or cut open nothing', () => {
    const own = kit();
    const dir = path('changed');
    sealToKit(dir, own.publicKey, { secrets, random });
    const file = JSON.parse(readFileSync(recoveryPath(dir), 'utf8')) as { sealed: string };
    const bytes = Buffer.from(file.sealed, 'base64');
    bytes.writeUInt8(bytes.readUInt8(5) ^ 1, 5);
    writeFileSync(recoveryPath(dir), JSON.stringify({ ...file, sealed: bytes.toString('base64') }));
    expect(refusal(() => openWithKit(recoveryPath(dir), own.privateKey))).toMatch(/^HF-DB-072 /);
    writeFileSync(recoveryPath(dir), JSON.stringify(file).slice(0, 40));
    expect(refusal(() => openWithKit(recoveryPath(dir), own.privateKey))).toMatch(/^HF-DB-070 /);
    expect(refusal(() => openWithKit(path('none'), own.privateKey))).toMatch(/^HF-DB-070 /);
  });
});

describe('keys that were brought back', () => {
  const computer: Seal = {
    protection: 'system',
    opensToo: 'weak',
    seal: (bytes) => Promise.resolve(bytes.map((byte) => byte ^ 0x5a)),
    unseal: (bytes) => Promise.resolve(bytes.map((byte) => byte ^ 0x5a)),
  };

  test('are taken by any provider, which seals them at once', async () => {
    const seals = [computer, passphraseSeal('open sesame', random, { memoryKib: 64, iterations: 1 })];
    for (const [n, seal] of seals.entries()) {
      const file = path(`back-${n}/keys.json`);
      saveRecovered(file, secrets);
      expect(readFileSync(file, 'utf8')).toContain('"recovered":true');
      expect(plain((await sealedKeyStore(file, seal).load()) ?? {})).toEqual(plain(secrets));
      const sealed = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
      expect(sealed).toMatchObject({ protection: seal.protection });
      expect(sealed).not.toHaveProperty('recovered');
      expect(plain((await sealedKeyStore(file, seal).load()) ?? {})).toEqual(plain(secrets));
    }
  });

  test('stay as they are for a program that seals nothing, and for one that only looks', async () => {
    const file = path('looked-at/keys.json');
    saveRecovered(file, secrets);
    const before = readFileSync(file, 'utf8');
    expect(plain((await sealedKeyStore(file, unsealed).load()) ?? {})).toEqual(plain(secrets));
    expect(plain((await peekSecrets(file, computer)) ?? {})).toEqual(plain(secrets));
    expect(readFileSync(file, 'utf8')).toBe(before);
    const more = { ...secrets, minted: new Uint8Array([1, 2]) };
    await sealedKeyStore(file, unsealed).save(more);
    expect(plain((await sealedKeyStore(file, computer).load()) ?? {})).toEqual(plain(more));
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ protection: 'system' });
  });

  test('are told from keys that nothing ever sealed: those are no keys of this computer', async () => {
    const file = path('plain/keys.json');
    saveRecovered(file, secrets);
    const { recovered: _, ...rest } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    writeFileSync(file, JSON.stringify(rest), { mode: 0o600 });
    const error: unknown = await sealedKeyStore(file, computer)
      .load()
      .catch((thrown: unknown) => thrown);
    expect(isError(error, 'HF-DB-012')).toBe(true);
  });
});
