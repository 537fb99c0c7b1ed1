// Notices to patrons, a row each: kind, time, way and outcome. Never the text of the message. Only the server writes them.

import { z } from 'zod';
import { hashedId } from '../../core/digest.ts';
import { BranchIdSchema, ItemIdSchema, PatronIdSchema, TitleIdSchema } from '../../core/ids.ts';
import { InstantSchema, type Instant } from '../../core/instant.ts';

export const NOTICE_KINDS = [
  'courtesy',
  'overdue',
  'recall',
  'due-changed',
  'hold-ready',
  'hold-expiring',
  'bill',
  'account-expiring',
] as const;
export const NoticeKindSchema = z.enum(NOTICE_KINDS);
export type NoticeKind = z.infer<typeof NoticeKindSchema>;

export const NOTICE_CHANNELS = ['email', 'text', 'print'] as const;
export const NoticeChannelSchema = z.enum(NOTICE_CHANNELS);
export type NoticeChannel = z.infer<typeof NoticeChannelSchema>;

/**
 * `waiting`: not sent yet. `printed`: its letter is to be mailed. `void`: never sent, since it was true no more.
 * `doubtful`: the server ended while it was sent, and its arrival is unknown. `refused`: the mail server of the patron,
 * or the gateway, did not take it. `returned`: it came back. `no-way`: there is no address.
 */
export const NOTICE_STATES = [
  'waiting',
  'sent',
  'printed',
  'void',
  'doubtful',
  'refused',
  'returned',
  'no-way',
] as const;
export const NoticeStateSchema = z.enum(NOTICE_STATES);
export type NoticeState = z.infer<typeof NoticeStateSchema>;

export const NoticeSchema = z.object({
  id: z.string(),
  patronId: PatronIdSchema,
  kind: NoticeKindSchema,
  /** The loan, hold, fee or patron that it is about. */
  subject: z.string(),
  /** Which of a ladder, from 1; 0 where there is none. */
  step: z.int().min(0),
  /** The date or event that it is about: a due date, an end, or when something happened. */
  moment: InstantSchema,
  itemId: ItemIdSchema.nullable(),
  titleId: TitleIdSchema.nullable(),
  /** The branch for whose calendar and silent desks it waits. */
  branch: BranchIdSchema,
  madeAt: InstantSchema,
  /** Not sent before. */
  sendAt: InstantSchema,
  state: NoticeStateSchema,
  /** Since when it is in that state. */
  at: InstantSchema,
  /** How it was sent, or was to be; null while it waits. */
  channel: NoticeChannelSchema.nullable(),
  /** Why it was put off, by the code of the outcome, and since when; absent = it was not, or does not wait. */
  delay: z.object({ code: z.string().max(80), since: InstantSchema }).optional(),
});
export type Notice = z.infer<typeof NoticeSchema>;

/** The identity of a notice: one moment of one subject gives one id, on every server and at every run. */
export function noticeId(
  kind: NoticeKind,
  { subject, step, moment }: { readonly subject: string; readonly step: number; readonly moment: Instant | string },
): string {
  return hashedId('notice', kind, subject, step, moment);
}

/** States that a person has to look at. */
export const NOTICE_STATES_TO_WORK = [
  'printed',
  'doubtful',
  'refused',
  'returned',
  'no-way',
] as const satisfies readonly NoticeState[];
