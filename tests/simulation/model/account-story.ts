// Acts of staff on accounts: blocks that they set and lifted, fields and cards that they wrote, and accounts that they
// joined. Each lift ends its block, in either order of arrival; of two writes of a field or a card the later by its
// time stands. sync.md 4a

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

/** The blocks that stand, and the names of those that were lifted. `patronOf` gives the surviving account after a join. Null: acts were purged. */
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

const NAMES = ['registerPatron', 'editPatron', 'addCard', 'endCard', 'mergePatrons'] as const;
const WrittenSchema = z.object({ patronId: z.string(), fields: z.record(z.string(), z.unknown()) });
const CardsSchema = z.array(z.object({ number: z.string(), active: z.boolean() }));
const AddedSchema = z.object({
  patronId: z.string(),
  number: z.string(),
  replaces: z.object({ number: z.string(), as: z.string() }).nullable(),
});
const EndedSchema = z.object({ patronId: z.string(), number: z.string(), as: z.string() });
const MergedSchema = z.object({ from: z.string(), to: z.string() });

export type PlainAccount = {
  /** The last word on each field. */
  readonly fields: Map<string, unknown>;
  /** Why each number that was written lends nothing; null = it is in use. */
  readonly cards: Map<string, string | null>;
};

export type PlainAccounts = {
  readonly accounts: ReadonlyMap<string, PlainAccount>;
  readonly merged: readonly { readonly from: string; readonly to: string }[];
};

/** The fields of each account that staff edited. Null: acts were purged. */
export function plainAccounts(said: readonly Said[], patronOf: (id: string) => string): PlainAccounts | null {
  if (!isAllKnown(said, NAMES)) return null;
  const accounts = new Map<string, PlainAccount>();
  const accountOf = (id: string): PlainAccount => {
    const account = accounts.get(patronOf(id)) ?? { fields: new Map(), cards: new Map() };
    accounts.set(patronOf(id), account);
    return account;
  };
  const merged: { from: string; to: string }[] = [];
  for (const { name, args } of said.toSorted(bySaid)) {
    if (name === 'mergePatrons') merged.push(MergedSchema.parse(args));
    else if (name === 'registerPatron' || name === 'editPatron') {
      const { patronId, fields } = WrittenSchema.parse(args);
      const { cards = [], ...others } = fields;
      const account = accountOf(patronId);
      for (const [field, value] of Object.entries(others)) account.fields.set(field, value);
      for (const { number, active } of CardsSchema.parse(cards)) account.cards.set(number, active ? null : 'unknown');
    } else if (name === 'addCard') {
      const { patronId, number, replaces } = AddedSchema.parse(args);
      const account = accountOf(patronId);
      if (replaces !== null) account.cards.set(replaces.number, replaces.as);
      account.cards.set(number, null);
    } else if (name === 'endCard') {
      const { patronId, number, as } = EndedSchema.parse(args);
      accountOf(patronId).cards.set(number, as);
    }
  }
  return { accounts, merged };
}
