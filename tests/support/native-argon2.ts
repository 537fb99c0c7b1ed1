// In place of hash-wasm in the tests in Node: the same argon2id with the same cost, worked out by Node's own code off the main thread, and once
// for each PIN and salt. WebAssembly took a third of the time of the tests that sign in. The program itself keeps hash-wasm, as Electron has no
// argon2; a test holds the two against each other.

import { argon2 } from 'node:crypto';
import { promisify } from 'node:util';

/** The program's arguments to hash-wasm. */
export type Argon2Options = {
  readonly password: string;
  readonly salt: Uint8Array;
  readonly memorySize: number;
  readonly iterations: number;
  readonly parallelism: number;
  readonly hashLength: number;
  readonly outputType: 'binary';
};

const known = new Map<string, Promise<Buffer>>();
const stretch = promisify(argon2);

/** argon2id as hash-wasm gives it. */
export async function argon2id(options: Argon2Options): Promise<Uint8Array> {
  const { password, salt, memorySize, iterations, parallelism, hashLength } = options;
  const key = JSON.stringify({ ...options, salt: Buffer.from(salt).toString('hex') });
  const hash =
    known.get(key) ??
    stretch('argon2id', {
      message: password,
      nonce: salt,
      memory: memorySize,
      passes: iterations,
      parallelism,
      tagLength: hashLength,
    });
  known.set(key, hash);
  return new Uint8Array(await hash);
}
