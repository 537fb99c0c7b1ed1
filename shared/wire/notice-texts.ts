// POST /v1/notice-texts: the words of notices, read, tried on a patron, or set by a person at a desk who may edit rules. Setting them needs their PIN.
// The server looks for faults first: a template that cannot be filled in is never kept.

import { z } from 'zod';
import { CodeSchema } from '../core/code-text.ts';
import { StaffIdSchema } from '../core/ids.ts';
import { LanguageSchema } from '../core/language.ts';
import { NOTICE_KINDS, NoticeKindSchema } from '../circ/model/notice.ts';
import { NoticePreviewResponseSchema } from './notice-preview.ts';

/** The notices; `frame` is around every message, `short` is a message by text. */
export const NoticeTextNameSchema = z.enum([...NOTICE_KINDS, 'frame', 'short']);
export type NoticeTextName = z.infer<typeof NoticeTextNameSchema>;

export const NoticeWordsSchema = z.object({
  subject: z.string().min(1).max(500),
  text: z.string().min(1).max(20_000),
});
export type NoticeWords = z.infer<typeof NoticeWordsSchema>;

const place = { language: LanguageSchema, name: NoticeTextNameSchema };

export const NoticeTextTrySchema = z.object({
  ...place,
  words: NoticeWordsSchema,
  /** The notice whose message shows it; another one than `name` for what is around every message. */
  kind: NoticeKindSchema,
  card: CodeSchema,
});

export const NoticeTextChangeSchema = z.object({
  ...place,
  /** Null = the words that Holdfast has. */
  words: NoticeWordsSchema.nullable(),
  /** As the person saw them: another person may have set others meanwhile. */
  seen: NoticeWordsSchema,
  pin: z.string().min(1).max(64),
});

export const NoticeTextsRequestSchema = z.object({
  staffId: StaffIdSchema,
  trial: NoticeTextTrySchema.optional(),
  change: NoticeTextChangeSchema.optional(),
});
export type NoticeTextsRequest = z.infer<typeof NoticeTextsRequestSchema>;

/**
 * What is wrong with a template. `value`: a name of no value. `outside`: an item beside the list of items. `filter`, `tag`: of none. `open`: begun and not ended. `content`: it leaves out the
 * message that it is around. `word`: what was written; `line`: where, from 1.
 */
export const NoticeTextFaultSchema = z.object({
  part: z.enum(['subject', 'text']),
  // A desk of today reads what a server of later tells. [I32]
  what: z.enum(['value', 'outside', 'filter', 'tag', 'open', 'content', 'unread']).catch('unread'),
  word: z.string(),
  line: z.int().nullable(),
});
export type NoticeTextFault = z.infer<typeof NoticeTextFaultSchema>;

export const NoticeTextSchema = z.object({
  ...place,
  ...NoticeWordsSchema.shape,
  /** The library's own words. */
  isOwn: z.boolean(),
  /** It has an HTML part for mail, which is not set here. */
  hasHtml: z.boolean(),
});
export type NoticeText = z.infer<typeof NoticeTextSchema>;

export const NoticeTextsResponseSchema = z.object({
  /** Whether the library sends notices: before that it has no words of its own. */
  isOn: z.boolean(),
  texts: z.array(NoticeTextSchema),
  /** Of what was tried or was to be set: nothing was set then. */
  fault: NoticeTextFaultSchema.nullable(),
  /** Of what was tried without a fault. */
  preview: NoticePreviewResponseSchema.nullable(),
});
export type NoticeTextsResponse = z.infer<typeof NoticeTextsResponseSchema>;
