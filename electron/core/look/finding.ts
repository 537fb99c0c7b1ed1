// A finding of `holdfast doctor`.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';

/** One finding. `bad` makes the exit code 1. */
export type Finding = {
  readonly what: string;
  readonly state: 'ok' | 'note' | 'bad';
  readonly text: string;
  readonly todo?: string;
};

/** An error as a finding: doctor itself never stops at one. */
export function badFinding(what: string, error: unknown): Finding {
  if (!(error instanceof HoldfastError)) {
    const text = error instanceof Error ? error.message : String(error);
    return { what, state: 'bad', text, todo: 'keep a copy of the whole folder and report it' };
  }
  const [text = error.code, ...todo] = `${error.code}: ${error.message}`.split('; ');
  return { what, state: 'bad', text, todo: todo.join('; ') };
}
