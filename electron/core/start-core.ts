// Composition of the desk core: files, copy, session, recorder, sync engine and handlers, tied together.

import { AsyncLocalStorage } from 'node:async_hooks';
import { v4 } from 'uuid';
import { LanguageSchema, type Language } from '../../shared/core/language.ts';
import type { Clock, Random, Timers } from '../../shared/core/ports.ts';
import type { SyncStatus } from '../../shared/views/sync.ts';
import type { EventName, EventPayload } from '../../shared/bridge/events.ts';
import { isProtected, type KeyStore } from '../../db/keys/key-store.ts';
import type { PinHash } from '../../db/keys/pin-hash.ts';
import type { Signing } from '../../db/keys/signing.ts';
import { noteFound } from '../../db/ledger/losses.ts';
import { emptyLog } from '../../db/ledger/open-ledger.ts';
import { readSetting, writeSetting } from '../../db/ledger/desk-state.ts';
import { NeighborBook } from '../../db/overlay/neighbor-book.ts';
import { replicaState } from '../../db/replica/replica-state.ts';
import { ActRecorder } from './act-recorder.ts';
import { basisOf } from './basis-of.ts';
import { CopyKeeper } from './copy-keeper.ts';
import { changedPayload, ChangeGatherer } from './gather-changes.ts';
import { dispatch, type DispatchContext } from './dispatch.ts';
import { callDesk, type TellWindows } from './handlers.ts';
import { deskClock, type DeskClock } from './desk-clock.ts';
import { deskCarrying } from './carry/carrying.ts';
import { emptyLogWhenIdle } from './empty-log-when-idle.ts';
import { makeFaults, type Faults } from './make-faults.ts';
import { keptTraces } from './kept-traces.ts';
import type { Desk } from './desk.ts';
import { serverAsks } from './server-asks.ts';
import { sessionView } from './facade/desk-view.ts';
import { lockWhereAsked } from './session/lock-asked.ts';
import { saidOf, saySession } from './say-session.ts';
import { deviceSettings } from './facade/devices.ts';
import { currentShift } from './facade/shifts.ts';
import { rejoinRequest } from './link/rejoin.ts';
import type { Fetch } from './link/server-client.ts';
import { keepUpdates } from './update-view.ts';
import type { CallAnswer, CoreConfig, HostUpdates } from './messages.ts';
import { markWriter, type MarkWriter } from './mark-writer.ts';
import { beginStream, ensureStream, openDeskFiles, type DeskFiles } from './open-desk-files.ts';
import { isItemUnknown, lookUpCard } from './look-up.ts';
import { isLeaseOver, withoutDetails } from './lease.ts';
import { keepPurging } from './purge-own.ts';
import { purgeParts } from './purge-parts.ts';
import { openRefusals } from './refusals/open-refusals.ts';
import { lockRevoked, revokedAt } from './revocation.ts';
import type { DeskListFiles } from './lists/desk-list-files.ts';
import { listFilesStatus, openListFiles } from './lists/open-list-files.ts';
import { phoneCodesOf } from './session/phone-codes.ts';
import { sealForRecovery } from './seal-for-recovery.ts';
import { openSession } from './session/open-session.ts';
import type { NeighborNet } from './neighbors/neighbor-net.ts';
import type { Neighbors } from './neighbors/neighbors.ts';
import { neighborStatus, openNeighbors } from './neighbors/open-neighbors.ts';
import { OutageWatch } from './sync/outage-watch.ts';
import { SyncEngine } from './sync/sync-engine.ts';
import { completeTo, syncStatus } from './sync/sync-status.ts';
import { printerView } from './facade/slips.ts';
import type { PrinterPort } from './print/printer-port.ts';
import { openSlipQueue } from './print/open-slip-queue.ts';
import type { Background } from './worker-background.ts';

export type CoreOptions = {
  readonly config: CoreConfig;
  readonly clock: Clock;
  readonly random: Random;
  readonly keyStoreOf: (dir: string) => KeyStore;
  /** How acts are signed; absent = as everywhere but in a simulation. */
  readonly signing?: Signing;
  /** How PINs are hashed; absent = as everywhere but in a simulation. */
  readonly hashPin?: PinHash;
  readonly timers: Timers;
  readonly fetch: Fetch;
  readonly background: Background;
  readonly printers: PrinterPort;
  /** How the other desks of the branch are reached; absent = they are not. */
  readonly neighborNet?: NeighborNet;
  readonly emit: <E extends EventName>(name: E, payload: EventPayload<E>) => void;
  readonly log: (code: string, detail: Record<string, unknown>) => void;
  readonly checksOutput: boolean;
};

