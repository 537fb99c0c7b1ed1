// The network of a desk trusts the authorities of its computer: a library that signs its server's certificate itself has put its authority into the
// operating system. Node brings a list of its own and uses no other without this setting.

import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type { Fetch } from './server-client.ts';

/** A fetch that adds the computer's authorities before the first `https` address, which takes a moment. */
export function trustingFetch(base: Fetch, trust: () => void): Fetch {
  let hasTrusted = false;
  return (address, init) => {
    if (!hasTrusted && address.protocol === 'https:') {
      hasTrusted = true;
      trust();
    }
    return base(address, init);
  };
}

/** Beside those that the program brings. Returns why it could not. */
export function trustComputer(): string | null {
  try {
    setDefaultCACertificates([...new Set([...getCACertificates('default'), ...getCACertificates('system')])]);
    return null;
  } catch (error) {
    return error instanceof Error ? error.name : 'unknown';
  }
}
