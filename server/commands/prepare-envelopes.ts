// Checks of envelopes that need no transaction: their desk, and whether body, signature and arguments belong together. A body is read only after its
// signature was verified; one that fails stops the request there, and nothing of it is kept. [I21] [I23]

import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Signing, Verifier } from '../../db/keys/signing.ts';
import { ActIdSchema, DeskIdSchema, isStreamOf, StreamIdSchema, type StreamId } from '../../shared/core/ids.ts';
import {
  argsState,
  EnvelopeArgsSchema,
  EnvelopeBodySchema,
  type Envelope,
  type EnvelopeArgs,
  type EnvelopeBody,
} from '../../shared/wire/envelope.ts';
import { parseCommand } from '../../shared/acts/commands.ts';
import { isPlain, plainJson } from '../../shared/core/plain-text.ts';
import type { ReadTx } from '../store/store.ts';

/** The part of a body that every version has. */
const PlaceSchema = z.object({
  deskId: DeskIdSchema,
  stream: StreamIdSchema,
  seq: z.int().min(1),
  id: ActIdSchema,
  name: z.string(),
  version: z.int(),
  argsDigest: z.string(),
  prevHash: z.string(),
});
export type EnvelopePlace = z.infer<typeof PlaceSchema>;

/** How commands are read. */
export type ReadCommand = typeof parseCommand;

/** An envelope whose signature holds. */
export type Prepared = {
  readonly envelope: Envelope;
  readonly place: EnvelopePlace;
  /** Null: this version cannot read it. */
  readonly body: EnvelopeBody | null;
  /** Null: purged, or this version cannot read them. */
  readonly args: EnvelopeArgs | null;
  /** The command in body and arguments; null where one of them is missing. */
  readonly command: ReturnType<ReadCommand> | null;
  readonly hash: string;
};

/** The desks that envelopes may be of. */
export type DeskRow = {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly verify: Verifier;
};

export type Preparation = {
  readonly prepared: readonly Prepared[];
  readonly desks: ReadonlyMap<string, DeskRow>;
  /** An envelope did not hold; those after it were not looked at. */
  readonly broken: boolean;
};

/** Keys of desks, read once. */
export type DeskKeys = { readonly of: (publicKey: string) => Verifier };

export function createDeskKeys(signing: Signing): DeskKeys {
  const known = new Map<string, Verifier>();
  return {
    of: (publicKey) => {
      const verifier = known.get(publicKey) ?? signing.verifier(publicKey);
      known.set(publicKey, verifier);
      return verifier;
    },
  };
}

/** Verifies the envelopes of a stream in order, up to the first that does not hold. */
export async function prepareEnvelopes(
  tx: ReadTx,
  request: { readonly stream: StreamId; readonly envelopes: readonly Envelope[] },
  { keys, read }: { readonly keys: DeskKeys; readonly read: ReadCommand },
): Promise<Preparation> {
  const places = request.envelopes.map(({ body }) => placeOf(body));
  const ids = new Set(places.flatMap((place) => place?.deskId ?? []));
  const rows = await tx.db
    .selectFrom('desk')
    .select(['id', 'name', 'status', 'public_key'])
    .where(tx.anyOf('id', ids))
    .execute();
  const desks = new Map(
    rows.map(({ id, name, status, public_key: key }) => [id, { id, name, status, verify: keys.of(key) }]),
  );
  const prepared: Prepared[] = [];
  for (const [index, envelope] of request.envelopes.entries()) {
    const place = places[index] ?? null;
    const isInPlace = place !== null && place.stream === request.stream && isStreamOf(place.stream, place.deskId);
    if (!isInPlace || !holds(envelope, place, desks)) return { prepared, desks, broken: true };
    prepared.push(readParts(envelope, place, read));
  }
  return { prepared, desks, broken: false };
}

/**
 * An envelope that was verified when it came. Null when this version cannot even read its place. Arguments that were changed in the database since
 * count as absent.
 */
export function readEnvelope(envelope: Envelope, read: ReadCommand = parseCommand): Prepared | null {
  const place = placeOf(envelope.body);
  if (place === null) return null;
  const isChanged = argsState(envelope, place.argsDigest, digestOfArgs) === 'changed';
  return readParts(isChanged ? { ...envelope, args: null, salt: null } : envelope, place, read);
}

function readParts(envelope: Envelope, place: EnvelopePlace, read: ReadCommand): Prepared {
  // Older desks recorded such texts, and their acts happened: the act counts, with signs in their place that a database keeps.
  const args =
    envelope.args === null ? null : (EnvelopeArgsSchema.safeParse(readJson(plainJson(envelope.args))).data ?? null);
  const body = EnvelopeBodySchema.safeParse(readPlain(envelope.body)).data ?? null;
  const command =
    body === null || args === null ? null : read(body.name, body.version, { args: args.command, told: body.told });
  return { envelope, place, body, args, command, hash: sha256(envelope.body) };
}

function placeOf(body: string): EnvelopePlace | null {
  const place = PlaceSchema.safeParse(readJson(body)).data ?? null;
  return isPlain(place) ? place : null;
}

function holds(envelope: Envelope, place: EnvelopePlace, desks: ReadonlyMap<string, DeskRow>): boolean {
  const desk = desks.get(place.deskId);
  // Two texts with halves of surrogate pairs have the same bytes, so the same digest and signature.
  if (desk === undefined || !isPlain(envelope) || !desk.verify(envelope.body, envelope.signature)) return false;
  return argsState(envelope, place.argsDigest, digestOfArgs) !== 'changed';
}

function digestOfArgs(salt: string, args: string): string {
  return sha256(salt + args);
}

/** The same digest as shared/core/digest.ts, by the machine's own code. */
function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Null where a database could not keep some text of it. */
function readPlain(text: string): unknown {
  const value = readJson(text);
  return mayBeUnplain.test(text) && !isPlain(value) ? null : value;
}

/** Characters that are not plain are escaped in JSON: texts without such an escape need no check. */
const mayBeUnplain = /\\u(?:0000|d[89a-f])/i;

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
