// A worklist of thousands: the first of each kind, the rest by the page, all of a kind closed at once, and the list on paper.

import { fireEvent, screen, within } from '@testing-library/react';
import { exceptionId } from '../../../../shared/core/ids.ts';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

const MANY = 80;
/** More than go on paper. */
const TOO_MANY = 210;

describe('a worklist of many', () => {
  let page: DrawnPage;

  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
    window.print = jest.fn();
  });

  afterEach(() => page.close());

  const open = async (many = MANY, staff: 'rivera' | 'nadia' = 'rivera'): Promise<void> => {
    page = await renderPage({ staff });
    await page.doing(() => page.fake.setExceptions(true));
    await page.doing(() =>
      page.fake.changeExceptions((rows) => {
        const [one] = rows.filter(({ code, state }) => code === 'patron-over-limit' && state === 'open');
        if (one === undefined) throw new Error('the worklist has nobody over a limit');
        return [...rows, ...Array.from({ length: many - 1 }, (_, n) => ({ ...one, id: exceptionId(`many-${n}`) }))];
      }),
    );
    await page.doing(() => page.desk.actions.work.run());
  };
  const limited = (): readonly HTMLElement[] =>
    screen.getAllByTestId('exception').filter((one) => one.dataset['code'] === 'patron-over-limit');
  const call = (name: string): unknown => page.link.calls.findLast((one) => one.name === name)?.input;
  const together = (): HTMLElement =>
    screen.getAllByTestId('together').find((one) => one.textContent?.includes(String(MANY))) ??
    document.createElement('div');

  test('shows the first of each kind with how many there are, and more by the page', async () => {
    await open();
    expect(limited()).toHaveLength(12);
    expect(together().textContent).toContain(`All ${MANY} at once`);
    const more = screen.getByText(`Show 50 more (12 of ${MANY} shown)`);
    await page.doing(() => fireEvent.click(more));
    expect(limited()).toHaveLength(62);
    expect(screen.getByText(`Show 18 more (62 of ${MANY} shown)`)).toBeDefined();
  });

  test('goes on to the next page when the keys walk past the last card that is here [I33]', async () => {
    await open();
    const last = limited().at(-1);
    const { exceptions } = page.desk.worklist.store.getState();
    const lastId = exceptions.findLast(({ code }) => code === 'patron-over-limit')?.exceptionId ?? '';
    await page.doing(() => page.desk.worklist.store.setState({ chosen: lastId }));
    expect(last?.getAttribute('aria-current')).toBe('true');
    await page.doing(() => page.desk.actions.nextCard.run());
    expect(limited()).toHaveLength(62);
    expect(limited()[12]?.getAttribute('aria-current')).toBe('true');
  });

  test('closes all of a kind with one note, by its name and by what was listed', async () => {
    await open();
    const { upTo } = page.desk.worklist.store.getState();
    await page.doing(() => fireEvent.click(within(together()).getByText('Told the patron')));
    await page.doing(() => fireEvent.change(screen.getByLabelText('Note'), { target: { value: 'wrote to all' } }));
    await page.doing(() => fireEvent.click(within(together()).getByText('Done')));
    const group = page.link.calls.findLast((one) => one.name === 'exception.resolve')?.input;
    expect(group).toMatchObject({
      kind: { code: 'patron-over-limit', count: MANY, upTo },
      action: 'told-patron',
      note: 'wrote to all',
    });
    expect(call('exception.resolve')).not.toHaveProperty('exceptionIds');
    expect(screen.queryAllByTestId('exception').some((one) => one.dataset['code'] === 'patron-over-limit')).toBe(false);
  });

  test('is printed with a page of counts that names nobody, and the list apart; then the paper is gone', async () => {
    await open(TOO_MANY, 'nadia');
    const { exceptions } = page.desk.worklist.store.getState();
    const exceptionIds = exceptions.slice(0, 1).map((one) => one.exceptionId);
    await page.doing(() => page.link.act('exception.work', { exceptionIds, to: 'chen' }));
    await page.doing(() => page.desk.actions.printList.run());
    expect(window.print).toHaveBeenCalledTimes(1);
    expect(call('exception.list')).toEqual({ page: { first: 200 } });
    const names = page.desk.worklist.store.getState().printed?.exceptions.flatMap(({ whom }) => whom?.name ?? []) ?? [];
    expect(names.length).toBeGreaterThan(0);
    const summary = screen.getByTestId('printed-summary').textContent ?? '';
    const list = screen.getByTestId('printed-list').textContent ?? '';
    for (const name of names) {
      expect(summary).not.toContain(name);
      expect(list).toContain(name);
    }
    expect(summary).toContain(`${TOO_MANY}`);
    expect(summary).not.toContain('chen');
    expect(list.split('With chen')).toHaveLength(2);
    expect(list).toContain(`${TOO_MANY - 200} more of this kind are on the screen`);
    await page.doing(() => window.dispatchEvent(new Event('afterprint')));
    expect(screen.queryByTestId('printed')).toBeNull();
  });
});
