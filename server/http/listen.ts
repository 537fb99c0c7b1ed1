// The address at which a server listens.

import { createServer } from 'node:net';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { codeOf } from '../store/failure.ts';

export type Address = { readonly host: string; readonly port: number };

/** Reads `host:port`. Throws HF-SERVER-014. */
export function parseListen(text: string): Address {
  const match = /^(?:\[([\da-f:]+)\]|([^:]*)):(\d{1,5})$/i.exec(text);
  const port = Number(match?.[3]);
  if (match === null || port > 65_535) throw new HoldfastError('HF-SERVER-014', { address: text });
  return { host: match[1] ?? (match[2] === '' || match[2] === undefined ? '127.0.0.1' : match[2]), port };
}

/** A first start at an address that is none must not leave an empty library behind. */
export async function tryToListen(address: Address): Promise<void> {
  const probe = createServer();
  const listening = (at: Address) =>
    new Promise((resolve, reject) => {
      probe.once('error', reject);
      probe.listen(at, () => resolve(at));
    });
  await listen({ listen: listening }, address);
  await new Promise((resolve) => {
    probe.close(resolve);
  });
}

/** Throws HF-SERVER-001 where the address is in use, HF-SERVER-014 where it is none. */
export async function listen(
  server: { readonly listen: (at: Address) => Promise<unknown> },
  { host, port }: Address,
): Promise<void> {
  try {
    await server.listen({ host, port });
  } catch (cause) {
    const isInUse = codeOf(cause) === 'EADDRINUSE';
    throw new HoldfastError(isInUse ? 'HF-SERVER-001' : 'HF-SERVER-014', { address: `${host}:${port}` }, { cause });
  }
}

/** The address by which a listening server is reached. */
export function urlOf(bound: unknown, { host, isTls }: { readonly host: string; readonly isTls: boolean }): string {
  const port = typeof bound === 'object' && bound !== null && 'port' in bound ? Number(bound.port) : 0;
  return `${isTls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
