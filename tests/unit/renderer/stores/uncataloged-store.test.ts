// Lending by kind on a page that is loaded anew: its session is there already, and no event says so.

import type { DeskLink } from '../../../../renderer/bridge/desk-link.ts';
import { createUncataloged } from '../../../../renderer/stores/uncataloged-store.ts';
import { openFakePage } from '../../../support/fake-desk/fake-page.ts';

test('kinds are read at once', async () => {
  const page = await openFakePage();
  const kinds = [{ id: 'umb', name: 'Umbrellas', out: 2 }];
  page.fake.override('uncataloged.kinds', () => ({ kinds }));
  const silent: DeskLink = { ...page.desk.link, on: () => () => {} };
  const { store } = createUncataloged({ link: silent, work: page.desk.work, play: () => {}, focus: () => {} });
  await page.settle();
  expect(store.getState().kinds).toEqual(kinds);
  page.desk.close();
});
