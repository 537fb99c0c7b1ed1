// The fate of a call whose answer was lost: the page names each call of a changing method by an id and asks for it afterwards.

import { z } from 'zod';
import { ActIdSchema } from '../core/ids.ts';

/**
 * An error as the bridge carries it. `waitS`: seconds after which it may be tried again, for a refusal that ends by itself. `recorded`: the
 * acts that a call recorded although its answer is lost, in words.
 */
export const BridgeErrorSchema = z.object({
  code: z.string(),
  message: z.string(),
  waitS: z.int().optional(),
  recorded: z.array(z.object({ commandId: ActIdSchema, text: z.string() })).optional(),
});

export const CallIdSchema = z.string().min(8).max(64);

export const CallOutcomeInputSchema = z.object({ callId: CallIdSchema, name: z.string().max(64) });

/** The answer of that call where it is still known, else an error that states whether it recorded anything. */
export const CallOutcomeSchema = z.object({
  answer: z.union([
    z.object({ ok: z.literal(true), value: z.unknown() }),
    z.object({ ok: z.literal(false), error: BridgeErrorSchema }),
  ]),
});
