// What doctor finds.

import type { HoldfastError } from '../../../shared/core/holdfast-error.ts';

/** One finding. `bad` makes the exit code 1. */
export type Finding = {
  readonly what: string;
  readonly state: 'ok' | 'note' | 'bad';
  readonly text: string;
  readonly todo?: string;
};

/** What stands in the way, as a finding. */
export function badFinding(what: string, { code, message }: HoldfastError): Finding {
  const [text = code, ...todo] = `${code}: ${message}`.split('; ');
  return { what, state: 'bad', text, todo: todo.join('; ') };
}
