// A desk core in this process, with its real files in a folder of its own and its real worker.

import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sealedKeyStore } from '../../../../../db/keys/sealed-key-store.ts';
import { unsealed } from '../../../../../db/keys/unsealed.ts';
import type { CoreConfig } from '../../../../../electron/core/messages.ts';
import type { NeighborNet } from '../../../../../electron/core/neighbors/neighbor-net.ts';
import { systemPrinters } from '../../../../../electron/core/print/system-printers.ts';
import { startCore, type Core } from '../../../../../electron/core/start-core.ts';
import { systemRandom } from '../../../../../electron/core/system-random.ts';
import { systemTimers } from '../../../../../electron/core/system-timers.ts';
import { workerBackground } from '../../../../../electron/core/worker-background.ts';
import {
  METHODS,
  type MethodInput,
  type MethodName,
  type MethodOutput,
} from '../../../../../shared/bridge/contract.ts';
import type { EventName, EventPayload } from '../../../../../shared/bridge/events.ts';
import type { Clock } from '../../../../../shared/core/ports.ts';
import { until } from './until.ts';

/** Where a desk keeps its files. */
export type DeskPlace = { readonly root: string; readonly data: string; readonly keys: string };

/** An event as the windows get it. */
export type Emitted = { [E in EventName]: { readonly name: E; readonly payload: EventPayload<E> } }[EventName];

export type DeskOptions = {
  readonly place: DeskPlace;
  readonly clock: Clock;
  /** Address of the central server; null = the one that is known. */
  readonly central: string | null;
  readonly code: string | null;
  /** A file in place of a printer. */
  readonly printerDevice?: string | null;
  /** Folders to begin at where a person chooses one for lists. */
  readonly listPlaces?: readonly string[];
  /** How the server is asked; absent = as everywhere. */
  readonly fetch?: typeof fetch;
  /** How the other desks of the branch are reached; absent = they are not. */
  readonly neighborNet?: NeighborNet;
};

export type RunningDesk = {
  readonly place: DeskPlace;
  readonly core: Core;
  readonly events: Emitted[];
  /** Entries of the core's log. */
  readonly logged: { readonly code: string; readonly detail: Record<string, unknown> }[];
  /** A call as a window makes it. */
  readonly call: Core['call'];
  /** The value of a call that must be answered. */
  ask<M extends MethodName>(name: M, input: MethodInput<M>): Promise<MethodOutput<M>>;
  /** The code of a call that must be refused. */
  refusal<M extends MethodName>(name: M, input: MethodInput<M>): Promise<string>;
  /** Waits until everything recorded is at the server and back, and the line is up. Staff press "now" first, which saves a back-off. */
  settled(): Promise<void>;
  /** The same, without a key press. */
  settledByItself(): Promise<void>;
  stop(): Promise<void>;
};

/** A fresh folder. */
export function deskPlace(): DeskPlace {
  const root = mkdtempSync(join(tmpdir(), 'holdfast-desk-'));
  const place = { root, data: join(root, 'data'), keys: join(root, 'keys') };
  mkdirSync(place.keys);
  return place;
}

export function removePlace({ root }: DeskPlace): void {
  rmSync(root, { recursive: true, force: true });
}

/** Names of the files in the data folder, sorted. */
export function dataFiles({ data }: DeskPlace): string[] {
  return readdirSync(data).toSorted();
}

/** Starts a core. Throws as `startCore` does. */
export async function startDesk({
  place,
  clock,
  central,
  code,
  printerDevice = null,
  fetch: way = fetch,
  neighborNet,
  listPlaces = [],
}: DeskOptions): Promise<RunningDesk> {
  const events: Emitted[] = [];
  const logged: { code: string; detail: Record<string, unknown> }[] = [];
  const config: CoreConfig = {
    dataDir: place.data,
    central,
    code,
    clockShiftMs: 0,
    shell: 'browser',
    keys: 'system',
    demo: null,
    listPlaces,
  };
  const core = await startCore({
    config,
    clock,
    random: systemRandom,
    keyStoreOf: () => sealedKeyStore(join(place.keys, 'keys.json'), unsealed),
    timers: systemTimers,
    fetch: way,
    background: workerBackground(join(import.meta.dirname, 'cached-worker.mjs')),
    printers: systemPrinters(printerDevice),
    emit: (name, payload) => events.push(parseEmitted({ name, payload })),
    log: (code, detail) => logged.push({ code, detail }),
    checksOutput: true,
    ...(neighborNet === undefined ? {} : { neighborNet }),
  });
  const ask: RunningDesk['ask'] = async (name, input) => {
    const answer = await core.call(name, input);
    if (!answer.ok) throw new Error(`${name}: ${answer.error.message} ${JSON.stringify(logged.slice(-1))}`);
    return parseOutput(name, answer.value);
  };
  const settledByItself = () =>
    until('the queue is empty and the copy at the head', async () => {
      const { online, pending, replicaPos, headPos } = await ask('sync.status', {});
      // The line may be up before the server's position in this desk's acts is known.
      const isAsked = core.engine.state.ledger.unsent === 0;
      return online && isAsked && pending === 0 && replicaPos === headPos && replicaPos > 0;
    });
  return {
    place,
    core,
    events,
    logged,
    call: core.call,
    ask,
    refusal: async (name, input) => {
      const answer = await core.call(name, input);
      if (answer.ok) throw new Error(`${name} was answered: ${JSON.stringify(answer.value)}`);
      return answer.error.code;
    },
    settled: async () => {
      await ask('sync.now', {});
      await settledByItself();
    },
    settledByItself,
    stop: core.stop,
  };
}

/** Waits until a desk has what another one has: a head that it asked for before may still be on its way. */
export async function catchesUpWith(desk: RunningDesk, other: RunningDesk): Promise<void> {
  const { replicaPos } = await other.ask('sync.status', {});
  await until('the desk has what the other one has', async () => {
    await desk.settled();
    return (await desk.ask('sync.status', {})).replicaPos >= replicaPos;
  });
}

/** Waits until the desk's copy is known to be up to date: after a long time on both clocks it needs a new contact with the server. */
export async function copyIsFresh(desk: RunningDesk): Promise<void> {
  const ask = { patron: 'card-P0', item: 'barcode-X0' };
  await until('no decision tells of old data', async () => {
    await desk.ask('sync.now', {});
    return (await desk.ask('rules.explain', ask)).reasons.every(({ code }) => code !== 'STALE_DATA');
  });
}

const parseEmitted = (emitted: unknown) => emitted as Emitted;

function parseOutput<M extends MethodName>(name: M, value: unknown): MethodOutput<M> {
  return METHODS[name].output.parse(value) as MethodOutput<M>;
}
