// Key store provider 1: the computer's own key store seals the secrets of the desk. On Linux Electron always reports
// that it can seal; without a key ring it uses a key from its own source code. Only a sealed text shows which. A sealer
// with that key is refused unless the administrator allowed it.

import type { SafeStorage } from 'electron';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Sealer } from '../host/core-supervisor.ts';

/** A sealer, and whether anyone could open its seals. */
export type SystemSealer = Sealer & { readonly isWeak: boolean };

export type SealerOptions = {
  readonly allowsWeak: boolean;
  readonly platform: NodeJS.Platform;
  readonly pause: (ms: number) => Promise<void>;
};

type AsyncStorage = Pick<SafeStorage, 'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync'>;

/** Linux's marks of secrets sealed by a key ring: the Secret Service, and the portal of a sandboxed desktop. `v10` is the publicly known key. */
const ringMarks = ['v11', 'v12'];
const markLength = 3;
/** A key ring that was just started, or a computer that just woke up. */
const retriesAfterMs = [200, 500, 1_000, 2_000];

/** A sealer over Electron's safeStorage. Throws HF-DB-020 where the computer cannot protect a key, HF-DB-100 where it cannot just now. */
export async function safeStorageSealer(storage: AsyncStorage, options: SealerOptions): Promise<SystemSealer> {
  const patiently = <T>(work: () => Promise<T>) => retried(work, options.pause);
  if (!(await storage.isAsyncEncryptionAvailable())) throw new HoldfastError('HF-DB-020');
  const probe = await patiently(() => storage.encryptStringAsync('probe'));
  const isWeak = options.platform === 'linux' && !ringMarks.includes(probe.subarray(0, markLength).toString('latin1'));
  if (isWeak && !options.allowsWeak) throw new HoldfastError('HF-DB-020');
  // Keys that cannot be opened for a moment would otherwise look like keys of another computer.
  await patiently(() => storage.decryptStringAsync(probe)).catch((error: unknown) => {
    throw new HoldfastError('HF-DB-100', {}, { cause: error });
  });
  return {
    isWeak,
    seal: async (value) => (await patiently(() => storage.encryptStringAsync(value))).toString('base64'),
    unseal: async (value) => {
      const sealed = Buffer.from(value, 'base64');
      const { result, shouldReEncrypt } = await patiently(() => storage.decryptStringAsync(sealed));
      return { value: result, isStale: shouldReEncrypt };
    },
  };
}

/** Electron marks temporary errors in words alone. */
async function retried<T>(work: () => Promise<T>, pause: (ms: number) => Promise<void>): Promise<T> {
  for (const ms of retriesAfterMs) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Error) || !error.message.includes('temporarily unavailable')) throw error;
      await pause(ms);
    }
  }
  return work();
}
