// Runs a core behind a port: starts it with the configuration that the host sends, answers calls, ends on request or when the host is gone.

import { join } from 'node:path';
import { kindOfError, placeOfError } from '../../shared/core/error-place.ts';
import { HoldfastError, sayError } from '../../shared/core/holdfast-error.ts';
import { isError } from '../../db/open/sqlite-error.ts';
import type { LessonsDone } from '../../shared/circ/model/lessons.ts';
import type { Language } from '../../shared/core/language.ts';
import type { Clock } from '../../shared/core/ports.ts';
import type { BridgeError } from '../../shared/bridge/contract.ts';
import type { KeyStore } from '../../db/keys/key-store.ts';
import { keyFilePath } from '../../db/keys/system-key-folder.ts';
import { sealedKeyStore } from '../../db/keys/sealed-key-store.ts';
import { systemKeyStore } from '../../db/keys/system-key-store.ts';
import { unsealed } from '../../db/keys/unsealed.ts';
import { startCommandSocket, type CommandSocket } from './command-socket.ts';
import { hostSeal, type HostSeal } from './host-seal.ts';
import type { CallAnswer, CoreConfig, HostUpdates, ToCore } from './messages.ts';
import { keepLessons } from './practice/lessons.ts';
import { practiceLibrary } from './practice/practice-library.ts';
import { trustComputer, trustingFetch } from './link/trusting-fetch.ts';
import type { HostPort } from './process-port.ts';
import { keepReadiness, type Readiness } from './readiness/keep-readiness.ts';
import { systemPrinters } from './print/system-printers.ts';
import { setupCalls } from './setup.ts';
import type { NeighborNet } from './neighbors/neighbor-net.ts';
import { tlsNet } from './neighbors/tls-net.ts';
import { startSip2, type Sip2Server } from './sip2/sip2-server.ts';
import { startCore, type Core } from './start-core.ts';
import { systemClock } from './system-clock.ts';
import { systemRandom } from './system-random.ts';
import { systemTimers } from './system-timers.ts';
import { lookInWorker, workerBackground } from './worker-background.ts';

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
  // A terminal signals the core and its host at once, and then the host tells the core again: it stops only once.
  let stopping: Promise<void> | null = null;
  const end = async () => {
    await (await starting)?.stop();
    port.post({ kind: 'stopped' });
    process.exit(0);
  };
  const stop = () => (stopping ??= end());
  port.onClose(() => void stop());
  // The terminal signals the core, as it does its host: open resources are closed as at any other end.
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => void stop());
  port.onMessage((message) => {
    if (message.kind === 'start') starting ??= begin(options, message.config, seal);
    else if (message.kind === 'stop') void stop();
    else if (message.kind === 'hostAnswer') seal.answer(message.id, message.value, message.isStale === true);
    else void starting?.then((desk) => serve(port, desk, message));
  });
}

/** A desk, or a computer that is none yet and answers so. */
type Running = {
  readonly call: Core['call'];
  readonly networkUp: () => void;
  readonly updates: Core['updates'];
  readonly flush: () => void;
  /** Keeps the lessons that a person did in practice. */
  readonly keepLessons: (done: LessonsDone) => void;
  /** The library that practice is made from; a refusal where it cannot be read. */
  readonly practiceLibrary: () => CallAnswer;
  readonly stop: () => Promise<void>;
};

async function begin(options: RunOptions, config: CoreConfig, seal: HostSeal): Promise<Running | null> {
  const { port } = options;
  try {
    const desk = await startDesk(options, config, seal);
    sayReady(port, desk);
    return running(desk);
  } catch (error) {
    const waits = config.waitsToJoin === true && config.code === null;
    if (waits && isError(error, 'HF-ENROL-007')) return waitToJoin(options, config, seal);
    port.post({ kind: 'failed', error: options.sayFailure(error) });
    setTimeout(() => process.exit(1), 50);
    return null;
  }
}

type StartedDesk = {
  readonly core: Core;
  readonly socket: CommandSocket;
  readonly sip2: Sip2Server | null;
  readonly readiness: Readiness | null;
};

async function startDesk(
  { port, workerEntry, checksOutput }: RunOptions,
  config: CoreConfig,
  seal: HostSeal,
): Promise<StartedDesk> {
  const clock = systemClock(config.clockShiftMs);
  const log = logLine(clock);
  const core = await startCore({
    config,
    clock,
    random: systemRandom,
    keyStoreOf: (dir) => keyStoreFor(config, dir, seal),
    timers: systemTimers,
    fetch: trustingFetch(fetch, () => {
      const why = trustComputer();
      if (why !== null) log('sync.no-system-certificates', { why });
    }),
    background: workerBackground(workerEntry),
    // A desk in practice is of no branch.
    ...(config.isPractice === true ? {} : { neighborNet: branchNet(config, log) }),
    printers: systemPrinters(config.printerDevice ?? null),
    emit: (name, payload) => port.post({ kind: 'event', name, payload }),
    log,
    checksOutput,
  });
  let sip2: Sip2Server | null = null;
  try {
    sip2 = await machinesOf(core, config, log);
    const socket = await startCommandSocket(config.dataDir, { core, look: lookInWorker(workerEntry) });
    const onFault = (error: unknown) =>
      log('core.bug', { name: 'readiness', error: kindOfError(error), stack: placeOfError(error) });
    // A desk in practice does not report.
    const isReported = config.isPractice !== true;
    const readiness = isReported ? keepReadiness(core, { timers: systemTimers, onFault }) : null;
    return { core, socket, sip2, readiness };
  } catch (error) {
    await sip2?.close();
    await core.stop();
    throw error;
  }
}

