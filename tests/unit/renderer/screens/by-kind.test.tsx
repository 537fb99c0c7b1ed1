// Items without a barcode are lent to the patron on the desk by kind and number, and taken back at Check in.

import { fireEvent, screen, within } from '@testing-library/react';
import { scanIntoField } from '../../../../renderer/scan/scan-into-field.ts';
import { TestRefusal } from '../../../support/desk/test-refusal.ts';
import { actId } from '../../../../shared/core/ids.ts';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

const CARD = '21310000001187';

describe('lending by kind', () => {
  let page: DrawnPage;
  afterEach(() => page.close());
  const calls = (name: string): readonly unknown[] =>
    page.link.calls.filter((one) => one.name === name).map(({ input }) => input);
  const open = () => page.doing(() => fireEvent.click(screen.getByRole('button', { name: 'Without a barcode…' })));
  const begin = async (): Promise<void> => {
    page = await renderPage();
    page.fake.override('uncataloged.kinds', () => ({ kinds: [{ id: 'pbk', name: 'Paperbacks', out: 4 }] }));
    await page.doing(() =>
      page.desk.uncataloged.store.setState({ kinds: [{ id: 'pbk', name: 'Paperbacks', out: 4 }] }),
    );
  };

  test('is offered once a patron is there, sends kind and number, and says until when', async () => {
    await begin();
    expect(screen.queryByRole('button', { name: 'Without a barcode…' })).toBeNull();
    await page.scanAndDraw(CARD);
    await open();
    const form = screen.getByRole('form', { name: 'Check out by kind' });
    expect(form.textContent).toContain('Paperbacks · 4 out');
    await page.doing(() => fireEvent.change(within(form).getByLabelText('How many'), { target: { value: '3' } }));
    page.fake.override('uncataloged.lend', () => ({
      done: 3,
      commandIds: ['A', 'B', 'C'].map(actId),
      dueText: 'Tue, Dec 15',
      whyNot: null,
      whose: null,
      fees: [],
    }));
    await page.doing(() => fireEvent.submit(form));
    expect(calls('uncataloged.lend')).toEqual([{ kind: 'pbk', count: 3, patron: CARD }]);
    expect(screen.getByText('Checked out: 3 × Paperbacks, due Tue, Dec 15.')).toBeTruthy();
    page.fake.override('circ.undo', () => ({ decision: 'done', reasons: [], canUndo: false, item: null }) as const);
    await page.doing(() => fireEvent.click(screen.getByRole('button', { name: 'Undo: Paperbacks' })));
    expect(calls('circ.undo')).toEqual(['C', 'B', 'A'].map((commandId) => ({ commandId })));
    expect(screen.getByText('Undone: 3 × Paperbacks.')).toBeTruthy();
  });

  test('an undo that ended halfway goes on with those that still stand', async () => {
    await begin();
    await page.scanAndDraw(CARD);
    await open();
    page.fake.override('uncataloged.lend', () => ({
      done: 3,
      commandIds: ['A', 'B', 'C'].map(actId),
      dueText: 'Tue, Dec 15',
      whyNot: null,
      whose: null,
      fees: [],
    }));
    await page.doing(() => fireEvent.submit(screen.getByRole('form', { name: 'Check out by kind' })));
    const state = { isBroken: true };
    page.fake.override('circ.undo', ({ commandId }) => {
      if (commandId === 'B' && state.isBroken) throw new TestRefusal('HF-SYNC-005', 'this cannot be taken back now');
      return { decision: 'done', reasons: [], canUndo: false, item: null } as const;
    });
    const undo = () => page.doing(() => fireEvent.click(screen.getByRole('button', { name: 'Undo: Paperbacks' })));
    await undo();
    expect(screen.queryByText('Undone: 3 × Paperbacks.')).toBeNull();
    state.isBroken = false;
    await undo();
    expect(calls('circ.undo')).toEqual(['C', 'B', 'B', 'A'].map((commandId) => ({ commandId })));
    expect(screen.getByText('Undone: 3 × Paperbacks.')).toBeTruthy();
  });

  test('comes back by kind, and says where fewer were out', async () => {
    await begin();
    await page.doing(() => page.desk.actions.checkin.run());
    await open();
    const form = screen.getByRole('form', { name: 'Check in by kind' });
    await page.doing(() => fireEvent.change(within(form).getByLabelText('How many'), { target: { value: 'x' } }));
    expect(within(form).getByRole('button', { name: 'Check in' })).toHaveProperty('disabled', true);
    await page.doing(() => fireEvent.change(within(form).getByLabelText('How many'), { target: { value: '9' } }));
    page.fake.override('uncataloged.takeBack', () => ({
      done: 4,
      commandIds: [],
      dueText: null,
      whyNot: '',
      whose: null,
      fees: [],
    }));
    await page.doing(() => fireEvent.submit(form));
    expect(calls('uncataloged.takeBack')).toEqual([{ kind: 'pbk', count: 9 }]);
    expect(screen.getByText('Checked in: 4 × Paperbacks. No more of them are out.')).toBeTruthy();
    // Of the patron who is named, where there is one.
    await open();
    const again = screen.getByRole('form', { name: 'Check in by kind' });
    const whose = within(again).getByLabelText('Who had it (card or name)');
    // A scan goes to it from any field of the form.
    within(again).getByLabelText('Kind').focus();
    await page.doing(() => scanIntoField(document, CARD));
    expect(whose).toHaveProperty('value', CARD);
    page.fake.override('uncataloged.takeBack', () => ({
      done: 1,
      commandIds: [],
      dueText: null,
      whyNot: '',
      whose: 'Ann Reader',
      fees: [{ name: 'Ann Reader', text: 'Late fee $0.50' }],
    }));
    await page.doing(() => fireEvent.submit(again));
    expect(calls('uncataloged.takeBack')[1]).toEqual({ kind: 'pbk', count: 1, patron: CARD });
    // Others may have some.
    const said = screen.getByText(/This patron has no more of them\.$/);
    expect(said.textContent).toContain('Checked in from Ann Reader: 1 × Paperbacks. Ann Reader: Late fee $0.50.');
  });

  test('at Check in the list of patrons closes by itself: Esc leaves the form, and the buttons are never below it', async () => {
    await begin();
    await page.doing(() => page.desk.actions.checkin.run());
    await open();
    const form = () => screen.queryByRole('form', { name: 'Check in by kind' });
    const field = screen.getByLabelText('Who had it (card or name)');
    const isOpen = () => field.getAttribute('aria-expanded') === 'true';
    await page.doing(() => fireEvent.focus(field));
    await page.doing(() => fireEvent.change(field, { target: { value: 'o' } }));
    expect(isOpen()).toBe(true);
    await page.doing(() => fireEvent.keyDown(field, { key: 'Escape' }));
    expect([isOpen(), form() === null]).toEqual([false, false]);
    await page.doing(() => fireEvent.focus(field));
    expect(isOpen()).toBe(true);
    await page.doing(() => fireEvent.blur(field));
    expect(isOpen()).toBe(false);
    await page.doing(() => fireEvent.keyDown(field, { key: 'Escape' }));
    expect(form()).toBeNull();
  });
});
