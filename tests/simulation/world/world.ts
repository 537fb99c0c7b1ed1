// A simulated library at work: some desks, their server, the lines between, and time. Makes no choice of events; the steps make those.

import { createHash, type Hash } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Signing } from '../../../db/keys/signing.ts';
import { openLibraryWriter, type LibraryWriter } from '../../../server/library/library-writer.ts';
import type { CallAnswer } from '../../../electron/core/messages.ts';
import type { ActId } from '../../../shared/core/ids.ts';
import type { Clock } from '../../../shared/core/ports.ts';
import type { CommandsRequest, CommandsResponse } from '../../../shared/wire/commands.ts';
import { BrokenInvariantError } from './broken.ts';
import { chanceOf, type Chance } from './chance.ts';
import { count, NETWORK_WORDS, type Coverage } from './coverage.ts';
import { cutPower, type DiskGuard, type Disks } from './disk.ts';
import { Kernel, settle } from './kernel.ts';
import { WORLD_START, type SimLibrary } from './library.ts';
import { NeighborWires } from './neighbor-wires.ts';
import { SimLine } from './network.ts';
import { Pace } from './pace.ts';
import { ServerProgram, THIS_VERSION } from './server-program.ts';
import type { SimDesk } from './desk.ts';
import { startSimDesk, type KeyFiles, type RunningSimDesk } from './sim-desk.ts';
import { parseReceipt } from './parse-receipt.ts';
import { centralPath, startSimServer, type ServerWrap, type SimServer } from './sim-server.ts';
import { copyTemplate, deskFolder, serverFolder, staffAt, type Template } from './template.ts';

/** The wrappers of planted faults around parts of the world; none otherwise. */
export type Plant = {
  readonly server?: ServerWrap;
  /** Put around the calls that windows make. */
  readonly call?: (desk: SimDesk, call: RunningSimDesk['call']) => RunningSimDesk['call'];
  readonly desk?: (desk: SimDesk, parts: Parameters<typeof startSimDesk>[0]) => Parameters<typeof startSimDesk>[0];
};

/** The work of a desk that lends most of the day, or of a whole department. */
export type Mix = 'desk' | 'department' | 'long day';

export type WorldOptions = {
  readonly template: Template;
  readonly seed: string;
  readonly desks: number;
  readonly plant: Plant;
  /** How its desks and servers sign. */
  readonly signing: Signing;
  /** Whether the server folds old acts into checkpoints; absent = it keeps every act. */
  readonly foldsHistory?: boolean;
  /** Whether desks of a branch exchange acts; absent = they do not. */
  readonly hasLan?: boolean;
  readonly mix?: Mix;
};

const traceWords: Readonly<Record<string, string>> = { 'sync.copy-broke': 'corrupt replica rebuilt' };

/** Longest wait of a person at a desk. */
const LONGEST_PATIENCE_MS = 30_000;

/** A world under way. */
export class World {
  readonly kernel = new Kernel(WORLD_START);
  readonly coverage: Coverage = new Map();
  readonly desks: SimDesk[];
  readonly root: string;
  readonly disks: Disks;
  readonly library: SimLibrary;
  /** The network of the branches; null = desks exchange no acts. */
  readonly neighbors: NeighborWires | null;
  server: SimServer | null = null;
  /** The program that the server runs. */
  readonly program = new ServerProgram();
  /** The first receipt of each place, by epoch; a receipt once given holds for ever. */
  readonly receipts = new Map<string, string>();
  /** Every place that was answered once, also by a server that has lost it since: a copy from before the loss still holds its act. */
  readonly answered = new Set<string>();
  /** The hash of the envelope that the server keeps at each place of a stream. A server that was put back may have lost some. */
  readonly bodies = new Map<string, string>();
  /** Faults that the server reported. */
  readonly faults: { readonly code: string; readonly error: unknown }[] = [];
  /** Set while a restored server has not been in contact with all desks again. */
  epochs = 1;
  readonly #plant: Plant;
  readonly #signing: Signing;
  readonly foldsHistory: boolean;
  readonly mix: Mix;
  readonly #trace: Hash = createHash('sha256');
  readonly #serverChance: Chance;
  readonly #seed: Chance;
  #chance: Chance;
  #starts = 0;
  /** The newest act of each desk, for undoing it. */
  readonly lastActs = new Map<number, ActId>();
  /** Acts were folded into checkpoints. */
  hasCheckpoints = false;
  /** Patrons that were joined with those that desks had minted. */
  readonly joined = new Set<string>();
  /** Numbers of payment slips. */
  slips = 0;

