// The shift story: three people at one desk from the evening past midnight, with an outage and a crash in the middle, the count of the drawer,
// the report in its four forms, and the outage worked through and signed. All of it on the screen, but for fees that are added: no screen adds
// one yet.

import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Browser } from 'playwright-core';
import { demoCard } from '../../../server/demo/demo-codes.ts';
import { faultsInEveryLook } from '../../support/screens/axe.ts';
import { countedActs } from './counted-acts.ts';
import { saveShiftReport } from './save-report.ts';
import { closeShift, handOver, openShift, switchTo, takeCash, waiveFee, type See } from './shift-dialogs.ts';
import { figuresInAll } from './shift-figures.ts';
import { openShiftWorld, type ShiftWorld } from './shift-world.ts';
import type { Shown } from './story-desk.ts';
import { expectThat, type Teller } from './tell.ts';
import { waitUntil } from './wait-until.ts';
import { endEach, giveAndNote, signReport } from './work-outage.ts';

export type ShiftOptions = {
  readonly browser: Browser;
  /** Folder of reports and pictures. */
  readonly out: string;
};

/** Tells the story once. */
export async function tellShift(teller: Teller, { browser, out }: ShiftOptions): Promise<void> {
  const world = await openShiftWorld(browser);
  try {
    const see = lookingAt(world, out);
    await tellEvening(teller, world, see);
    await tellOutage(teller, world, see);
    await tellClosing(teller, world, see);
    await tellReport(teller, world, { out, see });
    await tellSigning(teller, world, see);
  } finally {
    await world.close();
  }
}

/** Takes a picture of the screen, and looks for faults of accessibility in light and in dark. */
function lookingAt({ desk }: ShiftWorld, out: string): See {
  return async (name) => {
    const { page } = desk().screen;
    await page.screenshot({ path: join(out, `${name}.png`) });
    const faults = await faultsInEveryLook(page, ['light', 'dark']);
    expectThat(faults.length === 0, `no fault of accessibility on ${name}`, faults);
    await page.emulateMedia({ colorScheme: 'light' });
  };
}

async function tellEvening(teller: Teller, world: ShiftWorld, see: See): Promise<void> {
  const { desk, person } = world;
  const [lentTo, owing] = cards(world);
  await teller.step('the shift is opened with 100 dollars in the drawer', () => openShift(desk(), '100', see));
  await teller.step('checked out, checked in, a fee paid in cash with its change', async () => {
    expectDone(await desk().lend(lentTo, ...itemsFrom(world, 0, 3)));
    expectDone([await desk().take(itemsFrom(world, 0, 1)[0] ?? '')]);
    await desk().api.get('fee.add', { patron: owing, amountMinor: 1_250, charge: 'copies' });
    const change = await takeCash(desk(), owing, { dollars: '12.50', handed: '20' }, see);
    expectThat(change.includes('$7.50'), 'the change is 7.50', change);
  });
  await teller.step('the night lead takes the shift over and lets a fee go', async () => {
    await handOver(desk(), person('night-lead'), see);
    await desk().api.get('fee.add', { patron: owing, amountMinor: 300, charge: 'other' });
    await waiveFee(desk(), { card: owing, dollars: '3.00', reason: WAIVED }, see);
  });
}

