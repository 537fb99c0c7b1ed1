// A library with its server, desks and the lines between, on a clock that the test moves: real cores on real files in
// one program. Nothing goes over a socket, and nothing happens unless the clock moves.

import { join } from 'node:path';
import { startCore, type Core } from '../../../electron/core/start-core.ts';
import { NO_PRINTERS, type PrinterPort } from '../../../electron/core/print/printer-port.ts';
import type { CallAnswer, CoreConfig } from '../../../electron/core/messages.ts';
import type { MethodInput, MethodName, MethodOutput } from '../../../shared/bridge/contract.ts';
import type { EventName } from '../../../shared/bridge/events.ts';
import type { Instant, Millis } from '../../../shared/core/instant.ts';
import type { Clock, Random, Timers } from '../../../shared/core/ports.ts';
import type { Store } from '../../../server/store/store.ts';
import { chanceOf, type Chance } from '../../simulation/world/chance.ts';
import type { DiskGuard } from '../../simulation/world/disk.ts';
import { Kernel } from '../../simulation/world/kernel.ts';
import { SimLine } from '../../simulation/world/network.ts';
import { Pace } from '../../simulation/world/pace.ts';
import { quickPinHash } from '../../simulation/world/quick-pins.ts';
import { THIS_VERSION } from '../../simulation/world/server-program.ts';
import { SERVER_URL, simBackground, type KeyFiles } from '../../simulation/world/sim-desk.ts';
import { startSimServer, type SimServer } from '../../simulation/world/sim-server.ts';
import { answeringAsks } from './server-asks.ts';

/** An event as the windows of a desk get it. */
export type Emitted = { readonly name: EventName; readonly payload: unknown };

export type DeskOptions = {
  /** Its folder within the world's. */
  readonly name: string;
  readonly keys: KeyFiles;
  /** By which it joins; absent = it joined before. */
  readonly code?: string;
  readonly onEvent?: (event: Emitted) => void;
  readonly config?: Partial<CoreConfig>;
  readonly printers?: PrinterPort;
};

export type WorldDesk = {
  readonly core: Core;
  readonly line: SimLine;
  /** A call as the bridge carries it. Time passes only as far as the call waits for something. */
  readonly call: (name: string, input: unknown) => Promise<CallAnswer>;
  /** The value of a call that must be answered. */
  readonly ask: <M extends MethodName>(name: M, input: MethodInput<M>) => Promise<MethodOutput<M>>;
  readonly stop: () => Promise<void>;
};

export type World = {
  /** Parts that functions of the server's own programs take. */
  readonly parts: { readonly store: Store; readonly clock: Clock; readonly random: Random };
  readonly now: () => Instant;
  /** Faults that were logged. */
  readonly faults: string[];
  /** Lets time pass: timers fire, messages on the lines arrive. */
  readonly pass: (ms: Millis) => Promise<void>;
  readonly until: <T>(promise: Promise<T>) => Promise<T>;
  readonly desk: (options: DeskOptions) => Promise<WorldDesk>;
  /** Stops the server; its desks stop before. */
  readonly close: () => Promise<void>;
};

type Inside = {
  readonly root: string;
  readonly kernel: Kernel;
  readonly pace: Pace;
  readonly chance: Chance;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly handle: SimServer['handle'];
  readonly faults: string[];
};

/** Starts the server of a world in the folder `central` within `root`. */
export async function openWorld(root: string, at: Instant): Promise<World> {
  const kernel = new Kernel(at);
  const pace = new Pace(kernel);
  const chance = chanceOf(`screens ${at}`);
  const clock: Clock = { now: () => kernel.now, mono: () => kernel.now };
  const timers = pace.timers(() => true);
  const faults: string[] = [];
  const server = await kernel.until(
    startSimServer({
      dir: join(root, 'central'),
      clock,
      random: chance,
      timers,
      guard: soundDisk(join(root, 'central')),
      protocol: THIS_VERSION,
      epoch: 'first',
      onLines: () => undefined,
      onAnswered: () => undefined,
      onFault: (code) => faults.push(code),
      foldsHistory: false,
      wrap: {},
    }),
  );
  const handle = answeringAsks(server, { store: server.store, clock, random: chance });
  const inside: Inside = { root, kernel, pace, chance, clock, timers, handle, faults };
  return {
    parts: { store: server.store, clock, random: chance },
    now: () => kernel.now,
    faults,
    pass: (ms) => kernel.pass(ms),
    until: (promise) => kernel.until(promise),
    desk: (options) => openDesk(inside, options),
    close: () => kernel.until(server.close()),
  };
}

async function openDesk(
  inside: Inside,
  { name, keys, code, onEvent, config, printers }: DeskOptions,
): Promise<WorldDesk> {
  const { root, kernel, pace, chance, clock, timers, handle, faults } = inside;
  const line = new SimLine({ kernel, pace, chance, host: () => handle, seen: () => undefined });
  const core = await kernel.until(
    startCore({
      config: {
        dataDir: join(root, name),
        central: SERVER_URL,
        code: code ?? null,
        clockShiftMs: 0,
        shell: 'browser',
        keys: 'system',
        demo: null,
        ...config,
      },
      clock,
      random: chance,
      timers,
      fetch: line.fetch,
      background: simBackground({ timers, fetch: line.fetch, protocol: THIS_VERSION }),
      keyStoreOf: () => keyStoreOf(keys),
      hashPin: quickPinHash,
      printers: printers ?? NO_PRINTERS,
      emit: (event, payload) => onEvent?.({ name: event, payload }),
      log: (logged, detail) => faults.push(`${logged} ${JSON.stringify(detail)}`),
      checksOutput: true,
    }),
  );
  const call: WorldDesk['call'] = (method, input) => kernel.until(core.call(method, input));
  return {
    core,
    line,
    call,
    ask: async (method, input) => {
      const answer = await call(method, input);
      if (!answer.ok) throw new Error(`${method}: ${answer.error.code} ${answer.error.message}`);
      return parseOutput(method, answer.value);
    },
    stop: () => kernel.until(core.stop()),
  };
}

/** A disk that nothing happens to. */
const soundDisk = (dir: string): DiskGuard => ({
  dir,
  calls: 0,
  killAt: null,
  refusal: null,
  onCommit: null,
  leavesOut: null,
  isDead: false,
  point() {},
  kill() {},
  reap() {},
});

const keyStoreOf = (keys: KeyFiles) => ({
  protection: 'none' as const,
  load: () => Promise.resolve(keys.secrets),
  save: (secrets: KeyFiles['secrets']) => Promise.resolve(void (keys.secrets = secrets)),
  loadMark: () => Promise.resolve(keys.mark),
  saveMark: (mark: KeyFiles['mark']) => Promise.resolve(void (keys.mark = mark)),
});

/** The core holds its answers against the contract. */
const parseOutput = <M extends MethodName>(_: M, value: unknown) => value as MethodOutput<M>;
