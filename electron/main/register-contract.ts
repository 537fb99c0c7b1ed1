// The contract over Electron IPC: one channel for each method, the sender checked on every call.

import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { isMethodName, METHODS, type BridgeError } from '../../shared/bridge/contract.ts';
import { CallIdSchema } from '../../shared/views/call-outcome.ts';
import { sayError, type HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { CallAnswer } from '../core/messages.ts';
import { parseInput } from '../core/parse-input.ts';
import { isOwnPage } from './harden.ts';

/**
 * Registers every method of the contract. A call from any other frame than the page's own main frame throws; input that is not well-formed is refused
 * before it reaches the core.
 */
export function registerContract(
  ipc: Pick<IpcMain, 'handle'>,
  call: (name: string, input: unknown, callId?: string) => Promise<CallAnswer>,
): void {
  for (const name of Object.keys(METHODS).filter(isMethodName)) {
    ipc.handle(name, async (event, input: unknown, callId: unknown) => {
      assertOwnFrame(event);
      const parsed = parseInput(name, input);
      if (!parsed.ok) return { ok: false, error: sayRefusal(parsed.error) };
      const answer = await call(name, input, CallIdSchema.safeParse(callId).data);
      return answer.ok ? { ok: true, value: answer.value } : { ok: false, error: answer.error };
    });
  }
}

const sayRefusal = ({ code, params }: HoldfastError): BridgeError => ({ code, message: sayError(code, params, 'en') });

/** Throws unless the call comes from the top frame of the desk's own page. */
function assertOwnFrame(event: IpcMainInvokeEvent): void {
  const frame = event.senderFrame;
  if (frame === null || frame.parent !== null || !isOwnPage(frame.url)) throw new Error('a call from a foreign frame');
}