async function tellOutage(teller: Teller, world: ShiftWorld, see: See): Promise<void> {
  const { desk } = world;
  const [lentTo, owing] = cards(world);
  await teller.step('the server is gone: loans and payments go on', async () => {
    await world.cutTheLine();
    await waitUntil('the desk says so', 40_000, async () => !(await status(world)).online);
    expectAsks(await desk().lend(UNKNOWN_CARD, ...itemsFrom(world, 8, 1)));
    // A study room key is equipment: it takes a second person, though the person at the desk may make accounts.
    const stranger = { family: 'Quist', given: 'Noor', phone: '555 0142', second: world.person('desk') };
    expectDone([await desk().lendTo(stranger)]);
    expectDone(await desk().lend(lentTo, ...itemsFrom(world, 3, 3)));
    await desk().api.get('fee.add', { patron: owing, amountMinor: 400, charge: 'copies' });
    await takeCash(desk(), owing, { dollars: '4', handed: '5' }, see);
    // An outage is one from the first minute on.
    await waitUntil('the outage is noted', 90_000, async () => (await outages(world)).length === 1);
  });
  await teller.step('the desk is killed, and starts past midnight in the same shift', async () => {
    const before = (await status(world)).pending;
    await world.crashPastMidnight(world.person('night-lead'));
    expectThat((await status(world)).pending === before, 'what waited still waits', before);
    await desk()
      .screen.page.getByTestId('shift-mark')
      .getByText(/^shift/)
      .waitFor();
    expectDone([await desk().take(itemsFrom(world, 3, 1)[0] ?? '')]);
    expectDone(await desk().lend(lentTo, ...itemsFrom(world, 6, 2)));
    await see('past-midnight');
  });
  await teller.step('the line returns: every act is answered once', async () => {
    const waited = (await status(world)).pending;
    await world.mendTheLine();
    await waitUntil('all is sent', 60_000, async () => (await status(world)).pending === 0);
    return { waited };
  });
}

async function tellClosing(teller: Teller, world: ShiftWorld, see: See): Promise<void> {
  const { desk, person } = world;
  await teller.step('the supervisor closes the shift: the drawer is two dollars short', async () => {
    await switchTo(desk(), person('supervisor'));
    const told = { dollars: '114.50', second: person('night-lead'), reason: 'wrong change, we think' };
    const result = await closeShift(desk(), told, see);
    expectThat(result.includes('$2.00 short'), 'two dollars short', result);
  });
}

type Telling = { readonly out: string; readonly see: See };

async function tellReport(teller: Teller, world: ShiftWorld, { out, see }: Telling): Promise<void> {
  await teller.step('the report in four forms says what the acts say', async () => {
    // The drawer's last count comes to the server after the close.
    await waitUntil('all is sent', 60_000, async () => (await status(world)).pending === 0);
    const days = { first: '2026-10-13', last: '2026-10-14' };
    const found = await figuresInAll(await saveShiftReport(world.desk(), days, out, see));
    const done = await countedActs(world, { startingMinor: STARTING_MINOR, countedMinor: COUNTED_MINOR });
    expectThat(isDeepStrictEqual(found, done), 'the files agree with the acts', { done, found });
    return { ...done };
  });
}

async function tellSigning(teller: Teller, world: ShiftWorld, see: See): Promise<void> {
  const { desk, person } = world;
  await teller.step('what the outage left is given to somebody, noted and ended, card by card', async () => {
    await giveAndNote(desk(), person('night-lead').staff, see);
    const ended = await endEach(desk(), 'registered at noon', see);
    const { exceptions, closed } = await desk().api.get('exception.list', {});
    expectThat(exceptions.length === 0 && closed.length === ended, 'none is left', { exceptions, closed });
    return { ended };
  });
  await teller.step('the outage is signed', async () => {
    await signReport(desk(), 'The switch in the basement was off.', see);
    const all = await outages(world);
    expectThat(all.length === 1 && all.every(({ state }) => state === 'signed'), 'it is signed', all);
  });
}

const cards = ({ patrons }: ShiftWorld): readonly [string, string] => [patrons[0] ?? '', patrons[1] ?? ''];
const itemsFrom = ({ items }: ShiftWorld, first: number, count: number): readonly string[] =>
  items.slice(first, first + count);
const outages = async ({ desk }: ShiftWorld) => (await desk().api.get('outage.list', {})).outages;
const status = ({ desk }: ShiftWorld) => desk().api.get('sync.status', {});

const STARTING_MINOR = 10_000;
const COUNTED_MINOR = 11_450;
const WAIVED = 'the printer was at fault';

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
