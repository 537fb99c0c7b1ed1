// Composition of the desk core: files, copy, session, recorder, sync engine and handlers, tied together.

import { v4 } from 'uuid';
import { z } from 'zod';
import { LanguageSchema, type Language } from '../../shared/core/language.ts';
import type { Clock, Random } from '../../shared/core/ports.ts';
import type { EventName, EventPayload } from '../../shared/bridge/contract.ts';
import type { KeyStore } from '../../db/keys/key-store.ts';
import { readSetting, writeSetting } from '../../db/ledger/desk-state.ts';
import { currentStream } from '../../db/ledger/streams.ts';
import { ActRecorder } from './act-recorder.ts';
import { CopyKeeper } from './copy-keeper.ts';
import { ChangeGatherer } from './gather-changes.ts';
import { dispatch, type DispatchContext } from './dispatch.ts';
import type { Desk } from './desk.ts';
import { sessionView } from './facade/desk-view.ts';
import { deskHandlers } from './handlers.ts';
import type { CallAnswer, CoreConfig } from './messages.ts';
import { markWriter } from './mark-writer.ts';
import { beginStream, ensureStream, openDeskFiles, type DeskFiles } from './open-desk-files.ts';
import { DeskSession } from './session/session.ts';
import { SyncEngine, type SyncChange } from './sync/sync-engine.ts';
import { completeTo, syncStatus } from './sync/sync-status.ts';
import { backgroundWriteBack } from './worker-job.ts';

/** How long a sign-in with an unknown name waits for fresh grants. */
const grantsWaitMs = 2_000;
/** How long the rows of a card that was looked up may take to arrive on the feed. */
const arrivalMs = 500;

export type CoreOptions = {
  readonly config: CoreConfig;
  readonly clock: Clock;
  readonly random: Random;
  readonly keyStoreOf: (dir: string) => KeyStore;
  readonly workerEntry: string;
  readonly emit: <E extends EventName>(name: E, payload: EventPayload<E>) => void;
  readonly log: (code: string, detail: Record<string, unknown>) => void;
  readonly checksOutput: boolean;
};

/** A running core. */
export type Core = {
  readonly desk: Desk;
  readonly files: DeskFiles;
  readonly engine: SyncEngine;
  readonly call: (name: string, input: unknown) => Promise<CallAnswer>;
  readonly networkUp: () => void;
  readonly stop: () => Promise<void>;
};

/** Starts the core of one desk. Throws a HoldfastError when it cannot. */
export async function startCore(options: CoreOptions): Promise<Core> {
  const { config, clock, random } = options;
  const files = await openDeskFiles({ config, clock, random, keyStoreOf: options.keyStoreOf });
  await ensureStream(files, clock.now());
  const keeper = new CopyKeeper({
    dir: config.dataDir,
    key: files.secrets.replicaKey,
    ledger: files.ledger,
    writeBack: backgroundWriteBack(options.workerEntry),
  });
  keeper.open();
  const changes = new ChangeGatherer({
    sayChange: (change) => options.emit('desk.changed', changedPayload(keeper, change)),
    sayStatus: () => options.emit('link.changed', syncStatus(engine, keeper, clock)),
  });
  const engine = makeEngine(options, files, { keeper, changes });
  const desk = makeDesk(options, files, { keeper, engine, changes });
  const context: DispatchContext = {
    handlers: withSessionEvents(options, desk),
    language: () => desk.language(),
    onBug: (name, error) =>
      options.log('core.bug', { name, stack: error instanceof Error ? error.stack : String(error) }),
    checksOutput: options.checksOutput,
  };
  engine.start();
  return {
    desk,
    files,
    engine,
    call: (name, input) => dispatch(context, name, input),
    networkUp: () => engine.networkUp(),
    stop: async () => {
      await engine.stop();
      changes.stop();
      keeper.close();
      files.ledger.close();
      files.lock.close();
    },
  };
}

function makeEngine(options: CoreOptions, files: DeskFiles, { keeper, changes }: Omit<Parts, 'engine'>): SyncEngine {
  const { clock, random } = options;
  return new SyncEngine({
    client: files.client,
    baseUrl: files.identity.serverUrl,
    identity: files.identity,
    signer: files.signer,
    ledger: files.ledger,
    keeper,
    clock,
    random,
    workerEntry: options.workerEntry,
    onChanged: (change) => changes.changed(change),
    onStatus: () => changes.statusChanged(),
    startNewStream: () => beginStream(files, clock.now()),
    log: options.log,
  });
}

