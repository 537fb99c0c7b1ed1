// The secrets of a program, by name: loaded from its key store, or minted the first time.

import type { Random } from '../../shared/core/ports.ts';
import type { KeyStore } from './key-store.ts';
import { missingKeys } from './missing-keys.ts';
import { newPrivateKey } from './signing.ts';

/** How each secret is minted: 32 random bytes, or an Ed25519 key in PKCS8 DER. */
export type SecretKinds<N extends string> = Readonly<Record<N, 'bytes' | 'privateKey'>>;

/** The secrets of a desk. `pepper` binds staff verifiers to this desk. */
export const DESK_SECRETS = {
  ledgerKey: 'bytes',
  replicaKey: 'bytes',
  deskPrivateKey: 'privateKey',
  pepper: 'bytes',
} as const;
export type DeskSecrets = Readonly<Record<keyof typeof DESK_SECRETS, Uint8Array>>;

export type OpenSecretsRequest<N extends string> = {
  readonly store: KeyStore;
  readonly kinds: SecretKinds<N>;
  readonly random: Random;
  /** The data folder, for the error. */
  readonly dir: string;
  /** False where the folder holds files already: new keys would not open them. */
  readonly mayMint: boolean;
};

/** Every secret of `kinds`. Minted ones are saved before they are used. Throws HF-DB-010 or 021 when they are missing and may not be minted. */
export async function openSecrets<N extends string>(
  request: OpenSecretsRequest<N>,
): Promise<Readonly<Record<N, Uint8Array>>> {
  const { store, kinds, random, dir, mayMint } = request;
  const saved = await store.load();
  if (saved === null && !mayMint) throw missingKeys(dir);
  const names = parseNames(kinds);
  const missing = names.filter((name) => saved?.[name] === undefined);
  if (missing.length > 0 && !mayMint) throw missingKeys(dir);
  const minted = missing.map(
    (name) => [name, kinds[name] === 'bytes' ? random.bytes(32) : newPrivateKey(random)] as const,
  );
  const all: Record<string, Uint8Array> = { ...saved, ...Object.fromEntries(minted) };
  if (minted.length > 0) await store.save(all);
  return parseSecrets(names, all);
}

function parseNames<N extends string>(kinds: SecretKinds<N>): N[] {
  return Object.keys(kinds) as N[];
}

function parseSecrets<N extends string>(
  names: readonly N[],
  all: Readonly<Record<string, Uint8Array>>,
): Record<N, Uint8Array> {
  return Object.fromEntries(names.map((name) => [name, all[name]])) as Record<N, Uint8Array>;
}
