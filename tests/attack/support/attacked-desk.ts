// A desk under attack and the person who works at it. Each act that the desk answered is noted, for the comparison at
// the end.

import { readFileSync } from 'node:fs';
import { deskApi, type DeskApi, type DeskReady } from '../../e2e/story/desk-api.ts';
import { waitUntil } from '../../e2e/story/wait-until.ts';
import type { Chance } from '../../simulation/world/chance.ts';
import { barcodeOf, BRANCHES, cardOf, patronRow } from '../../simulation/world/library.ts';
import { STAFF } from '../../simulation/world/template.ts';
import {
  isRunning,
  type Ended,
  type Options,
  type Program,
  type Running,
} from '../../integration/electron/cli/support/program.ts';

/** Items of a desk, and patrons. */
export const ONE_SHARE = 8;

/** An act that the desk answered for, as it was done there. */
export type Acknowledged = {
  readonly id: string;
  readonly kind: 'checkout' | 'checkin' | 'addFee' | 'pay';
  readonly item?: string;
  readonly patron?: string;
  readonly cents?: number;
  readonly dueAt?: string;
};

export type Refusal = { readonly code: string; readonly message: string };

type DeskParts = { readonly program: Program; readonly name: string; readonly share: number };

export class AttackedDesk {
  readonly name: string;
  readonly acknowledged: Acknowledged[] = [];
  readonly #program: Program;
  readonly #items: readonly string[];
  readonly #patrons: readonly string[];
  #running: Running<DeskReady> | null = null;

  constructor({ program, name, share }: DeskParts) {
    this.name = name;
    this.#program = program;
    const of = (letter: string, first: number) =>
      Array.from({ length: ONE_SHARE }, (_, index) => `${letter}${first + share * ONE_SHARE + index}`);
    this.#items = of('X', 10);
    // Patrons of another system are unknown here without the server.
    this.#patrons = of('P', 8).filter((id) => patronRow(id).home === BRANCHES[0]);
  }

  get path(): string {
    return this.#program.path(this.name);
  }

  get isRunning(): boolean {
    return this.#running !== null;
  }

  get ready(): DeskReady {
    if (this.#running === null) throw new Error(`${this.name} does not run`);
    return this.#running.ready;
  }

  get api(): DeskApi {
    return deskApi(this.ready);
  }

  /** Starts it and waits until a person may work at it. */
  async start(args: readonly string[] = [], options: Options = {}): Promise<void> {
    await this.startProgram(args, options);
    await this.signIn();
  }

  /** Starts its programs alone. Throws with their output when they end instead. */
  async startProgram(args: readonly string[] = [], options: Options = {}): Promise<void> {
    const shell = args.includes('--shell') ? [] : ['--shell', 'none'];
    this.#running = await this.#program.start<DeskReady>(['desk', '--data', this.path, ...shell, ...args], options);
  }

  /** Waits for the copy, and signs in. */
  async signIn(): Promise<void> {
    const { staff, pin } = STAFF[0];
    await waitUntil(`${this.name} has its copy`, 60_000, async () => {
      const status = await this.api.call('sync.status', {});
      return status.ok && status.value.replicaPos > 0 && status.value.loading === null;
    });
    await waitUntil(`a person is signed in at ${this.name}`, 60_000, async () => {
      return (await this.api.call('session.signIn', { staff, pin })).ok;
    });
  }

  /** Ends it by a signal. `SIGKILL` goes to the core as well. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended | null> {
    const running = this.#running;
    this.#running = null;
    if (running === null) return null;
    if (signal !== 'SIGKILL') return running.end(signal);
    const core = Number(/\d+/.exec(readFileSync(`${this.path}/owner.lock`, 'utf8'))?.[0]);
    for (const pid of [running.pid, core]) process.kill(pid, 'SIGKILL');
    const ended = await running.ended;
    await waitUntil(`the core of ${this.name} is gone`, 30_000, () => Promise.resolve(!isRunning(core)));
    return ended;
  }

  /** Does one act; returns the refusal, or null. */
  async act(chance: Chance): Promise<Refusal | null> {
    return chance.oneIn(4) ? this.actOnMoney(chance) : this.actOnItem(chance);
  }

  /** Lends something, or takes it back: acts that every person at a desk may do. */
  async actOnItem(chance: Chance): Promise<Refusal | null> {
    const [item, patron] = [chance.pick(this.#items), chance.pick(this.#patrons)];
    const view = await this.api.call('item.view', { barcode: barcodeOf(item) });
    if (!view.ok) return view.error;
    const isIn = view.value.status === 'available';
    const answer = await (isIn
      ? this.api.call('circ.checkout', { patron: cardOf(patron), item: barcodeOf(item) })
      : this.api.call('circ.checkin', { item: barcodeOf(item) }));
    if (!answer.ok) return answer.error;
    const { decision, commandId, dueAt, reasons } = answer.value;
    if (commandId === undefined)
      return { code: decision, message: `${this.name} would not: ${reasons.map(({ code }) => code).join(', ')}` };
    const done = isIn ? { kind: 'checkout' as const, patron } : { kind: 'checkin' as const };
    this.acknowledged.push({ id: commandId, item, ...done, ...(dueAt === undefined ? {} : { dueAt }) });
    return null;
  }

  /** So many acts, each of which must be taken. `mayBan`: a patron may be banned meanwhile, and is lent nothing then. */
  async acts(chance: Chance, count: number, on: 'items' | 'all' = 'all', mayBan = false): Promise<void> {
    const before = this.acknowledged.length;
    for (let n = 0; n < count; n += 1) {
      const refused = await (on === 'items' ? this.actOnItem(chance) : this.act(chance));
      if (mayBan && refused?.message.includes('PATRON_RESTRICTED') === true) continue;
      if (refused !== null) throw new Error(`${this.name} refused an act: ${refused.code} ${refused.message}`);
    }
    if (count > 0 && this.acknowledged.length === before) throw new Error(`${this.name} took none of ${count} acts`);
  }

  /** Adds a fee, or takes a payment. */
  async actOnMoney(chance: Chance): Promise<Refusal | null> {
    const patron = chance.pick(this.#patrons);
    const card = cardOf(patron);
    const account = await this.api.call('fee.list', { patron: card });
    if (!account.ok) return account.error;
    const { owedMinor } = account.value;
    const cents = owedMinor === 0 ? chance.between(1, 2_500) : chance.between(1, owedMinor);
    const answer = await (owedMinor === 0
      ? this.api.call('fee.add', { patron: card, amountMinor: cents, charge: 'other' })
      : this.api.call('payment.take', { patron: card, amountMinor: cents, method: 'card' }));
    if (!answer.ok) return answer.error;
    this.acknowledged.push({ id: answer.value.commandId, kind: owedMinor === 0 ? 'addFee' : 'pay', patron, cents });
    return null;
  }

  /** Resolves when everything is handed in and the copy is at the head. */
  async settled(withinMs = 90_000): Promise<void> {
    let last = 'no answer';
    const caughtUp = async () => {
      const status = await this.api.call('sync.now', {});
      if (!status.ok) return false;
      const { pending, replicaPos, headPos, online, problem } = status.value;
      last = `${pending} acts wait, at ${replicaPos} of ${headPos}, ${online ? 'online' : 'offline'}, ${problem ?? 'no problem'}`;
      return pending === 0 && replicaPos === headPos;
    };
    await waitUntil(`${this.name} has caught up`, withinMs, caughtUp).catch((error: unknown) => {
      throw new Error(`${this.name} did not catch up: ${last}`, { cause: error });
    });
  }
}
