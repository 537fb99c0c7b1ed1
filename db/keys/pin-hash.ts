// How a PIN is hashed: argon2id, with the same parameters on the server that keeps it and at the desk that checks it.

import { argon2id } from 'hash-wasm';
import { PIN_HASH } from '../../shared/wire/staff-grants.ts';

/** Hashes a PIN with its salt. Everywhere but in a simulation it is argon2id. */
export type PinHash = (pin: string, salt: Uint8Array) => Promise<Uint8Array>;

/** argon2id of a PIN. Takes about 50 ms, on purpose. */
export const hashPin: PinHash = (pin, salt) =>
  argon2id({
    password: pin,
    salt,
    memorySize: PIN_HASH.memoryKib,
    iterations: PIN_HASH.iterations,
    parallelism: PIN_HASH.parallelism,
    hashLength: PIN_HASH.hashLength,
    outputType: 'binary',
  });
