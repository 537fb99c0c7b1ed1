// Provider 3: no seal at all. Only for the browser and headless shells; status and doctor show "key not protected by this computer".

import type { Seal } from './sealed-key-store.ts';

/** Leaves the secrets as they are; mode 0600 and the OS user's own folder are all that protects them. */
export const unsealed: Seal = {
  protection: 'none',
  seal: (plain) => Promise.resolve(plain),
  unseal: (sealed) => Promise.resolve(sealed),
};
