// A desk that staff work at while its processes are killed. Whoever works here does what people do: signs in again, looks at the item whose
// answer was lost, and goes on.

import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { askCore } from '../../../../electron/cli/offline/ask-core.ts';
import type { LedgerReport } from '../../../../db/ledger/verify-ledger.ts';
import type { MethodInput, MethodName } from '../../../../shared/bridge/contract.ts';
import { deskApi, type DeskApi, type DeskReady } from '../../../e2e/story/desk-api.ts';
import { waitUntil } from '../../../e2e/story/wait-until.ts';
import { CARD, STAFF, startDesk } from '../../../integration/electron/cli/support/library.ts';
import { isRunning, type Program, type Running } from '../../../integration/electron/cli/support/program.ts';
import type { Chance } from './chance.ts';

export type DeskUnderFire = {
  readonly data: string;
  /** Ids of the acts that the desk answered for, in the order of the answers. */
  readonly acknowledged: readonly string[];
  /** Calls that got no answer. */
  readonly unanswered: () => number;
  /** Lends and takes back these items, one after another, until `stop`. */
  readonly work: (items: readonly [string, ...string[]], chance: Chance) => void;
  /** Lets the workers finish what they are doing. Throws what a worker met that it must not meet. */
  readonly stop: () => Promise<void>;
  /** Resolves when so many more acts were acknowledged. */
  readonly moreActs: (count: number) => Promise<void>;
  /** Resolves when so many more acts were answered by the server. */
  readonly moreConfirmed: (count: number) => Promise<void>;
  /** SIGKILL of the core alone, which its host starts again, or of host and core together. */
  readonly kill: (what: 'core' | 'both') => Promise<void>;
  /** Starts the host again where it was killed, and resolves when the desk answers. */
  readonly revive: () => Promise<void>;
  readonly api: () => DeskApi;
  /** What the running core holds in its ledger. */
  readonly ledger: () => Promise<{ readonly ids: readonly string[]; readonly report: LedgerReport }>;
  readonly settled: () => Promise<void>;
  readonly end: () => Promise<void>;
};

const withinMs = 30_000;
const ListSchema = z.array(z.object({ body: z.object({ id: z.string() }) }));

/** Takes over a desk that was enrolled and started. */
export function underFire(program: Program, name: string, started: Running<DeskReady>): DeskUnderFire {
  const data = program.path(name);
  const acknowledged: string[] = [];
  const workers: Promise<void>[] = [];
  let [desk, isStopped, isDown, unanswered] = [started, false, false, 0];
  const api = () => deskApi(desk.ready);
  const corePid = () => Number(/\d+/.exec(readFileSync(`${data}/owner.lock`, 'utf8'))?.[0] ?? 'NaN');

  /** One call; null when the process that was asked is gone. */
  async function call<M extends MethodName>(method: M, input: MethodInput<M>) {
    try {
      const answer = await api().call(method, input);
      const isLost = !answer.ok && ['HF-UI-004', 'HF-UI-005'].includes(answer.error.code);
      return isLost ? null : answer;
    } catch {
      return null;
    }
  }

  /** Until somebody is signed in at a desk with its copy open. */
  async function ready(): Promise<void> {
    await waitUntil('the desk answers', withinMs, async () => {
      const status = await call('sync.status', {});
      if (status?.ok !== true || status.value.replicaPos === 0) return false;
      return (await call('session.signIn', STAFF))?.ok === true;
    });
  }

  async function workOn(items: readonly [string, ...string[]], chance: Chance): Promise<void> {
    while (!isStopped) {
      const item = chance.pick(items);
      const view = await call('item.view', { barcode: item });
      if (view?.ok !== true) {
        await ready();
        continue;
      }
      const isOut = view.value.status === 'on-loan';
      const answer = isOut ? await call('circ.checkin', { item }) : await call('circ.checkout', { patron: CARD, item });
      if (answer === null) unanswered += 1;
      else if (answer.ok && answer.value.commandId !== undefined) acknowledged.push(answer.value.commandId);
      else if (!answer.ok && !['HF-AUTH-021', 'HF-CIRC-001'].includes(answer.error.code))
        throw new Error(`${item}: ${answer.error.code} ${answer.error.message}`);
      if (answer?.ok !== true) await ready();
      // Nobody scans without end: the kills are to meet the programs at work, not the computer at its limit.
      await pause(chance.between(0, 15));
    }
  }

  async function confirmed(): Promise<number> {
    const status = await api().get('sync.status', {});
    return acknowledged.length - status.pending;
  }

  /** Waits for something that work brings about; a worker that met what it must not meet ends the wait. */
  async function unlessWorkFails(holds: () => Promise<boolean>): Promise<void> {
    const ended = new AbortController();
    const waiting = waitUntil('work goes on', withinMs, async () => ended.signal.aborted || (await holds()));
    await Promise.race([waiting, ...workers]).finally(() => ended.abort());
  }

  return {
    data,
    acknowledged,
    unanswered: () => unanswered,
    work: (items, chance) => void workers.push(workOn(items, chance)),
    stop: async () => {
      isStopped = true;
      await Promise.all(workers.splice(0));
    },
    moreActs: (count) => {
      const wanted = acknowledged.length + count;
      return unlessWorkFails(async () => acknowledged.length >= wanted);
    },
    moreConfirmed: async (count) => {
      const wanted = (await confirmed()) + count;
      await unlessWorkFails(async () => (await confirmed()) >= wanted);
    },
    kill: async (what) => {
      const core = corePid();
      if (what === 'both') {
        isDown = true;
        desk.child.kill('SIGKILL');
      }
      killed(core);
      await waitUntil('the core is gone', withinMs, async () => !isRunning(core));
      if (what === 'both') await desk.ended;
    },
    revive: async () => {
      if (isDown) desk = await startDesk(program, name);
      isDown = false;
      await ready();
    },
    api,
    ledger: async () => {
      const [list, verified] = [await askCore(data, 'ledger.list', {}), await askCore(data, 'ledger.verify', {})];
      if (list?.ok !== true || verified?.ok !== true) throw new Error('the core does not answer');
      return { ids: ListSchema.parse(list.value).map(({ body }) => body.id), report: parseReport(verified.value) };
    },
    settled: async () => {
      await waitUntil('all is confirmed', withinMs, async () => {
        const status = await call('sync.now', {});
        if (status?.ok !== true) return false;
        if (status.value.pending > 0) await pause(100);
        return status.value.pending === 0 && status.value.replicaPos === status.value.headPos;
      });
    },
    end: async () => {
      isStopped = true;
      await desk.end();
    },
  };
}

function parseReport(value: unknown): LedgerReport {
  return value as LedgerReport;
}

/** It may have ended by itself: its host is gone. */
function killed(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone.
  }
}
