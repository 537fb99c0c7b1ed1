// The outage story: acts at two desks of a library before, during and after the server is gone.

import type { Browser } from 'playwright-core';
import { CARDS, ITEMS } from './cast.ts';
import { expectEnd } from './expected-end.ts';
import { readEnd, sortedEnd, type LibraryEnd } from './library-end.ts';
import { runHoldfast } from './program.ts';
import { openStoryWorld, type StoryWorld } from './story-world.ts';
import type { Shown, StoryDesk } from './story-desk.ts';
import { expectThat, type Teller } from './tell.ts';
import { pause, percentile, waitUntil } from './wait-until.ts';

/** Acts of two desks further apart than their clocks can err: the uncertainty of both, with room. */
const apartMs = 5_000;

export type OutageOptions = {
  readonly data: string;
  readonly browser: Browser;
  /** Which desk's acts reach the server first. */
  readonly first: 'a' | 'b';
  /** Where pictures of the screens go; null = none. */
  readonly pictures: string | null;
};

/** Tells the story once and returns how the library ended. */
export async function tellOutage(teller: Teller, options: OutageOptions): Promise<LibraryEnd> {
  let opened: StoryWorld | null = null;
  try {
    await teller.step('the library is imported, a server and two desks run', async () => {
      opened = await openStoryWorld(options.data, options.browser);
      return opened.measured;
    });
    const world = requiredWorld(opened);
    await tellOnline(teller, world);
    await tellOffline(teller, world, options.pictures);
    return await tellReturn(teller, world, options);
  } finally {
    const world: StoryWorld | null = opened;
    if (world !== null) await requiredWorld(world).close();
  }
}

function requiredWorld(world: StoryWorld | null): StoryWorld {
  if (world === null) throw new Error('the world did not open');
  return world;
}

async function tellOnline(teller: Teller, { a, b }: StoryWorld): Promise<void> {
  await teller.step('online: checked out at A, seen at B within a second', async () => {
    expectDone(await a.lend(CARDS.ordinary, ITEMS.online, ITEMS.passedOn, ITEMS.twiceIn));
    for (const item of [ITEMS.renewedOnline, ITEMS.renewedOffline]) await lendShort(a, CARDS.ordinary, item);
    const seenMs = await waitUntil('B sees it', 3_000, () => hasStatus(b, ITEMS.twiceIn, 'on-loan'));
    expectThat(seenMs <= 1_000, 'B sees A’s checkout within a second', seenMs);
    return { seenMs };
  });
  await teller.step('online: checked in at A, renewed at B, seen at the other desk', async () => {
    expectIn(await a.take(ITEMS.online), 'Reshelve');
    const inMs = await waitUntil('B sees the check-in', 3_000, () => hasStatus(b, ITEMS.online, 'available'));
    const renewed = await b.api.get('circ.renew', { item: ITEMS.renewedOnline });
    expectThat(renewed.decision === 'done', 'the renewal is done', renewed.reasons);
    const renewals = async () =>
      (await a.api.get('patron.view', { card: CARDS.ordinary })).loans.find(
        (loan) => loan.barcode === ITEMS.renewedOnline,
      )?.renewals;
    const renewedMs = await waitUntil('A sees the renewal', 3_000, async () => (await renewals()) === 1);
    expectDone(await b.lend(CARDS.second, ITEMS.returned));
    await waitUntil('A sees B’s checkout', 3_000, () => hasStatus(a, ITEMS.returned, 'on-loan'));
    return { inMs, renewedMs };
  });
}

/** A date that staff typed: due in two days. */
async function lendShort(desk: StoryDesk, patron: string, item: string): Promise<void> {
  const lent = await desk.api.get('circ.checkout', { patron, item, dueAt: '2022-06-30T06:59:59Z' });
  expectThat(lent.decision === 'done', 'lent for two days', lent.reasons);
}

