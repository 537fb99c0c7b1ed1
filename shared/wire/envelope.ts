// A signed envelope: one command of one desk. `body` is the exact text that was hashed and signed; it is parsed only after verifying.
// Personal values and all free text appear in `args` alone, which can be purged while the chain stays intact. [I23]

import { z } from 'zod';
import { sha256Hex } from '../core/digest.ts';
import {
  ActIdSchema,
  BranchIdSchema,
  DeskIdSchema,
  RuleSetVersionSchema,
  ShiftIdSchema,
  StaffIdSchema,
  StreamIdSchema,
} from '../core/ids.ts';
import { MinorUnitsSchema } from '../core/money.ts';
import { NotedRefusalSchema } from '../circ/model/refusal.ts';
import { OccurredSchema, StatedSchema } from '../circ/occurred.ts';

/** Hash before the first body of a stream. */
export const ZERO_HASH = '0'.repeat(64);

/** The request and the code of an authorisation by phone. */
export const PhoneProofSchema = z.object({
  challenge: z.string().max(64),
  code: z.string().max(64),
  /** The reasons that it sets aside; none for a waiver. */
  codes: z.array(z.string()).max(100),
  /** How much owed money; null = unknown. */
  minor: MinorUnitsSchema.nullable(),
  nonce: z.string().max(64),
});
export type PhoneProof = z.infer<typeof PhoneProofSchema>;

export const EnvelopeBodySchema = z.object({
  deskId: DeskIdSchema,
  stream: StreamIdSchema,
  /** Dense from 1 in its stream. [I4] */
  seq: z.int().min(1),
  id: ActIdSchema,
  /** In the first act of a stream: the last act of the stream that it replaces. */
  after: z.object({ stream: StreamIdSchema, seq: z.int().min(1), hash: z.string() }).optional(),
  /**
   * In the first act of a stream: the acts that the desk's ledger has lost, those of a stream after the one and up to the other. No part of the act.
   */
  lost: z
    .array(z.object({ stream: StreamIdSchema, after: z.int().min(0), upTo: z.int().min(1) }))
    .max(20)
    .optional(),
  branch: BranchIdSchema.nullable(),
  channel: z.string(),
  name: z.string(),
  version: z.int().min(1),
  /** H(salt ‖ args) over the exact texts. */
  argsDigest: z.string(),
  staffId: StaffIdSchema.nullable(),
  shiftId: ShiftIdSchema.optional(),
  override: z
    .object({
      codes: z.array(z.string()),
      authoriserId: StaffIdSchema.optional(),
      /** The night grant on which it was done, and the owed money that counts against the limit of it. */
      grantId: z.string().optional(),
      grantMinor: MinorUnitsSchema.optional(),
      /** The code by phone that stands for the authoriser, with the inputs of its challenge besides the act. */
      phone: PhoneProofSchema.optional(),
    })
    .optional(),
  occurred: OccurredSchema,
  stated: StatedSchema.optional(),
  basis: z.object({
    epoch: z.string(),
    pos: z.int().min(0),
    rulesVersion: RuleSetVersionSchema.nullable(),
    /** The newest act on the item in the desk's view. */
    saw: ActIdSchema.optional(),
  }),
  /** Patrons who were turned away at this desk before: for reports, and no part of the act. Without names. */
  refused: z.array(NotedRefusalSchema).max(100).optional(),
  /** One schema per command name and version, in that command's file. */
  told: z.unknown(),
  /** Hash of the stream's previous body. */
  prevHash: z.string().length(64),
});
export type EnvelopeBody = z.infer<typeof EnvelopeBodySchema>;

/** The contents of the text of `args`. */
export const EnvelopeArgsSchema = z.object({
  command: z.unknown(),
  overrideReason: z.string().optional(),
});
export type EnvelopeArgs = z.infer<typeof EnvelopeArgsSchema>;

/** An envelope as it is stored and carried. */
export const EnvelopeSchema = z.object({
  body: z.string(),
  /** Ed25519 over the UTF-8 bytes of `body`, base64. */
  signature: z.string(),
  /** Null once purged. */
  args: z.string().nullable(),
  /** Hex; null once purged. */
  salt: z.string().nullable(),
});
export type Envelope = z.infer<typeof EnvelopeSchema>;

/** Hash of a body: over its exact text. */
export function bodyHash(body: string): string {
  return sha256Hex(body);
}

/** Digest of arguments. */
export function argsDigest(salt: string, args: string): string {
  return sha256Hex(salt + args);
}

/** Salts have one length: otherwise the end of a salt could be moved into the arguments, or back, under the same digest. */
const SALT = /^[0-9a-f]{32}$/;

/**
 * Whether an envelope has the arguments that were signed. `absent`: both parts are gone, as after a purge; `changed`: they are not those of the
 * digest, or only one of the parts is there.
 */
export function argsState(
  { args, salt }: Pick<Envelope, 'args' | 'salt'>,
  signedDigest: string,
  digest: (salt: string, args: string) => string = argsDigest,
): 'whole' | 'absent' | 'changed' {
  if (args === null && salt === null) return 'absent';
  const isWhole = args !== null && salt !== null && SALT.test(salt) && digest(salt, args) === signedDigest;
  return isWhole ? 'whole' : 'changed';
}
