// The effect of an act at the server besides its fold: for all acts of a batch at once, in one of three phases.

import type { ItemId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { ActName } from '../../shared/acts/all.ts';
import type { CommandOf } from '../../shared/acts/commands.ts';
import type { Raised, Taken } from '../commands/taken.ts';
import type { RowChanges } from '../store/row-changes.ts';
import type { WriteTx } from '../store/store.ts';
import type { References } from '../timeline/references.ts';

export type ApplyContext = {
  readonly references: References;
  readonly now: Instant;
  readonly deskNames: ReadonlyMap<string, string>;
  /** Items to fold besides: a policy that they name has come. */
  readonly alsoItems: readonly ItemId[];
  /** Called when judging itself fails, which changes nothing. */
  readonly judgingFailed: (error: unknown) => void;
};

/** An act of one name that is being applied. */
export type TakenOf<N extends ActName> = Taken & { readonly command: CommandOf<N> };

/**
 * `before identities`: cards and accounts are settled after it. `after folds`: the rows of the batch are there. `after judging`: the acts before it
 * were judged as things were then.
 */
export type Phase = 'before identities' | 'after folds' | 'after judging';

export type Applying = ApplyContext & { readonly changes: RowChanges };

/** An effect of any acts. */
export type ActEffect = {
  readonly when: Phase;
  /** Returns the exceptions that it raises. */
  readonly apply: (tx: WriteTx, batch: readonly Taken[], applying: Applying) => Promise<readonly Raised[]>;
};

/** An effect that has these acts, and maybe others. */
export type EffectOf<N extends ActName> = ActEffect & { readonly acts: Readonly<Record<N, true>> };

/**
 * Defines the effect of one act, or of several that work on the same rows: these are applied in the order of the batch. `batch`: all acts of it, which
 * are kept only after their effects.
 */
export function actEffect<N extends ActName>(
  acts: Readonly<Record<N, true>>,
  when: Phase,
  apply: (
    tx: WriteTx,
    own: readonly TakenOf<N>[],
    applying: Applying,
    batch: readonly Taken[],
  ) => Promise<readonly Raised[] | void>,
): EffectOf<N> {
  const isOwn = (taken: Taken): taken is TakenOf<N> => Object.hasOwn(acts, taken.command.name);
  return {
    acts,
    when,
    apply: async (tx, batch, applying) => {
      const own = batch.filter(isOwn);
      return own.length === 0 ? [] : ((await apply(tx, own, applying, batch)) ?? []);
    },
  };
}
