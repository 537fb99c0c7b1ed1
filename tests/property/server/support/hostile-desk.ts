// A desk that the server knows, and that signs any body it is given, in a stream of their own.

import { createHash, randomUUID } from 'node:crypto';
import { ZERO_HASH, type Envelope } from '../../../../shared/wire/envelope.ts';
import type { TestDesk } from '../../../contract/server/support/test-desk.ts';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A value put into the body in place of the right one; undefined takes a field away. */
export type Spoiled = { readonly path: readonly string[]; readonly value: unknown };

export type HostileAct = {
  readonly name: string;
  readonly version?: number;
  readonly args: unknown;
  readonly told: unknown;
  readonly spoiled?: Spoiled | null;
  readonly wall?: number;
};

/** A stream of chained envelopes with any content. */
export function signedStream(desk: Pick<TestDesk, 'desk' | 'signer'>, acts: readonly HostileAct[]) {
  const stream = `${desk.desk}.${randomUUID()}`;
  let prevHash = ZERO_HASH;
  const envelopes = acts.map((act, index): Envelope => {
    const args = JSON.stringify({ command: act.args });
    const salt = randomUUID().replaceAll('-', '');
    const wall = act.wall ?? Date.now() - 60_000 + index;
    const body = {
      deskId: desk.desk,
      stream,
      seq: index + 1,
      id: randomUUID(),
      branch: 'main',
      channel: 'desk',
      name: act.name,
      version: act.version ?? 1,
      argsDigest: sha256(salt + args),
      staffId: 'staff-desk',
      occurred: { wall, mono: wall, bootId: 'boot', offsetMs: 0, offsetAgeMs: 0, offsetErrorMs: 10 },
      basis: { epoch: 'e', pos: 0, rulesVersion: 'rules-1' },
      told: act.told,
      prevHash,
    };
    const text = JSON.stringify(spoil(body, act.spoiled ?? null));
    prevHash = sha256(text);
    return { body: text, signature: desk.signer.sign(text), args, salt };
  });
  return { stream, ledgerSeq: envelopes.length, envelopes, policies: [] };
}

function spoil(body: unknown, spoiled: Spoiled | null): unknown {
  if (spoiled === null) return body;
  const [key = '', ...path] = spoiled.path;
  if (typeof body !== 'object' || body === null) return body;
  const own = Object.entries(body);
  const inner = Object.fromEntries(own)[key];
  const value = path.length === 0 ? spoiled.value : spoil(inner, { ...spoiled, path });
  return Object.fromEntries([...own.filter(([name]) => name !== key), ...(value === undefined ? [] : [[key, value]])]);
}
