// Where machines that speak SIP2 are listened to: the options of a desk and of a server.

import { resolve } from 'node:path';
import type { Sip2Listening } from '../../core/messages.ts';
import { textOf, UsageError, type Run } from '../command.ts';

export const SIP2_OPTIONS = {
  sip2: { type: 'string' },
  'sip2-cert': { type: 'string' },
  'sip2-key': { type: 'string' },
} as const;

/** The address that --sip2 names; null = none. Throws a UsageError for one that is none. */
export function sip2Option({ values }: Pick<Run, 'values'>): Sip2Listening | null {
  const text = textOf(values, 'sip2');
  if (text === null) return null;
  const [, host, port] = /^(.+):(\d{1,5})$/.exec(text) ?? [];
  if (host === undefined || Number(port) > 65_535)
    throw new UsageError('--sip2 takes a host and a port, as 127.0.0.1:6001');
  const cert = textOf(values, 'sip2-cert');
  const key = textOf(values, 'sip2-key');
  if ((cert === null) !== (key === null)) throw new UsageError('--sip2-cert and --sip2-key go together');
  const at = { host: host.replaceAll(/^\[|\]$/g, ''), port: Number(port) };
  return cert === null || key === null ? at : { ...at, tls: { cert: resolve(cert), key: resolve(key) } };
}
