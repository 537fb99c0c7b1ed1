// The errors of a core.

import { kindOfError, placeOfError } from '../../shared/core/error-place.ts';
import type { CopyKeeper } from './copy-keeper.ts';
import type { DispatchContext } from './dispatch.ts';

export type Faults = Pick<DispatchContext, 'isCopyBroken' | 'onBug'> & {
  /** Runs work that must not fail its caller: its error is handled. */
  readonly guard: (work: () => void) => void;
};

/** Handles errors: a broken copy is loaded anew, any other error is a bug that is logged. */
export function makeFaults(
  options: { readonly log: (code: string, detail: Record<string, unknown>) => void },
  keeper: CopyKeeper,
  copyBroke: () => void,
): Faults {
  const onBug = (name: string, error: unknown) =>
    options.log('core.bug', { name, error: kindOfError(error), stack: placeOfError(error) });
  const isCopyBroken = (error: unknown) => {
    if (!keeper.isBroken(error)) return false;
    copyBroke();
    return true;
  };
  const guard = (work: () => void) => {
    try {
      work();
    } catch (error) {
      if (!isCopyBroken(error)) onBug('background', error);
    }
  };
  return { onBug, isCopyBroken, guard };
}