/** With the desk's clock in place of the computer's, which only the engine and envelopes get. */
type ComposedOptions = Omit<CoreOptions, 'clock'> & { readonly clock: DeskClock; readonly computerClock: Clock };

/** A running core. */
export type Core = {
  readonly desk: Desk;
  readonly files: DeskFiles;
  readonly engine: SyncEngine;
  /** Acts of other desks of the branch; null = none are received. */
  readonly neighbors: NeighborBook | null;
  /** `callId`: the page's name for this one call, so that it can ask for its outcome. */
  readonly call: (name: string, input: unknown, callId?: string) => Promise<CallAnswer>;
  readonly networkUp: () => void;
  /** New versions, as the host knows them now. */
  readonly updates: (now: HostUpdates) => void;
  /** Writes data that is only in memory, and the ledger's log back into its file: the machine may not wake up again. */
  readonly flush: () => void;
  readonly stop: () => Promise<void>;
};

/** Starts the core of one desk. Throws a HoldfastError when it cannot; nothing stays open then. */
export async function startCore(options: CoreOptions): Promise<Core> {
  const { config, clock, random } = options;
  const files = await openDeskFiles(options);
  const keeper = new CopyKeeper({
    dir: config.dataDir,
    key: files.secrets.replicaKey,
    ledger: files.ledger,
    writeBack: options.background.writeBack,
    ...(options.neighborNet === undefined ? {} : { neighbors: new NeighborBook() }),
    termsSeen: (terms) => sealForRecovery(terms, { ...files, dir: config.dataDir, random }),
  });
  const close = () => {
    for (const opened of [keeper, files.ledger, files.lock]) opened.close();
  };
  try {
    if (revokedAt(files.ledger) === null) keeper.open();
    // A crash may have come between.
    else lockRevoked(files.ledger, keeper, clock.now());
    const confirmed = keeper.read(({ db }) => replicaState(db)?.lastSeq ?? {}, {});
    await ensureStream(files, confirmed, { clock, random });
    return compose(options, files, { keeper, close });
  } catch (error) {
    close();
    throw error;
  }
}

