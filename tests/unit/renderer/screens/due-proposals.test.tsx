// The date that is proposed where a clock was wrong: offered to whoever may set dates, asked once more, and the card ends by it.

import { fireEvent, screen, within } from '@testing-library/react';
import { FAKE_LOANS } from '../../../support/fake-desk/fake-data.ts';
import { fakeExceptionRows } from '../../../support/fake-desk/fake-exceptions.ts';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

describe('a date that is proposed', () => {
  let page: DrawnPage;
  const item = FAKE_LOANS[0]?.[1] ?? '';
  const proposedDue = { dueAt: '2026-12-15T23:59:00Z', text: 'Tue, Dec 15' };

  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
  });

  afterEach(() => page.close());

  async function open(): Promise<HTMLElement> {
    page = await renderPage({ staff: 'chen' });
    await page.doing(() => page.fake.setExceptions(true));
    await page.doing(() => {
      page.fake.state.exceptions = fakeExceptionRows(page.fake.now())
        .slice(0, 1)
        .map((row) => ({ ...row, code: 'clock-suspect', weight: 'today', group: 'other', item, proposedDue }));
      page.fake.emit('desk.changed', { patrons: [], items: [], exceptions: true, acts: false });
    });
    await page.doing(() => page.desk.actions.work.run());
    return screen.getByTestId('exception');
  }

  test('is set after one more question, and said', async () => {
    const card = await open();
    const press = (name: RegExp): Promise<void> =>
      page.doing(() => fireEvent.click(within(card).getByRole('button', { name })));
    await press(/Change the due date to Tue, Dec 15/);
    expect(card.textContent).toContain('tell the patron');
    // What is proposed is invented, and ends with the date.
    page.fake.override('circ.changeDueDate', async (input, own) => {
      page.fake.state.exceptions = [];
      return own(input);
    });
    await press(/^Yes/);
    const asked = page.link.calls.filter(({ name }) => name === 'circ.changeDueDate').map(({ input }) => input);
    const reason = 'The clock of the desk was wrong';
    expect(asked).toEqual([{ item, dueAt: proposedDue.dueAt, reason, override: { codes: ['DUE_INVALID'], reason } }]);
    expect(screen.getByTestId('said').textContent).toContain('due Tue, Dec 15');
    expect(screen.queryByTestId('exception')).toBeNull();
  });
});
