// Counting use in the house, over the fake desk: counted and uncounted items, the undo, and the end of the mode.

import { entriesOf } from '../../../../renderer/stores/work/work-state.ts';
import { openFakePage, type FakePage } from '../../../support/fake-desk/fake-page.ts';

const OUT = '31310000001204';
const BOOK = '31310000008812';
const MINUTE_MS = 60_000;

describe('counting use in the house', () => {
  let page: FakePage;

  beforeEach(async () => {
    sessionStorage.clear();
    localStorage.clear();
    page = await openFakePage();
    page.desk.view.setState({ screen: 'checkin' });
  });

  afterEach(() => page.desk.close());

  const state = (): ReturnType<FakePage['desk']['work']['store']['getState']> => page.desk.work.store.getState();
  const press = async (id: 'inHouse' | 'undo' | 'bookDrop' | 'goAhead'): Promise<void> => {
    page.desk.actions[id].run();
    await page.settle();
  };
  const acts = (): readonly string[] => entriesOf(state(), 'checkin').map(({ act, state: is }) => `${act} ${is}`);
  const sent = (name: string): readonly unknown[] =>
    page.link.calls.filter((call) => call.name === name).map(({ input }) => input);

  test('a scan on Check in is counted and not checked in, until the mode is ended', async () => {
    await press('inHouse');
    await page.scan(BOOK);
    expect(state().notices.checkin.kind).toBe('entry');
    await press('inHouse');
    await page.scan(OUT);
    expect(sent('item.recordUse')).toEqual([{ barcode: BOOK, count: 1 }]);
    expect(sent('circ.checkin')).toEqual([{ item: OUT }]);
    expect(acts()).toEqual(['checkin done', 'recordUse done']);
  });

  test('an item on loan is not counted but shown, and its key checks it in', async () => {
    await press('inHouse');
    await page.scan(OUT);
    expect(state().notices.checkin).toMatchObject({ kind: 'item', notUsed: true });
    expect(sent('item.recordUse')).toEqual([]);
    await press('goAhead');
    expect(sent('circ.checkin')).toEqual([{ item: OUT }]);
  });

  test('a code of no item here is said to be one, and nothing is counted', async () => {
    await press('inHouse');
    await page.scan('31310000999993');
    expect(state().notices.checkin).toMatchObject({ kind: 'not-found', text: '31310000999993' });
    expect(sent('item.recordUse')).toEqual([]);
  });

  test('outlives an accidental reload: what is scanned after it is not checked in', async () => {
    await press('inHouse');
    page.desk.close();
    page = await openFakePage({ fake: page.fake });
    await page.scan(BOOK);
    expect(sent('item.recordUse')).toEqual([{ barcode: BOOK, count: 1 }]);
    expect(sent('circ.checkin')).toEqual([]);
  });

  test('is undone as any other act, and then is not counted', async () => {
    await press('inHouse');
    await page.scan(BOOK);
    await press('undo');
    expect(acts()).toEqual(['undo done', 'recordUse undone']);
    expect(sent('circ.undo')).toHaveLength(1);
  });

  test('an item that was looked up is counted on any screen, and no mode begins', async () => {
    page.desk.view.setState({ screen: 'patrons' });
    expect(page.desk.actions.inHouse.isReady()).toBe(false);
    await page.desk.work.showItem(BOOK);
    expect(page.desk.actions.inHouse.isReady()).toBe(true);
    await press('inHouse');
    expect(sent('item.recordUse')).toEqual([{ barcode: BOOK, count: 1 }]);
    expect(state()).toMatchObject({ useCount: null, notices: { patrons: { kind: 'entry' } } });
  });

  test('ends after ten minutes without a scan, when the book drop begins, and is not begun beside it', async () => {
    page.desk.settings.setState({ locksAfterMin: 0 });
    await press('inHouse');
    page.clock.advance(9 * MINUTE_MS);
    await page.scan(BOOK);
    page.clock.advance(9 * MINUTE_MS);
    expect(state().useCount).not.toBeNull();
    page.clock.advance(2 * MINUTE_MS);
    expect(state()).toMatchObject({ useCount: null, notices: { checkin: { kind: 'use-ended', isIdle: true } } });
    await press('inHouse');
    await press('bookDrop');
    expect(state()).toMatchObject({ useCount: null, bookDrop: { stoppedBy: null } });
    await press('inHouse');
    expect(state().bookDrop).toBeNull();
  });
});
