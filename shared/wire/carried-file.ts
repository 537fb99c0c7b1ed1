// Envelopes in a file, to be carried to another desk or to the server: one JSON value a line, a head, the envelopes, an end with its hash.
// The carrier changes nothing: the signature of each envelope is its desk's. The hash only tells a file that was cut off or spoiled on
// its way from a whole one.

import { z } from 'zod';
import { sha256Hex } from '../core/digest.ts';
import { DeskIdSchema, LibraryIdSchema, type StreamId } from '../core/ids.ts';
import { InstantSchema } from '../core/instant.ts';
import { err, ok, type Result } from '../core/result.ts';
import { PolicySchema } from '../rules/model/policy.ts';
import { argsState, bodyHash, EnvelopeBodySchema, EnvelopeSchema, type Envelope } from './envelope.ts';

const HeadSchema = z.object({
  format: z.literal('holdfast'),
  version: z.literal(1),
  library: LibraryIdSchema,
  /** The desk that wrote the file. */
  desk: DeskIdSchema,
  exportedAt: InstantSchema,
});
export type CarriedHead = Omit<z.infer<typeof HeadSchema>, 'format' | 'version'>;

/** A resolved policy that envelopes name, with its hash. */
const CarriedPolicySchema = z.object({ hash: z.string(), policy: PolicySchema });
export type CarriedPolicy = z.infer<typeof CarriedPolicySchema>;

const LineSchema = z.union([
  z.strictObject({ policy: CarriedPolicySchema }),
  z.strictObject({ envelope: EnvelopeSchema }),
  z.strictObject({ end: z.object({ envelopes: z.int().min(0), hash: z.string() }) }),
]);

/** Envelopes of some streams, each stream in its order without a gap; the older stream of a desk first. */
export type Carried = {
  readonly head: CarriedHead;
  readonly policies: readonly CarriedPolicy[];
  readonly envelopes: readonly Envelope[];
};

/** The place of an envelope, from its body. */
export const EnvelopePlaceSchema = EnvelopeBodySchema.pick({
  deskId: true,
  stream: true,
  seq: true,
  argsDigest: true,
  prevHash: true,
});
export type EnvelopePlace = z.infer<typeof EnvelopePlaceSchema>;

/** The place of a body; null for a text that is none. */
export function placeOf(body: string): EnvelopePlace | null {
  return EnvelopePlaceSchema.safeParse(parsed(body)).data ?? null;
}

/** The text of the file. */
export function writeCarried({ head, policies, envelopes }: Carried): string {
  const lines: unknown[] = [
    { format: 'holdfast', version: 1, ...head },
    ...policies.map((policy) => ({ policy })),
    ...envelopes.map((envelope) => ({ envelope })),
  ];
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  return `${text}${JSON.stringify({ end: { envelopes: envelopes.length, hash: sha256Hex(text) } })}\n`;
}

/** A fault of a file, with its line. */
export type CarriedFault = { readonly line: number; readonly why: string };

/** Reads a file that is whole: every line of its form, each stream without a gap and its chain unbroken, the end as it was written. */
export function readCarried(text: string): Result<Carried, CarriedFault> {
  const lines = text.split('\n');
  const head = HeadSchema.safeParse(parsed(lines[0] ?? ''));
  if (!head.success) return err({ line: 1, why: 'it is not a file of transactions that a desk exported' });
  const policies: CarriedPolicy[] = [];
  const envelopes: Envelope[] = [];
  const ends = new Map<StreamId, { readonly seq: number; readonly hash: string }>();
  for (const [index, line] of lines.entries()) {
    if (index === 0) continue;
    const fault = (why: string) => err({ line: index + 1, why });
    if (line === '') return fault('its end is missing, it was cut off');
    const read = LineSchema.safeParse(parsed(line));
    if (!read.success) {
      const isLast = index === lines.length - 1;
      return fault(isLast ? 'its end is missing, it was cut off' : 'the line cannot be read');
    }
    if ('policy' in read.data) policies.push(read.data.policy);
    else if ('envelope' in read.data) {
      const { envelope } = read.data;
      const why = chain(ends, envelope);
      if (why !== null) return fault(why);
      envelopes.push(envelope);
    } else {
      const { end } = read.data;
      const before = `${lines.slice(0, index).join('\n')}\n`;
      if (end.envelopes !== envelopes.length || end.hash !== sha256Hex(before))
        return fault('it is not as it was written');
      const { library, desk, exportedAt } = head.data;
      return ok({ head: { library, desk, exportedAt }, policies, envelopes });
    }
  }
  return err({ line: lines.length, why: 'its end is missing, it was cut off' });
}

/** The fault of the next envelope of a stream; null when it follows the one before it. */
function chain(
  ends: Map<StreamId, { readonly seq: number; readonly hash: string }>,
  envelope: Envelope,
): string | null {
  const { body } = envelope;
  const place = placeOf(body);
  if (place === null) return 'the envelope cannot be read';
  if (argsState(envelope, place.argsDigest) === 'changed') return `act ${place.seq} is not as it was signed`;
  const before = ends.get(place.stream);
  ends.set(place.stream, { seq: place.seq, hash: bodyHash(body) });
  if (before === undefined) return null;
  if (place.seq !== before.seq + 1) return `act ${before.seq + 1} of its stream is missing`;
  return place.prevHash === before.hash ? null : `act ${place.seq} does not follow the one before it`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
