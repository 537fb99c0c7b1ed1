// Proxies of an account as screens show, name and end them.

import { z } from 'zod';
import { CodeSchema } from '../core/code-text.ts';
import { ActIdSchema, PatronIdSchema } from '../core/ids.ts';

const reason = z.string().trim().max(500);

export const AddProxyInputSchema = z.object({
  /** Any card of the sponsor, whose loans they are. */
  card: CodeSchema,
  /** Any card of the person who may borrow for them. */
  proxy: CodeSchema,
  /** The last local day on which they may; null = until it is ended. */
  until: z.iso.date().nullable().default(null),
  reason: reason.default(''),
});

export const EndProxyInputSchema = z.object({
  /** Any card of the sponsor or of the proxy. */
  card: CodeSchema,
  link: ActIdSchema,
  reason: reason.min(1),
});

export const ProxyWrittenSchema = z.object({ commandId: ActIdSchema });

/** A proxy of this account, or a sponsor of it: an ended one stays visible. */
export const ProxyLinkViewSchema = z.object({
  link: ActIdSchema,
  /** The role of the other account towards this one. */
  role: z.enum(['proxy', 'sponsor']),
  patronId: PatronIdSchema,
  /** The other account's name; null where this desk does not have it. */
  name: z.string().nullable(),
  groupName: z.string().nullable(),
  by: z.string(),
  sinceText: z.string(),
  untilText: z.string().nullable(),
  /** Null = in force. */
  fault: z.enum(['revoked', 'expired']).nullable(),
  /** When and by which person it was ended. */
  endedText: z.string().nullable(),
  endedBy: z.string().nullable(),
});
export type ProxyLinkView = z.infer<typeof ProxyLinkViewSchema>;

/** The account that something is borrowed for, as far as its proxy sees it. */
export const SponsorBriefSchema = z.object({ patronId: PatronIdSchema, name: z.string(), groupName: z.string() });
export type SponsorBrief = z.infer<typeof SponsorBriefSchema>;
