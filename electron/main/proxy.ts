// The proxy of the operating system, which Chromium finds out and Node does not ask for.

import type { Session } from 'electron';

/** Asked while the address of the server is not known yet. The name is reserved. */
const ANYWHERE = 'https://holdfast.invalid/';

/** The environment in which a process of Node goes through the computer's proxy to `server`; empty where there is none. */
export async function proxyEnv(
  session: Pick<Session, 'resolveProxy'>,
  server: string | null,
): Promise<Readonly<Record<string, string>>> {
  const proxy = proxyOf(await session.resolveProxy(server ?? ANYWHERE));
  if (proxy === null) return {};
  return { NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: proxy, HTTP_PROXY: proxy, NO_PROXY: 'localhost,127.0.0.1,[::1]' };
}

/** The first that Node can use, of a list as `PROXY one:8080; SOCKS two:1080; DIRECT`. */
function proxyOf(rules: string): string | null {
  for (const rule of rules.split(';')) {
    const [, kind, place] = /^\s*(\w+)(?:\s+(\S+))?\s*$/.exec(rule) ?? [];
    if (kind === 'DIRECT') return null;
    if (place !== undefined && (kind === 'PROXY' || kind === 'HTTP')) return `http://${place}`;
    if (place !== undefined && kind === 'HTTPS') return `https://${place}`;
  }
  return null;
}