type Parts = { readonly keeper: CopyKeeper; readonly engine: SyncEngine; readonly changes: ChangeGatherer };

function makeDesk(options: CoreOptions, files: DeskFiles, { keeper, engine, changes }: Parts): Desk {
  const { config, clock, random } = options;
  const { ledger, identity, signer, secrets } = files;
  const noteMark = markWriter(files.keyStore);
  const recorder = new ActRecorder({
    ledger,
    identity,
    signer,
    clock,
    random,
    bootId: v4(),
    readOffset: () => engine.readOffset(),
    basis: () => ({
      epoch: keeper.state()?.epoch ?? identity.epoch,
      pos: keeper.state()?.pos ?? 0,
      rulesVersion: keeper.copy?.library.rulesAt(clock.now())?.version ?? null,
    }),
    onRecorded: (recorded) => {
      const stream = currentStream(ledger);
      if (stream !== null) noteMark({ stream: stream.stream, seq: stream.lastSeq });
      const differences = keeper.recorded(recorded);
      changes.changed({ differences, exceptions: true, acts: true });
      engine.recorded();
    },
  });
  const session = new DeskSession({
    ledger,
    pepper: secrets.pepper,
    clock,
    fetchGrants: () => engine.fetchGrants(grantsWaitMs),
  });
  return {
    config,
    identity,
    clock,
    ledger,
    session,
    recorder,
    keyUnprotected: files.keyStore.protection === 'none',
    link: {
      status: () => syncStatus(engine, keeper, clock),
      isOnline: () => engine.isOnline(),
      syncNow: () => engine.syncNow(),
      pause: (on) => engine.pause(on),
    },
    copy: () => keeper.copy,
    rights: () => session.current()?.rights ?? [],
    language: () => readSetting(ledger, 'language', LanguageSchema) ?? 'en',
    setLanguage: (language: Language) => writeSetting(ledger, 'language', language),
    patronsAsOf: () => completeTo(engine, keeper, clock),
    lookUpCard: (card) => lookUpCard(files, { keeper, engine }, card),
  };
}

/** Signing in and out is said to every window. */
function withSessionEvents(options: CoreOptions, desk: Desk): DispatchContext['handlers'] {
  const handlers = deskHandlers(desk);
  const said = <T>(value: T): T => {
    options.emit('session.changed', sessionView(desk));
    return value;
  };
  return {
    ...handlers,
    'session.signIn': async (input) => said(await handlers['session.signIn'](input)),
    'session.signOut': async (input) => said(await handlers['session.signOut'](input)),
  };
}

/** A card of another system: known to the server alone. Its rows then arrive on the feed; until they do the answer itself serves. */
async function lookUpCard(files: DeskFiles, { keeper, engine }: Omit<Parts, 'changes'>, card: string) {
  if (!engine.isOnline()) return null;
  const exchange = await files.client.patronByCard(card);
  const patron = exchange.ok ? exchange.value.value.patron : null;
  if (patron === null) return null;
  const until = performance.now() + arrivalMs;
  while (performance.now() < until) {
    const arrived = keeper.copy?.sight.patron(patron.id);
    if (arrived !== null && arrived !== undefined) return arrived;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return patron;
}

/** Keys of what looks different, as the screen names things: ids, and the barcodes and cards that it shows. */
function changedPayload(keeper: CopyKeeper, change: SyncChange): EventPayload<'desk.changed'> {
  const { differences, exceptions, acts } = change;
  const sight = keeper.copy?.sight ?? null;
  const items = [...(differences?.items ?? [])].flatMap((id) => [id, sight?.item(id)?.barcode ?? id]);
  const patrons = [...(differences?.patrons ?? [])].flatMap((id) => [
    id,
    ...(sight?.patron(id)?.cards.map(({ number }) => number) ?? []),
  ]);
  return { patrons: z.array(z.string()).parse(patrons), items: [...items], exceptions, acts };
}
