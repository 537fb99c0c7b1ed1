// The hashing of PINs and passphrases, in the program (hash-wasm) and in the tests (Node's own argon2).

import { argon2id as quick } from '../../../support/native-argon2.ts';
import { PIN_HASH } from '../../../../shared/wire/staff-grants.ts';
import { hashPin } from '../../../../db/keys/pin-hash.ts';

// By its path: its name leads to the quick one here.
const { argon2id } = jest.requireActual<typeof import('hash-wasm')>('../../../../node_modules/hash-wasm');
const salt = Uint8Array.from({ length: 16 }, (_, index) => index * 7);

const cost = {
  memorySize: PIN_HASH.memoryKib,
  iterations: PIN_HASH.iterations,
  parallelism: PIN_HASH.parallelism,
  hashLength: PIN_HASH.hashLength,
};

test.each([
  ['a PIN', { password: '271828', ...cost }],
  ['a passphrase', { password: 'größer als neun', memorySize: 65_536, iterations: 3, parallelism: 1, hashLength: 32 }],
])('%s has the same hash in the program and in the tests', async (_what, asked) => {
  const options = { ...asked, salt, outputType: 'binary' } as const;
  const hash = await argon2id(options);
  expect(Buffer.from(await quick(options)).toString('hex')).toBe(Buffer.from(hash).toString('hex'));
  expect(Buffer.from(await quick(options)).toString('hex')).toBe(Buffer.from(hash).toString('hex'));
});

test('a PIN has the hash that every desk and server works out, now and later', async () => {
  const known = await argon2id({ password: '271828', salt, ...cost, outputType: 'hex' });
  expect(known).toBe('e89a3456e2bbec4c2368ffbd220987986620e90f785d33646ba76f294b9dbd8c');
  expect(Buffer.from(await hashPin('271828', salt)).toString('hex')).toBe(known);
  expect(Buffer.from(await hashPin('271829', salt)).toString('hex')).not.toBe(known);
});
