// Envelopes of a real desk, held back on their way and sent to the live server with any field mutated, over and over. The answer is a refusal,
// or the same act is taken as it was recorded; then the desk sends them itself and finds everything as if nothing had been. [I2] [I6] [I20] [I21]

import fc from 'fast-check';
import { chanceOf, type Chance } from '../../../electron/cli/simulate/world/chance.ts';
import { holds } from '../../../electron/cli/simulate/world/broken.ts';
import { hostileText, hostileValue } from '../../property/server/support/hostile-values.ts';
import { CommandsRequestSchema, CommandsResponseSchema, type CommandsRequest } from '../../../shared/wire/commands.ts';
import { ErrorResponseSchema } from '../../../shared/wire/error-response.ts';
import { ReceiptSchema } from '../../../shared/wire/receipt.ts';
import type { AttackedLibrary } from './attacked-library.ts';
import { CHANGES } from './changed-envelopes.ts';
import { expectExactlyOnce } from './exactly-once.ts';
import { isPush, openForwarder, type Seen } from './forwarder.ts';

export type FuzzSize = { readonly seed: number; readonly runs: number };

type Mutation =
  | { readonly kind: 'change'; readonly name: string; readonly seed: number }
  | { readonly kind: 'field'; readonly at: number; readonly field: string; readonly value: unknown }
  | { readonly kind: 'body'; readonly at: number; readonly field: number; readonly value: unknown }
  | {
      readonly kind: 'args';
      readonly at: number;
      readonly field: number;
      readonly value: unknown;
      readonly salt: boolean;
    };

const value = fc.oneof(hostileText, hostileValue);
const at = fc.nat(7);
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ kind: fc.constant('change' as const), name: fc.constantFrom(...Object.keys(CHANGES)), seed: fc.nat() }),
  fc.record({
    kind: fc.constant('field' as const),
    at,
    field: fc.constantFrom('body', 'signature', 'args', 'salt', 'more'),
    value,
  }),
  fc.record({ kind: fc.constant('body' as const), at, field: fc.nat(30), value }),
  fc.record({ kind: fc.constant('args' as const), at, field: fc.nat(30), value, salt: fc.boolean() }),
);

/** Fuzzes what one desk sends. */
export async function fuzzEnvelopes(
  library: AttackedLibrary,
  { chance, size }: { readonly chance: Chance; readonly size: FuzzSize },
): Promise<Record<string, number>> {
  const forwarder = await openForwarder(library.url);
  const desk = await library.joinDesk('desk-fuzzed', { by: forwarder.url });
  try {
    const stopped: Seen[] = [];
    forwarder.set({ request: (seen) => (isPush(seen) && stopped.push(seen) > 0 ? null : seen.body) });
    await desk.acts(chance, 8);
    const sent = await heldBack(() => desk.api.call('sync.now', {}), stopped);
    const request = CommandsRequestSchema.parse(JSON.parse(sent.body));
    const counts = { refused: 0, 'taken as recorded': 0 };
    const breaches = new Set<string>();
    await fc.assert(
      fc.asyncProperty(mutation, async (one) => {
        const outcome = await sendMutated(library, { sent, request, mutation: one });
        if (outcome === 'refused' || outcome === 'taken as recorded') counts[outcome] += 1;
        else breaches.add(`${one.kind === 'change' ? one.name : `${one.kind} of any value`}: ${outcome}`);
      }),
      { seed: size.seed, numRuns: size.runs },
    );
    holds(21, breaches.size === 0, () => `${breaches.size} kinds: ${[...breaches].slice(0, 6).join(' · ')}`);
    forwarder.set(null);
    await desk.settled(30_000);
    await desk.end();
    await expectExactlyOnce(library, desk);
    return { mutations: size.runs, ...counts, 'changed acts': 0 };
  } finally {
    await forwarder.close();
  }
}

async function heldBack(ask: () => Promise<unknown>, stopped: readonly Seen[]): Promise<Seen> {
  const isWhole = ({ body }: Seen) => CommandsRequestSchema.parse(JSON.parse(body)).envelopes.length >= 8;
  for (let tries = 0; tries < 200; tries += 1) {
    const found = stopped.find(isWhole);
    if (found !== undefined) return found;
    await ask();
    await new Promise((resolve) => void setTimeout(resolve, 50));
  }
  throw new Error('the desk sent nothing');
}

type Mutated = { readonly sent: Seen; readonly request: CommandsRequest; readonly mutation: Mutation };

/** Sends one; says what came of it. */
async function sendMutated(library: AttackedLibrary, { sent, request, mutation: one }: Mutated): Promise<string> {
  const response = await fetch(new URL(sent.path, library.url()), {
    method: 'POST',
    headers: sent.headers,
    body: JSON.stringify(mutate(request, one)),
  });
  const text = await response.text();
  if (response.status >= 500) return `answered ${response.status}`;
  if (response.status !== 200 && response.status !== 409) {
    ErrorResponseSchema.parse(JSON.parse(text));
    return 'refused';
  }
  const { receipts } = CommandsResponseSchema.parse(JSON.parse(text));
  const outcomes = receipts.map((receipt) => ReceiptSchema.parse(JSON.parse(receipt)).outcome);
  const wrong = outcomes.find((outcome) => outcome !== 'applied');
  if (wrong !== undefined) return `an act was ${wrong}`;
  return receipts.length > 0 ? 'taken as recorded' : 'refused';
}

function mutate(request: CommandsRequest, one: Mutation): object {
  if (one.kind === 'change') return CHANGES[one.name]?.(request, chanceOf(String(one.seed))) ?? request;
  const envelopes = request.envelopes.map((envelope, index) => {
    if (index !== one.at) return envelope;
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
