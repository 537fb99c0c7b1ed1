// Two desks behind one page: the real one and, during practice, a second on a throw-away library. Calls and events belong to one of them at a time.
// The real one keeps its line, signed out, and learns nothing of practice.

import { METHODS, type MethodName } from '../../shared/bridge/contract.ts';
import type { EventName, EventPayload } from '../../shared/bridge/events.ts';
import { LessonsViewSchema } from '../../shared/views/lessons.ts';
import { HoldfastError, sayError } from '../../shared/core/holdfast-error.ts';
import type { CallAnswer, CoreConfig, HostUpdates } from '../core/messages.ts';
import { CallMemory, type CallCore } from './call-memory.ts';
import { CoreSupervisor, type CoreReady, type SupervisorOptions } from './core-supervisor.ts';
import { clearPractice, startPractice, type StartedPractice } from './start-practice.ts';

export type PracticeSwitchOptions = SupervisorOptions & {
  /** Program and first arguments that start the command line as a process of its own. */
  readonly again: readonly [string, ...string[]];
};

type Practice = {
  readonly core: CoreSupervisor;
  readonly started: StartedPractice;
  /** The person whose lessons are kept; null = no sign-in. */
  readonly learner: CoreConfig['learner'] | null;
};

/** How long leaving waits for the lessons that were done. */
const HAND_OVER_MS = 1_000;

/** A desk that can be practiced at. */
export class PracticeSwitch {
  readonly #options: PracticeSwitchOptions;
  readonly #real: CoreSupervisor;
  readonly #memory = new CallMemory();
  #practice: Practice | null = null;
  /** Changes over one at a time. */
  #changing: Promise<unknown> = Promise.resolve();

