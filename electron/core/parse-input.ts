// Input of a call of the contract, on every channel: well-formed, or a refusal that names the faulty place.

import { METHODS, type MethodName } from '../../shared/bridge/contract.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { isPlain } from '../../shared/core/plain-text.ts';

export type ParsedInput =
  | { readonly ok: true; readonly input: unknown }
  | { readonly ok: false; readonly error: HoldfastError };

/**
 * Parses the input of a method; HF-UI-002 where it is not well-formed, HF-UI-050 where a text of it could be recorded here but no server would take
 * it.
 */
export function parseInput(name: MethodName, input: unknown): ParsedInput {
  const parsed = METHODS[name].input.safeParse(input);
  if (parsed.success && !isPlain(parsed.data)) return { ok: false, error: new HoldfastError('HF-UI-050') };
  if (parsed.success) return { ok: true, input: parsed.data };
  const issue = parsed.error.issues[0];
  const where = issue === undefined ? '' : [issue.path.join('.'), issue.message].filter(Boolean).join(': ');
  return { ok: false, error: new HoldfastError('HF-UI-002', { name, where }) };
}
