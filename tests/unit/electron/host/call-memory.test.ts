// The host's memory of the page's latest calls: a call arrives once however often it is sent, and its answer can be asked for.

import { CallMemory, type CallCore } from '../../../../electron/host/call-memory.ts';
import type { CallAnswer } from '../../../../electron/core/messages.ts';

const DONE: CallAnswer = { ok: true, value: 'done' };
const failed = (code: string): CallAnswer => ({ ok: false, fault: 'refused', error: { code, message: '' } });
const asked = { callId: 'call-0001', name: 'circ.checkin' };

/** A core that answers from a list; calls are written down. */
function coreOf(...answers: readonly (CallAnswer | Promise<CallAnswer>)[]): { core: CallCore; calls: string[] } {
  const calls: string[] = [];
  const left = [...answers];
  const core: CallCore = (name) => {
    calls.push(name);
    return Promise.resolve(left.shift() ?? failed('HF-UI-081'));
  };
  return { core, calls };
}

describe('the memory of calls', () => {
  test('a call that is sent twice under one id is done once', async () => {
    const { core, calls } = coreOf(DONE);
    const memory = new CallMemory();
    const first = memory.call(core, 'circ.checkin', {}, 'call-0001');
    expect([await first, await memory.call(core, 'circ.checkin', {}, 'call-0001')]).toEqual([DONE, DONE]);
    expect(calls).toEqual(['circ.checkin']);
  });

  test('the outcome of a call that is under way is its answer, once it is there', async () => {
    const gate = Promise.withResolvers<CallAnswer>();
    const { core, calls } = coreOf(gate.promise);
    const memory = new CallMemory();
    void memory.call(core, 'circ.checkin', {}, 'call-0001');
    const outcome = memory.outcome(core, asked);
    gate.resolve(failed('HF-CIRC-001'));
    const answer = { ok: false, error: { code: 'HF-CIRC-001', message: '' } };
    expect(await outcome).toEqual({ ok: true, value: { answer } });
    expect(calls).toEqual(['circ.checkin']);
  });

  test('the ledger is asked where the core ended before it answered', async () => {
    const { core, calls } = coreOf(failed('HF-UI-005'), DONE);
    const memory = new CallMemory();
    await memory.call(core, 'circ.checkin', {}, 'call-0001');
    expect(await memory.outcome(core, asked)).toEqual(DONE);
    expect(calls).toEqual(['circ.checkin', 'call.outcome']);
  });

  test('a call that arrives after its outcome was told is not done', async () => {
    const { core, calls } = coreOf();
    const memory = new CallMemory();
    expect(await memory.outcome(core, asked)).toEqual(failed('HF-UI-081'));
    expect(await memory.call(core, 'circ.checkin', {}, 'call-0001')).toMatchObject({ error: { code: 'HF-UI-082' } });
    expect(calls).toEqual(['call.outcome']);
  });

  test('a call that never reached a core may come again under its id', async () => {
    const { core, calls } = coreOf(failed('HF-UI-004'), DONE);
    const memory = new CallMemory();
    await memory.call(core, 'circ.checkin', {}, 'call-0001');
    expect(await memory.call(core, 'circ.checkin', {}, 'call-0001')).toEqual(DONE);
    expect(calls).toHaveLength(2);
  });

  test('the practice desk is asked for what was done in practice, also after it ended', async () => {
    const practice = coreOf(failed('HF-UI-005'), DONE);
    const real = coreOf();
    const memory = new CallMemory();
    await memory.call(practice.core, 'circ.checkin', {}, 'call-0001');
    expect(await memory.outcome(real.core, asked)).toEqual(DONE);
    expect(real.calls).toEqual([]);
  });
});
