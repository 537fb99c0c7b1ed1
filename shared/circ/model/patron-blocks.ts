// Blocks that staff set on an account. Each is named by the act that set it, so that two desks at once set two.

import { z } from 'zod';
import type { Instant } from '../../core/instant.ts';
import type { BlockedAct } from '../../rules/model/rule-set.ts';
import type { Patron, PatronBlock } from './patron.ts';

/** Kinds of acts that staff may stop. */
export const BlockKindSchema = z.enum(['borrowing', 'holds', 'renewals']);
export type BlockKind = z.infer<typeof BlockKindSchema>;

const STOPS: Readonly<Record<BlockKind, readonly BlockedAct[]>> = {
  borrowing: ['CIRC', 'FULFILL'],
  holds: ['HOLD'],
  renewals: ['RENEW'],
};

/** The label of a block that the rules impose at a late return: it is put in words where it is shown. */
export const RETURNED_LATE = 'returned-late';

/** The contents of a block that a person sets. */
export type BlockSaid = {
  readonly kinds: readonly BlockKind[];
  readonly until: Instant | null;
  readonly reason: string;
  readonly by: string;
};

/** The block that an act sets. */
export function staffBlock(
  { id, at }: { readonly id: string; readonly at: Instant },
  { kinds, until, reason, by }: BlockSaid,
): PatronBlock {
  const blocks = BlockKindSchema.options.filter((kind) => kinds.includes(kind)).flatMap((kind) => STOPS[kind]);
  return { id, kind: 'STAFF', label: reason, blocks, origin: 'staff', setAt: at, endsAt: until, by };
}

/** The kinds that a block stops, as staff know them. */
export function kindsOf({ blocks }: PatronBlock): BlockKind[] {
  return BlockKindSchema.options.filter((kind) => STOPS[kind].some((act) => blocks.includes(act)));
}

/** Whether a block may be lifted here. A block of the library system would be back with its next data. */
export function isOurs({ origin }: PatronBlock): boolean {
  return origin !== 'import';
}

/** The patron with a block set, or with one lifted (null). One that is set already, unknown or not ours changes nothing. */
export function withBlock(patron: Patron, id: string, block: PatronBlock | null): Patron {
  const standing = patron.blocks.find((one) => one.id === id);
  if (block !== null) return standing === undefined ? { ...patron, blocks: [...patron.blocks, block] } : patron;
  if (standing === undefined || !isOurs(standing)) return patron;
  return { ...patron, blocks: patron.blocks.filter((one) => one !== standing) };
}
