// A desk that people work at while its processes are killed and its line is cut. They sign in again, and go on with the next thing where an answer was
// lost.

import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { SyncStatusSchema } from '../../../shared/views/sync.ts';
import { askCore } from '../../../electron/cli/offline/ask-core.ts';
import type { StartedChild } from '../../../electron/host/start-child.ts';
import type { Chance } from '../world/chance.ts';
import { barcodeOf, BRANCHES, cardOf, SMALL_LIBRARY } from '../world/library.ts';
import { STAFF } from '../world/template.ts';
import type { CutLine } from './cut-line.ts';
import { isRunning, killProcess, type DeskReady, type Programs } from './programs.ts';
import { waitUntil } from './wait-until.ts';

const AnswerSchema = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.object({ code: z.string(), message: z.string() }) }),
]);
type Answer = z.infer<typeof AnswerSchema>;
const ListSchema = z.array(z.object({ body: z.object({ id: z.string() }) }));
const StatusSchema = z.object({ status: z.string() });
const AccountSchema = z.object({ owedMinor: z.int() });
const RecordedSchema = z.object({ commandId: z.string().optional() });

/** Longest wait: a limit for hangs, on a machine that has much else to do. */
const WITHIN_MS = 180_000;
/** Errors of a desk whose core is gone. */
const LOST = ['HF-UI-004', 'HF-UI-005'];
/** Refusals after which people go on: signed out, no copy yet, or an impossible request. */
const TOLD = /^HF-(AUTH|CIRC|PATRON|PAY)-/;

export type DeskParts = {
  readonly name: string;
  readonly line: CutLine;
  readonly index: number;
  readonly started: StartedChild<DeskReady>;
};

/** A desk that was started, with the people who work at it. */
export class WorkedDesk {
  readonly name: string;
  readonly deskId: string;
  readonly line: CutLine;
  /** Ids of the acts that the desk answered for, in the order of the answers. */
  readonly acknowledged: string[] = [];
  /** The payments among them: the amounts taken, in cents. */
  readonly taken = new Map<string, number>();
  readonly #programs: Programs;
  readonly #pickup: string;
  readonly #people: Promise<void>[] = [];
  #desk: StartedChild<DeskReady>;
  #isStopped = false;
  #isDown = false;

  constructor(programs: Programs, { name, line, index, started }: DeskParts) {
    this.name = name;
    this.deskId = started.ready.deskId;
    this.line = line;
    this.#programs = programs;
    this.#pickup = BRANCHES[index % BRANCHES.length] ?? 'main';
    this.#desk = started;
  }

  /** A person works at it until `stop`. `debtor`: the patron whose fees this person alone records and takes. */
  work(chance: Chance, debtor: string): void {
    this.#people.push(this.#workOn(chance, debtor));
  }

  /** Lets people finish their work. Throws an error that one of them met and that must not happen. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all(this.#people.splice(0));
  }

  /** Resolves when so many more acts were answered. */
  async moreActs(wanted: number): Promise<void> {
    const until = this.acknowledged.length + wanted;
    let isGivenUp = false;
    const isDone = () => isGivenUp || this.acknowledged.length >= until;
    // An error that must not happen ends the wait.
    await Promise.race([waitUntil(`${this.name} is worked at`, WITHIN_MS, isDone), ...this.#people]).finally(() => {
      isGivenUp = true;
    });
  }

