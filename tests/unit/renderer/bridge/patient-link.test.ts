// A desk core that restarts under the page: what may be asked again is asked again, an act never is.

import type { BridgeAnswer, MethodName } from '../../../../shared/bridge/contract.ts';
import type { Reach, Transport } from '../../../../renderer/bridge/desk-link.ts';
import { createPatientLink } from '../../../../renderer/bridge/patient-link.ts';

const OK = { ok: true, value: null } as unknown as BridgeAnswer<MethodName>;
const failed = (code: string): BridgeAnswer<MethodName> => ({ ok: false, error: { code, message: '' } });
const NOT_DELIVERED = failed('HF-UI-004');
const LOST = failed('HF-UI-005');

/** A transport that answers from a list, the last one for ever; calls are written down. */
function transportOf(
  answers: readonly BridgeAnswer<MethodName>[],
): Transport & { readonly calls: MethodName[]; readonly cut: () => void } {
  const calls: MethodName[] = [];
  const left = [...answers];
  const listeners: (() => void)[] = [];
  return {
    calls,
    cut: () => listeners.forEach((listener) => listener()),
    call: (name) => {
      calls.push(name);
      return Promise.resolve((left.length > 1 ? left.shift() : left[0]) as never);
    },
    on: () => () => {},
    onCut: (listener) => void listeners.push(listener),
    listening: () => Promise.resolve(),
  };
}

const noWait = (): Promise<void> => Promise.resolve();
const checkin = { item: '31310000008812' };

describe('a link that waits for the desk core', () => {
  test('a call that was not delivered is sent again when the core answers', async () => {
    const transport = transportOf([NOT_DELIVERED, NOT_DELIVERED, OK, OK]);
    expect(await createPatientLink(transport, noWait).call('circ.checkin', checkin)).toEqual(OK);
    expect(transport.calls).toEqual(['circ.checkin', 'session.current', 'session.current', 'circ.checkin']);
  });

  test('a lookup whose answer was lost is asked again', async () => {
    const transport = transportOf([LOST, OK, OK]);
    expect(await createPatientLink(transport, noWait).call('patron.find', { query: 'ok' })).toEqual(OK);
    expect(transport.calls).toEqual(['patron.find', 'session.current', 'patron.find']);
  });

  test.each([
    'circ.checkout',
    'circ.checkin',
    'circ.renew',
    'circ.renewAll',
    'circ.undo',
    'item.resolve',
    'hold.place',
    'hold.cancel',
    'fee.add',
    'fee.waive',
    'payment.take',
    'payment.refund',
    'exception.resolve',
    'exception.release',
  ] as const)('the lost answer to %s is given back as lost, and nothing is sent twice', async (name) => {
    const transport = transportOf([LOST, OK]);
    expect(await createPatientLink(transport, noWait).call(name, {} as never)).toEqual(LOST);
    expect(transport.calls.filter((call) => call === name)).toHaveLength(1);
  });

  test('a refusal is an answer and ends the call', async () => {
    const refusal = failed('HF-CIRC-001');
    const transport = transportOf([refusal]);
    expect(await createPatientLink(transport, noWait).call('circ.checkin', checkin)).toEqual(refusal);
  });

  test('the reach goes down and up again', async () => {
    const transport = transportOf([LOST, NOT_DELIVERED, OK, OK]);
    const link = createPatientLink(transport, noWait);
    const seen: Reach[] = [];
    link.onReach((reach) => seen.push(reach));
    await link.call('patron.find', { query: 'ok' });
    expect(seen).toEqual(['up', 'down', 'up']);
  });

  test('a cut event stream looks for the core once', async () => {
    const transport = transportOf([OK]);
    const link = createPatientLink(transport, noWait);
    transport.cut();
    transport.cut();
    await link.call('session.current', {});
    expect(transport.calls).toEqual(['session.current', 'session.current']);
  });

  test('a token that is refused after a restart ends the search', async () => {
    const transport = transportOf([failed('HF-UI-006')]);
    const link = createPatientLink(transport, noWait);
    const seen: Reach[] = [];
    link.onReach((reach) => seen.push(reach));
    transport.cut();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(seen).toEqual(['up', 'down', 'refused']);
  });
});
