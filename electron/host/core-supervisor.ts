// Keeps one core running: starts it, hands it its configuration, matches answers to calls, and starts it again when it dies,
// with back-off from 0.2 s. Calls that were under way when it died are answered with "look before you repeat it". [I1]

import { HoldfastError, sayError } from '../../shared/core/holdfast-error.ts';
import type { LessonsDone } from '../../shared/circ/model/lessons.ts';
import type { BridgeError } from '../../shared/bridge/contract.ts';
import type { EventName } from '../../shared/bridge/events.ts';
import type { ErrorCode } from '../../shared/core/codes/errors.ts';
import type { CallAnswer, CoreConfig, FromCore, HostUpdates, ToCore } from '../core/messages.ts';
import type { CorePort } from './core-port.ts';

const firstRestartMs = 200;
const longestRestartMs = 5_000;
const stopWithinMs = 4_000;

export type CoreReady = Omit<Extract<FromCore, { readonly kind: 'ready' }>, 'kind'>;

/** How the host seals secrets; null where the computer offers nothing. */
export type Sealer = {
  seal(value: string): Promise<string>;
  /** `isStale`: the computer has another key by now, with which it is to be sealed anew. */
  unseal(value: string): Promise<{ readonly value: string; readonly isStale: boolean }>;
};

export type SupervisorOptions = {
  readonly config: CoreConfig;
  readonly start: () => CorePort;
  readonly sealer: Sealer | null;
  readonly onEvent: (name: EventName, payload: unknown) => void;
  /** A core that ran could not start again; it is tried further. Once until it runs again. */
  readonly onFailed: (error: BridgeError) => void;
};

/** A supervised core. */
export class CoreSupervisor {
  readonly #options: SupervisorOptions;
  #port: CorePort | null = null;
  #ready: CoreReady | null = null;
  #waitingForReady: ((ready: CoreReady | BridgeError) => void)[] = [];
  #pending = new Map<number, (answer: CallAnswer) => void>();
  #nextId = 1;
  #restarts = 0;
  #wasEverReady = false;
  /** Whether the failure of the core was reported. Reported once, until it comes back. */
  #hasToldFailure = false;
  #isStopping = false;
  #updates: HostUpdates | null = null;

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  get corePid(): number | null {
    return this.#port?.pid ?? null;
  }

