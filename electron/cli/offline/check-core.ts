// Doctor's look at a core that runs on the folder: whether one runs, and its report of the line.

import { z } from 'zod';
import { isErrorCode } from '../../../shared/core/codes/errors.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { askCore } from './ask-core.ts';
import { badFinding, type Finding } from '../../core/look/finding.ts';

const AnswerSchema = z.object({ grants: z.int(), status: z.object({ problem: z.string().nullable() }) });

/** Asks the running core. Refusals of the server are known to the core alone: it sends, doctor does not. */
export async function checkCore(dir: string): Promise<Finding[]> {
  const answer = await askCore(dir, 'doctor.core', {});
  if (answer === null) return [{ what: 'core', state: 'ok', text: 'no desk runs on this folder' }];
  const parsed = AnswerSchema.safeParse(answer.ok ? answer.value : null);
  if (!parsed.success) return [doesNotAnswer];
  const { grants, status } = parsed.data;
  const core: Finding =
    grants === 0
      ? {
          what: 'core',
          state: 'note',
          text: 'a desk runs here, and nobody may sign in yet',
          todo: 'let it reach the server',
        }
      : { what: 'core', state: 'ok', text: 'a desk runs on this folder' };
  const { problem } = status;
  return problem !== null && isErrorCode(problem) ? [core, badFinding('sending', new HoldfastError(problem))] : [core];
}

const doesNotAnswer: Finding = {
  what: 'core',
  state: 'bad',
  text: 'a desk runs here and does not answer as it should',
  todo: 'end it and start it again; what it recorded is in its ledger',
};
