// Acts whose answer was lost although they were recorded are done: no form shows them as failed, or sends them once more.

import type { BridgeAnswer, BridgeError, ChangingMethod, MethodOutput } from '../../shared/bridge/contract.ts';
import { err, ok, type Result } from '../../shared/core/result.ts';
import { RECORDED } from './desk-link.ts';

/** Fault of an answer; null = the act is recorded, also where the answer was lost. */
export function faultOf(answer: BridgeAnswer<ChangingMethod>): BridgeError | null {
  return answer.ok || answer.error.code === RECORDED ? null : answer.error;
}

/** The answer to a hold; a lost one is known to be placed, and no more. */
export function holdAnswer(answer: BridgeAnswer<'hold.place'>): Result<MethodOutput<'hold.place'>, BridgeError> {
  if (answer.ok) return answer;
  const fault = faultOf(answer);
  return fault === null ? ok({ decision: 'done', reasons: [], item: null, canUndo: false }) : err(fault);
}
