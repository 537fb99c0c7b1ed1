// Data for web hooks: acts that the server took in, in their order. No data about people: an act names its copy, not
// its patron.

import { z } from 'zod';

export const HookedActSchema = z.object({
  /** Of the act; one that comes again has the same. */
  id: z.string(),
  /** Name of the command: `checkout`, `checkin`, `renew` … New ones come with new versions. */
  name: z.string(),
  /** When it happened, and when the server took it in. */
  at: z.string(),
  receivedAt: z.string(),
  desk: z.string(),
  branch: z.string().nullable(),
  item: z.object({ id: z.string(), barcode: z.string().nullable() }).nullable(),
  title: z.string().nullable(),
  /** The loan of a checkout or a renewal, as it stands when this is sent. */
  loan: z.object({ id: z.string(), dueAt: z.string() }).nullable(),
});
export type HookedAct = z.infer<typeof HookedActSchema>;

/** The body of a POST. */
export const WebhookBodySchema = z.object({
  type: z.literal('acts'),
  library: z.string(),
  sentAt: z.string(),
  acts: z.array(HookedActSchema),
});
export type WebhookBody = z.infer<typeof WebhookBodySchema>;

/** Headers, as the Standard Webhooks specification names them. The id stays when a message is sent again. */
export const WEBHOOK_HEADERS = {
  id: 'webhook-id',
  timestamp: 'webhook-timestamp',
  signature: 'webhook-signature',
} as const;
