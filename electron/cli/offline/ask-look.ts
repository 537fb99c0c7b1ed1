// Asks the running core for a look at its files, which it does with the keys that it has.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { LookAnswer, LookAsked } from '../../core/look/look.ts';
import { askCore } from './ask-core.ts';

/** Findings of the core; null when none runs, or one of a version without this question. Throws the refusals of the core. */
export async function lookOfCore(
  dir: string,
  asked: LookAsked,
): Promise<Exclude<LookAnswer, { kind: 'refused' }> | null> {
  const answer = await askCore(dir, 'desk.look', asked, LONGEST_MS);
  if (answer?.ok !== true) return null;
  const parseAnswer = (value: unknown) => value as LookAnswer;
  const looked = parseAnswer(answer.value);
  if (looked.kind === 'refused') throw new HoldfastError(looked.code, looked.params);
  return looked;
}

/** Every page of both files may be read for it. */
const LONGEST_MS = 600_000;
