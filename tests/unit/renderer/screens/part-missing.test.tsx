// A part that is missing as a copy comes back: reported under the answer, which says INSPECT from then on; billed now or left to wait; and back
// again.

import { act, fireEvent, screen, within } from '@testing-library/react';
import { FAKE_ITEMS } from '../../../support/fake-desk/fake-data.ts';
import { TestRefusal } from '../../../support/desk/test-refusal.ts';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

const CARD = '21310000001187';
const KIT = FAKE_ITEMS.find(({ parts = [], kind }) => parts.length > 1 && kind === 'laptop') ?? FAKE_ITEMS[0];

describe('a part that is missing', () => {
  let page: DrawnPage;

  afterEach(() => page.close());

  const form = (): HTMLElement => screen.getByRole('form', { name: 'Part missing' });
  const answer = (): HTMLElement => screen.getByTestId('answer');
  const calls = (name: string): readonly unknown[] =>
    page.link.calls.filter((one) => one.name === name).map(({ input }) => input);
  const open = () => page.doing(() => fireEvent.click(within(answer()).getByRole('button', { name: 'Part missing…' })));
  const begin = async (): Promise<{ readonly barcode: string; readonly part: string }> => {
    const barcode = KIT?.barcode ?? '';
    page = await renderPage();
    await page.scanAndDraw(CARD);
    await page.scanAndDraw(barcode);
    await page.doing(() => page.desk.actions.checkin.run());
    await page.scanAndDraw(barcode);
    await open();
    return { barcode, part: KIT?.parts?.[0] ?? '' };
  };

  test('is reported by its name and billed; the answer says INSPECT and no longer where it would have gone', async () => {
    const { barcode, part } = await begin();
    expect(answer().textContent).toContain('Reshelve');
    expect(within(form()).getByRole('button', { name: 'Send to inspection' })).toHaveProperty('disabled', true);
    await page.doing(() => fireEvent.click(within(form()).getByLabelText(part)));
    const charge = within(form()).getByLabelText(/^Charge /);
    await page.doing(() => fireEvent.change(charge, { target: { value: '15' } }));
    expect(form().textContent).toContain('Billed now.');
    const asBefore = page.fake.override('item.reportParts', () => {
      throw new TestRefusal('HF-DISK-001', 'the disk is full');
    });
    await page.doing(() => fireEvent.submit(form()));
    expect(within(form()).getByRole('alert').textContent).toContain('the disk is full');
    asBefore();
    await page.doing(() => fireEvent.submit(form()));
    expect(calls('item.reportParts')).toMatchObject([
      { barcode, missing: [part], seen: '', chargeMinor: 1_500, chargeTo: CARD },
      { barcode, missing: [part], seen: '', chargeMinor: 1_500, chargeTo: CARD },
    ]);
    expect(answer().textContent).toContain('INSPECT');
    expect(answer().textContent).toContain(`Missing: ${part}.`);
    expect(answer().textContent).toContain('$15.00');
    expect(answer().textContent).not.toContain('Reshelve');
    expect(answer().textContent).not.toContain('Check that it is complete');
    expect(within(answer()).queryByRole('button', { name: 'Part missing…' })).toBeNull();
  });

  test('a condition has names of photos, which need one', async () => {
    const { barcode } = await begin();
    const type = (name: string, value: string) =>
      page.doing(() => fireEvent.change(within(form()).getByLabelText(name), { target: { value } }));
    await type('Names of photos', 'lid.jpg, cord.jpg');
    await page.doing(() => fireEvent.submit(form()));
    expect(within(form()).getByRole('alert').textContent).toContain('Write the condition that the photos show.');
    expect(calls('item.reportParts')).toEqual([]);
    await type('Condition', 'lid dented');
    await page.doing(() => fireEvent.submit(form()));
    const photos = ['lid.jpg', 'cord.jpg'];
    expect(calls('item.reportParts')).toEqual([{ barcode, missing: [], seen: 'lid dented', photos }]);
  });

  test('is taken back by Undo: the copy goes again where it went', async () => {
    const { barcode, part } = await begin();
    await page.doing(() => fireEvent.click(within(form()).getByLabelText(part)));
    await page.doing(() => fireEvent.submit(form()));
    await page.doing(() => fireEvent.click(within(answer()).getByRole('button', { name: /Undo/ })));
    expect(calls('item.partReturned')).toEqual([]);
    expect(calls('circ.undo')).toEqual([{ commandId: expect.any(String) }]);
    expect(answer().textContent).toContain('Reshelve');
    expect(answer().textContent).not.toContain('INSPECT');
    expect(within(answer()).queryByRole('button', { name: /Undo/ })).toBeNull();
    await page.scanAndDraw(barcode);
    expect(answer().textContent).toContain('Reshelve');
  });

  test('asks for the reason of an Undo where the library wants one, and says that a written condition stays', async () => {
    const { barcode } = await begin();
    const desk = await page.link.ask('desk.view', {});
    if (!desk.ok) throw new Error(desk.error.message);
    const end = page.fake.override('desk.view', () => ({ ...desk.value, undoNeedsReason: true }));
    await page.doing(() => fireEvent.change(within(form()).getByLabelText('Condition'), { target: { value: 'wet' } }));
    await page.doing(() => fireEvent.submit(form()));
    await page.doing(() => page.desk.actions.undo.run());
    expect(calls('circ.undo')).toEqual([]);
    await page.doing(() => page.desk.work.undoAsked('Wrong copy'));
    end();
    expect(calls('circ.undo')).toEqual([{ commandId: expect.any(String), reason: 'Wrong copy' }]);
    expect(answer().textContent).toContain('Reshelve');
    expect(answer().textContent).toContain('Its condition still says: wet');
    await page.scanAndDraw(barcode);
    expect(answer().textContent).toContain('Reshelve');
  });

  test('is known to the next report, and comes back', async () => {
    const { barcode, part } = await begin();
    await page.doing(() => fireEvent.click(within(form()).getByLabelText(part)));
    await page.doing(() => fireEvent.submit(form()));
    expect(answer().textContent).toContain('Nothing is billed before it is inspected.');
    await page.scanAndDraw(barcode);
    await open();
    const before = within(form()).getByRole('region', { name: 'Missing since before' });
    expect(before.textContent).toContain(part);
    expect(within(form()).queryByLabelText(part)).toBeNull();
    await page.doing(() => fireEvent.click(within(before).getByRole('button', { name: 'It is back' })));
    expect(calls('item.partReturned')).toEqual([{ barcode, parts: [part], clears: true }]);
    expect(form().textContent).toContain(`Back: ${part}. Scan the item again to see where it goes.`);
    await page.scanAndDraw(barcode);
    expect(answer().textContent).toContain('Reshelve');
  });

  test('before is asked for when all other parts are here', async () => {
    const { barcode, part } = await begin();
    await page.doing(() => fireEvent.click(within(form()).getByLabelText(part)));
    await page.doing(() => fireEvent.submit(form()));
    await page.scanAndDraw(barcode);
    await page.doing(() => fireEvent.click(within(answer()).getByRole('button', { name: 'All parts here' })));
    expect(calls('item.confirmParts')).toEqual([{ barcode }]);
    const before = within(form()).getByRole('region', { name: 'Missing since before' });
    await page.doing(() => fireEvent.click(within(before).getByRole('button', { name: 'It is back' })));
    expect(calls('item.partReturned')).toEqual([{ barcode, parts: [part], clears: true }]);
  });

  test('of none is kept with one press, and taken back by Undo; where it cannot be kept the form says why', async () => {
    const { barcode } = await begin();
    await page.doing(() => page.desk.parts.close());
    const press = () =>
      page.doing(() => fireEvent.click(within(answer()).getByRole('button', { name: 'All parts here' })));
    const asBefore = page.fake.override('item.confirmParts', () => {
      throw new TestRefusal('HF-DISK-001', 'the disk is full');
    });
    await press();
    expect(within(form()).getByRole('alert').textContent).toContain('the disk is full');
    asBefore();
    // Two very quick presses are one count.
    await page.doing(() => {
      const button = within(answer()).getByRole('button', { name: 'All parts here' });
      fireEvent.click(button);
      fireEvent.click(button);
    });
    expect(calls('item.confirmParts')).toEqual([{ barcode }, { barcode }]);
    expect(screen.queryByRole('form', { name: 'Part missing' })).toBeNull();
    expect(answer().textContent).toContain('All parts here: ');
    expect(answer().textContent).toContain('Reshelve');
    expect(answer().textContent).not.toContain('Check that it is complete');
    expect(within(answer()).queryByRole('button', { name: 'Part missing…' })).toBeNull();
    await page.doing(() => fireEvent.click(within(answer()).getByRole('button', { name: /Undo/ })));
    expect(answer().textContent).toContain('Check that it is complete');
    expect(within(answer()).getByRole('button', { name: 'All parts here' })).toBeDefined();
  });

  test('Esc or the next scan leaves a report unsaid', async () => {
    const { barcode } = await begin();
    const seen = within(form()).getByLabelText('Condition');
    await page.doing(() => fireEvent.keyDown(seen, { key: 'Escape' }));
    expect(screen.queryByRole('form', { name: 'Part missing' })).toBeNull();
    await open();
    await page.doing(() => fireEvent.change(within(form()).getByLabelText('Condition'), { target: { value: 'wet' } }));
    await page.doing(() => fireEvent.submit(form()));
    expect(calls('item.reportParts')).toEqual([{ barcode, missing: [], seen: 'wet' }]);
    expect(answer().textContent).toContain('wet');
    await page.scanAndDraw('31310000008812');
    expect(answer().textContent).not.toContain('INSPECT');
  });

  test('that is still being opened does not stand under the answer to the next scan', async () => {
    await begin();
    await page.doing(() => page.desk.parts.close());
    const held = Promise.withResolvers<null>();
    const end = page.fake.override('item.record', async (input, own) => {
      await held.promise;
      return own(input);
    });
    const button = within(answer()).getByRole('button', { name: 'Part missing…' });
    await act(async () => {
      fireEvent.click(button);
      const before = page.desk.work.store.getState().notices.checkin;
      const isScanned = new Promise<void>((resolve) => {
        page.desk.work.store.subscribe(({ notices }) => {
          if (notices.checkin !== before && notices.checkin.kind === 'entry') resolve();
        });
      });
      page.desk.work.takeText('31310000008812', { atMono: page.clock.mono(), scanned: true });
      await isScanned;
      held.resolve(null);
      await page.settle();
    });
    end();
    expect(answer().textContent).toContain('The Overstory');
    expect(screen.queryByRole('form', { name: 'Part missing' })).toBeNull();
  });
});
