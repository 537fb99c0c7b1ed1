// The work on the desk, over the fake desk: scans in order, items before a card, refusals and their next steps, the state after a reload.

import { entriesOf, type Entry } from '../../../../renderer/stores/work/work-state.ts';
import { createFakeDesk } from '../../../support/fake-desk/fake-desk.ts';
import { openFakePage, type FakePage } from '../../../support/fake-desk/fake-page.ts';

const SADE = '21310000004421';
const ASA = '21310000001187';
const YUKI = '21310000000361';
const OVERSTORY = '31310000008812';
const SPRING = '31310000006638';
const CIRCE_OUT_TO_SADE = '31310000001204';
const HELD = '31310000009989';
const REFERENCE = '31310000000505';

describe('the work on the desk', () => {
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
  const said = (entries: readonly Entry[]): readonly string[] =>
    entries.map((entry) => `${entry.act} ${entry.title} ${entry.state}`);

  test('a card opens its patron with a click, and items go to that patron', async () => {
    await page.scan(SADE);
    expect(state().patron?.view?.name).toBe('OKAFOR, Sade');
    await page.scan(OVERSTORY);
    expect(said(checkouts())).toEqual(['checkout The Overstory done']);
    expect(page.tones).toEqual(['card', 'done']);
    expect(state().patron?.view?.loans.map(({ title }) => title)).toContain('The Overstory');
  });

  test('items scanned before a card wait, and the card takes them all, in order', async () => {
    await page.scan(OVERSTORY);
    await page.scan(SPRING);
    expect(state().inHand.map(({ title }) => title)).toEqual(['The Overstory', 'Silent Spring']);
    expect(state().notices.checkout).toEqual({ kind: 'whose' });
    await page.scan(SADE);
    expect(state().inHand).toEqual([]);
    expect(said(checkouts())).toEqual(['checkout Silent Spring done', 'checkout The Overstory done']);
  });

  test('items that wait are checked in by F3', async () => {
    await page.scan(CIRCE_OUT_TO_SADE);
    page.desk.actions.checkin.run();
    await page.settle();
    expect(said(entriesOf(state(), 'checkin'))).toEqual(['checkin Circe done']);
    expect(state().inHand).toEqual([]);
  });

  test('an item that waits twice waits once', async () => {
    await page.scan(OVERSTORY);
    await page.scan(OVERSTORY);
    expect(state().inHand).toHaveLength(1);
  });

  test('Esc sets waiting items aside and records nothing', async () => {
    await page.scan(OVERSTORY);
    page.desk.actions.close.run();
    expect(state().inHand).toEqual([]);
    expect(state().notices.checkout).toEqual({ kind: 'put-aside', count: 1 });
    expect(page.fake.state.acts).toEqual([]);
  });

  test('another card switches with its own tone, and the list begins anew', async () => {
    await page.scan(SADE);
    await page.scan(OVERSTORY);
    await page.scan(ASA);
    expect(state().patron?.view?.name).toBe('LINDQVIST, Åsa');
    expect(checkouts()).toEqual([]);
    expect(page.tones.at(-1)).toBe('switch');
  });

  test('the same card again changes nothing', async () => {
    await page.scan(SADE);
    await page.scan(OVERSTORY);
    await page.scan(SADE);
    expect(checkouts()).toHaveLength(1);
  });

  test('scans that come within milliseconds are all answered, in order', async () => {
    const free = page.link.hold();
    const codes = [SADE, OVERSTORY, SPRING, '31310000002251', '31310000003360'];
    for (const code of codes) work().takeText(code, { atMono: 0, scanned: true });
    expect(state().queued.map(({ text }) => text)).toEqual(codes);
    free();
    await page.settle();
    await page.settle();
    expect(state().queued).toEqual([]);
    expect(checkouts().map(({ barcode }) => barcode)).toEqual(codes.slice(1).toReversed());
  });

  test('a scan belongs to the screen it was made on', async () => {
    const free = page.link.hold();
    work().takeText(SADE, { atMono: 0, scanned: true });
    work().takeText(OVERSTORY, { atMono: 0, scanned: true });
    page.desk.view.setState({ screen: 'checkin' });
    work().takeText(CIRCE_OUT_TO_SADE, { atMono: 0, scanned: true });
    free();
    await page.settle();
    expect(page.fake.state.acts.map(({ name }) => name)).toEqual(['checkout', 'checkin']);
  });

  test('a patron closes after 90 seconds without a scan, and each scan starts the time anew', async () => {
    await page.scan(SADE);
    page.clock.advance(80_000);
    await page.scan(OVERSTORY);
    page.clock.advance(80_000);
    expect(state().patron).not.toBeNull();
    page.clock.advance(12_000);
    expect(state().patron).toBeNull();
    expect(state().notices.checkout).toEqual({ kind: 'ready' });
    expect(checkouts()).toEqual([]);
  });

  test('fees left open close with their patron, unless something is typed', async () => {
    await page.scan(SADE);
    page.clock.advance(60_000);
    page.desk.actions.fees.run();
    await page.settle();
    page.clock.advance(60_000);
    expect(state().patron).not.toBeNull();
    page.desk.fees.typed();
    page.clock.advance(200_000);
    expect(state().patron).not.toBeNull();
    expect(page.desk.view.getState().isFees).toBe(true);
    page.desk.fees.choose(null);
    page.clock.advance(92_000);
    expect(state().patron).toBeNull();
    expect(page.desk.view.getState().isFees).toBe(false);
  });

  test('no one is hurried while an override is written', async () => {
    await page.scan(SADE);
    await page.scan(HELD);
    work().override.open();
    page.clock.advance(200_000);
    expect(state().patron).not.toBeNull();
  });

  test('an item that is out to this patron already is renewed with one key', async () => {
    await page.scan(SADE);
    await page.scan(CIRCE_OUT_TO_SADE);
    expect(page.tones.at(-1)).toBe('refused');
    page.desk.actions.goAhead.run();
    await page.settle();
    expect(said(checkouts())).toEqual(['renew Circe done']);
  });

  test('an unknown barcode is lent anyway with one key without the server, and the reason is recorded', async () => {
    await page.fake.setOffline(true);
    await page.scan(SADE);
    await page.scan('41234567890123');
    expect(checkouts()[0]?.state).toBe('ask');
    page.desk.actions.goAhead.run();
    await page.settle();
    expect(checkouts().map(({ state: how }) => how)).toEqual(['done']);
    expect(page.link.calls.findLast(({ name }) => name === 'circ.checkout')?.input).toMatchObject({
      override: { codes: ['ITEM_UNKNOWN'], reason: 'Not in this desk’s copy' },
    });
  });

  test('with the server there an unknown barcode is not in the catalog, and no key lends it on a word', async () => {
    await page.scan(SADE);
    await page.scan('41234567890123');
    expect(checkouts()[0]?.answer?.reasons.map(({ code }) => code)).toEqual(['ITEM_NOT_REGISTERED']);
    page.desk.actions.goAhead.run();
    await page.settle();
    expect(checkouts().map(({ state: how }) => how)).toEqual(['ask']);
  });

  test('all items that wait for the same unknown card are lent once it is written down whose it is', async () => {
    await page.scan('21399999999999');
    expect(state().notices.checkout).toMatchObject({ kind: 'unknown-card' });
    await page.scan(OVERSTORY);
    await page.scan(SPRING);
    page.desk.actions.goAhead.run();
    await page.settle();
    expect(state().override?.entryId).toBe(checkouts()[0]?.id);
    await page.desk.work.override.send('ID seen at the desk', null);
    expect(state().override?.error?.code).toBe('HF-PATRON-080');
    page.desk.work.override.setStranger({ family: 'Ibarra', given: 'Noemí', phone: '555 0100', idSeen: true });
    await page.desk.work.override.send('ID seen at the desk', null);
    await page.settle();
    expect(
      page.link.calls.findLast(({ name, input }) => name === 'circ.checkout' && 'override' in Object(input)),
    ).toMatchObject({
      input: { override: { newPatron: { family: 'Ibarra', given: 'Noemí', phone: '555 0100', idSeen: true } } },
    });
    expect(said(checkouts().filter(({ state: how }) => how === 'done'))).toEqual([
      'checkout The Overstory done',
      'checkout Silent Spring done',
    ]);
    expect(state().patron?.view?.provisional).toBe(true);
  });

  test('a reason that no one may lift offers no override', async () => {
    await page.scan(SADE);
    await page.scan(REFERENCE);
    expect(checkouts()[0]?.state).toBe('refused');
    expect(page.desk.actions.override.isReady()).toBe(false);
  });

  test('an override is sent with its codes and reason, and settles the refusal', async () => {
    await page.scan(SADE);
    await page.scan(HELD);
    work().override.open();
    const id = checkouts()[0]?.id ?? 0;
    work().override.setReason(id, 'Instructor asked');
    await work().override.send('Instructor asked', null);
    await page.settle();
    expect(said(checkouts())).toEqual(['checkout Braiding Sweetgrass done']);
    expect(checkouts()[0]?.lifted).toEqual({
      reason: 'Instructor asked',
      by: 'rivera',
      asker: 'rivera',
      isByPhone: false,
    });
    expect(state().override).toBeNull();
    expect(page.link.calls.findLast(({ name }) => name === 'circ.checkout')?.input).toEqual({
      patron: SADE,
      item: HELD,
      override: { codes: ['HELD_FOR_ANOTHER'], reason: 'Instructor asked' },
    });
  });

  test('a wrong PIN of the second person keeps the form, the reason and the refusal', async () => {
    await page.scan('21310000007730');
    await page.scan(OVERSTORY);
    work().override.open();
    const id = checkouts()[0]?.id ?? 0;
    work().override.setReason(id, 'Bill was paid');
    await work().override.send('Bill was paid', { staff: 'nadia', pin: '000000' });
    expect(state().override?.error?.code).toBe('HF-AUTH-022');
    expect(checkouts().map(({ state: how }) => how)).toEqual(['ask']);
    expect(state().reasons[id]).toBe('Bill was paid');
    await work().override.send('Bill was paid', { staff: 'nadia', pin: '333333' });
    expect(checkouts().map(({ state: how }) => how)).toEqual(['done']);
    expect(checkouts()[0]?.lifted).toEqual({ reason: 'Bill was paid', by: 'nadia', asker: 'rivera', isByPhone: false });
  });

  test('a scan closes the override form, is carried out, and loses nothing that was typed', async () => {
    await page.scan(SADE);
    await page.scan(HELD);
    work().override.open();
    const id = checkouts()[0]?.id ?? 0;
    work().override.setReason(id, 'Instructor as');
    await page.scan(OVERSTORY);
    expect(state().override).toBeNull();
    expect(checkouts()[0]?.state).toBe('done');
    expect(state().reasons[id]).toBe('Instructor as');
  });

  test('undo takes back the last act and says so', async () => {
    await page.scan(SADE);
    await page.scan(OVERSTORY);
    page.desk.actions.undo.run();
    await page.settle();
    expect(said(checkouts())).toEqual(['undo The Overstory done', 'checkout The Overstory undone']);
    expect(await page.fake.hasOut(SADE, OVERSTORY)).toBe(false);
  });

  test('an older act is asked about before it is taken back', async () => {
    await page.scan(SADE);
    await page.scan(OVERSTORY);
    await page.scan(SPRING);
    page.desk.actions.undo.run();
    await page.settle();
    page.desk.actions.undo.run();
    await page.settle();
    const older = checkouts().find(({ title }) => title === 'The Overstory');
    expect(older?.state).toBe('done');
    expect(state().notices.checkout).toEqual({ kind: 'undo-ask', entryId: older?.id, needsReason: false });
    page.desk.actions.undo.run();
    await page.settle();
    expect(
      checkouts()
        .filter(({ act }) => act === 'checkout')
        .map(({ state: how }) => how),
    ).toEqual(['undone', 'undone']);
  });

  test('renew all lists each renewal and sums them up', async () => {
    await page.scan(SADE);
    page.desk.actions.renewAll.run();
    await page.settle();
    expect(state().notices.checkout).toEqual({ kind: 'renewed-all', done: 2, left: [] });
    expect(checkouts()).toHaveLength(2);
  });

  test('a card on Check in opens nothing until it is asked to', async () => {
    page.desk.view.setState({ screen: 'checkin' });
    await page.scan(SADE);
    expect(state().patron).toBeNull();
    expect(state().notices.checkin).toEqual({ kind: 'card-at-checkin', card: SADE });
    page.desk.actions.goAhead.run();
    await page.settle();
    expect(page.desk.view.getState().screen).toBe('checkout');
    expect(state().patron?.card).toBe(SADE);
  });

  test.each(['checkin', 'checkout'] as const)(
    'an item looked up goes along to %s and nothing is recorded by that',
    async (screen) => {
      await page.scan(SADE);
      page.desk.view.setState({ screen: 'patrons' });
      await page.scan(SPRING);
      page.desk.actions[screen].run();
      await page.settle();
      page.desk.actions[screen].run();
      await page.settle();
      expect(state().notices[screen]).toMatchObject({ kind: 'item', item: { barcode: SPRING } });
      expect(state().notices.patrons.kind).toBe('ready');
      expect(page.fake.state.acts).toEqual([]);
      page.desk.actions.goAhead.run();
      await page.settle();
      expect(said(entriesOf(state(), screen))).toEqual([`${screen} Silent Spring done`]);
    },
  );

  test('a code that looks misread is used only when asked to', async () => {
    page.desk.view.setState({ screen: 'checkin' });
    await page.scan('59999999999999');
    expect(state().notices.checkin).toEqual({ kind: 'misread', text: '59999999999999' });
    expect(page.fake.state.acts).toEqual([]);
    page.desk.actions.goAhead.run();
    await page.settle();
    expect(entriesOf(state(), 'checkin')).toHaveLength(1);
  });

  describe('when the answer to an act is lost', () => {
    test('nothing is sent twice, and what was recorded is found', async () => {
      await page.scan(SADE);
      page.link.loseNext('circ.checkout', 'recorded');
      await page.scan(OVERSTORY);
      await page.settle();
      expect(page.link.calls.filter(({ name }) => name === 'circ.checkout')).toHaveLength(1);
      expect(checkouts()[0]).toMatchObject({ state: 'done', found: 'Checked out · The Overstory' });
    });

    test('an act that was not recorded is said, and goes again with one key', async () => {
      await page.scan(SADE);
      page.link.loseNext('circ.checkout', 'undone');
      await page.scan(OVERSTORY);
      await page.settle();
      expect(checkouts()[0]?.state).toBe('unrecorded');
      expect(page.tones.at(-1)).toBe('refused');
      page.desk.actions.goAhead.run();
      await page.settle();
      expect(checkouts().map(({ state: how }) => how)).toEqual(['done']);
    });

    test('a card is that card all the same: the next book goes to its patron, and no row says otherwise', async () => {
      await page.scan(SADE);
      page.link.loseNext('circ.checkout', 'undone');
      await page.scan(YUKI);
      await page.settle();
      expect(state().patron?.card).toBe(YUKI);
      await page.scan(OVERSTORY);
      expect(checkouts().map(({ card, state: how }) => [card, how])).toEqual([[YUKI, 'done']]);
    });

    test('an act that was told before is not mistaken for the lost one', async () => {
      page.desk.view.setState({ screen: 'checkin' });
      await page.scan(CIRCE_OUT_TO_SADE);
      page.link.loseNext('circ.checkin', 'undone');
      await page.scan(OVERSTORY);
      await page.settle();
      expect(entriesOf(state(), 'checkin')[0]?.state).toBe('unrecorded');
    });
  });

  describe('an accidental reload', () => {
    /** Closes the page and opens another one over the same desk and storages. */
    async function reload(): Promise<void> {
      page.desk.close();
      page = await openFakePage({ fake: page.fake });
    }

    test('restores the patron and the screen without a sound', async () => {
      await page.scan(SADE);
      await reload();
      expect(state().patron?.view?.name).toBe('OKAFOR, Sade');
      expect(page.tones).toEqual([]);
    });

    test('restores the items that wait, with their titles', async () => {
      await page.scan(OVERSTORY);
      await reload();
      expect(state().inHand).toEqual([{ barcode: OVERSTORY, title: 'The Overstory' }]);
      expect(state().notices.checkout).toEqual({ kind: 'whose' });
    });

    test('answers the scans that were not answered yet', async () => {
      page.desk.view.setState({ screen: 'checkin' });
      page.link.hold();
      work().takeText(CIRCE_OUT_TO_SADE, { atMono: 0, scanned: true });
      await reload();
      expect(said(entriesOf(state(), 'checkin'))).toEqual(['checkin Circe done']);
    });

    test('keeps ids only', async () => {
      await page.scan(SADE);
      expect(sessionStorage.getItem('holdfast.work')).not.toMatch(/OKAFOR/i);
    });

    test('restores nothing for another person', async () => {
      await page.scan(SADE);
      page.desk.close();
      const fake = await createFakeDesk();
      page = await openFakePage({ fake, staff: 'sam' });
      expect(state().patron).toBeNull();
    });
  });
});
