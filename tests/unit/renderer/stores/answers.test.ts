// Answers that need something of staff, over the fake desk: codes that mean nothing here, things that are out
// elsewhere, scans made twice, overrides that were not enough, undo of an act that another person saw.

import { entriesOf, type Entry } from '../../../../renderer/stores/work/work-state.ts';
import { openFakePage, type FakePage } from '../../../support/fake-desk/fake-page.ts';

/** Has one thing that may be renewed, and one that was renewed as often as may be. */
const YUKI = '21310000000361';
const SADE = '21310000004421';
const ASA = '21310000001187';
const BLOCKED = '21310000007730';
const OVERSTORY = '31310000008812';
const SPRING = '31310000006638';
const CIRCE_OUT_TO_SADE = '31310000001204';
const OUT_TO_ASA = '31310000004417';
const HELD = '31310000009989';
const UNKNOWN = '41234567890123';
const ISBN = '9780393635522';

describe('answers that need something', () => {
  let page: FakePage;

  beforeEach(async () => {
    sessionStorage.clear();
    localStorage.clear();
    page = await openFakePage();
  });

  afterEach(() => page.desk.close());

  const work = (): FakePage['desk']['work'] => page.desk.work;
  const state = (): ReturnType<FakePage['desk']['work']['store']['getState']> => work().store.getState();
  const checkouts = (): readonly Entry[] => entriesOf(state(), 'checkout');
  const said = (): readonly string[] => checkouts().map((entry) => `${entry.act} ${entry.title} ${entry.state}`);
  const run = async (action: 'goAhead' | 'undo' | 'checkin' | 'checkout' | 'renewAll'): Promise<void> => {
    page.desk.actions[action].run();
    await page.settle();
  };

  describe('an ISBN', () => {
    test.each(['checkout', 'checkin', 'patrons', 'work'] as const)(
      'records nothing on %s and opens no dialog',
      async (screen) => {
        await page.scan(SADE);
        page.desk.view.setState({ screen });
        await page.scan(ISBN);
        expect(state().notices[screen]).toEqual({ kind: 'isbn', text: ISBN });
        expect(page.desk.view.getState().overlay).toBe('none');
        expect(state().inHand).toEqual([]);
        expect(page.fake.state.acts).toEqual([]);
        expect(page.tones.at(-1)).toBe('refused');
      },
    );

    test('is not used by the key that uses what looked misread', async () => {
      page.desk.view.setState({ screen: 'checkin' });
      await page.scan('9780393635523');
      await run('goAhead');
      expect(page.fake.state.acts).toEqual([]);
    });
  });

  test('the desk is told whether a scanner typed it', async () => {
    await page.scan(SADE);
    await page.type('okafor');
    const asked = page.link.calls.filter(({ name }) => name === 'scan.resolve' || name === 'scan.take');
    expect(asked.map(({ input }) => input)).toMatchObject([
      { text: SADE, scanned: true },
      { text: 'okafor', scanned: false },
    ]);
  });

  describe('a text that is no code', () => {
    test('typed, lists patrons and items where the answer stands, and Enter opens the chosen one', async () => {
      await page.type('ok');
      const found = state().notices.checkout;
      expect(found).toMatchObject({ kind: 'found', text: 'ok', selected: null });
      expect(page.desk.view.getState().overlay).toBe('none');
      expect(work().found.move(1)).toBe(true);
      expect(work().found.open()).toBe(true);
      await page.settle();
      const patrons = found.kind === 'found' ? found.patrons : [];
      expect(state().patron?.card).toBe(patrons[0]?.card);
      expect(state().notices.checkout.kind).toBe('card');
    });

    test('names an item, which is shown with what may be done, and recorded by its own key alone', async () => {
      await page.scan(SADE);
      await page.type('silent spring');
      work().found.open();
      await page.settle();
      expect(state().notices.checkout).toMatchObject({ kind: 'item', item: { barcode: SPRING } });
      expect(page.fake.state.acts).toEqual([]);
      await run('goAhead');
      expect(said()).toEqual(['checkout Silent Spring done']);
    });

    test('on Check in names things only', async () => {
      page.desk.view.setState({ screen: 'checkin' });
      await page.type('ok');
      expect(page.link.calls.some(({ name }) => name === 'patron.find')).toBe(false);
    });

    test('tells whether there are more than it lists', async () => {
      await page.type('jo');
      const found = state().notices.checkout;
      expect(found).toMatchObject({ kind: 'found', hasMore: true });
      expect(found.kind === 'found' && found.items.length).toBe(5);
      await page.type('silent');
      expect(state().notices.checkout).toMatchObject({ kind: 'found', hasMore: false });
    });

    test('says so where there is nothing, and Enter opens nothing', async () => {
      await page.type('zzzz');
      expect(state().notices.checkout).toMatchObject({ kind: 'found', patrons: [], items: [] });
      expect(work().found.open()).toBe(false);
    });

    test('that the desk did not look for, as while names are locked, is no name that nobody has', async () => {
      page.link.loseNext('patron.find', 'undone');
      await page.type('zzzz');
      expect(state().notices.checkout).toMatchObject({ kind: 'failed', error: { code: 'HF-UI-005' } });
    });

    test('scanned, is not searched for', async () => {
      await page.scan('okafor');
      expect(state().notices.checkout).toEqual({ kind: 'not-found', text: 'okafor' });
      expect(page.desk.view.getState().overlay).toBe('none');
    });
  });

  describe('an item that is out to somebody else', () => {
    test('is checked in and lent with one key', async () => {
      await page.scan(SADE);
      await page.scan(OUT_TO_ASA);
      expect(checkouts()[0]?.state).toBe('ask');
      await run('goAhead');
      expect(said()).toEqual(['checkout Introduction to Algorithms done', 'checkin Introduction to Algorithms done']);
      expect(page.fake.state.acts.map(({ name }) => name)).toEqual(['checkin', 'checkout']);
      expect(await page.fake.hasOut(SADE, OUT_TO_ASA)).toBe(true);
    });

    test('is not lent where it could not be checked in', async () => {
      await page.scan(SADE);
      await page.scan(OUT_TO_ASA);
      page.link.loseNext('circ.checkin', 'undone');
      await run('goAhead');
      await page.settle();
      expect(said()).toEqual(['checkin Introduction to Algorithms unrecorded']);
      expect(page.fake.state.acts).toEqual([]);
    });
  });

  describe('scanned twice in a visit', () => {
    test('an item that went out is calm: no alarm, no row, nothing recorded', async () => {
      await page.scan(SADE);
      await page.scan(OVERSTORY);
      await page.scan(OVERSTORY);
      expect(state().notices.checkout).toEqual({ kind: 'already', entryId: checkouts()[0]?.id });
      expect(said()).toEqual(['checkout The Overstory done']);
      expect(page.tones.at(-1)).toBe('card');
      expect(page.fake.state.acts).toHaveLength(1);
    });

    test('an item that was out before the visit is asked about', async () => {
      await page.scan(SADE);
      await page.scan(CIRCE_OUT_TO_SADE);
      expect(state().notices.checkout.kind).toBe('entry');
      expect(checkouts()[0]?.state).toBe('ask');
    });

    test('an undone checkout is lent again', async () => {
      await page.scan(SADE);
      await page.scan(OVERSTORY);
      await run('undo');
      await page.scan(OVERSTORY);
      expect(said()[0]).toBe('checkout The Overstory done');
    });

    test('an unknown barcode asks once', async () => {
      await page.fake.setOffline(true);
      await page.scan(SADE);
      await page.scan(UNKNOWN);
      await page.scan(UNKNOWN);
      expect(checkouts().map(({ state: how }) => how)).toEqual(['ask']);
      await run('goAhead');
      expect(checkouts().map(({ state: how }) => how)).toEqual(['done']);
    });

    test('a trace that is open goes on to the newer answer', async () => {
      await page.scan(SADE);
      await page.scan(HELD);
      page.desk.actions.why.run();
      await page.scan(HELD);
      expect(page.desk.view.getState().whyEntry).toBe(checkouts()[0]?.id);
    });
  });

  describe('an override', () => {
    test('that was not enough is sent again with all its codes', async () => {
      page.desk.close();
      sessionStorage.clear();
      page = await openFakePage({ staff: 'chen' });
      await page.scan(BLOCKED);
      await page.scan(OVERSTORY);
      work().override.open();
      // Meanwhile another person took it: the answer has another reason.
      await page.fake.elsewhere('circ.checkout', { patron: ASA, item: OVERSTORY });
      await work().override.send('Bill was paid', null);
      expect(checkouts().map(({ state: how }) => how)).toEqual(['ask']);
      work().override.open();
      await work().override.send('Bill was paid', null);
      const sent = page.link.calls.filter(({ name }) => name === 'circ.checkout').map(({ input }) => input);
      expect(sent.at(-1)).toMatchObject({ override: { codes: ['PATRON_RESTRICTED', 'LOANED_TO_ANOTHER'] } });
      expect(said()).toEqual(['checkout The Overstory done']);
    });

    test.each([
      ['a name that nobody has', { staff: 'nobody', pin: '333333' }],
      ['a wrong PIN', { staff: 'nadia', pin: '1' }],
    ])('with %s keeps its form and says so', async (_, second) => {
      await page.scan(BLOCKED);
      await page.scan(OVERSTORY);
      work().override.open();
      await work().override.send('Bill was paid', second);
      expect(state().override?.error?.message).toMatch(/the PIN does not match/);
      expect(state().override?.isBusy).toBe(false);
      expect(checkouts()[0]).toMatchObject({ state: 'ask', lifted: null, error: null });
    });

    test('is not offered for what is out to this patron', async () => {
      await page.scan(SADE);
      await page.scan(CIRCE_OUT_TO_SADE);
      expect(page.desk.actions.override.isReady()).toBe(false);
    });
  });

  describe('undo', () => {
    test('says what it took back', async () => {
      await page.scan(SADE);
      await page.scan(OVERSTORY);
      await run('undo');
      expect(checkouts()[0]).toMatchObject({ act: 'undo', undid: 'checkout', state: 'done' });
    });

    test('after a refusal asks before it takes back what was before', async () => {
      await page.scan(SADE);
      await page.scan(OVERSTORY);
      await page.scan(HELD);
      await run('undo');
      expect(state().notices.checkout.kind).toBe('undo-ask');
      expect(await page.fake.hasOut(SADE, OVERSTORY)).toBe(true);
      await run('goAhead');
      expect(await page.fake.hasOut(SADE, OVERSTORY)).toBe(false);
    });

    test('asks for what an earlier patron took, and lists it nowhere in this turn', async () => {
      await page.scan(SADE);
      await page.scan(OVERSTORY);
      await page.scan(ASA);
      await run('undo');
      expect(state().notices.checkout.kind).toBe('undo-ask');
      await run('undo');
      expect(page.fake.state.acts.map(({ name }) => name)).toEqual(['checkout', 'undo']);
      expect(checkouts()).toEqual([]);
    });

    test('asks when the act is some minutes old', async () => {
      page.desk.view.setState({ screen: 'checkin' });
      await page.scan(CIRCE_OUT_TO_SADE);
      page.clock.advance(3 * 60_000);
      await run('undo');
      expect(state().notices.checkin.kind).toBe('undo-ask');
      page.desk.actions.close.run();
      expect(state().notices.checkin.kind).toBe('ready');
      expect(page.fake.state.acts).toHaveLength(1);
    });
  });

  test('refused renewals of a renew-all stand on top', async () => {
    await page.scan(YUKI);
    await run('renewAll');
    expect(checkouts().map(({ act, state: how }) => `${act} ${how}`)).toEqual(['renew ask', 'renew done']);
  });

  test('items that waited for a card and were checked in leave no question behind', async () => {
    await page.scan(CIRCE_OUT_TO_SADE);
    await run('checkin');
    await run('checkout');
    expect(state().notices.checkout.kind).toBe('ready');
  });
});
