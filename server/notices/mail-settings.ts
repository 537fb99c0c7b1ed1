// How a library sends notices to its patrons: kinds, times, ways, and words. Kept at the server alone. A secret is never in it: it is named
// by its file or by its place in the environment.

import { z } from 'zod';
import { LanguageSchema } from '../../shared/core/language.ts';
import { NOTICE_CHANNELS, NoticeChannelSchema, NoticeKindSchema } from '../../shared/circ/model/notice.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 08:00');
const days = z.int().min(0).max(365);

/** Where a secret stands. */
const secret = {
  passwordFile: z.string().min(1).optional(),
  passwordEnv: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]*$/)
    .optional(),
};

const SmtpSchema = z.strictObject({
  host: z.string().min(1),
  port: z.int().min(1).max(65_535).default(587),
  /** `tls` from the first byte; `starttls` required; `none` only to a mail server on this computer. */
  security: z.enum(['tls', 'starttls', 'none']).default('starttls'),
  user: z.string().min(1).optional(),
  ...secret,
  connections: z.int().min(1).max(20).default(5),
  /** Messages in a second; absent = as many as the mail server takes. */
  perSecond: z.int().min(1).max(1_000).optional(),
});

/** Numbers of patrons and the secret go over TLS, except to this computer itself. */
function isPrivateWay(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  const isLoopback = hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
  return protocol === 'https:' || isLoopback;
}

const GatewaySchema = z.strictObject({
  /** Filled in for each message: `{{ phone }}`, `{{ text }}`, `{{ id }}`, `{{ secret }}`. */
  url: z.url({ protocol: /^https?$/ }).refine(isPrivateWay, 'https, or http to this computer'),
  headers: z.record(z.string(), z.string()).default({ 'content-type': 'application/json' }),
  /** The body of the POST, a template. `| json` writes a value as JSON. */
  body: z.string().min(1).max(4_000),
  ...secret,
  /** Kinds that go by text; absent = all. */
  kinds: z.array(NoticeKindSchema).optional(),
});

/** Days before or after a due date for loans by the day, hours for loans by the hour. */
const LadderStepSchema = z.union([
  z.strictObject({ days: z.int().min(1).max(365) }),
  z.strictObject({ hours: z.int().min(1).max(168) }),
]);
export type LadderStep = z.infer<typeof LadderStepSchema>;

const TemplateSchema = z.strictObject({
  subject: z.string().min(1).max(500),
  text: z.string().min(1).max(20_000),
  html: z.string().min(1).max(50_000).optional(),
});
export type NoticeTemplate = z.infer<typeof TemplateSchema>;

/** Templates by kind; `frame` is around each message, `short` is a message by text. */
const TemplatesSchema = z.partialRecord(z.union([NoticeKindSchema, z.enum(['frame', 'short'])]), TemplateSchema);

export const MailSettingsSchema = z.strictObject({
  from: z.strictObject({ name: z.string().min(1).max(200), address: z.email() }),
  replyTo: z.email().optional(),
  smtp: SmtpSchema.optional(),
  text: GatewaySchema.optional(),
  /** A folder into which letters are put as PDF. */
  print: z.strictObject({ folder: z.string().min(1) }).optional(),
  /** The ways in the order in which they are tried for each patron. */
  order: z
    .array(NoticeChannelSchema)
    .min(1)
    .default([...NOTICE_CHANNELS]),
  language: LanguageSchema.default('en'),
  /** The language of some groups of patrons, by id. */
  groupLanguages: z.record(z.string(), LanguageSchema).default({}),
  /** When notices of a day go out, on the clock of the branch. */
  sendAt: clockTime.default('08:00'),
  /** Nothing is sent in these hours. */
  quiet: z.strictObject({ from: clockTime, to: clockTime }).default({ from: '21:00', to: '08:00' }),
  /** Events within this time go in one message. */
  gatherMinutes: z.int().min(0).max(240).default(10),
  kinds: z
    .strictObject({
      courtesy: z
        .array(LadderStepSchema)
        .max(5)
        .default([{ days: 2 }]),
      overdue: z
        .array(LadderStepSchema)
        .max(10)
        .default([{ days: 2 }, { days: 9 }, { days: 16 }, { hours: 1 }]),
      recall: z.boolean().default(true),
      'due-changed': z.boolean().default(true),
      'hold-ready': z.boolean().default(true),
      'hold-expiring': z.array(days).max(3).default([1]),
      bill: z.boolean().default(true),
      'account-expiring': z.array(days).max(3).default([14]),
    })
    .prefault({}),
  templates: z.partialRecord(LanguageSchema, TemplatesSchema).default({}),
});
export type MailSettings = z.infer<typeof MailSettingsSchema>;

/** The settings with the moment since which there are any: earlier events make no notices. */
export type KeptSettings = { readonly settings: MailSettings; readonly since: number };

/** Null where the library sends nothing. */
export async function mailSettings({ db }: ReadTx): Promise<KeptSettings | null> {
  const row = await db.selectFrom('notice_settings').selectAll().where('id', '=', 'library').executeTakeFirst();
  if (row === undefined) return null;
  return { settings: MailSettingsSchema.parse(JSON.parse(row.body)), since: row.since };
}

/** Keeps them. Begins at this moment where there were none: earlier events make no notices. */
export async function keepMailSettings(tx: WriteTx, settings: MailSettings, now: number): Promise<void> {
  const before = await mailSettings(tx);
  const since = before?.since ?? now;
  await tx.upsert('notice_settings', [{ id: 'library', since, body: JSON.stringify(settings) }]);
  if (before !== null) return;
  const { position } = await tx.db.selectFrom('feed_head').select('position').executeTakeFirstOrThrow();
  await tx.upsert('notice_mark', [
    { id: 'feed', value: position },
    { id: 'time', value: now },
  ]);
}

/** Nothing is sent any more. Notices that were made wait no longer. */
export async function dropMailSettings(tx: WriteTx): Promise<void> {
  for (const table of ['notice_settings', 'notice_mark'] as const) await tx.db.deleteFrom(table).execute();
}