  /** Starts the core and resolves when it is ready; rejects with the core's own error when it cannot start. */
  async start(): Promise<CoreReady> {
    const ready = new Promise<CoreReady | BridgeError>((resolve) => this.#waitingForReady.push(resolve));
    this.#launch(this.#options.config);
    const outcome = await ready;
    if ('deskId' in outcome) return outcome;
    throw new CoreStartError(outcome);
  }

  /** Calls a method of the contract. Never rejects. */
  call(name: string, input: unknown, callId?: string): Promise<CallAnswer> {
    return this.#ask((id) => ({ kind: 'call', id, name, input, ...(callId === undefined ? {} : { callId }) }));
  }

  /** Asks for a PracticeLibrary. Never rejects. */
  practiceLibrary(): Promise<CallAnswer> {
    return this.#ask((id) => ({ kind: 'practiceLibrary', id }));
  }

  /** Hands over the lessons that a person did in practice. A desk that is starting again gets them at the next act. */
  keepLessons(lessons: LessonsDone): void {
    this.#port?.post({ kind: 'lessons', ...lessons });
  }

  #ask(messageOf: (id: number) => ToCore): Promise<CallAnswer> {
    const port = this.#port;
    if (port === null || this.#ready === null) return Promise.resolve(lost('HF-UI-004'));
    const id = this.#nextId;
    this.#nextId += 1;
    return new Promise((resolve) => {
      this.#pending.set(id, resolve);
      port.post(messageOf(id));
    });
  }

  networkUp(): void {
    this.#port?.post({ kind: 'networkUp' });
  }

  /** New versions, as the host knows them now. A core that starts again learns of them too. */
  updates(now: HostUpdates): void {
    this.#updates = now;
    if (this.#ready !== null) this.#port?.post({ kind: 'updates', updates: now });
  }

  /** The machine is about to sleep: the core writes data that is only in memory. */
  flush(): void {
    this.#port?.post({ kind: 'flush' });
  }

  /** Lets the core finish its writes and end; kills it when it takes too long. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    const port = this.#port;
    if (port === null) return;
    const ended = new Promise<void>((resolve) => port.onExit(resolve));
    port.post({ kind: 'stop' });
    const timer = setTimeout(() => port.kill(), stopWithinMs);
    await ended;
    clearTimeout(timer);
  }

  #launch(config: CoreConfig): void {
    const port = this.#options.start();
    this.#port = port;
    port.onMessage((message) => this.#take(port, message));
    port.onExit(() => this.#ended());
    port.post({ kind: 'start', config });
  }

  #take(port: CorePort, message: FromCore): void {
    switch (message.kind) {
      case 'ready':
        this.#ready = {
          deskId: message.deskId,
          branch: message.branch,
          keyUnprotected: message.keyUnprotected,
          sip2: message.sip2,
        };
        this.#restarts = 0;
        this.#wasEverReady = true;
        this.#hasToldFailure = false;
        if (this.#updates !== null) port.post({ kind: 'updates', updates: this.#updates });
        return this.#settleReady(this.#ready);
      case 'failed':
        if (this.#wasEverReady && !this.#hasToldFailure) {
          this.#hasToldFailure = true;
          this.#options.onFailed(message.error);
        }
        return this.#settleReady(message.error);
      case 'answer': {
        const resolve = this.#pending.get(message.id);
        this.#pending.delete(message.id);
        resolve?.(message.answer);
        return;
      }
      case 'event':
        return this.#options.onEvent(message.name, message.payload);
      case 'hostCall':
        void this.#answerHostCall(port, message);
        return;
      case 'stopped':
        return;
    }
  }

  async #answerHostCall(port: CorePort, message: Extract<FromCore, { kind: 'hostCall' }>): Promise<void> {
    const { sealer } = this.#options;
    const { id, name } = message;
    const answer = sealer === null ? null : await answerOf(sealer, name, message.value).catch(() => null);
    port.post({ kind: 'hostAnswer', id, ...(answer ?? { value: null }) });
  }

  #settleReady(outcome: CoreReady | BridgeError): void {
    const waiting = this.#waitingForReady;
    this.#waitingForReady = [];
    for (const resolve of waiting) resolve(outcome);
  }

  #ended(): void {
    const isFirstStart = this.#waitingForReady.length > 0;
    this.#port = null;
    this.#ready = null;
    for (const resolve of this.#pending.values()) resolve(lost('HF-UI-005'));
    this.#pending.clear();
    if (isFirstStart) this.#settleReady(lost('HF-UI-005').error);
    // A core that never was ready has reported why; one that ran is started again however often it takes.
    if (this.#isStopping || !this.#wasEverReady) return;
    const waitMs = Math.min(longestRestartMs, firstRestartMs * 2 ** this.#restarts);
    this.#restarts += 1;
    // A code is good once: the restarted core finds its identity in the ledger.
    setTimeout(() => {
      if (!this.#isStopping) this.#launch({ ...this.#options.config, code: null });
    }, waitMs);
  }
}

async function answerOf(sealer: Sealer, name: 'seal' | 'unseal', value: string) {
  return name === 'seal' ? { value: await sealer.seal(value) } : sealer.unseal(value);
}

/** The core reported why it cannot start. */
export class CoreStartError extends Error {
  override readonly name = 'CoreStartError';
  readonly error: BridgeError;

  constructor(error: BridgeError) {
    super(`${error.code}: ${error.message}`);
    this.error = error;
  }
}

function lost(code: Extract<ErrorCode, 'HF-UI-004' | 'HF-UI-005'>): Extract<CallAnswer, { ok: false }> {
  const error = new HoldfastError(code);
  return { ok: false, fault: 'refused', error: { code, message: sayError(code, error.params, 'en') } };
}
