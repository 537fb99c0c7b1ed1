// Runs a core behind a port: starts it with the configuration that the host sends, answers calls, ends when told or when the host is gone.

import type { BridgeError } from '../../shared/bridge/contract.ts';
import type { KeyStore } from '../../db/keys/key-store.ts';
import { keyFilePath } from '../../db/keys/system-key-folder.ts';
import { sealedKeyStore } from '../../db/keys/sealed-key-store.ts';
import { systemKeyStore } from '../../db/keys/system-key-store.ts';
import { startCommandSocket, type CommandSocket } from './command-socket.ts';
import { hostSeal, type HostSeal } from './host-seal.ts';
import type { CoreConfig, ToCore } from './messages.ts';
import type { HostPort } from './process-port.ts';
import { systemPrinters } from './print/system-printers.ts';
import { startCore, type Core } from './start-core.ts';
import { systemClock } from './system-clock.ts';
import { systemRandom } from './system-random.ts';
import { systemTimers } from './system-timers.ts';
import { workerBackground } from './worker-background.ts';

export type RunOptions = {
  readonly port: HostPort;
  readonly workerEntry: string;
  readonly checksOutput: boolean;
  readonly sayFailure: (error: unknown) => BridgeError;
};

/** Waits for the host's `start` and serves from then on. */
export function runCore(options: RunOptions): void {
  const { port } = options;
  const seal = hostSeal((message) => port.post(message));
  let starting: Promise<Running | null> | null = null;
  const stop = async () => {
    const running = await starting;
    running?.socket.close();
    await running?.core.stop();
    port.post({ kind: 'stopped' });
    process.exit(0);
  };
  port.onClose(() => void stop());
  port.onMessage((message) => {
    if (message.kind === 'start') starting ??= begin(options, message.config, seal);
    else if (message.kind === 'stop') void stop();
    else if (message.kind === 'hostAnswer') seal.answer(message.id, message.value);
    else void starting?.then((running) => serve(port, running?.core ?? null, message));
  });
}

type Running = { readonly core: Core; readonly socket: CommandSocket };

async function begin(options: RunOptions, config: CoreConfig, seal: HostSeal): Promise<Running | null> {
  const { port } = options;
  const clock = systemClock(config.clockShiftMs);
  try {
    const core = await startCore({
      config,
      clock,
      random: systemRandom,
      keyStoreOf: (dir) => keyStoreFor(config, dir, seal),
      timers: systemTimers,
      fetch,
      background: workerBackground(options.workerEntry),
      printers: systemPrinters(config.printerDevice ?? null),
      emit: (name, payload) => port.post({ kind: 'event', name, payload }),
      log: (code, detail) => void process.stderr.write(`${JSON.stringify({ at: clock.now(), code, ...detail })}\n`),
      checksOutput: options.checksOutput,
    });
    const socket = await startCommandSocket(config.dataDir, core);
    const { identity, keyUnprotected } = core.desk;
    port.post({ kind: 'ready', deskId: identity.deskId, branch: identity.branch, keyUnprotected });
    return { core, socket };
  } catch (error) {
    port.post({ kind: 'failed', error: options.sayFailure(error) });
    setTimeout(() => process.exit(1), 50);
    return null;
  }
}

function keyStoreFor(config: CoreConfig, dir: string, seal: HostSeal): KeyStore {
  return config.keys === 'system' ? systemKeyStore(dir) : sealedKeyStore(keyFilePath(dir), seal.seal);
}

function serve(port: HostPort, core: Core | null, message: ToCore): void {
  if (core === null) return;
  if (message.kind === 'networkUp') core.networkUp();
  if (message.kind !== 'call') return;
  void core.call(message.name, message.input).then((answer) => port.post({ kind: 'answer', id: message.id, answer }));
}
