// Key store provider 1: the computer's own key store seals what the desk keeps. A Linux back-end with a fixed password protects nothing
// and is refused unless the administrator allowed it.

import type { SafeStorage } from 'electron';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Sealer } from '../host/core-supervisor.ts';

/** A sealer, and whether what it seals is safe from nobody. */
export type SystemSealer = Sealer & { readonly isWeak: boolean };

/** A sealer over Electron's safeStorage. Throws HF-DB-020 where the computer cannot protect a key. */
export async function safeStorageSealer(storage: SafeStorage, allowsWeak: boolean): Promise<SystemSealer> {
  const isWeak = process.platform === 'linux' && storage.getSelectedStorageBackend() === 'basic_text';
  if (!(await storage.isAsyncEncryptionAvailable()) || (isWeak && !allowsWeak)) throw new HoldfastError('HF-DB-020');
  return {
    isWeak,
    seal: async (value) => (await storage.encryptStringAsync(value)).toString('base64'),
    unseal: async (value) => (await storage.decryptStringAsync(Buffer.from(value, 'base64'))).result,
  };
}
