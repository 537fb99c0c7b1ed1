// An act recorded durably at the desk: in the desk core itself, from the call to the commit, beside a bare encrypted FULL append of the same bytes
// between the same two acts; and as a window gets its answer, through the loopback contract.

import type { Envelope } from '../../shared/wire/envelope.ts';
import { required } from '../../shared/core/assert.ts';
import { envelopeById } from '../../db/ledger/envelopes.ts';
import { deskApi } from '../e2e/story/desk-api.ts';
import { percentile, waitUntil } from '../e2e/story/wait-until.ts';
import { openDeskWorld } from '../integration/electron/core/support/desk-world.ts';
import type { RunningDesk } from '../integration/electron/core/support/running-desk.ts';
import { openBareLedger } from './bare-appends.ts';
import type { Bench, Figure } from './bench.ts';
import { startDemo } from './demo-desk.ts';

const acts = 1_000;
/** The first acts of a process are slow: nothing is compiled yet. */
const warmUps = 200;
/** Of a bare append of the same bytes, at p99. */
const mostTimesBare = 3;
const loopbackActs = 300;
const loopbackBarMs = 50;
const library = { items: 200, patrons: 50 };

export const localCommit: Bench = {
  name: 'local-commit',
  run: async () => [...(await inTheCore()), ...(await throughLoopback())],
};

type Times = { readonly bare: number[]; readonly durable: number[]; readonly answered: number[] };

/** Check-ins of a desk whose server is there, and takes each while the next is recorded. */
async function inTheCore(): Promise<Figure[]> {
  const world = await openDeskWorld(library);
  const floor = openBareLedger();
  try {
    const desk = await world.readyDesk();
    const times: Times = { bare: [], durable: [], answered: [] };
    const watch = watchCommits(desk);
    for (let act = 0; act < acts + warmUps; act += 1) {
      const started = performance.now();
      const { commandId } = await desk.ask('circ.checkin', { item: `barcode-X${act % library.items}` });
      const answered = performance.now() - started;
      const id = required(commandId, () => 'the check-in was not recorded');
      const { envelope } = required(envelopeById(desk.core.files.ledger, id), () => 'the act is not there');
      const bare = floor.append(textOf(envelope));
      if (act < warmUps) continue;
      times.durable.push(watch.firstAfter(started) - started);
      times.answered.push(answered);
      times.bare.push(bare);
    }
    return figuresOf(times);
  } finally {
    floor.close();
    await world.end();
  }
}

function figuresOf({ bare, durable, answered }: Times): Figure[] {
  const of = (name: string, times: readonly number[], rank: number, isHeld: boolean): Figure => ({
    name: `${name}, p${rank * 100}`,
    unit: 'ms',
    figure: percentile(times, rank),
    floor: percentile(bare, rank),
    bar: isHeld ? Math.round(percentile(bare, rank) * mostTimesBare * 100) / 100 : null,
    side: 'most',
  });
  return [
    of('check-in decided, signed and committed in the core', durable, 0.5, false),
    of('check-in decided, signed and committed in the core', durable, 0.99, true),
    of('the same until its answer, with what the screen is told', answered, 0.5, false),
    of('the same until its answer, with what the screen is told', answered, 0.99, false),
  ];
}

/** Moments at which transactions of the ledger ended: the first after a call began is that of its act. */
function watchCommits(desk: RunningDesk): { readonly firstAfter: (moment: number) => number } {
  const { ledger } = desk.core.files;
  const ended: number[] = [];
  const transaction = ledger.transaction.bind(ledger);
  ledger.transaction = (work) => {
    const result = transaction(work);
    ended.push(performance.now());
    return result;
  };
  return {
    firstAfter: (moment) =>
      required(
        ended.find((one) => one > moment),
        () => 'nothing was committed',
      ),
  };
}

/** The text that an act adds to the ledger. */
function textOf({ body, signature, args, salt }: Envelope): string {
  return [body, signature, args, salt].join('');
}

async function throughLoopback(): Promise<Figure[]> {
  const demo = await startDemo();
  try {
    const { ready } = demo.part;
    const api = deskApi(ready);
    await waitUntil('the copy is loaded', 30_000, async () => (await api.get('sync.status', {})).replicaPos > 0);
    const [person] = ready.staff;
    await api.get('session.signIn', { staff: person?.staff ?? '', pin: person?.pin ?? '' });
    const times: number[] = [];
    for (let act = 0; act < loopbackActs; act += 1) {
      const started = performance.now();
      await api.get('circ.checkin', { item: ready.items[act % ready.items.length] ?? '' });
      times.push(performance.now() - started);
    }
    const of = (rank: number, bar: number | null): Figure => ({
      name: `check-in through the loopback contract, p${rank * 100}`,
      unit: 'ms',
      figure: percentile(times, rank),
      floor: null,
      bar,
      side: 'most',
    });
    return [of(0.5, null), of(0.99, loopbackBarMs)];
  } finally {
    await demo.close();
  }
}
