// The way to the desk core inside Electron: the preload exposes one object with `call` and `on`, and nothing else.

import type { Bridge } from '../../shared/bridge/contract.ts';
import { ANSWER_LOST, type Transport } from './desk-link.ts';

declare global {
  interface Window {
    /** Exposed by the preload; absent in a browser. */
    readonly holdfast?: Bridge;
  }
}

/** Wraps what the preload exposes. The host outlives the core and the page, so events never stop coming in. */
export function createElectronTransport(bridge: Bridge): Transport {
  return {
    call: (name, input, callId) =>
      bridge.call(name, input, callId).catch(() => ({ ok: false, error: { code: ANSWER_LOST, message: '' } })),
    on: (name, listener) => bridge.on(name, listener),
    onCut() {},
    listening: () => Promise.resolve(),
  };
}