  /** Kills the core alone, which its host starts again; the host alone, which the core does not outlive; or both together. */
  async kill(what: 'core' | 'shell' | 'desk'): Promise<void> {
    const core = Number(/\d+/.exec(readFileSync(`${this.#programs.path(this.name)}/owner.lock`, 'utf8'))?.[0] ?? 'NaN');
    this.#isDown = what !== 'core';
    if (this.#isDown) killProcess(this.#desk.pid);
    if (what !== 'shell') killProcess(core);
    await waitUntil(`the core of ${this.name} is gone`, WITHIN_MS, () => !isRunning(core));
    if (this.#isDown) await this.#desk.ended;
  }

  /** Starts the host again where it was killed. Resolves when the desk answers. */
  async revive(): Promise<void> {
    if (this.#isDown) this.#desk = await this.#programs.startDesk(this.name);
    this.#isDown = false;
    await this.#ready();
  }

  /** Resolves when the desk has handed in everything and knows everything. */
  settled(): Promise<void> {
    return waitUntil(`${this.name} has caught up`, WITHIN_MS, async () => {
      const answer = await this.#call('sync.now', {});
      if (answer?.ok !== true) return false;
      const { pending, replicaPos, headPos } = SyncStatusSchema.parse(answer.value);
      if (pending > 0) await pause(100);
      return pending === 0 && replicaPos === headPos;
    });
  }

  /** The status of each item on its screens. */
  async statuses(): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (const item of SMALL_LIBRARY.items) {
      const answer = await this.#call('item.view', { barcode: barcodeOf(item) });
      if (answer?.ok === true) found.set(item, StatusSchema.parse(answer.value).status);
    }
    return found;
  }

  /** Ids of the acts in its ledger, as its core tells. */
  async inLedger(): Promise<Set<string>> {
    const list = await askCore(this.#programs.path(this.name), 'ledger.list', {});
    if (list?.ok !== true) throw new Error(`the core of ${this.name} does not answer`);
    return new Set(ListSchema.parse(list.value).map(({ body }) => body.id));
  }

  async end(): Promise<void> {
    this.#isStopped = true;
    if (!this.#isDown) await this.#desk.close();
  }

  /** One call; null when the desk is gone. */
  async #call(method: string, input: object): Promise<Answer | null> {
    const { url, token } = this.#desk.ready;
    try {
      const response = await fetch(new URL(`/api/${method}`, url), {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(input),
      });
      const answer = AnswerSchema.parse(await response.json());
      return !answer.ok && LOST.includes(answer.error.code) ? null : answer;
    } catch {
      return null;
    }
  }

  /** Waits for a sign-in at a desk with a copy. */
  #ready(): Promise<void> {
    const { staff, pin } = STAFF[0];
    return waitUntil(`${this.name} answers`, WITHIN_MS, async () => {
      const status = await this.#call('sync.status', {});
      if (status?.ok !== true || SyncStatusSchema.parse(status.value).replicaPos === 0) return false;
      return (await this.#call('session.signIn', { staff, pin }))?.ok === true;
    });
  }

  async #workOn(chance: Chance, debtor: string): Promise<void> {
    await this.#ready();
    let last: string | null = null;
    while (!this.#isStopped) {
      if (chance.oneIn(6)) await this.#actOnMoney(chance, debtor);
      else last = (await this.#act(...someCall(chance, this.#pickup, last))) ?? last;
      // People pause between scans: the kills are to meet programs at work, not a computer at its limit.
      await pause(chance.between(0, 30));
    }
  }

  /** Takes the debtor's debt, in full or in part; charges something where there is none. */
  async #actOnMoney(chance: Chance, debtor: string): Promise<void> {
    const patron = cardOf(debtor);
    const account = await this.#call('fee.list', { patron });
    const owed = account?.ok === true ? AccountSchema.parse(account.value).owedMinor : 0;
    if (owed === 0) {
      await this.#act('fee.add', { patron, amountMinor: chance.between(1, 2_500), charge: 'other' });
      return;
    }
    const amountMinor = chance.oneIn(2) ? owed : chance.between(1, owed);
    const id = await this.#act('payment.take', { patron, amountMinor, method: 'card' });
    if (id !== null) this.taken.set(id, amountMinor);
  }

  /** Records one act. Returns its id where the desk answered for it. */
  async #act(method: string, input: object): Promise<string | null> {
    const answer = await this.#call(method, input);
    if (answer?.ok === true) {
      const { commandId = null } = RecordedSchema.parse(answer.value);
      if (commandId !== null) this.acknowledged.push(commandId);
      return commandId;
    }
    if (answer !== null && !TOLD.test(answer.error.code))
      throw new Error(`${method} at ${this.name}: ${answer.error.code}`);
    if (answer === null || answer.error.code.startsWith('HF-AUTH')) await this.#ready();
    return null;
  }
}

const ACTS = { checkout: 8, checkin: 7, renew: 2, undo: 2, hold: 2, resolve: 1 } as const;

/** The next call of a person. `last`: the newest act of the desk. */
function someCall(chance: Chance, pickup: string, last: string | null): readonly [method: string, input: object] {
  const { items, asked, patrons, titles } = SMALL_LIBRARY;
  const item = barcodeOf(chance.pick(chance.oneIn(3) ? items : asked));
  const patron = cardOf(chance.pick(patrons));
  const act = chance.weighted<keyof typeof ACTS>(ACTS);
  switch (act) {
    case 'checkout': {
      const override = { codes: ['LOANED_TO_ANOTHER'], reason: 'as agreed' };
      return ['circ.checkout', { patron, item, ...(chance.oneIn(3) ? { override } : {}) }];
    }
    case 'renew':
      return ['circ.renew', { item }];
    case 'hold':
      return ['hold.place', { patron, target: chance.pick(titles.slice(0, 4)), pickup }];
    case 'resolve':
      return ['item.resolve', { barcode: item }];
    case 'undo':
      return last === null ? ['circ.checkin', { item }] : ['circ.undo', { commandId: last }];
    case 'checkin':
      return ['circ.checkin', { item }];
  }
}