  constructor(options: PracticeSwitchOptions) {
    this.#options = options;
    this.#real = new CoreSupervisor({
      ...options,
      onEvent: (name, payload) => {
        if (this.#practice === null) options.onEvent(name, payload);
      },
    });
  }

  /** The process of the real desk. */
  get corePid(): number | null {
    return this.#real.corePid;
  }

  /** Whether the page is at practice now. */
  get isPractising(): boolean {
    return this.#practice !== null;
  }

  /** Asks the real desk, also while the page is at practice. Never rejects. */
  askReal(name: MethodName, input: unknown): Promise<CallAnswer> {
    return this.#real.call(name, input);
  }

  /** Starts the real desk. Leftovers of a crashed practice are deleted once it holds its folder. Rejects as its core does. */
  async start(): Promise<CoreReady> {
    const ready = await this.#real.start();
    clearPractice(this.#options.config.dataDir);
    return ready;
  }

  /** Calls a method of the contract. `callId`: the page's name for this one call of a changing method. Never rejects. */
  call(name: string, input: unknown, callId?: string): Promise<CallAnswer> {
    const isWellFormed = METHODS['practice.begin'].input.safeParse(input).success;
    const core = this.#practice?.core ?? this.#real;
    const lost = name === 'call.outcome' ? METHODS[name].input.safeParse(input) : null;
    if (lost?.success === true) return this.#memory.outcome(passTo(core), lost.data);
    const change = name === 'practice.begin' ? () => this.#begin() : () => this.#leave();
    const changesOver = isWellFormed && (name === 'practice.begin' || name === 'practice.end');
    return this.#memory.call(changesOver ? () => this.#inTurn(change) : passTo(core), name, input, callId);
  }

  networkUp(): void {
    this.#real.networkUp();
  }

  /** New versions, for the real desk. */
  updates(now: HostUpdates): void {
    this.#real.updates(now);
  }

  /** The machine is about to sleep: signs out, in practice too, and has the real desk write its unsaved state. */
  async rest(): Promise<void> {
    await this.call('session.signOut', {});
    this.#real.flush();
  }

  /** Ends the desk, and practice beside it, which leaves nothing: one that hangs must not take the time that the desk has to end. */
  async stop(): Promise<void> {
    const practiceEnded = this.#inTurn(() => this.#end());
    try {
      await this.#real.stop();
    } finally {
      await practiceEnded;
    }
  }

  /** Writes data that is only in memory. */
  flush(): void {
    this.#real.flush();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#changing.then(work);
    this.#changing = turn.catch(() => undefined);
    return turn;
  }

  async #begin(): Promise<CallAnswer> {
    if (this.#practice !== null) return { ok: true, value: {} };
    const library = await this.#real.practiceLibrary();
    if (!library.ok) return library;
    const practice = await this.#startDesk(library.value, await this.#learner());
    if (practice === null) return notStarted();
    // Only now: where practice does not start, the member of staff stays signed in.
    const left = await this.#real.call('practice.begin', {});
    if (!left.ok) {
      await stopPractice(practice);
      return left;
    }
    this.#practice = practice;
    this.#say('practice.changed', { isOn: true });
    return { ok: true, value: {} };
  }

  /** The person who begins, with the lessons that they have done; null = no sign-in. */
  async #learner(): Promise<Practice['learner']> {
    const answer = await this.#real.call('lesson.view', {});
    return answer.ok ? learnerIn(answer.value) : null;
  }

  /** Hands lessons done in practice to the real desk, which keeps them. */
  async #handOver({ core, learner }: Practice): Promise<void> {
    if (learner === null || learner === undefined) return;
    const answer = await core.call('lesson.view', {});
    const now = answer.ok ? learnerIn(answer.value) : null;
    if (now !== null && now !== undefined) this.#real.keepLessons({ staff: now.staffId, done: [...now.done] });
  }

  async #startDesk(library: unknown, learner: Practice['learner']): Promise<Practice | null> {
    const { again, config } = this.#options;
    const started = await startPractice({ again, config }, library).catch(() => null);
    if (started === null) return null;
    const core = new CoreSupervisor({
      ...this.#options,
      config: { ...started.config, ...(learner === null ? {} : { learner }) },
      onEvent: (name, payload) => {
        if (this.#practice?.core !== core) return;
        this.#options.onEvent(name, payload);
        // At each act: a computer that is switched off in the middle of practice forgets nothing.
        if (name === 'desk.changed') void this.#handOver(this.#practice);
      },
    });
    const practice = { core, started, learner };
    try {
      await core.start();
      await this.#takeOver(core);
      return practice;
    } catch {
      await stopPractice(practice);
      return null;
    }
  }

  /** The scanner, the sounds and the language are those of the real desk: the devices stay the same in practice. */
  async #takeOver(core: CoreSupervisor): Promise<void> {
    const devices = await this.#real.call('device.settings', {});
    const view = await this.#real.call('desk.view', {});
    if (devices.ok) {
      const { scanner, sound } = parseDevices(devices.value);
      await core.call('device.setScanner', { scanner });
      await core.call('device.setSound', sound);
    }
    if (view.ok) await core.call('desk.setLanguage', { language: parseView(view.value).language });
  }

  /** The last task may have been done a moment ago. A practice that hangs is left without it. */
  async #leave(): Promise<CallAnswer> {
    const practice = this.#practice;
    const waited = new Promise<void>((resolve) => setTimeout(resolve, HAND_OVER_MS).unref());
    if (practice !== null) await Promise.race([this.#handOver(practice), waited]);
    return this.#end();
  }

  async #end(): Promise<CallAnswer> {
    const practice = this.#practice;
    if (practice === null) return { ok: true, value: {} };
    this.#practice = null;
    this.#say('practice.changed', { isOn: false });
    await stopPractice(practice);
    return { ok: true, value: {} };
  }

  #say<E extends EventName>(name: E, payload: EventPayload<E>): void {
    this.#options.onEvent(name, payload);
  }
}

const passTo =
  (core: CoreSupervisor): CallCore =>
  (name, input, callId) =>
    core.call(name, input, callId);

/** The practice server ends and its folder goes, even if stopping the desk fails. */
async function stopPractice({ core, started }: Practice): Promise<void> {
  try {
    await core.stop();
  } finally {
    await started.close();
  }
}

function notStarted(): CallAnswer {
  const { code, params } = new HoldfastError('HF-UI-030');
  return { ok: false, fault: 'refused', error: { code, message: sayError(code, params, 'en') } };
}

/** Answers of this program's own core, which were made by its schemas. */
const parseDevices = (value: unknown) => value as { readonly scanner: unknown; readonly sound: unknown };
function learnerIn(view: unknown): Practice['learner'] {
  const parsed = LessonsViewSchema.safeParse(view);
  if (!parsed.success || parsed.data.learner === null) return null;
  const { learner, tasks } = parsed.data;
  const done = tasks.flatMap(({ id, doneAt }) => (doneAt === null ? [] : [{ task: id, at: Date.parse(doneAt) }]));
  return { ...learner, done };
}

const parseView = (value: unknown) => value as { readonly language: unknown };
