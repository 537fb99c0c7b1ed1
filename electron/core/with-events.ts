// Handlers of calls after which every window is told what is another: who is signed in, the shift, the devices.

import type { Handlers } from '../../shared/bridge/contract.ts';
import type { Desk } from './desk.ts';
import { deskHandlers } from './handlers.ts';

type Sayings = { readonly sayStaff: () => void; readonly sayShift: () => void; readonly sayDevices: () => void };

/** Who is signed in, which shift is open and how the devices are set is said to every window when a call may have changed it. */
export function withEvents(desk: Desk, { sayStaff, sayShift, sayDevices }: Sayings): Handlers {
  const handlers = deskHandlers(desk);
  const said = <T>(value: T, ...sayings: readonly (() => void)[]): T => {
    for (const say of sayings) say();
    return value;
  };
  return {
    ...handlers,
    'session.signIn': async (input) => said(await handlers['session.signIn'](input), sayStaff),
    'session.signOut': async (input) => said(await handlers['session.signOut'](input), sayStaff),
    'shift.open': async (input) => said(await handlers['shift.open'](input), sayShift),
    'shift.handOver': async (input) => said(await handlers['shift.handOver'](input), sayStaff, sayShift),
    'shift.close': async (input) => said(await handlers['shift.close'](input), sayShift),
    'device.setScanner': async (input) => said(await handlers['device.setScanner'](input), sayDevices),
    'device.setSound': async (input) => said(await handlers['device.setSound'](input), sayDevices),
  };
}