async function tellOffline(teller: Teller, world: StoryWorld, pictures: string | null): Promise<void> {
  const { a, b } = world;
  await teller.step('the server process is killed: nothing but the bar changes', async () => {
    const before = await everythingButTheBar(a);
    await world.killCentral();
    const noticedMs = await waitUntil(
      'both desks say so',
      10_000,
      async () => !(await isOnline(a)) && !(await isOnline(b)),
    );
    await a.screen.statusBar.getByText(/Offline since/).waitFor();
    const after = await everythingButTheBar(a);
    expectThat(after === before, 'nothing else on the screen changed', { before, after });
    await a.screen.page
      .getByTestId('line-spoken')
      .getByText(/Offline/)
      .waitFor();
    await picture(a, pictures, 'offline');
    return { noticedMs };
  });
  await teller.step('offline: different groups, different due dates', async () => {
    const [week] = await a.lend(CARDS.ordinary, ITEMS.sevenDays);
    expectDue(week, 'Jul 5', 'seven days fall on July 4th, closed, and move on');
    const [student] = await a.lend(CARDS.student, ITEMS.student);
    expectAsks(student, /in process/i, 'a copy that is in process');
    expectDue(await a.override('It came in today'), 'Jul 11', 'a student has 14 days where the period is normal');
    const [homebound] = await b.lend(CARDS.homebound, ITEMS.homebound);
    expectDue(homebound, 'Aug 1', 'a Homebound loan runs 35 days');
  });
  await teller.step('offline: limits, blocks, expired and unknown cards, each in words and with its next step', () =>
    tellRefusals(a),
  );
  await teller.step('offline: check in, renew, undo', async () => {
    expectIn(await b.take(ITEMS.returned), 'Reshelve');
    const renewed = await a.api.get('circ.renew', { item: ITEMS.renewedOffline });
    expectThat(renewed.decision === 'done', 'renewed offline', renewed.reasons);
    expectDone(await a.lend(CARDS.third, ITEMS.undone));
    const undone = await a.undo();
    expectThat(/undone/i.test(undone.text), 'the checkout is undone', undone);
    expectThat(await hasStatus(a, ITEMS.undone, 'available'), 'and the item is in');
  });
  await teller.step('offline: A lends what B has checked in; both check one item in; both lend another', () =>
    tellCrossings(world),
  );
  await teller.step('offline: every concerto on the shelf, one scan after another', async () => {
    const before = (await a.screen.scanTimes()).length;
    await a.screen.goTo('checkin');
    const { items } = await a.api.get('item.find', { query: 'concerto', limit: 40 });
    for (const { barcode } of items.filter(({ status }) => status === 'available')) await a.screen.scan(barcode);
    const times = (await a.screen.scanTimes()).slice(before);
    expectThat(times.length >= 30, 'enough scans to measure', times.length);
    return { scans: times.length, scanToAnswerMs: { p50: percentile(times, 0.5), p95: percentile(times, 0.95) } };
  });
  await teller.step('one desk core is killed and started again: everything is still there', () => tellCoreKilled(b));
}

async function tellRefusals(a: StoryDesk): Promise<void> {
  const [first, second, third] = await a.lend(CARDS.restricted, ITEMS.limit1, ITEMS.limit2, ITEMS.limit3);
  expectDone([first, second]);
  expectAsks(third, /2 of 2/, 'the third item of a Restricted patron');
  const [blocked] = await a.lend(CARDS.blockedByFees, ITEMS.blocked);
  expectAsks(blocked, /fine|fee|owe/i, 'a patron blocked by fees');
  const [digital] = await a.lend(CARDS.digitalOnly, ITEMS.blocked);
  expectAsks(digital, /group/i, 'a Digital Only patron');
  const [expired] = await a.lend(CARDS.expired, ITEMS.expired);
  expectAsks(expired, /expired/i, 'an expired card');
  const overridden = await a.override('Renewed in person, papers shown');
  expectThat(overridden.state === 'done', 'the override is done', overridden);
  const [unknown] = await a.lend(CARDS.unknown, ITEMS.unknownCard);
  expectAsks(unknown, /No patron has the card/, 'an unknown card');
  expectDone([await a.lendTo({ family: 'Quist', given: 'Noor', phone: '555 0142' })]);
}

