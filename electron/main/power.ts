// A desk rests with its machine: whoever closes the lid or locks the screen has left, and a machine that wakes up asks the server at once.

import type { PowerMonitor } from 'electron';

/** What rests and wakes. `rest` locks the desk and writes what is only in memory yet. */
export type Rests = { rest(): Promise<void>; networkUp(): void };

/** Listens to the machine. */
export function restWithTheMachine(monitor: Pick<PowerMonitor, 'on'>, desk: Rests): void {
  monitor.on('suspend', () => void desk.rest());
  monitor.on('lock-screen', () => void desk.rest());
  monitor.on('resume', () => desk.networkUp());
  monitor.on('unlock-screen', () => desk.networkUp());
}
