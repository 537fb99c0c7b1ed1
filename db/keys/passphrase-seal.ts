// Provider 2: secrets sealed with a passphrase. argon2id (hash-wasm: Electron's crypto has none) stretches it, AES-256-GCM seals.

import { createCipheriv, createDecipheriv } from 'node:crypto';
import { argon2id } from 'hash-wasm';
import { z } from 'zod';
import type { Random } from '../../shared/core/ports.ts';
import type { Seal } from './sealed-key-store.ts';

/** Cost of stretching. It is written into each seal, so that it can be raised. */
export type StretchCost = { readonly memoryKib: number; readonly iterations: number };

/** About a quarter of a second on a desk PC. */
const defaultCost: StretchCost = { memoryKib: 65_536, iterations: 3 };

const SealedSchema = z.object({
  memoryKib: z.int().min(8).max(4_194_304),
  iterations: z.int().min(1).max(1_000),
  salt: z.base64(),
  nonce: z.base64(),
  tag: z.base64(),
  text: z.base64(),
});

/** Seals with a passphrase. Unsealing with a wrong passphrase, or a damaged text, gives null. */
export function passphraseSeal(passphrase: string, random: Random, cost: StretchCost = defaultCost): Seal {
  return {
    protection: 'passphrase',
    seal: async (plain) => {
      const salt = random.bytes(16);
      const nonce = random.bytes(12);
      const cipher = createCipheriv('aes-256-gcm', await stretch(passphrase, salt, cost), nonce);
      const text = Buffer.concat([cipher.update(plain), cipher.final()]);
      const parts = { salt, nonce, tag: cipher.getAuthTag(), text };
      const coded = Object.entries(parts).map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')]);
      return Buffer.from(JSON.stringify({ ...cost, ...Object.fromEntries(coded) }));
    },
    unseal: async (sealed) => {
      const parsed = parseSealed(sealed);
      if (parsed === null) return null;
      const { salt, nonce, tag, text, ...stretched } = parsed;
      const key = await stretch(passphrase, Buffer.from(salt, 'base64'), stretched);
      return open(key, { nonce, tag, text });
    },
  };
}

function parseSealed(sealed: Uint8Array): z.infer<typeof SealedSchema> | null {
  try {
    return SealedSchema.parse(JSON.parse(Buffer.from(sealed).toString('utf8')));
  } catch {
    return null;
  }
}

function stretch(passphrase: string, salt: Uint8Array, { memoryKib, iterations }: StretchCost): Promise<Uint8Array> {
  return argon2id({
    password: passphrase.normalize('NFC'),
    salt,
    memorySize: memoryKib,
    iterations,
    parallelism: 1,
    hashLength: 32,
    outputType: 'binary',
  });
}

function open(key: Uint8Array, parts: { nonce: string; tag: string; text: string }): Uint8Array | null {
  try {
    const cipher = createDecipheriv('aes-256-gcm', key, Buffer.from(parts.nonce, 'base64'), { authTagLength: 16 });
    cipher.setAuthTag(Buffer.from(parts.tag, 'base64'));
    return Buffer.concat([cipher.update(Buffer.from(parts.text, 'base64')), cipher.final()]);
  } catch {
    return null;
  }
}
