// Agreements of patrons: each act is one agreement of its patron's present account, until it is over or taken back.

import { z } from 'zod';
import { isAllKnown, type Said } from './said.ts';

const SignedSchema = z.object({ patronId: z.string(), kind: z.string() });
const ToldSchema = z.object({ until: z.int().nullable() });
const EndedSchema = z.object({ agreement: z.string() });

export type PlainAgreement = {
  readonly id: string;
  readonly patron: string;
  readonly kind: string;
  readonly at: number;
  readonly until: number | null;
  /** When it was taken back first; null = never. */
  readonly endedAt: number | null;
};

/** Every agreement. Null: acts were purged. */
export function plainAgreements(said: readonly Said[], patronOf: (id: string) => string): PlainAgreement[] | null {
  if (!isAllKnown(said, ['signAgreement', 'endAgreement'])) return null;
  const ends = Map.groupBy(
    said.filter(({ name }) => name === 'endAgreement'),
    ({ args }) => EndedSchema.parse(args).agreement,
  );
  return said.flatMap(({ id, name, args, told, at }) => {
    if (name !== 'signAgreement') return [];
    const { patronId, kind } = SignedSchema.parse(args);
    const times = (ends.get(id) ?? []).map((end) => end.at);
    const endedAt = times.length === 0 ? null : Math.min(...times);
    return [{ id, patron: patronOf(patronId), kind, at, until: ToldSchema.parse(told).until, endedAt }];
  });
}

/** Whether one of them was signed since such a loan, and not taken back. */
export function isSignedSince(
  signed: readonly PlainAgreement[],
  { patron, kind, at }: Pick<PlainAgreement, 'patron' | 'kind' | 'at'>,
): boolean {
  return signed.some((one) => one.patron === patron && one.kind === kind && one.at >= at && one.endedAt === null);
}

/** Whether one of them covers a loan of a kind to a patron at a moment. */
export function isCovered(
  signed: readonly PlainAgreement[],
  { patron, kind, at }: Pick<PlainAgreement, 'patron' | 'kind' | 'at'>,
): boolean {
  return signed.some(
    (one) =>
      one.patron === patron &&
      one.kind === kind &&
      one.at <= at &&
      (one.until === null || one.until > at) &&
      (one.endedAt === null || one.endedAt > at),
  );
}
