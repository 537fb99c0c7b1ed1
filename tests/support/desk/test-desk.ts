// The desk of a test of the page: a real core on the small library. A test may make single methods answer or fail otherwise, typed by the contract,
// for states that a core does not reach quickly: faults of devices, delays, a core that ends.

import {
  isMethodName,
  METHODS,
  type BridgeAnswer,
  type Handlers,
  type MethodInput,
  type MethodName,
  type MethodOutput,
  type ParsedInput,
} from '../../../shared/bridge/contract.ts';
import type { EventName, EventPayload } from '../../../shared/bridge/events.ts';
import { problemWords } from '../../../electron/core/sync/problem-words.ts';
import type { Exception } from '../../../shared/circ/model/exception.ts';
import type { SyncStatus } from '../../../shared/views/sync.ts';
import type { FarDesk, FarDeskOptions, Seen } from './far-desk.ts';
import { TestRefusal } from './test-refusal.ts';

/** The person who signs in. */
export type Signs = MethodInput<'session.signIn'>;

export const SUPERVISOR: Signs = { staff: 'chen', pin: '444444' };

export type OpenFarDesk = (options: FarDeskOptions) => Promise<FarDesk>;

/** Answers in place of the core, which it may ask itself: `own` gives the core's own answer, or throws. */
export type Override<M extends MethodName> = (
  input: ParsedInput<M>,
  own: (input: MethodInput<M>) => Promise<MethodOutput<M>>,
) => MethodOutput<M> | Promise<MethodOutput<M>>;

export type TestDesk = {
  /** A call as the bridge carries it. */
  readonly call: (name: string, input: unknown) => Promise<BridgeAnswer<MethodName>>;
  /** The value of a call that must be answered. */
  readonly ask: <M extends MethodName>(name: M, input: MethodInput<M>) => Promise<MethodOutput<M>>;
  /** Answers a method from now on; a TestRefusal that it throws is a refusal. Returns a function that takes it away again. */
  readonly override: <M extends MethodName>(name: M, answer: Override<M>) => () => void;
  /** The same for several. */
  readonly overrideAll: (handlers: Partial<Handlers>) => void;
  /** Changes to the real state of the line. */
  readonly sayLine: (change: Partial<SyncStatus>) => void;
  readonly seen: () => Seen;
  /** Whether a patron has an item, as their panel shows it. */
  readonly hasOut: (card: string, barcode: string) => Promise<boolean>;
  /** An act at a desk of another branch, by a supervisor unless given; this desk has received it afterwards. */
  readonly elsewhere: <M extends MethodName>(name: M, input: MethodInput<M>, by?: Signs) => Promise<MethodOutput<M>>;
  /** Cuts the line of that desk. */
  readonly cutElsewhere: () => Promise<void>;
  readonly allowAtNight: FarDesk['allowAtNight'];
  readonly now: () => number;
  readonly pass: (ms: number) => Promise<void>;
  readonly on: <E extends EventName>(name: E, listener: (payload: EventPayload<E>) => void) => () => void;
  readonly emit: <E extends EventName>(name: E, payload: EventPayload<E>) => void;
  /** Notes the rows of the worklist after an outage, one of each kind. */
  readonly noteWorklist: () => Promise<void>;
  /** Changes the exceptions of the library at its server; one that is left out has ended by something that was done. */
  readonly changeExceptions: (change: (rows: readonly Exception[]) => readonly Exception[]) => Promise<void>;
  /** Cuts or mends the line, and lets time pass until the desk notices. */
  readonly setOffline: (isOffline: boolean) => Promise<void>;
  /** Pages of the tests in jsdom need none: their desks end with the test. */
  readonly close: () => Promise<void>;
};

/** How long a desk may take until it knows that its line is whole, with all that waits sent and answered. */
const KNOWS_MS = 5_000;

