// The unsent acts of a desk, in a file that any person may carry and only the server opens: a head that lists the
// contents, then its parts, each a request of commands, sealed. The head goes into every seal, so neither it nor the order of
// parts can be changed. POST /v1/carried takes one part at a time.

import { z } from 'zod';
import { DeskIdSchema, LibraryIdSchema } from '../core/ids.ts';
import { InstantSchema } from '../core/instant.ts';
import { err, ok, type Result } from '../core/result.ts';
import type { CarriedFault } from './carried-file.ts';
import { MAX_BATCH_BYTES } from './commands.ts';

export const SealedHeadSchema = z.object({
  format: z.literal('holdfast-sealed'),
  version: z.literal(1),
  library: LibraryIdSchema,
  /** The desk that wrote the file, and its name for the person who carries it. */
  desk: DeskIdSchema,
  deskName: z.string(),
  exportedAt: InstantSchema,
  /** Acts in it, and when the first and the last of them were recorded. */
  acts: z.int().min(1),
  firstAt: InstantSchema,
  lastAt: InstantSchema,
  parts: z.int().min(1),
  /** Public half of the file's own key, X25519, base64. */
  key: z.string(),
});
export type SealedHead = z.infer<typeof SealedHeadSchema>;

/** A part: acts of one stream, from one seq on. */
export const SealedPartSchema = z.object({ from: z.int().min(1), acts: z.int().min(1), sealed: z.string() });
export type SealedPart = z.infer<typeof SealedPartSchema>;

/** One part as a desk hands it in; `head` is the first line of the file as it stands there. */
export const CarriedRequestSchema = z.object({ head: z.string(), index: z.int().min(0), part: SealedPartSchema });
export type CarriedRequest = z.infer<typeof CarriedRequestSchema>;

/** Most bytes of such a request: compressed and sealed data is a third longer as text. */
export const MAX_CARRIED_BYTES = 2 * MAX_BATCH_BYTES;

export type SealedFile = {
  readonly head: SealedHead;
  /** The line of the head. */
  readonly text: string;
  readonly parts: readonly SealedPart[];
};

/** The text around a part, which its seal covers too. */
export function sealedAround({ head, index, part }: CarriedRequest): string {
  return `${head}\n${index} ${part.from} ${part.acts}`;
}

export function writeSealed({ text, parts }: Pick<SealedFile, 'text' | 'parts'>): string {
  return [text, ...parts.map((part) => JSON.stringify({ part }))].map((line) => `${line}\n`).join('');
}

/** The head of such a file by its first line; null for a file of another form. */
export function sealedHeadOf(line: string): SealedHead | null {
  return SealedHeadSchema.safeParse(parsed(line)).data ?? null;
}

/** Reads a file that has all its parts; the server checks their contents. */
export function readSealed(file: string): Result<SealedFile, CarriedFault> {
  const [text = '', ...lines] = file.split('\n');
  const head = sealedHeadOf(text);
  if (head === null) return err({ line: 1, why: 'it is not a file of transactions that a desk exported' });
  const parts: SealedPart[] = [];
  for (const [index, line] of lines.slice(0, head.parts).entries()) {
    const read = z.strictObject({ part: SealedPartSchema }).safeParse(parsed(line));
    const isEnd = index >= lines.length - 2;
    if (!read.success)
      return err({ line: index + 2, why: isEnd ? 'its end is missing, it was cut off' : 'the line cannot be read' });
    parts.push(read.data.part);
  }
  if (parts.length < head.parts || lines.length <= head.parts)
    return err({ line: lines.length + 1, why: 'its end is missing, it was cut off' });
  const acts = parts.reduce((sum, part) => sum + part.acts, 0);
  const isWhole = acts === head.acts && lines.slice(head.parts).join('') === '';
  return isWhole ? ok({ head, text, parts }) : err({ line: 1, why: 'it is not as it was written' });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