  constructor(options: WorldOptions) {
    const { template, seed, desks, plant, signing, foldsHistory = false, hasLan = false, mix = 'desk' } = options;
    this.mix = mix;
    this.#signing = signing;
    this.foldsHistory = foldsHistory;
    this.#seed = chanceOf(seed);
    this.#chance = this.#seed;
    this.#plant = plant;
    this.neighbors = hasLan
      ? new NeighborWires(this.kernel, this.#seed.fork('lan'), (what) => this.covered(what))
      : null;
    this.disks = template.disks;
    this.library = template.library;
    this.#serverChance = this.#seed.fork('server');
    this.root = copyTemplate(template, desks);
    this.desks = template.desks.slice(0, desks).map((keys, index) => this.#desk(index, { ...keys }));
  }

  /** Chance of the step under way. */
  get chance(): Chance {
    return this.#chance;
  }

  /** Begins a step. Each has a random source of its own: draws of other steps, and whether they were left out, change nothing in it. */
  beginStep(name: string): void {
    this.#chance = this.#seed.fork(name);
  }

  /** Something that happened, for the hash by which runs are compared. */
  trace(...what: readonly unknown[]): void {
    this.#trace.update(`${this.kernel.now} ${JSON.stringify(what)}\n`);
  }

  /** The hash of all that was traced. */
  traceHash(): string {
    return this.#trace.copy().digest('hex');
  }

  covered(what: string, by = 1): void {
    count(this.coverage, what, by);
  }

  /** The server's own clock is right: errors of desks' clocks are measured against it. */
  readonly serverClock: Clock = { now: () => this.kernel.now, mono: () => this.kernel.now - WORLD_START + 10_000_000 };

  clockOf(desk: SimDesk): Clock {
    const run = (until: number) => (until - WORLD_START) * (1 + desk.driftPpm / 1e6);
    return {
      now: () => Math.round(WORLD_START + run(desk.pace.now) + desk.wallOffMs),
      // It stands still while the computer sleeps, as on most systems.
      mono: () => run(desk.pace.now - desk.pace.sleptMs) + 1_000_000 * (desk.index + 1),
    };
  }

  async startServer(): Promise<void> {
    if (this.server !== null) return;
    const dir = serverFolder(this.root);
    const guard = this.disks.guard(dir, () => this.#serverDied());
    this.server = await this.kernel.until(
      startSimServer({
        dir,
        clock: this.serverClock,
        random: this.#serverChance,
        timers: new Pace(this.kernel).timers(() => !guard.isDead),
        guard,
        signing: this.#signing,
        protocol: this.program.version,
        epoch: 'first',
        foldsHistory: this.foldsHistory,
        onLines: (text) => this.#lines(text),
        onAnswered: (request, response) => this.#answered(request, response),
        onFault: (code, error) => {
          if (!guard.isDead) this.faults.push({ code, error });
        },
        wrap: { ...this.#plant.server, read: this.program.reader(this.#plant.server?.read) },
      }),
    );
  }

  /** Kills the server now, or at a store call to come (`killAt`), and clears up after it. */
  async killServer(): Promise<void> {
    const { server } = this;
    if (server === null) return;
    server.guard.kill();
    await settle();
    server.guard.reap();
    this.server = null;
  }

  /** Ends the server in order, does something to its database file, and starts it again. */
  async restartServer(meanwhile: (path: string) => void = () => undefined): Promise<void> {
    await this.killServer();
    meanwhile(centralPath(serverFolder(this.root)));
    await this.startServer();
  }

  /** The server is put back from an image and tells another epoch, as a restore does. */
  async restoreServer(image: string): Promise<void> {
    await this.restartServer((path) => {
      for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
      copyFileSync(image, path);
    });
    this.epochs += 1;
    const epoch = `epoch ${this.epochs}`;
    await this.kernel.until(
      this.requireServer().store.write((tx) => tx.db.updateTable('feed_head').set({ epoch }).execute()),
    );
    this.receipts.clear();
    this.bodies.clear();
    this.covered('server lost commits');
  }

  requireServer(): SimServer {
    if (this.server === null) throw new Error('the server does not run');
    return this.server;
  }

  libraryWriter(): LibraryWriter {
    return openLibraryWriter(this.requireServer().store, this.serverClock);
  }

  /** Starts a desk's program on the files of its disk. A start that fails rejects, and nothing runs. */
  async startDesk(desk: SimDesk, guard: DiskGuard = this.guardOf(desk)): Promise<void> {
    const clock = this.clockOf(desk);
    const chance = this.chance.fork(`${desk.name} start ${(this.#starts += 1)}`);
    const given = {
      dir: desk.dir,
      clock,
      random: chance,
      timers: desk.pace.timers(() => !guard.isDead),
      fetch: desk.line.fetch,
      protocol: desk.version,
      guard,
      keys: desk.keys,
      signing: this.#signing,
      code: null,
      ...(this.neighbors === null ? {} : { neighborNet: this.neighbors.netOf(desk, guard) }),
      log: (code: string, detail: Record<string, unknown>) => this.#logged(desk, guard, code, detail),
      onChanged: (keys: readonly string[], byOthers: boolean) => {
        if (guard.isDead) return;
        if (byOthers) this.covered('rebase that changed what is visible');
        for (const key of keys) desk.touched.add(key);
      },
    };
    try {
      const running = await this.kernel.until(startSimDesk(this.#plant.desk?.(desk, given) ?? given));
      desk.running = { ...running, call: this.#plant.call?.(desk, running.call) ?? running.call };
    } catch (error) {
      guard.reap();
      throw error;
    }
    if (guard.isDead) return this.killDesk(desk);
    // A session ends at a stop, and when no program ran for minutes.
    const now = await this.call(desk, 'session.current', {});
    if (now?.ok === true && now.value === null) await this.call(desk, 'session.signIn', staffAt(desk.index));
  }

  /** Starts a desk whose start may fail, since the fault of its disk may persist. */
  async startAgain(desk: SimDesk): Promise<void> {
    await this.killDesk(desk);
    await this.startDesk(desk);
  }

  /** Something that is done at the server, which may be killed while it is done. */
  async onServer(work: (server: SimServer) => Promise<unknown>): Promise<void> {
    const server = this.requireServer();
    try {
      await this.kernel.until(work(server), () => server.guard.isDead);
    } catch (error) {
      // A refusing disk is the server's misfortune, and the request comes again.
      if (!server.guard.isDead && server.guard.refusal === null) throw error;
    }
    await this.reap();
  }

  guardOf(desk: SimDesk): DiskGuard {
    return this.disks.guard(desk.dir, () => desk.line.deskGone());
  }

  /** Kills a desk's program, and clears up after it as a system does. With `power`, writes not forced to the disk are torn. */
  async killDesk(desk: SimDesk, power: Chance | null = null): Promise<void> {
    const { running } = desk;
    if (running === null) return;
    running.guard.kill();
    await settle();
    const cut = power === null ? null : cutPower(desk.dir, power);
    running.core.files.lock.close();
    running.guard.reap();
    cut?.put();
    desk.running = null;
    desk.line.deskGone();
  }

  /** A call as a window makes it; null when the desk died of it, is not running, or is held up too long to be waited for. */
  async call(desk: SimDesk, name: string, input: unknown): Promise<CallAnswer | null> {
    if (desk.pace.waitMs > LONGEST_PATIENCE_MS) return null;
    if (desk.pace.waitMs > 0) await this.pass(desk.pace.waitMs);
    const { running } = desk;
    if (running === null) return null;
    // A killed program sends no answer, not even one made in its last moment.
    const isKilled = () => running.guard.isDead;
    const answer = await this.kernel.until(running.call(name, input), isKilled).catch((error: unknown) => {
      if (!isKilled()) throw error;
      return null;
    });
    // A call that waits for a slow disk is answered when the disk is done.
    if (desk.pace.waitMs > 0) await this.pass(desk.pace.waitMs);
    if (running.guard.isDead) {
      await this.killDesk(desk);
      return null;
    }
    return answer;
  }

  /** Lets time pass, and clears up after programs that were killed meanwhile. */
  async pass(ms: number): Promise<void> {
    await this.kernel.pass(ms);
    await this.reap();
  }

  /** Clears up after programs that were killed at a store call. */
  async reap(): Promise<void> {
    if (this.server?.guard.isDead === true) await this.killServer();
    for (const desk of this.desks) if (desk.running?.guard.isDead === true) await this.killDesk(desk);
  }

  async close(): Promise<void> {
    for (const desk of this.desks) await this.killDesk(desk);
    await this.killServer();
    rmSync(this.root, { recursive: true, force: true });
  }

  /** Where images of a desk or of the server are kept. */
  imagePath(name: string): string {
    return join(this.root, `${name}.image`);
  }

  /** Takes every image away that was kept. */
  forgetImages(): void {
    for (const name of readdirSync(this.root)) if (name.endsWith('.image')) rmSync(join(this.root, name));
  }

  hasImage(name: string): boolean {
    return existsSync(this.imagePath(name));
  }

  #serverDied(): void {
    for (const { line } of this.desks) line.serverGone();
  }

  #lines(text: string): void {
    if (!text.includes('"mustRebootstrap"')) return;
    this.covered('mustRebootstrap');
    if (text.includes('"epoch"')) this.covered('epoch change');
  }

  #answered(request: CommandsRequest, response: CommandsResponse): void {
    this.trace('answered', request.stream, request.envelopes.length, response.expected, response.receipts.length);
    if (response.problem === 'gap') this.covered('gap');
    if (response.problem === 'desk-forked') this.covered('fork');
    for (const text of response.receipts) this.#receipt(text);
  }

  /** A receipt is given once and never changes. [I5] [I6] */
  #receipt(text: string): void {
    const { stream, seq, outcome } = parseReceipt(text);
    const place = `${stream}/${seq}`;
    const before = this.receipts.get(place);
    this.answered.add(place);
    if (before === undefined) {
      this.receipts.set(place, text);
      this.covered(`outcome:${outcome}`);
      return;
    }
    this.covered('resend answered from store');
    if (before !== text) throw new BrokenInvariantError(5, `the receipt of ${place} changed: ${before} became ${text}`);
  }

  #logged(desk: SimDesk, guard: DiskGuard, code: string, detail: Record<string, unknown>): void {
    if (guard.isDead) return;
    const word = traceWords[code];
    if (word !== undefined) this.covered(word);
    desk.log.push({ code, detail });
  }

  #desk(index: number, keys: KeyFiles): SimDesk {
    const name = `desk-${index}`;
    const pace = new Pace(this.kernel);
    const line = new SimLine({
      kernel: this.kernel,
      pace,
      chance: this.#seed.fork(`line ${index}`),
      host: () => (this.server === null || this.server.guard.isDead ? null : this.server.handle),
      seen: (what) => this.covered(NETWORK_WORDS[what]),
    });
    return {
      index,
      name,
      dir: deskFolder(this.root, index),
      keys,
      line,
      pace,
      wallOffMs: this.chance.between(-2_000, 2_000),
      driftPpm: this.chance.between(-100, 100),
      version: THIS_VERSION,
      running: null,
      acknowledged: new Set(),
      lost: new Set(),
      isRevoked: false,
      mayFork: false,
      touched: new Set(),
      saidOffline: null,
      log: [],
    };
  }
}