/** The default port of a desk for the other desks of the branch. */
const LAN_PORT = 7475;

/** The network of the branch. It is opened only where the library allows neighbors. */
function branchNet({ lan }: CoreConfig, log: Log): NeighborNet {
  return tlsNet({
    listen: lan?.listen ?? { host: '0.0.0.0', port: LAN_PORT },
    addresses: lan?.addresses ?? [],
    find: null,
    timers: systemTimers,
    random: systemRandom,
    log,
  });
}

/** Listens for machines where it is configured. A failure is logged, and people work on. */
async function machinesOf(core: Core, { sip2: at = null }: CoreConfig, log: Log): Promise<Sip2Server | null> {
  if (at === null) return null;
  const onFault = (error: unknown) =>
    log('core.bug', { name: 'sip2', error: kindOfError(error), stack: placeOfError(error) });
  try {
    return await startSip2(core, at, onFault);
  } catch (error) {
    if (!(error instanceof HoldfastError)) throw error;
    log(error.code, error.params);
    return null;
  }
}

type Log = (code: string, detail: Record<string, unknown>) => void;

const logLine = (clock: Clock) => (code: string, detail: Record<string, unknown>) =>
  void process.stderr.write(`${JSON.stringify({ at: clock.now(), code, ...detail })}\n`);

function running({ core, socket, sip2, readiness }: StartedDesk): Running {
  return {
    call: (name, input, callId) => core.call(name, input, callId),
    networkUp: () => core.networkUp(),
    updates: (now) => core.updates(now),
    flush: () => core.flush(),
    keepLessons: (done) => {
      keepLessons(core.desk.ledger, done);
      void readiness?.look();
    },
    practiceLibrary: () => answering(core.desk.language(), () => practiceLibrary(core.desk)),
    stop: async () => {
      readiness?.stop();
      socket.close();
      await sip2?.close();
      await core.stop();
    },
  };
}

function sayReady(port: HostPort, { core: { desk }, sip2 }: StartedDesk): void {
  const { identity, keyUnprotected } = desk;
  const { deskId, branch } = identity;
  port.post({ kind: 'ready', deskId, branch, keyUnprotected, sip2: sip2?.at ?? null });
}

/** Ready for calls, and for enrolling; the desk has no identity yet. */
function waitToJoin(options: RunOptions, config: CoreConfig, seal: HostSeal): Running {
  const { port, checksOutput } = options;
  const state: { desk: Running | null; updates: HostUpdates | null } = { desk: null, updates: null };
  const log = logLine(systemClock(config.clockShiftMs));
  const setup = setupCalls({
    config,
    join: (joining) => startDesk(options, joining, seal),
    onJoined: (desk: StartedDesk) => {
      state.desk = running(desk);
      if (state.updates !== null) state.desk.updates(state.updates);
      sayReady(port, desk);
    },
    onBug: (name, error) => log('core.bug', { name, error: kindOfError(error), stack: placeOfError(error) }),
    checksOutput,
  });
  port.post({ kind: 'ready', deskId: '', branch: '', keyUnprotected: false, sip2: null });
  return {
    call: (name, input, callId) => (state.desk?.call ?? setup)(name, input, callId),
    networkUp: () => state.desk?.networkUp(),
    updates: (now) => {
      state.updates = now;
      state.desk?.updates(now);
    },
    flush: () => state.desk?.flush(),
    keepLessons: (done) => state.desk?.keepLessons(done),
    practiceLibrary: () =>
      state.desk?.practiceLibrary() ??
      answering('en', () => {
        throw new HoldfastError('HF-ENROL-007', { dir: config.dataDir });
      }),
    stop: async () => state.desk?.stop(),
  };
}

function keyStoreFor(config: CoreConfig, dir: string, seal: HostSeal): KeyStore {
  switch (config.keys) {
    case 'system':
      return systemKeyStore(dir);
    case 'sealed-by-host':
      return sealedKeyStore(keyFilePath(dir), seal.seal(false));
    case 'sealed-weakly-by-host':
      return sealedKeyStore(keyFilePath(dir), seal.seal(true));
    case 'beside-data':
      return sealedKeyStore(join(dir, 'keys.json'), unsealed);
  }
}

function serve(port: HostPort, core: Running | null, message: ToCore): void {
  if (core === null) return;
  if (message.kind === 'networkUp') core.networkUp();
  if (message.kind === 'updates') core.updates(message.updates);
  if (message.kind === 'flush') core.flush();
  if (message.kind === 'lessons') core.keepLessons({ staff: message.staff, done: message.done });
  if (message.kind === 'practiceLibrary') port.post({ kind: 'answer', id: message.id, answer: core.practiceLibrary() });
  if (message.kind !== 'call') return;
  void core
    .call(message.name, message.input, message.callId)
    .then((answer) => port.post({ kind: 'answer', id: message.id, answer }));
}

function answering(language: Language, work: () => unknown): CallAnswer {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    if (!(error instanceof HoldfastError)) throw error;
    const { code, params } = error;
    return { ok: false, fault: 'refused', error: { code, message: sayError(code, params, language) } };
  }
}
