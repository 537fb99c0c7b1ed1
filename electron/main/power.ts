// A desk rests with its machine: closing the lid or locking the screen signs out, and a machine that wakes up asks the server at once.
// Only while a report is written does the machine not fall asleep by itself.

import type { PowerMonitor, PowerSaveBlocker } from 'electron';
import type { CallAnswer } from '../core/messages.ts';

/** The part that rests and wakes. `rest` locks the desk and writes its unsaved state. */
export type Rests = { rest(): Promise<void>; networkUp(): void };

const lookEveryMs = 5_000;

/**
 * Listens to the machine. Linux sends no event for a locked screen, so there it is polled; the result stops that. Under Wayland polling fails too:
 * there the page locks after a while without input.
 */
export function restWithTheMachine(
  monitor: Pick<PowerMonitor, 'on' | 'getSystemIdleState'>,
  desk: Rests,
  platform: NodeJS.Platform,
): () => void {
  monitor.on('suspend', () => void desk.rest());
  monitor.on('lock-screen', () => void desk.rest());
  monitor.on('resume', () => desk.networkUp());
  monitor.on('unlock-screen', () => desk.networkUp());
  return platform === 'linux' ? lookForLock(monitor, desk) : () => undefined;
}

function lookForLock(monitor: Pick<PowerMonitor, 'getSystemIdleState'>, desk: Rests): () => void {
  let isLocked = false;
  const looking = setInterval(() => {
    // "locked" is reported for any threshold; a desktop without it reports "active", "idle" or "unknown".
    const isNow = monitor.getSystemIdleState(1) === 'locked';
    if (isNow && !isLocked) void desk.rest();
    if (!isNow && isLocked) desk.networkUp();
    isLocked = isNow;
  }, lookEveryMs);
  looking.unref();
  return () => clearInterval(looking);
}

type Call = (name: string, input: unknown, callId?: string) => Promise<CallAnswer>;

/** Calls of the page, during which the machine stays awake where they write a report that may take long. The screen may go dark. */
export function awakeForExports(blocker: Pick<PowerSaveBlocker, 'start' | 'stop'>, call: Call): Call {
  return async (name, input, callId) => {
    if (name !== 'report.export') return call(name, input, callId);
    const id = blocker.start('prevent-app-suspension');
    try {
      return await call(name, input, callId);
    } finally {
      blocker.stop(id);
    }
  };
}