async function tellCrossings({ a, b }: StoryWorld): Promise<Record<string, unknown>> {
  await b.take(ITEMS.passedOn);
  await b.take(ITEMS.twiceIn);
  expectDone(await b.lend(CARDS.second, ITEMS.contested));
  await pause(apartMs);
  const [passedOn] = await a.lend(CARDS.third, ITEMS.passedOn);
  expectAsks(passedOn, /another patron/i, 'A still sees it on loan');
  const overridden = await a.override('The book is in my hand');
  expectThat(overridden.state === 'done', 'the override is done', overridden);
  expectIn(await a.take(ITEMS.twiceIn), 'Send to Helm');
  expectDone(await a.lend(CARDS.student, ITEMS.contested));
  return { apartMs };
}

async function tellCoreKilled(b: StoryDesk): Promise<Record<string, unknown>> {
  const before = await deskState(b);
  const view = await b.api.get('desk.view', {});
  process.kill(await corePidOf(b), 'SIGKILL');
  const backMs = await waitUntil('the core is back', 10_000, async () => {
    const answer = await b.api.call('sync.status', {}).catch(() => null);
    return answer?.ok === true;
  });
  const after = await deskState(b);
  expectThat(JSON.stringify(after) === JSON.stringify(before), 'nothing is lost', { before, after });
  const again = await b.api.get('desk.view', {});
  expectThat(again.session?.staff === view.session?.staff, 'and nobody signs in twice');
  expectDone(await b.lend(CARDS.homebound, ITEMS.afterTheKill));
  expectThat((await pendingOf(b)) === before.pending + 1, 'and acts go on waiting');
  return { backMs, pending: before.pending };
}

async function tellReturn(teller: Teller, world: StoryWorld, { first, pictures }: OutageOptions): Promise<LibraryEnd> {
  const [sooner, later] = first === 'a' ? [world.a, world.b] : [world.b, world.a];
  await teller.step(
    `the server is started; ${sooner.name} is heard first; both queues are empty within seconds`,
    async () => {
      const waiting = { a: await pendingOf(world.a), b: await pendingOf(world.b) };
      await later.api.get('sync.pause', { on: true });
      await world.startCentral();
      const soonerMs = await waitUntil(
        `${sooner.name} is drained`,
        20_000,
        async () => (await pendingOf(sooner)) === 0,
      );
      await later.api.get('sync.pause', { on: false });
      const laterMs = await waitUntil(`${later.name} is drained`, 20_000, async () => (await pendingOf(later)) === 0);
      return { pending: waiting, drainMs: { first: soonerMs, second: laterMs } };
    },
  );
  let end: LibraryEnd | null = null;
  await teller.step('the library holds what happened, in the order it happened', async () => {
    end = sortedEnd(await readEnd(world, Object.values(ITEMS)));
    expectEnd(end);
    return { loans: end.loans.length, openExceptions: end.exceptions.length };
  });
  await teller.step(
    'what needs a person is on the screen with what to tell whom; what needs nobody is only counted',
    () => tellExceptions(world, pictures),
  );
  await teller.step('the ledgers of both desks verify', async () => {
    const verified = await Promise.all([world.a, world.b].map((desk) => verify(world, desk)));
    return { acts: verified };
  });
  if (end === null) throw new Error('the end was not read');
  return end;
}

