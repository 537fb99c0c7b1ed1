// Envelopes of a real desk, held back on their way and sent to the live server with any field mutated, over and over. The answer is a refusal,
// or the same act is taken as it was recorded; then the desk sends them itself and finds everything as if nothing had been. [I2] [I6] [I20] [I21]

import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { z } from 'zod';
import { chanceOf, type Chance } from '../../simulation/world/chance.ts';
import { holds } from '../../simulation/world/broken.ts';
import { hostileText, hostileValue } from '../../property/server/support/hostile-values.ts';
import { CommandsRequestSchema, CommandsResponseSchema, type CommandsRequest } from '../../../shared/wire/commands.ts';
import { ErrorResponseSchema } from '../../../shared/wire/error-response.ts';
import { ReceiptSchema } from '../../../shared/wire/receipt.ts';
import type { AttackedDesk } from './attacked-desk.ts';
import type { AttackedLibrary } from './attacked-library.ts';
import { CHANGES } from './changed-envelopes.ts';
import { expectExactlyOnce } from './exactly-once.ts';
import { isPush, openForwarder, type Forwarder, type Seen } from './forwarder.ts';

export type FuzzSize = { readonly seed: number; readonly runs: number };

type Mutation =
  | { readonly kind: 'change'; readonly name: string; readonly seed: number }
  | { readonly kind: 'field'; readonly field: string; readonly value: unknown }
  | { readonly kind: 'body'; readonly field: number; readonly value: unknown }
  | {
      readonly kind: 'args';
      readonly field: number;
      readonly value: unknown;
      readonly salt: boolean;
    };

const value = fc.oneof(hostileText, hostileValue);
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ kind: fc.constant('change' as const), name: fc.constantFrom(...Object.keys(CHANGES)), seed: fc.nat() }),
  fc.record({
    kind: fc.constant('field' as const),
    field: fc.constantFrom('body', 'signature', 'args', 'salt', 'more'),
    value,
  }),
  fc.record({ kind: fc.constant('body' as const), field: fc.nat(30), value }),
  fc.record({ kind: fc.constant('args' as const), field: fc.nat(30), value, salt: fc.boolean() }),
);

/** Acts that are held back at a time. Those that were taken with a harmless mutation are gone, so that further ones are recorded. */
const BATCH = 8;
/** Envelopes of one request: the first is mutated, those after it show whether it came through. */
const IN_REQUEST = 3;

/** Fuzzes a desk's messages. Only acts that the server has not taken yet are mutated: a resend is answered from stored receipts. */
export async function fuzzEnvelopes(
  library: AttackedLibrary,
  { chance, size }: { readonly chance: Chance; readonly size: FuzzSize },
): Promise<Record<string, number>> {
  const forwarder = await openForwarder(library.url);
  const desk = await library.joinDesk('desk-fuzzed', { by: forwarder.url });
  const counts = { refused: 0, 'taken as recorded': 0 };
  try {
    let batch = await holdBack({ desk, forwarder, chance });
    await fc.assert(
      fc.asyncProperty(mutation, async (one) => {
        if (batch.request.envelopes.length === 0) batch = await holdBack({ desk, forwarder, chance });
        const { outcome, left } = await sendMutated(library, batch, one);
        batch = { ...batch, request: { ...batch.request, envelopes: left } };
        const isRight = outcome === 'refused' || outcome === 'taken as recorded';
        holds(21, isRight, () => `${JSON.stringify(one)}: ${outcome}`);
        counts[outcome] += 1;
      }),
      // An act that was changed stays so: nothing can be tried again on it.
      { seed: size.seed, numRuns: size.runs, endOnFailure: true },
    );
    forwarder.set(null);
    await desk.settled(30_000);
    await desk.end();
    await expectExactlyOnce(library, desk);
    return { mutations: size.runs, ...counts, 'acts acknowledged': desk.acknowledged.length, 'changed acts': 0 };
  } finally {
    await forwarder.close();
  }
}

/** Acts as a desk sent them, which never came to the server. */
type Batch = { readonly sent: Seen; readonly request: CommandsRequest };

type HeldBack = { readonly desk: AttackedDesk; readonly forwarder: Forwarder; readonly chance: Chance };