/** Opens one. */
export async function openTestDesk(
  open: OpenFarDesk,
  options: Omit<FarDeskOptions, 'onEvent'> = {},
): Promise<TestDesk> {
  const listeners = new Map<EventName, Set<(payload: never) => void>>();
  const overrides = new Map<MethodName, (input: never, own: never) => unknown>();
  let line: Partial<SyncStatus> = {};
  const emit: TestDesk['emit'] = (name, payload) => {
    for (const listener of listeners.get(name) ?? []) listener(payload as never);
  };
  const withLine = (status: unknown): SyncStatus => ({
    ...parseStatus(status),
    ...line,
    ...(line.problem === undefined ? {} : { problemWords: problemWords(line.problem) }),
  });
  const far = await open({
    ...options,
    onEvent(name, text) {
      const payload: unknown = JSON.parse(text);
      emit(parseEvent(name), (name === 'link.changed' ? withLine(payload) : payload) as never);
    },
  });
  const callCore = async (name: string, input: unknown): Promise<BridgeAnswer<MethodName>> => {
    const answer = parseAnswer(JSON.parse(await far.call(name, JSON.stringify(input))));
    const isStatus = METHODS_OF_STATUS.has(name) && answer.ok;
    return isStatus ? { ok: true, value: withLine(answer.value) } : answer;
  };
  const call: TestDesk['call'] = async (name, input) => {
    const override = isMethodName(name) ? overrides.get(name) : undefined;
    if (override === undefined || !isMethodName(name)) return callCore(name, input);
    try {
      const own = async (given: unknown): Promise<unknown> => valueOf(await callCore(name, given));
      const value = await override(METHODS[name].input.parse(input) as never, own as never);
      return { ok: true, value: METHODS[name].output.parse(value) as never };
    } catch (error) {
      if (!(error instanceof TestRefusal)) throw error;
      const { code, message, waitS } = error;
      return { ok: false, error: { code, message, ...(waitS === undefined ? {} : { waitS }) } };
    }
  };
  const ask: TestDesk['ask'] = async (name, input) => {
    return valueOf(await call(name, input)) as never;
  };
  return {
    call,
    ask,
    override(name, answer) {
      overrides.set(name, answer as never);
      return () => void overrides.delete(name);
    },
    overrideAll(handlers) {
      for (const [name, handler] of Object.entries(handlers))
        if (isMethodName(name)) overrides.set(name, handler as never);
    },
    sayLine: (change) => void (line = change),
    seen: () => parseSeen(JSON.parse(far.see())),
    hasOut: async (card, barcode) =>
      (await ask('patron.view', { card })).loans.some((loan) => loan.barcode === barcode),
    async elsewhere(name, input, by = SUPERVISOR) {
      await far.callElsewhere('session.signIn', JSON.stringify(by));
      return valueOf(parseAnswer(JSON.parse(await far.callElsewhere(name, JSON.stringify(input))))) as never;
    },
    cutElsewhere: () => far.setLineElsewhere('down'),
    allowAtNight: far.allowAtNight,
    now: far.now,
    pass: far.pass,
    on(name, listener) {
      const known = listeners.get(name) ?? new Set();
      listeners.set(name, known.add(listener));
      return () => known.delete(listener);
    },
    emit,
    async setOffline(isOffline) {
      far.setLine(isOffline ? 'down' : 'up');
      if (!isOffline) await callCore('sync.now', {});
      await far.pass(KNOWS_MS);
    },
    noteWorklist: far.noteWorklist,
    async changeExceptions(change) {
      const before = parseRows(JSON.parse(await far.exceptions()));
      const after = change(before);
      const kept = new Set(after.map(({ id }) => id));
      const ended = before.filter(({ id, state }) => state === 'open' && !kept.has(id));
      const rows = [...after, ...ended.map((row): Exception => ({ ...row, state: 'closed-by-event' }))];
      await far.putExceptions(JSON.stringify(rows));
    },
    close: far.close,
  };
}

function valueOf(answer: BridgeAnswer<MethodName>): unknown {
  if (!answer.ok) throw new TestRefusal(answer.error.code, answer.error.message, answer.error.waitS);
  return answer.value;
}

const METHODS_OF_STATUS: ReadonlySet<string> = new Set<MethodName>([
  'sync.status',
  'sync.now',
  'sync.pause',
  'sync.seenRestore',
]);

const parseEvent = (name: string) => name as EventName;
const parseStatus = (value: unknown) => value as SyncStatus;
const parseAnswer = (value: unknown) => value as BridgeAnswer<MethodName>;
const parseRows = (value: unknown) => value as readonly Exception[];
const parseSeen = (value: unknown) => value as Seen;
