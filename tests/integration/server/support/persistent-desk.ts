// A desk that sends its acts until all are answered, also while the server fails: the same bytes again after every failure, from the server's
// position. It keeps every answer, so that a test can check that none ever changed.

import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { CommandsResponseSchema, type CommandsRequest } from '../../../../shared/wire/commands.ts';
import { ReceiptSchema, type Receipt } from '../../../../shared/wire/receipt.ts';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '../../../../shared/wire/protocol-version.ts';
import type { OnlineDesk } from './served.ts';

export type Draining = {
  readonly url: string;
  /** Most acts of one request. */
  readonly batch: number;
  /** Acts of its ledger that are answered already. */
  readonly from?: number;
  /** Sends each request that was answered once more, to see the same answer. */
  readonly sendsTwice?: boolean;
};

export type Drained = {
  /** The answer to each act, in order. */
  readonly receipts: readonly Receipt[];
  readonly requests: number;
  /** Requests that were not answered, or not with receipts: by status; 0 = no answer. */
  readonly failures: readonly number[];
  /** Acts that were answered differently at different times. None, ever. [I6] */
  readonly changed: readonly number[];
};

const GIVE_UP_MS = 600_000;
const REQUEST_MS = 30_000;

/** Sends everything. Throws when the server takes nothing for ten minutes. */
export async function drainDesk(desk: OnlineDesk, draining: Draining): Promise<Drained> {
  const texts = new Map<number, string>();
  const failures: number[] = [];
  const changed: number[] = [];
  let requests = 0;
  let next = (draining.from ?? 0) + 1;
  let movedAt = performance.now();
  const send = async (request: CommandsRequest): Promise<number | null> => {
    requests += 1;
    const answer = await postOnce(draining.url, request, desk.token);
    if (answer.status !== 200 && answer.status !== 409) {
      failures.push(answer.status);
      return null;
    }
    const response = CommandsResponseSchema.parse(answer.body);
    for (const text of response.receipts) {
      const { seq } = ReceiptSchema.parse(JSON.parse(text));
      if ((texts.get(seq) ?? text) !== text) changed.push(seq);
      texts.set(seq, text);
    }
    return response.expected;
  };
  while (next <= desk.ledger.length) {
    const request = desk.request(next - 1, Math.min(desk.ledger.length, next - 1 + draining.batch));
    const expected = await send(request);
    if (expected !== null && draining.sendsTwice === true) await send(request);
    if (expected !== null && expected > next) movedAt = performance.now();
    if (performance.now() - movedAt > GIVE_UP_MS) throw new Error(`nothing is taken any more: ${failures.join(' ')}`);
    if (expected === null) await wait(20 + Math.random() * 60);
    else next = expected;
  }
  const receipts = [...texts].toSorted(([a], [b]) => a - b).map(([, text]) => ReceiptSchema.parse(JSON.parse(text)));
  return { receipts, requests, failures, changed };
}

type Answer = { readonly status: number; readonly body: unknown };

async function postOnce(url: string, request: CommandsRequest, token: string): Promise<Answer> {
  try {
    const response = await fetch(`${url}/v1/commands`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
        [PROTOCOL_HEADER]: String(PROTOCOL_VERSION),
      },
      body: JSON.stringify(request),
      signal: AbortSignal.timeout(REQUEST_MS),
    });
    return { status: response.status, body: await response.json() };
  } catch {
    return { status: 0, body: null };
  }
}

/** A number below `below`, drawn by its purpose: the same for the same seed. */
export function drawn(seed: number, name: string, below: number): number {
  return createHash('sha256').update(`${seed} ${name}`).digest().readUInt32BE(0) % below;
}

/**
 * Records acts on books that other desks lend too: checkouts, check-ins and payments by the seed, a second apart. Every
 * loan is late at once, and every payment is for a loan of the desk.
 */
export function recordActs(
  desk: OnlineDesk,
  acts: number,
  from: { readonly seed: number; readonly startAt: number; readonly items: number; readonly patrons: number },
): void {
  const loans: string[] = [];
  for (let index = 0; index < acts; index += 1) {
    const name = `${desk.name} ${index}`;
    const at = from.startAt + index * 1_000;
    const item = `X${drawn(from.seed, `item ${name}`, from.items)}`;
    const patron = `P${drawn(from.seed, `patron ${name}`, from.patrons)}`;
    const kind = drawn(from.seed, `kind ${name}`, 6);
    const loan = loans[drawn(from.seed, `loan ${name}`, Math.max(1, loans.length))];
    if (kind < 2) desk.checkin(item, { at });
    else if (kind < 3 && loan !== undefined) pay(desk, { loan, patron }, at);
    else loans.push(desk.checkout(item, patron, { at, dueAt: at + 500 }));
  }
}

function pay(desk: OnlineDesk, { loan, patron }: { readonly loan: string; readonly patron: string }, at: number): void {
  const lines = [{ fee: { kind: 'overdue', loanId: loan, after: null }, amountMinor: 25, settles: false }];
  const args = { patronId: patron, amountMinor: 25, method: 'cash', reference: null };
  desk.record('pay', { args, told: { decision: 'done', reasons: [], lines, slipNumber: 1 } }, { at });
}