/** Hands in waiting acts, then records further ones and stops them on their way. */
async function holdBack({ desk, forwarder, chance }: HeldBack): Promise<Batch> {
  forwarder.set(null);
  await desk.settled(30_000);
  const stopped: Seen[] = [];
  forwarder.set({ request: (seen) => (isPush(seen) && stopped.push(seen) > 0 ? null : seen.body) });
  await desk.acts(chance, BATCH);
  for (let tries = 0; tries < 200; tries += 1) {
    for (const sent of stopped.splice(0)) {
      const request = CommandsRequestSchema.parse(JSON.parse(sent.body));
      if (request.envelopes.length >= BATCH) return { sent, request };
    }
    await desk.api.call('sync.now', {});
    await pause(50);
  }
  throw new Error('the desk sent nothing');
}

type Outcome = 'refused' | 'taken as recorded' | `answered ${number}` | `an act was ${string}`;
type Sent = { readonly outcome: Outcome; readonly left: CommandsRequest['envelopes'] };

/** Sends one mutated request; returns its result, and the envelopes that are not taken yet. */
async function sendMutated(library: AttackedLibrary, { sent, request }: Batch, one: Mutation): Promise<Sent> {
  const { envelopes } = request;
  const first = placeOf(envelopes[0]?.body ?? '{}').seq;
  const response = await fetch(new URL(sent.path, library.url()), {
    method: 'POST',
    headers: sent.headers,
    body: JSON.stringify(mutate({ ...request, envelopes: envelopes.slice(0, IN_REQUEST) }, one)),
  });
  const text = await response.text();
  if (response.status >= 500) return { outcome: `answered ${response.status}`, left: envelopes };
  if (response.status !== 200 && response.status !== 409) {
    ErrorResponseSchema.parse(JSON.parse(text));
    return { outcome: 'refused', left: envelopes };
  }
  const { receipts } = CommandsResponseSchema.parse(JSON.parse(text));
  if (receipts.length === 0) return { outcome: 'refused', left: envelopes };
  const parsed = receipts.map((receipt) => ReceiptSchema.parse(JSON.parse(receipt)));
  const left = envelopes.slice(Math.max(...parsed.map(({ seq }) => seq)) - first + 1);
  const wrong = parsed.find(({ outcome }) => outcome !== 'applied');
  if (wrong !== undefined) return { outcome: `an act was ${wrong.outcome}`, left };
  const taken = await library.withStore((store) =>
    store.read((tx) =>
      tx.db
        .selectFrom('envelope')
        .select(['args', 'salt'])
        .where('stream', '=', request.stream)
        .where('seq', '>=', first)
        .orderBy('seq')
        .execute(),
    ),
  );
  const isChanged = taken.some(({ args, salt }, n) => args !== envelopes[n]?.args || salt !== envelopes[n]?.salt);
  return { outcome: isChanged ? 'an act was taken with other arguments' : 'taken as recorded', left };
}

function placeOf(body: string): { readonly seq: number } {
  return PlaceSchema.parse(JSON.parse(body));
}

const PlaceSchema = z.object({ seq: z.int() });

function mutate(request: CommandsRequest, one: Mutation): object {
  if (one.kind === 'change') return CHANGES[one.name]?.(request, chanceOf(String(one.seed))) ?? request;
  const envelopes = request.envelopes.map((envelope, index) => {
    if (index !== 0) return envelope;
    if (one.kind === 'field') return { ...envelope, [one.field]: one.value };
    if (one.kind === 'body') return { ...envelope, body: replaced(envelope.body, one) };
    const args = replacedInside(envelope.args ?? '{}', one);
    return { ...envelope, args, ...(one.salt ? {} : { salt: null }) };
  });
  return { ...request, envelopes };
}

/** The text with one of its fields replaced. */
function replaced(text: string, { field, value: by }: { readonly field: number; readonly value: unknown }): string {
  const fields = JSON.parse(text) as Record<string, unknown>;
  const names = Object.keys(fields);
  return JSON.stringify({ ...fields, [names[field % names.length] ?? 'more']: by });
}

function replacedInside(text: string, one: { readonly field: number; readonly value: unknown }): string {
  const { command, ...others } = JSON.parse(text) as { readonly command?: unknown };
  return JSON.stringify({ ...others, command: JSON.parse(replaced(JSON.stringify(command ?? {}), one)) as unknown });
}
