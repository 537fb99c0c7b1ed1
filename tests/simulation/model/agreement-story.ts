// What patrons signed: each act is one agreement of the account that its patron is now.

import { z } from 'zod';
import { isAllKnown, type Said } from './said.ts';

const SignedSchema = z.object({ patronId: z.string(), kind: z.string() });
const ToldSchema = z.object({ until: z.int().nullable() });

export type PlainAgreement = {
  readonly id: string;
  readonly patron: string;
  readonly kind: string;
  readonly at: number;
  readonly until: number | null;
};

/** Every agreement. Null: what was said is purged. */
export function plainAgreements(said: readonly Said[], patronOf: (id: string) => string): PlainAgreement[] | null {
  if (!isAllKnown(said, ['signAgreement'])) return null;
  return said.flatMap(({ id, name, args, told, at }) => {
    if (name !== 'signAgreement') return [];
    const { patronId, kind } = SignedSchema.parse(args);
    return [{ id, patron: patronOf(patronId), kind, at, until: ToldSchema.parse(told).until }];
  });
}
