// The contract over Electron IPC: one channel for each method, the sender checked on every call.

import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { METHODS } from '../../shared/bridge/contract.ts';
import type { CallAnswer } from '../core/messages.ts';
import { isOwnPage } from './harden.ts';

/** Registers every method of the contract. A call from any other frame than the page's own main frame throws. */
export function registerContract(
  ipc: Pick<IpcMain, 'handle'>,
  call: (name: string, input: unknown) => Promise<CallAnswer>,
): void {
  for (const name of Object.keys(METHODS)) {
    ipc.handle(name, async (event, input: unknown) => {
      assertOwnFrame(event);
      const answer = await call(name, input);
      return answer.ok ? { ok: true, value: answer.value } : { ok: false, error: answer.error };
    });
  }
}

/** Throws unless the call comes from the top frame of the desk's own page. */
function assertOwnFrame(event: IpcMainInvokeEvent): void {
  const frame = event.senderFrame;
  if (frame === null || frame.parent !== null || !isOwnPage(frame.url)) throw new Error('a call from a foreign frame');
}