function compose(
  given: CoreOptions,
  files: DeskFiles,
  { keeper, close }: { readonly keeper: CopyKeeper; readonly close: () => void },
): Core {
  const clock = deskClock(given.clock, () => engine.readOffset());
  const options: ComposedOptions = { ...given, clock, computerClock: given.clock };
  const faults = makeFaults(options, keeper, () => engine.copyBroke());
  const { guard } = faults;
  const said = saidOf(null);
  const changes = new ChangeGatherer(
    {
      sayChange: (change) =>
        atScreen(() => {
          options.emit('desk.changed', changedPayload(keeper, change));
          if (change.log !== true || !lockWhereAsked(desk)) return;
          blank();
          sayStaff();
        }),
      sayStatus: () => guard(() => options.emit('link.changed', status())),
    },
    options.timers,
  );
  /** In the session of the person at the screen, also where a machine's call led to it. */
  const atScreen = (work: () => void) => desk.session.atScreen(() => guard(work));
  const blank = () => options.emit('desk.blanked', {});
  const marks = markWriter(files.keyStore);
  const sayStaff = () => atScreen(() => saySession(desk, said, (session) => options.emit('session.changed', session)));
  const engine = makeEngine(options, files, { keeper, changes, guard, sayStaff, neighbors: () => neighbors });
  const calls = new AsyncLocalStorage<string>();
  const neighbors = openNeighbors(options, files, { keeper, engine, guard, changes });
  const updates = keepUpdates(files, () => changes.statusChanged());
  const status = () => updates.onto(statusNow(files, { keeper, engine, clock, neighbors }));
  const listFiles = openListFiles(options, files, { keeper, engine, changes, onBug: faults.onBug });
  const desk = makeDesk(options, files, { keeper, engine, changes, marks, guard, calls, neighbors, status, listFiles });
  guard(() => desk.session.noteLeft());
  const stopSeeing = desk.session.keepSeen(options.timers, guard);
  Object.assign(said, saidOf(sessionView(desk)));
  const context: DispatchContext = {
    ...faults,
    call: (name, input) => callDesk(desk, tellWindows(options, desk, { sayStaff, blank }), name, input),
    language: () => desk.language(),
    checksOutput: options.checksOutput,
  };
  guard(() => neighbors?.start());
  startEngine(engine, faults);
  const stopEmptying = emptyLogWhenIdle({ ledger: files.ledger, timers: options.timers, guard });
  const stopPurging = keepPurging(purgeParts({ ...options, ledger: files.ledger, keeper, engine }), (error) =>
    faults.onBug('purge', error),
  );
  return {
    desk,
    files,
    engine,
    neighbors: keeper.neighbors,
    call: (name, input, callId) => {
      const answer = () => keeper.reading(() => dispatch(context, name, input));
      return callId === undefined ? answer() : calls.run(callId, answer);
    },
    networkUp: () => engine.networkUp(),
    updates: updates.take,
    flush: () =>
      guard(() => {
        desk.refusals.flush();
        emptyLog(files.ledger);
      }),
    stop: async () => {
      for (const stop of [stopPurging, stopSeeing, stopEmptying, listFiles.stop]) stop();
      desk.refusals.flush();
      guard(() => emptyLog(files.ledger));
      await neighbors?.stop();
      await engine.stop();
      await desk.slips.stop();
      await marks.flush();
      changes.stop();
      // Last: acts still under way belong to the person who began them.
      guard(() => desk.session.signOut());
      guard(() => emptyLog(files.ledger));
      close();
    },
  };
}

/** The line, with what else of this desk is told beside it. */
function statusNow(
  files: DeskFiles,
  { keeper, engine, clock, neighbors }: Pick<Parts, 'keeper' | 'engine' | 'neighbors'> & { readonly clock: Clock },
): SyncStatus {
  return {
    ...syncStatus(engine, keeper, clock, files),
    ...neighborStatus(neighbors),
    ...listFilesStatus(files.ledger, clock.now()),
  };
}

/** Events to the windows after calls. */
function tellWindows(
  { emit }: ComposedOptions,
  desk: Desk,
  { sayStaff, blank }: Readonly<Record<'sayStaff' | 'blank', () => void>>,
): TellWindows {
  return {
    staff: sayStaff,
    shift: () => emit('shift.changed', currentShift(desk)),
    devices: () => emit('devices.changed', deviceSettings(desk)),
    blank,
  };
}

/** A copy that breaks here is loaded anew; a ledger that does keeps the desk from starting. */
function startEngine(engine: SyncEngine, { isCopyBroken }: Faults): void {
  try {
    engine.start();
  } catch (error) {
    if (!isCopyBroken(error)) throw error;
  }
}

type EngineEars = { readonly sayStaff: () => void; readonly neighbors: () => Neighbors | null };

function makeEngine(
  options: ComposedOptions,
  files: DeskFiles,
  { keeper, changes, guard, sayStaff, neighbors }: Pick<Parts, 'keeper' | 'changes' | 'guard'> & EngineEars,
): SyncEngine {
  const { clock, random, timers } = options;
  const outages = new OutageWatch({
    ledger: files.ledger,
    dataAsOf: () => (keeper.copy === null ? null : completeTo(engine, keeper, clock)),
    onNoted: () => changes.changed({ differences: null, exceptions: true, acts: false }),
  });
  const engine: SyncEngine = new SyncEngine({
    client: files.client,
    baseUrl: files.identity.serverUrl,
    identity: files.identity,
    signer: files.signer,
    rejoin: () => rejoinRequest({ ...files, pepper: files.secrets.pepper }),
    ledger: files.ledger,
    keeper,
    clock: options.computerClock,
    random,
    timers,
    loadSnapshot: options.background.loadSnapshot,
    checkCopy: options.background.checkCopy,
    onChanged: (change) => {
      changes.changed(change);
      // Another word of the library, or a whole copy.
      if (change.library === true || change.differences === null) neighbors()?.look();
    },
    hearsNeighbors: () => neighbors()?.isOn ?? false,
    onNeighborsTold: () => guard(() => neighbors()?.told()),
    onStatus: () => changes.statusChanged(),
    onStep: (state, moment) =>
      guard(() => {
        outages.look(state, moment);
        noteFound(files.ledger, () => keeper.state()?.lastSeq ?? {});
      }),
    onGrants: sayStaff,
    onRevoked: () => {
      lockRevoked(files.ledger, keeper, clock.now());
      neighbors()?.look();
      sayStaff();
      changes.changed({ differences: null, exceptions: true, acts: true });
    },
    startNewStream: () => beginStream(files, { clock, random }),
    guard,
    log: options.log,
  });
  return engine;
}

