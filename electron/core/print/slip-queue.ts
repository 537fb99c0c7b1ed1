// Slips on their way to the printer, one after the other. A slip is in the ledger before it is sent and stays there until the printer has taken it,
// so that none is lost. For some minutes the desk retries by itself; after that staff decide whether it is still wanted, since its patron has left.
// Slips that waited when the desk started need such a decision too: they may have been printed before the end came.

import { DAY_MS, type Millis } from '../../../shared/core/instant.ts';
import type { Timers } from '../../../shared/core/ports.ts';
import type { DeskClock } from '../desk-clock.ts';
import type { ActId } from '../../../shared/core/ids.ts';
import type { Json } from '../../../shared/core/canonical-json.ts';
import type { PrinterSettings } from '../../../shared/views/slip.ts';
import { DRAWER_KICK, escPos } from '../../../shared/slips/esc-pos.ts';
import { layOut } from '../../../shared/slips/lay-out.ts';
import type { Slip } from '../../../shared/slips/slip.ts';
import type { LedgerWriter } from '../../../db/ledger/open-ledger.ts';
import {
  removeOldSlips,
  keepSlip,
  lastPrinted,
  markSlip,
  slipByNumber,
  waitingSlips,
  type KeptSlip,
} from '../../../db/ledger/slips.ts';
import { PrinterFailure, type PrinterPort, type PrinterProblem } from './printer-port.ts';

const firstRetryMs = 3_000;
const mostTries = 6;
/** So long a printed slip can be printed again. */
const keptMs = DAY_MS;

export type SlipQueueParts = {
  readonly ledger: LedgerWriter;
  readonly printers: PrinterPort;
  readonly clock: Pick<DeskClock, 'now' | 'isConfirmed'>;
  readonly timers: Timers;
  readonly settings: () => PrinterSettings;
  /** Called whenever a slip begins or ceases to wait. */
  readonly onChanged: () => void;
  /** Called where a slip that prints by itself could not be kept. */
  readonly onFault: (error: unknown) => void;
};

/** The slips of a desk. */
export class SlipQueue {
  readonly #parts: SlipQueueParts;
  /** Slips that the desk tries by itself. */
  readonly #tried = new Set<number>();
  #problem: PrinterProblem | null = null;
  #failures = 0;
  #turn: Promise<void> = Promise.resolve();
  #cancelRetry: () => void = () => {};
  #isStopped = false;

  constructor(parts: SlipQueueParts) {
    this.#parts = parts;
  }

  /** The printer's last problem; null when it took the last slip. */
  get problem(): PrinterProblem | null {
    return this.#problem;
  }

  /** Slips that are not on paper, the oldest first. */
  waiting(): readonly (KeptSlip & { readonly isTried: boolean })[] {
    return waitingSlips(this.#parts.ledger).map((slip) => ({ ...slip, isTried: this.#tried.has(slip.number) }));
  }

  last(): KeptSlip | null {
    return lastPrinted(this.#parts.ledger);
  }

  /** Keeps a slip and sends it; resolves when the printer took it, or did not at the first try. */
  async print(slip: Slip, actId: ActId | null): Promise<'printed' | 'waiting'> {
    const { ledger, clock } = this.#parts;
    const madeAt = clock.now();
    // On an unconfirmed clock all of them might look old.
    if (clock.isConfirmed()) removeOldSlips(ledger, madeAt - keptMs);
    const number = keepSlip(ledger, { kind: slip.kind, actId, madeAt, content: toJson(slip) });
    this.#tried.add(number);
    await this.#sendNow();
    return slipByNumber(ledger, number)?.state === 'printed' ? 'printed' : 'waiting';
  }

  /**
   * Prints a slip in the background. Without a printer nothing is kept; a fault does not affect the act of the slip.
   */
  printAside(slip: Slip, actId: ActId): void {
    if (this.#parts.settings().target.kind === 'none') return;
    void this.print(slip, actId).catch(this.#parts.onFault);
  }

  /** Opens the cash drawer on the printer, if it has one. Tried once: a drawer must not open when its clerk has gone. */
  openDrawer(): void {
    const { printers, settings, onChanged, onFault } = this.#parts;
    const { target, opensDrawer } = settings();
    if (!opensDrawer || target.kind === 'none') return;
    this.#turn = this.#turn.then(async () => {
      try {
        await printers.send(target, DRAWER_KICK);
        if (this.waiting().length === 0) this.#problem = null;
      } catch (error) {
        if (!(error instanceof PrinterFailure)) return onFault(error);
        this.#problem = error.problem;
      }
      onChanged();
    });
  }

  /** Prints the waiting slips, on a person's request. */
  async printWaiting(): Promise<void> {
    for (const { number } of waitingSlips(this.#parts.ledger)) this.#tried.add(number);
    await this.#sendNow();
  }

  /** Drops a slip that is no longer wanted. */
  drop(number: number): void {
    if (slipByNumber(this.#parts.ledger, number)?.state !== 'waiting') return;
    this.#tried.delete(number);
    markSlip(this.#parts.ledger, number, 'dropped');
    if (this.waiting().length === 0) this.#problem = null;
    this.#parts.onChanged();
  }

  /** Ends the retries; waiting slips stay in the ledger. Resolves when none is being sent. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelRetry();
    await this.#turn;
  }

  #sendNow(): Promise<void> {
    this.#failures = 0;
    this.#turn = this.#turn.then(() => this.#sendAll());
    return this.#turn;
  }

  async #sendAll(): Promise<void> {
    this.#cancelRetry();
    for (;;) {
      const next = waitingSlips(this.#parts.ledger).find(({ number }) => this.#tried.has(number));
      if (next === undefined || this.#isStopped || !(await this.#send(next))) break;
    }
    this.#parts.onChanged();
  }

  async #send({ number, content }: KeptSlip): Promise<boolean> {
    const { ledger, printers, settings } = this.#parts;
    const { target, ...paper } = settings();
    try {
      if (target.kind === 'none') throw new PrinterFailure('no-device');
      await printers.send(target, escPos(layOut(parseSlip(content), paper), paper));
    } catch (error) {
      this.#failed(error instanceof PrinterFailure ? error.problem : 'cut');
      return false;
    }
    markSlip(ledger, number, 'printed');
    this.#tried.delete(number);
    this.#problem = null;
    return true;
  }

  #failed(problem: PrinterProblem): void {
    this.#problem = problem;
    this.#failures += 1;
    if (this.#failures >= mostTries || this.#isStopped) {
      this.#tried.clear();
      return;
    }
    const waitMs: Millis = firstRetryMs * 2 ** (this.#failures - 1);
    this.#cancelRetry = this.#parts.timers.after(waitMs, () => {
      this.#turn = this.#turn.then(() => this.#sendAll());
    });
  }
}

/** A slip from this desk's own ledger. */
export function parseSlip(content: unknown): Slip {
  return content as Slip;
}

function toJson({ kind, parts }: Slip): Json {
  return { kind, parts: parts.map((part) => ({ ...part })) };
}
