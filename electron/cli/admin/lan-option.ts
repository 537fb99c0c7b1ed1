// Where a desk listens for the other desks of its branch, and where it looks for them.

import type { LanSettings } from '../../core/messages.ts';
import { textOf, UsageError, type Run } from '../command.ts';

export const LAN_OPTIONS = { lan: { type: 'string' }, neighbors: { type: 'string' } } as const;

/** The settings of --lan and --neighbors; null without either option. Throws a UsageError for an invalid address. */
export function lanOption({ values }: Pick<Run, 'values'>): LanSettings | null {
  const listen = textOf(values, 'lan');
  const neighbors = textOf(values, 'neighbors');
  if (listen === null && neighbors === null) return null;
  return {
    ...(listen === null ? {} : { listen: addressIn('--lan', listen) }),
    ...(neighbors === null
      ? {}
      : { addresses: neighbors.split(',').map((one) => addressIn('--neighbors', one.trim())) }),
  };
}

function addressIn(option: string, text: string): { readonly host: string; readonly port: number } {
  const [, host, port] = /^(.+):(\d{1,5})$/.exec(text) ?? [];
  if (host === undefined || Number(port) > 65_535)
    throw new UsageError(`${option} takes a host and a port, as 192.168.1.20:7475`);
  return { host: host.replaceAll(/^\[|\]$/g, ''), port: Number(port) };
}
