// The server's half of every act that writes rows beside the timelines: its effect, or why it has none. A missing one does not compile.

import type { ActName, Acts } from '../../shared/acts/all.ts';
import type { Raised, Taken } from '../commands/taken.ts';
import type { WriteTx } from '../store/store.ts';
import type { ActEffect, EffectOf, Phase } from './act-effect.ts';
import { liftBlocksEffect } from './lift-blocks.ts';
import { mergePatronsEffect } from './merge-patrons.ts';
import { purgeEffect } from './purge.ts';
import { releaseQuietEffect } from './release-quiet.ts';
import { resolveExceptionsEffect } from './resolve-exceptions.ts';
import { workExceptionsEffect } from './work-exceptions.ts';
import { writePatronEffect } from './write-patron.ts';

type OffTimelines = { [N in ActName]: Acts[N]['timeline'] extends 'rows' ? N : never }[ActName];

/** Why such an act has no effect of its own. */
type None = 'what it releases is applied with it' | 'kept with the acts';

/** In the order in which effects of one phase are applied. */
const EFFECTS: { readonly [N in OffTimelines]: EffectOf<N> | None } = {
  registerPatron: writePatronEffect,
  editPatron: writePatronEffect,
  mergePatrons: mergePatronsEffect,
  resolveExceptions: resolveExceptionsEffect,
  workExceptions: workExceptionsEffect,
  liftBlocks: liftBlocksEffect,
  releaseQuiet: releaseQuietEffect,
  purge: purgeEffect,
  releaseHeld: 'what it releases is applied with it',
  signOutage: 'kept with the acts',
};

/** Each effect once. */
const DISTINCT = [...new Set(Object.values(EFFECTS))].filter((effect) => typeof effect !== 'string');

/** Applies the effects of a phase. Returns the exceptions that they raise. */
export async function runEffects(
  phase: Phase,
  tx: WriteTx,
  batch: readonly Taken[],
  applying: Parameters<ActEffect['apply']>[2],
): Promise<readonly Raised[]> {
  const raised: Raised[] = [];
  for (const { when, apply } of DISTINCT) if (when === phase) raised.push(...(await apply(tx, batch, applying)));
  return raised;
}
