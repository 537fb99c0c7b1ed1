// Holds in Evergreen: for the title of the copy that a message names, or for the copy.

import { z } from 'zod';
import type { Instant } from '../../../shared/core/instant.ts';
import { meaningOfEvergreen, wordsOfEvergreen } from '../../../shared/connectors/evergreen-words.ts';
import { refused, taken, type Answer, type HoldMessage } from '../../../shared/connectors/message.ts';
import { SystemFailureError } from '../other-system.ts';
import { type EvergreenClient, refusalsIn } from './evergreen-client.ts';
import { copyOf, IdSchema, recordOf, search, unitOf, userOf, type Copy } from './evergreen-records.ts';

const HoldSchema = z.object({ id: IdSchema, hold_type: z.string(), target: IdSchema, pickup_lib: IdSchema });
const PlacedSchema = z.object({ result: z.unknown() });

const isDone = (value: unknown): boolean => (IdSchema.safeParse(value).data ?? 0) > 0;

/** Places or cancels one. `written`: a time as Evergreen reads it. */
export async function tellHold(
  client: EvergreenClient,
  message: HoldMessage,
  written: (at: Instant) => string,
): Promise<Answer> {
  const user = await userOf(client, message.card);
  if (user === null) return refused('unknown-card');
  const copy = await copyOf(client, message.barcode);
  const record = copy === null ? null : await recordOf(client, copy);
  if (copy === null || record === null) return refused('unknown-item');
  if (message.kind === 'cancelHold') return cancel(client, { user, copy, record });
  const pickup = await unitOf(client, message.pickup);
  if (pickup === null) return refused('not-offered', 'the pickup library is unknown');
  const expires = message.expiresAt === null ? {} : { expire_time: written(message.expiresAt) };
  const [type, target] = message.ofCopy ? ['C', copy.id] : ['T', record];
  const hold = { patronid: user, pickup_lib: pickup, hold_type: type, ...expires };
  const results = await client.change('open-ils.circ.holds.test_and_create.batch', hold, [target]);
  const placed = PlacedSchema.safeParse(results[0]);
  if (!placed.success) throw new SystemFailureError('lost', 'its answer to a hold cannot be read');
  if (isDone(placed.data.result)) return taken();
  const codes = refusalsIn(results);
  // Both sides agree that it waits.
  if (codes.includes('HOLD_EXISTS')) return taken();
  return refused(meaningOfEvergreen(codes), wordsOfEvergreen(codes));
}

type Own = { readonly user: number; readonly copy: Copy; readonly record: number };

/** Cancels the hold for the title, else one for its volume or for the copy. */
async function cancel(client: EvergreenClient, { user, copy, record }: Own): Promise<Answer> {
  const open = { usr: user, cancel_time: null, fulfillment_time: null };
  const holds = await search(client, { of: 'ahr', schema: HoldSchema }, open);
  const targets = new Map([
    ['T', record],
    ['V', copy.call_number],
    ['C', copy.id],
  ]);
  const own = [...targets].flatMap(([type, target]) =>
    holds.filter((hold) => hold.hold_type === type && hold.target === target),
  )[0];
  if (own === undefined) return refused('other', 'no such hold');
  const results = await client.change('open-ils.circ.hold.cancel', own.id);
  if (isDone(results[0])) return taken();
  const codes = refusalsIn(results);
  if (codes.length === 0) throw new SystemFailureError('lost', 'its answer to a cancelled hold cannot be read');
  return refused(meaningOfEvergreen(codes), wordsOfEvergreen(codes));
}
