// Asks the host to seal and unseal: in Electron the computer's key store lives in the main process.

import type { Seal } from '../../db/keys/sealed-key-store.ts';
import type { FromCore } from './messages.ts';

export type HostSeal = {
  /** `isWeak`: the computer seals with a publicly known password. */
  readonly seal: (isWeak: boolean) => Seal;
  /** The host's answer to one request. */
  answer(id: number, value: string | null, isStale: boolean): void;
};

/** A seal over the port. */
export function hostSeal(post: (message: FromCore) => void): HostSeal {
  const waiting = new Map<number, (value: string | null) => void>();
  let nextId = 1;
  let lastIsStale = false;
  const ask = (name: 'seal' | 'unseal', value: string): Promise<string | null> => {
    const id = nextId;
    nextId += 1;
    return new Promise((resolve) => {
      waiting.set(id, resolve);
      post({ kind: 'hostCall', id, name, value });
    });
  };
  return {
    seal: (isWeak) => ({
      protection: isWeak ? 'weak' : 'system',
      // A key ring was started, or ended, since: the computer opens secrets sealed before.
      opensToo: isWeak ? 'system' : 'weak',
      seal: async (plain) => {
        const sealed = await ask('seal', Buffer.from(plain).toString('base64'));
        if (sealed === null) throw new Error('the computer did not seal the keys');
        return Buffer.from(sealed);
      },
      unseal: async (sealed) => {
        const plain = await ask('unseal', Buffer.from(sealed).toString());
        return plain === null ? null : Buffer.from(plain, 'base64');
      },
      isStale: () => lastIsStale,
    }),
    answer: (id, value, isStale) => {
      lastIsStale = isStale;
      waiting.get(id)?.(value);
      waiting.delete(id);
    },
  };
}
