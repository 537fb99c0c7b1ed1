// The shift story: three people at one desk from the evening past midnight, with an outage and a crash in the middle, the count of the drawer,
// the report in its four forms, and the outage worked through and signed.

import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { demoCard } from '../../../server/demo/demo-codes.ts';
import { accessibilityFaults } from '../../support/screens/axe.ts';
import { jsonLines, runHoldfast } from './program.ts';
import { closeShift, handOver, openShift, switchTo, takeCash } from './shift-dialogs.ts';
import { figuresOf, sameFigures, type ShiftFigures } from './shift-figures.ts';
import { EVENING, openShiftWorld, type ShiftWorld } from './shift-world.ts';
import type { Shown } from './story-desk.ts';
import { expectThat, type Teller } from './tell.ts';
import { waitUntil } from './wait-until.ts';

export type ShiftOptions = {
  readonly browser: Browser;
  /** Folder of reports and pictures. */
  readonly out: string;
};

/** Tells the story once. */
export async function tellShift(teller: Teller, { browser, out }: ShiftOptions): Promise<void> {
  const world = await openShiftWorld(browser);
  try {
    await tellEvening(teller, world);
    await tellOutage(teller, world, out);
    await tellClosing(teller, world, out);
    await tellReport(teller, world, out);
    await tellSigning(teller, world, out);
  } finally {
    await world.close();
  }
}

async function tellEvening(teller: Teller, world: ShiftWorld): Promise<void> {
  const { desk, person } = world;
  const [lentTo, owing] = cards(world);
  await teller.step('the shift is opened with 100 dollars in the drawer', () => openShift(desk(), '100'));
  await teller.step('checked out, checked in, a fee paid in cash with its change', async () => {
    expectDone(await desk().lend(lentTo, ...itemsFrom(world, 0, 3)));
    expectDone([await desk().take(itemsFrom(world, 0, 1)[0] ?? '')]);
    await desk().api.get('fee.add', { patron: owing, amountMinor: 1_250, charge: 'copies' });
    const change = await takeCash(desk(), owing, '12.50', '20');
    expectThat(change.includes('$7.50'), 'the change is 7.50', change);
  });
  await teller.step('the night lead takes the shift over and lets a fee go', async () => {
    await handOver(desk(), person('night-lead'));
    const { feeId } = await desk().api.get('fee.add', { patron: owing, amountMinor: 300, charge: 'other' });
    await desk().api.get('fee.waive', { feeId, inFull: true, reason: 'the printer was at fault' });
  });
}

async function tellOutage(teller: Teller, world: ShiftWorld, out: string): Promise<void> {
  const { desk } = world;
  const [lentTo, owing] = cards(world);
  await teller.step('the server is gone: loans and payments go on', async () => {
    await world.cutTheLine();
    await waitUntil('the desk says so', 40_000, async () => !(await status(world)).online);
    expectAsks(await desk().lend(UNKNOWN_CARD, ...itemsFrom(world, 8, 1)));
    expectDone([await desk().goAhead()]);
    expectDone(await desk().lend(lentTo, ...itemsFrom(world, 3, 3)));
    await desk().api.get('fee.add', { patron: owing, amountMinor: 400, charge: 'copies' });
    await takeCash(desk(), owing, '4', '5');
    // An outage is one from the first minute on.
    await waitUntil('the outage is noted', 90_000, async () => (await outages(world)).length === 1);
  });
  await teller.step('the desk is killed, and starts past midnight in the same shift', async () => {
    const before = (await status(world)).pending;
    await world.crashPastMidnight();
    expectThat((await status(world)).pending === before, 'what waited still waits', before);
    await desk()
      .screen.page.getByTestId('shift-mark')
      .getByText(/^shift/)
      .waitFor();
    expectDone([await desk().take(itemsFrom(world, 3, 1)[0] ?? '')]);
    expectDone(await desk().lend(lentTo, ...itemsFrom(world, 6, 2)));
    await picture(world, out, 'past-midnight');
  });
  await teller.step('the line returns: every act is answered once', async () => {
    const waited = (await status(world)).pending;
    await world.mendTheLine();
    await waitUntil('all is sent', 60_000, async () => (await status(world)).pending === 0);
    return { waited };
  });
}

async function tellClosing(teller: Teller, world: ShiftWorld, out: string): Promise<void> {
  const { desk, person } = world;
  await teller.step('the supervisor closes the shift: the drawer is two dollars short', async () => {
    await switchTo(desk(), person('supervisor'));
    const told = { dollars: '114.50', second: person('night-lead'), reason: 'wrong change, we think' };
    const result = await closeShift(desk(), told);
    expectThat(result.includes('$2.00 short'), 'two dollars short', result);
    await picture(world, out, 'closed');
  });
}

