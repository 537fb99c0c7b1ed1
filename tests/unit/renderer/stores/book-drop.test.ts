// Emptying the book drop, over the fake desk: the time that returns count from, the stops of the flow, and the end of the mode.

import { entriesOf, type Entry } from '../../../../renderer/stores/work/work-state.ts';
import { openFakePage, type FakePage } from '../../../support/fake-desk/fake-page.ts';

const CIRCE = '31310000001204';
const OVERSTORY = '31310000008812';
const SPRING = '31310000006638';
const HELD = '31310000009971';
const LAPTOP = '33310000000049';
const MINUTE_MS = 60_000;

describe('emptying the book drop', () => {
  let page: FakePage;

  beforeEach(async () => {
    sessionStorage.clear();
    localStorage.clear();
    page = await openFakePage();
    page.desk.view.setState({ screen: 'checkin' });
  });

  afterEach(() => page.desk.close());

  const state = (): ReturnType<FakePage['desk']['work']['store']['getState']> => page.desk.work.store.getState();
  const toggle = async (): Promise<void> => {
    page.desk.actions.bookDrop.run();
    await page.settle();
  };
  const checkins = (): readonly Entry[] => entriesOf(state(), 'checkin');
  const sent = (): readonly unknown[] =>
    page.link.calls.filter(({ name }) => name === 'circ.checkin').map(({ input }) => input);
  const closing = async (): Promise<string> => {
    const view = await page.fake.ask('desk.view', {});
    return view.lastClosing?.at ?? '';
  };

  test('is a mode of Check in alone', () => {
    expect(page.desk.actions.bookDrop.isReady()).toBe(true);
    page.desk.view.setState({ screen: 'checkout' });
    expect(page.desk.actions.bookDrop.isReady()).toBe(false);
  });

  test('returns count from the last closing, and nothing does before or after', async () => {
    const at = await closing();
    await page.scan(OVERSTORY);
    await toggle();
    await page.scan(CIRCE);
    await toggle();
    await page.scan(SPRING);
    expect(sent()).toEqual([
      { item: OVERSTORY },
      { item: CIRCE, returnedAt: at, hourlyReturnedAt: at },
      { item: SPRING },
    ]);
    expect(checkins().map(({ returned }) => returned !== null)).toEqual([false, true, false]);
    expect(state().notices.checkin.kind).toBe('entry');
  });

  test('an item lent by the hour counts from when the drop was last emptied', async () => {
    const first = page.clock.now();
    await toggle();
    await page.scan(CIRCE);
    await toggle();
    page.clock.advance(3 * 60 * MINUTE_MS);
    await toggle();
    await page.scan(OVERSTORY);
    const { hourlyReturnedAt, returnedAt } = state().bookDrop ?? {};
    expect(Date.parse(hourlyReturnedAt ?? '')).toBe(first);
    expect(returnedAt).toBe(await closing());
  });

  test('going on a few minutes later is the same emptying', async () => {
    await toggle();
    const { hourlyReturnedAt } = state().bookDrop ?? {};
    await page.scan(CIRCE);
    await toggle();
    page.clock.advance(5 * MINUTE_MS);
    await toggle();
    expect(state().bookDrop?.hourlyReturnedAt).toBe(hourlyReturnedAt);
  });

  test.each([
    ['a hold', HELD],
    ['parts to look at', LAPTOP],
    ['a code that nobody knows', '40000000000017'],
  ])('%s stops the flow: the next item is not taken until it was put away', async (_, stopping) => {
    await toggle();
    await page.scan(stopping);
    const [first] = checkins();
    await page.scan(OVERSTORY);
    expect(sent()).toHaveLength(1);
    expect(state().notices.checkin).toEqual({ kind: 'drop-stop', entryId: first?.id, text: 'The Overstory' });
    expect(page.tones.at(-1)).toBe('refused');
    page.desk.actions.goAhead.run();
    await page.settle();
    expect(state().notices.checkin.kind).toBe('drop-go-on');
    await page.scan(OVERSTORY);
    expect(sent()).toHaveLength(2);
  });

  test('scanning the stopping item again goes on, and records nothing', async () => {
    await toggle();
    await page.scan(HELD);
    await page.scan(HELD);
    expect(sent()).toHaveLength(1);
    expect(state().bookDrop?.stoppedBy).toBeNull();
    await page.scan(OVERSTORY);
    expect(sent()).toHaveLength(2);
  });

  test('undoing the stopping item goes on', async () => {
    await toggle();
    await page.scan(HELD);
    page.desk.actions.undo.run();
    await page.settle();
    expect(state().bookDrop?.stoppedBy).toBeNull();
  });

  test('ends after ten minutes without an item, and says so', async () => {
    page.desk.settings.setState({ locksAfterMin: 0 });
    await toggle();
    page.clock.advance(9 * MINUTE_MS);
    await page.scan(CIRCE);
    page.clock.advance(9 * MINUTE_MS);
    expect(state().bookDrop).not.toBeNull();
    page.clock.advance(2 * MINUTE_MS);
    expect(state().bookDrop).toBeNull();
    expect(state().notices.checkin).toEqual({ kind: 'drop-ended', why: 'idle' });
  });

  test.each(['checkout', 'patrons', 'work'] as const)('ends when %s is opened, and says so', async (place) => {
    await toggle();
    await page.scan(CIRCE);
    await page.desk.work.goTo(place);
    expect(state().bookDrop).toBeNull();
    const ended = { kind: 'drop-ended', why: 'left' };
    expect(state().notices.checkin).toEqual(ended);
    expect(state().notices.checkout).toEqual(place === 'checkout' ? ended : { kind: 'ready' });
    await page.desk.work.goTo('checkin');
    await page.scan(OVERSTORY);
    expect(sent().at(-1)).toEqual({ item: OVERSTORY });
  });

  test('outlives an accidental reload', async () => {
    await toggle();
    const before = state().bookDrop;
    page.desk.close();
    page = await openFakePage({ fake: page.fake });
    expect(state().bookDrop).toEqual(before);
    await page.scan(CIRCE);
    expect(sent()).toEqual([expect.objectContaining({ returnedAt: before?.returnedAt })]);
  });

  test('is not offered where no calendar says when the library closed', async () => {
    const view = await page.fake.ask('desk.view', {});
    page.fake.override('desk.view', () => ({ ...view, lastClosing: null }));
    await toggle();
    expect(state().bookDrop).toBeNull();
    expect(state().notices.checkin.kind).toBe('no-closing');
  });
});
