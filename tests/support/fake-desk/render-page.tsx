// Draws the whole page over the fake desk in jsdom.

import { act, cleanup, render } from '@testing-library/react';
import { I18nextProvider } from 'react-i18next';
import { DeskApp } from '../../../renderer/desk-app.tsx';
import { openFakePage, type FakePage, type FakePageOptions } from './fake-page.ts';

export type DrawnPage = FakePage & {
  /** Scans and waits until the answer is drawn. */
  readonly scanAndDraw: (code: string) => Promise<void>;
  /** Runs something and waits until its effects are drawn. */
  readonly doing: (what: () => unknown) => Promise<void>;
  readonly close: () => void;
};

/** Opens and draws a page. */
export async function renderPage(options: FakePageOptions = {}): Promise<DrawnPage> {
  const page = await openFakePage(options);
  const doing = (what: () => unknown): Promise<void> =>
    act(async () => {
      await what();
      await page.settle();
    });
  render(
    <I18nextProvider i18n={page.speaker}>
      <DeskApp desk={page.desk} />
    </I18nextProvider>,
  );
  return {
    ...page,
    doing,
    scanAndDraw: (code) => doing(() => page.scan(code)),
    close() {
      cleanup();
      page.desk.close();
    },
  };
}
