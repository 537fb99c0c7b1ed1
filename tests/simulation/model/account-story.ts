// What staff said of accounts: blocks that they set and lifted. Each lift ends its block, whichever of the two came first. sync.md 4a

import { z } from 'zod';
import { bySaid, isAllKnown, type Said } from './said.ts';

const SetSchema = z.object({ patronId: z.string(), until: z.int().nullable(), reason: z.string() });
const LiftSchema = z.object({ patronId: z.string(), block: z.string() });

export type PlainBlock = {
  readonly id: string;
  readonly patron: string;
  readonly reason: string;
  /** Null: until it is lifted. */
  readonly until: number | null;
};

/** The blocks that stand, and the names of those that were lifted. `patronOf` says which account one was joined with. Null: what was said is purged. */
export function plainBlocks(
  said: readonly Said[],
  patronOf: (id: string) => string,
): { readonly standing: readonly PlainBlock[]; readonly lifted: ReadonlySet<string> } | null {
  const order = said.toSorted(bySaid);
  if (!isAllKnown(said, ['setBlock', 'liftBlock'])) return null;
  const lifted = new Set(
    order.flatMap(({ name, args }) => (name === 'liftBlock' ? [LiftSchema.parse(args).block] : [])),
  );
  const standing = order.flatMap(({ id, name, args }) => {
    if (name !== 'setBlock' || lifted.has(id)) return [];
    const { patronId, until, reason } = SetSchema.parse(args);
    return [{ id, patron: patronOf(patronId), reason, until }];
  });
  return { standing, lifted };
}