async function tellExceptions({ a }: StoryWorld, pictures: string | null): Promise<Record<string, unknown>> {
  const { page } = a.screen;
  await a.screen.goTo('work');
  await page
    .getByText(/Two desks disagree/)
    .first()
    .waitFor();
  const question = await page.getByText(/Two desks disagree/).count();
  await page
    .getByText(/We are checking where this item is/)
    .first()
    .waitFor();
  await picture(a, pictures, 'exceptions');
  const { exceptions } = await a.api.get('sync.status', {});
  expectThat(exceptions.actNow === 1 && exceptions.today === 1 && exceptions.note > 0, 'counted by weight', exceptions);
  expectThat(question >= 1, 'the question is on the screen');
  // A certain check-in ends the question: the fact closes it, without staff.
  await a.take(ITEMS.contested);
  const closedMs = await waitUntil(
    'the check-in closed it',
    5_000,
    async () => (await a.api.get('sync.status', {})).exceptions.actNow === 0,
  );
  const open = (await a.api.get('exception.list', {})).exceptions.filter(({ code }) => code === 'patron-unknown');
  const ids = open.map(({ exceptionId }) => exceptionId);
  await a.api.get('exception.resolve', { exceptionIds: ids, action: 'corrected', note: 'Account completed' });
  const resolvedMs = await waitUntil(
    'a named act ended the other',
    5_000,
    async () => (await a.api.get('sync.status', {})).exceptions.today === 0,
  );
  return { exceptions, closedMs, resolvedMs };
}

async function verify(world: StoryWorld, desk: StoryDesk): Promise<number> {
  const folder = desk === world.a ? 'desk-a' : 'desk-b';
  const { code, stdout, stderr } = await runHoldfast(
    ['ledger', 'verify', '--data', `${world.dir}/${folder}`, '--json'],
    world.env,
  );
  expectThat(code === 0, `${desk.name}: the ledger verifies`, stdout + stderr);
  return (JSON.parse(stdout) as { envelopes: number }).envelopes;
}

async function hasStatus(desk: StoryDesk, barcode: string, status: string): Promise<boolean> {
  return (await desk.api.get('item.view', { barcode })).status === status;
}

async function isOnline(desk: StoryDesk): Promise<boolean> {
  return (await desk.api.get('sync.status', {})).online;
}

async function pendingOf(desk: StoryDesk): Promise<number> {
  return (await desk.api.get('sync.status', {})).pending;
}

async function deskState(desk: StoryDesk) {
  const { pending } = await desk.api.get('sync.status', {});
  const items = await Promise.all(
    [ITEMS.homebound, ITEMS.contested, ITEMS.twiceIn, ITEMS.passedOn, ITEMS.returned].map(async (barcode) => {
      const view = await desk.api.get('item.view', { barcode });
      return [barcode, view.status, view.pending];
    }),
  );
  const { loans } = await desk.api.get('patron.view', { card: CARDS.homebound });
  return { pending, items, loans: loans.map(({ barcode, dueAt }) => [barcode, dueAt]) };
}

/** The core of a desk is the only child of its host that listens on the folder; the ready line named the first one. */
function corePidOf(desk: StoryDesk): Promise<number> {
  return Promise.resolve(desk.process.ready.corePid);
}

/** The text of the page and the state of its controls, without the status bar and its announcements. */
function everythingButTheBar(desk: StoryDesk): Promise<string> {
  return desk.screen.page.evaluate(() => {
    const copy = document.body.cloneNode(true);
    if (!(copy instanceof HTMLElement)) return '';
    for (const part of copy.querySelectorAll('footer, [data-testid="line-spoken"], style, script')) part.remove();
    return copy.innerHTML;
  });
}

async function picture(desk: StoryDesk, folder: string | null, name: string): Promise<void> {
  if (folder !== null) await desk.screen.page.screenshot({ path: `${folder}/${name}.png` });
}

function expectDone(answers: readonly (Shown | undefined)[]): void {
  for (const answer of answers) expectThat(answer?.state === 'done', 'checked out', answer);
}

function expectIn(answer: Shown, route: string): void {
  expectThat(answer.state === 'done' && answer.text.includes(route), `checked in: ${route}`, answer);
}

function expectDue(answer: Shown | undefined, date: string, why: string): void {
  expectThat(answer?.state === 'done' && answer.text.includes(date), why, answer);
}

function expectAsks(answer: Shown | undefined, words: RegExp, what: string): void {
  expectThat(answer?.state === 'ask' && words.test(answer.text), `${what} is asked about in words`, answer);
}