const FORMATS = ['json', 'csv', 'xlsx', 'pdf'] as const;

async function tellReport(teller: Teller, world: ShiftWorld, out: string): Promise<void> {
  await teller.step('the report in four forms says what the acts say', async () => {
    // The drawer's last count comes to the server after the close.
    await waitUntil('all is sent', 60_000, async () => (await status(world)).pending === 0);
    const done = await countedActs(world);
    const found: Partial<Record<(typeof FORMATS)[number], ShiftFigures>> = {};
    for (const format of FORMATS) {
      const file = join(out, `shift.${format}`);
      const period = ['--from', EVENING, '--to', '2026-10-14T12:00:00Z'];
      const { code, stderr } = await runHoldfast(
        ['report', 'shift', '--data', world.deskData, ...period, '--format', format, '--out', file],
        world.env(),
      );
      expectThat(code === 0, `holdfast report shift --format ${format}`, stderr);
      found[format] = await figuresOf(file, format);
      expectThat(sameFigures(found[format], done), `${format} agrees with the acts`, { done, found: found[format] });
    }
    return { ...done };
  });
}

/** What the library holds of the shift, counted without any report. */
async function countedActs({ place, env }: ShiftWorld): Promise<ShiftFigures> {
  const commands = await jsonLines<{ name: string; receipt: string }>(
    ['inspect', 'commands', '--all', ...place],
    env(),
  );
  const payments = await jsonLines<{ amountMinor: number; method: string }>(
    ['inspect', 'payments', '--all', ...place],
    env(),
  );
  expectThat(
    commands.every(({ receipt }) => receipt === 'applied'),
    'every act is applied',
    commands.map(({ receipt }) => receipt),
  );
  const count = (name: string): number => commands.filter((one) => one.name === name).length;
  const cashMinor = payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return { checkouts: count('checkout'), checkins: count('checkin'), cashMinor, overShortMinor: -200 };
}

async function tellSigning(teller: Teller, world: ShiftWorld, out: string): Promise<void> {
  const { desk } = world;
  await teller.step('the outage is worked through and signed', async () => {
    const { exceptions } = await desk().api.get('exception.list', {});
    expectThat(exceptions.length > 0, 'what the unknown card left is listed', exceptions);
    const exceptionIds = exceptions.map(({ exceptionId }) => exceptionId);
    await desk().api.get('exception.resolve', { exceptionIds, action: 'told-patron', note: 'registered at noon' });
    await desk().screen.goTo('sync');
    const sign = desk().screen.page.getByRole('button', { name: /^Sign the report…/ });
    await sign.first().waitFor();
    const faults = await accessibilityFaults(desk().screen.page);
    expectThat(faults.length === 0, 'no fault of accessibility on Sync', faults);
    await picture(world, out, 'to-sign');
    await sign.first().click();
    await desk().screen.page.getByRole('textbox').last().fill('The switch in the basement was off.');
    await desk()
      .screen.page.getByRole('button', { name: /^Sign$/ })
      .click();
    await waitUntil('it is signed', 20_000, async () =>
      (await outages(world)).every(({ state }) => state === 'signed'),
    );
    await picture(world, out, 'signed');
  });
}

const cards = ({ patrons }: ShiftWorld): readonly [string, string] => [patrons[0] ?? '', patrons[1] ?? ''];
const itemsFrom = ({ items }: ShiftWorld, first: number, count: number): readonly string[] =>
  items.slice(first, first + count);
const outages = async ({ desk }: ShiftWorld) => (await desk().api.get('outage.list', {})).outages;
const status = ({ desk }: ShiftWorld) => desk().api.get('sync.status', {});

/** A card that no library has. */
const UNKNOWN_CARD = demoCard(70_000_000);

function expectAsks(answers: readonly Shown[]): void {
  expectThat(
    answers.every(({ state }) => state === 'ask'),
    'somebody is asked',
    answers,
  );
}

function expectDone(answers: readonly Shown[]): void {
  expectThat(
    answers.every(({ state }) => state === 'done'),
    'everything was done',
    answers,
  );
}

async function picture({ desk }: ShiftWorld, out: string, name: string): Promise<void> {
  await desk().screen.page.screenshot({ path: join(out, `${name}.png`) });
}
