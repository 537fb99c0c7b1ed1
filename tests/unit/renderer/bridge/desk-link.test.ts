// A desk core that restarts under the page: a question is asked again, an act is sent once and its outcome asked for.

import {
  isMethodName,
  METHODS,
  type AskingMethod,
  type BridgeAnswer,
  type ChangingMethod,
  type MethodName,
} from '../../../../shared/bridge/contract.ts';
import { createDeskLink, type Transport } from '../../../../renderer/bridge/desk-link.ts';
import type { Reach } from '../../../../renderer/bridge/reach-state.ts';

const OK = { ok: true, value: null } as unknown as BridgeAnswer<MethodName>;
const failed = (code: string): BridgeAnswer<MethodName> => ({ ok: false, error: { code, message: '' } });
const NOT_DELIVERED = failed('HF-UI-004');
const LOST = failed('HF-UI-005');

/** A transport that answers from a list, the last one for ever; calls are written down. */
function transportOf(answers: readonly BridgeAnswer<MethodName>[]): Transport & {
  readonly calls: MethodName[];
  readonly inputs: unknown[];
  readonly ids: (string | undefined)[];
  readonly cut: () => void;
} {
  const calls: MethodName[] = [];
  const inputs: unknown[] = [];
  const ids: (string | undefined)[] = [];
  const left = [...answers];
  const listeners: (() => void)[] = [];
  return {
    calls,
    inputs,
    ids,
    cut: () => listeners.forEach((listener) => listener()),
    call: (name, input, callId) => {
      calls.push(name);
      inputs.push(input);
      ids.push(callId);
      return Promise.resolve((left.length > 1 ? left.shift() : left[0]) as never);
    },
    on: () => () => {},
    onCut: (listener) => void listeners.push(listener),
    listening: () => Promise.resolve(),
  };
}

const noWait = (): Promise<void> => Promise.resolve();
const names = Object.keys(METHODS).filter(isMethodName);
const isAsking = (name: MethodName): name is AskingMethod => METHODS[name].changes === 'nothing';
const isChanging = (name: MethodName): name is ChangingMethod => !isAsking(name);
const checkin = { item: '31310000008812' };

describe('a link that waits for the desk core', () => {
  test('a call that was not delivered is sent again when the core answers', async () => {
    const transport = transportOf([NOT_DELIVERED, NOT_DELIVERED, OK, OK]);
    expect(await createDeskLink(transport, noWait).act('circ.checkin', checkin)).toEqual(OK);
    expect(transport.calls).toEqual(['circ.checkin', 'session.current', 'session.current', 'circ.checkin']);
  });

  test('a lookup whose answer was lost is asked again', async () => {
    const transport = transportOf([LOST, OK, OK]);
    expect(await createDeskLink(transport, noWait).ask('patron.find', { query: 'ok' })).toEqual(OK);
    expect(transport.calls).toEqual(['patron.find', 'session.current', 'patron.find']);
  });

  test.each(names.filter(isAsking))('the lost answer to %s is asked for again', async (name) => {
    const transport = transportOf([LOST, OK, OK]);
    expect(await createDeskLink(transport, noWait).ask(name, {} as never)).toEqual(OK);
    expect(transport.calls.filter((call) => call === name)).not.toHaveLength(0);
  });

  test.each(names.filter(isChanging))('%s is sent once, and its lost answer asked for under its id', async (name) => {
    const answered = { ok: true, value: { answer: { ok: false, error: { code: 'HF-UI-080', message: '' } } } };
    const transport = transportOf([LOST, OK, answered as never]);
    const lost = jest.fn();
    const link = createDeskLink(transport, noWait, () => 'call-1');
    expect(await link.act(name, {} as never, { onLost: lost })).toEqual(answered.value.answer);
    expect(transport.calls).toEqual([name, 'session.current', 'call.outcome']);
    expect(transport.ids).toEqual(['call-1', undefined, undefined]);
    expect(transport.inputs[2]).toEqual({ callId: 'call-1', name });
    expect(lost).toHaveBeenCalledTimes(1);
  });

  test('an act that was not delivered keeps its id', async () => {
    const transport = transportOf([NOT_DELIVERED, OK, OK]);
    const ids = ['call-1', 'call-2'];
    await createDeskLink(transport, noWait, () => ids.shift() ?? '').act('circ.checkin', checkin);
    expect(transport.ids).toEqual(['call-1', undefined, 'call-1']);
  });

  test('a refusal is an answer and ends the call', async () => {
    const refusal = failed('HF-CIRC-001');
    const transport = transportOf([refusal]);
    expect(await createDeskLink(transport, noWait).act('circ.checkin', checkin)).toEqual(refusal);
  });

  test('the reach goes down and up again', async () => {
    const transport = transportOf([LOST, NOT_DELIVERED, OK, OK]);
    const link = createDeskLink(transport, noWait);
    const seen: Reach[] = [];
    link.onReach((reach) => seen.push(reach));
    await link.ask('patron.find', { query: 'ok' });
    expect(seen).toEqual(['up', 'down', 'up']);
  });

  test('a cut event stream looks for the core once', async () => {
    const transport = transportOf([OK]);
    const link = createDeskLink(transport, noWait);
    transport.cut();
    transport.cut();
    await link.ask('session.current', {});
    expect(transport.calls).toEqual(['session.current', 'session.current']);
  });

  test('a token that is refused after a restart ends the search', async () => {
    const transport = transportOf([failed('HF-UI-006')]);
    const link = createDeskLink(transport, noWait);
    const seen: Reach[] = [];
    link.onReach((reach) => seen.push(reach));
    transport.cut();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(seen).toEqual(['up', 'down', 'refused']);
  });
});
