// Remembers the answers to the page's latest calls that changed something: when the way back to the page was cut, the page asks here for missed
// answers. The core behind may have ended since; its ledger then shows whether acts were recorded.

import { METHODS, isMethodName } from '../../shared/bridge/contract.ts';
import { HoldfastError, sayError } from '../../shared/core/holdfast-error.ts';
import type { CallAnswer } from '../core/messages.ts';

/** A page asks within seconds, and has few calls under way. */
const mostRemembered = 100;

/** Calls a core. */
export type CallCore = (name: string, input: unknown, callId?: string) => Promise<CallAnswer>;

type Remembered = { readonly core: CallCore; readonly answer: Promise<CallAnswer> };

/** The calls of one host. */
export class CallMemory {
  readonly #calls = new Map<string, Remembered | 'given-up'>();

  /** Passes a call on, once: the same call arriving again is given the answer of the first. */
  call(core: CallCore, name: string, input: unknown, callId: string | undefined): Promise<CallAnswer> {
    if (callId === undefined || !isMethodName(name) || METHODS[name].changes === 'nothing') return core(name, input);
    const known = this.#calls.get(callId);
    if (known === 'given-up') return Promise.resolve(refused('HF-UI-082'));
    if (known !== undefined) return known.answer;
    const answer = core(name, input, callId);
    this.#remember(callId, { core, answer });
    void answer.then((ended) => {
      // It never reached the core, so that the page may send it again under the same id.
      if (!ended.ok && ended.error.code === 'HF-UI-004') this.#calls.delete(callId);
    });
    return answer;
  }

  /** Answers `call.outcome`: waits for a call that is still under way, and keeps one that has not arrived from ever being done. */
  async outcome(core: CallCore, input: { readonly callId: string; readonly name: string }): Promise<CallAnswer> {
    const known = this.#calls.get(input.callId);
    if (known === undefined) this.#remember(input.callId, 'given-up');
    if (known === undefined || known === 'given-up') return core('call.outcome', input);
    const ended = await known.answer;
    if (!ended.ok && ended.error.code === 'HF-UI-005') return known.core('call.outcome', input);
    const answer = ended.ok ? { ok: true, value: ended.value } : { ok: false, error: ended.error };
    return { ok: true, value: { answer } };
  }

  #remember(callId: string, call: Remembered | 'given-up'): void {
    this.#calls.set(callId, call);
    for (const oldest of this.#calls.keys()) {
      if (this.#calls.size <= mostRemembered) return;
      this.#calls.delete(oldest);
    }
  }
}

function refused(code: 'HF-UI-082'): CallAnswer {
  const { params } = new HoldfastError(code);
  return { ok: false, fault: 'refused', error: { code, message: sayError(code, params, 'en') } };
}