type Parts = {
  readonly keeper: CopyKeeper;
  readonly engine: SyncEngine;
  readonly changes: ChangeGatherer;
  readonly marks: MarkWriter;
  /** Runs work that must not fail its caller: its error is handled. */
  readonly guard: (work: () => void) => void;
  /** The call of the page that is being answered, kept over every await. */
  readonly calls: AsyncLocalStorage<string>;
  readonly neighbors: Neighbors | null;
  readonly status: () => SyncStatus;
  readonly listFiles: DeskListFiles;
};

function makeDesk(
  options: ComposedOptions,
  files: DeskFiles,
  { keeper, engine, changes, marks, guard, calls, neighbors, status, listFiles }: Parts,
): Desk {
  const { config, clock, random } = options;
  const { ledger, identity, signer, secrets } = files;
  const refusals = openRefusals(options, ledger, { keeper, engine, desk: () => desk });
  const bootId = v4({ random: random.bytes(16) });
  const recorder = new ActRecorder({
    ledger,
    identity,
    signer,
    clock,
    computerClock: options.computerClock,
    random,
    bootId,
    readOffset: () => engine.readOffset(),
    basis: () => basisOf(files, keeper, clock.now()),
    confirmed: () => keeper.state()?.lastSeq ?? {},
    startNewStream: () => beginStream(files, { clock, random }),
    refusals,
    callId: () => calls.getStore() ?? null,
    // The act is on the disk: a later failure must not make staff repeat it.
    onRecorded: (recorded) => {
      const { stream, seq } = recorded.body;
      marks.note({ stream, seq });
      desk.phoneCodes.spend(recorded.body);
      engine.recorded();
      neighbors?.recorded(stream);
      guard(() => changes.changed({ differences: keeper.recorded(recorded), exceptions: true, acts: true }));
    },
  });
  const slips = openSlipQueue(options, ledger, () => guard(() => options.emit('printer.changed', printerView(desk))));
  const session = openSession(options, files, engine);
  const desk: Desk = {
    config,
    identity,
    clock,
    ledger,
    session,
    phoneCodes: phoneCodesOf({ clock, random }, files, session),
    recorder,
    refusals,
    keyUnprotected: !isProtected(files.keyStore.protection),
    link: {
      status,
      isOnline: () => engine.isOnline(),
      syncNow: () => engine.syncNow(),
      pause: (on) => engine.pause(on),
    },
    carrying: deskCarrying(files, { clock, random }),
    ...serverAsks(files),
    makeReport: (asked) =>
      options.background.makeReport({
        ...asked,
        dir: config.dataDir,
        ledgerKey: secrets.ledgerKey,
        replica: keeper.place,
        isPractice: config.isPractice ?? false,
      }),
    copy: () => (keeper.copy !== null && isLeaseOver(ledger, clock.now()) ? withoutDetails(keeper.copy) : keeper.copy),
    ...session.powers(),
    language: () => readSetting(ledger, 'language', LanguageSchema) ?? 'en',
    setLanguage: (language: Language) => writeSetting(ledger, 'language', language),
    turn: () => options.timers.turn(),
    patronsAsOf: () => completeTo(engine, keeper, clock),
    lookUpCard: (card) => lookUpCard(files, { keeper, engine, clock, timers: options.timers }, card),
    isItemUnknown: (barcode) => isItemUnknown(files, { keeper, engine, clock, timers: options.timers }, barcode),
    slips,
    listFiles,
    traces: keptTraces(bootId),
    printers: options.printers,
  };
  return desk;
}
