// The preview of a notice in Settings: the card of its patron may be scanned.

import { screen } from '@testing-library/react';
import { openSettings } from '../../../../renderer/stores/view-store.ts';
import { renderPage } from '../../../support/fake-desk/render-page.tsx';
import { strikeScan } from '../../../support/fake-desk/strike-scan.ts';

test('a card that is scanned into the preview of a notice stays there', async () => {
  const page = await renderPage({ staff: 'ada' });
  await page.doing(() => openSettings(page.desk.view, 'notices'));
  const card = screen.getByRole<HTMLInputElement>('combobox', { name: /card/i });
  card.focus();
  await page.doing(() => strikeScan('21310000001187'));
  expect(card.value).toBe('21310000001187');
  expect(page.desk.view.getState().screen).toBe('settings');
  page.close();
});
