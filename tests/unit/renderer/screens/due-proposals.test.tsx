// The proposed date where a clock was wrong: offered to people who may set dates, confirmed once, and it ends the card.

import { fireEvent, screen, within } from '@testing-library/react';
import { actId, itemId } from '../../../../shared/core/ids.ts';
import { FAKE_LOANS } from '../../../support/fake-desk/fake-data.ts';
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
    const due = { dueAt: Date.parse(proposedDue.dueAt), grain: 'day', zone: 'America/Los_Angeles' } as const;
    // The act that the loan was made by is the one whose clock was wrong.
    const about = { itemId: itemId(`item-${item}`), cause: actId(`loan-${item}`), params: { due } };
    await page.doing(() =>
      page.fake.changeExceptions((rows) =>
        rows
          .filter(({ code }) => code === 'wrong-trap')
          .map((row) => ({ ...row, ...about, code: 'clock-suspect', weight: 'today' })),
      ),
    );
    await page.doing(() => page.desk.actions.work.run());
    return screen.getByTestId('exception');
  }

  test('is set after one more question, and said', async () => {
    const card = await open();
    const press = (name: RegExp): Promise<void> =>
      page.doing(() => fireEvent.click(within(card).getByRole('button', { name })));
    await press(/Change the due date to Tue, Dec 15/);
    expect(card.textContent).toContain('tell the patron');
    await press(/^Yes/);
    const asked = page.link.calls.filter(({ name }) => name === 'circ.changeDueDate').map(({ input }) => input);
    const reason = 'The clock of the desk was wrong';
    expect(asked).toEqual([{ item, dueAt: proposedDue.dueAt, reason, override: { codes: ['DUE_INVALID'], reason } }]);
    expect(screen.getByTestId('said').textContent).toContain('due Tue, Dec 15');
    expect(screen.queryByTestId('exception')).toBeNull();
  });
});
