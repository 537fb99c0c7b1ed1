// Searching during typing: only the answer to the newest text counts.

import { createSearch } from '../../../../renderer/stores/search-store.ts';
import { createFakeLink, type FakeLink } from '../../../support/fake-desk/fake-bridge.ts';
import { createFakeDesk } from '../../../support/fake-desk/fake-desk.ts';

describe('the search', () => {
  let link: FakeLink;
  const settle = async (): Promise<void> => {
    do await new Promise((resolve) => setTimeout(resolve, 5));
    while (link.isBusy());
  };

  beforeEach(async () => {
    const desk = await createFakeDesk();
    await desk.ask('session.signIn', { staff: 'rivera', pin: '222222' });
    link = createFakeLink(desk);
  });

  test('finds names in any order of their words and without their marks', async () => {
    const search = createSearch(link, { patrons: 8, items: 8 });
    for (const text of ['jan luk', 'lukasiewicz', 'Łuk']) {
      search.setText(text);
      await settle();
      expect(search.store.getState().patrons.map(({ name }) => name)).toEqual(['ŁUKASIEWICZ, Jan']);
    }
  });

  test('an answer to an older text is dropped', async () => {
    const search = createSearch(link, { patrons: 8, items: 0 });
    const free = link.hold();
    search.setText('torres');
    free();
    search.setText('okafor');
    await settle();
    expect(search.store.getState()).toMatchObject({ text: 'okafor', answeredText: 'okafor' });
    expect(search.store.getState().patrons.map(({ name }) => name)).toEqual(['OKAFOR, Sade']);
  });

  test('an empty text asks nothing and shows nothing', async () => {
    const search = createSearch(link, { patrons: 8, items: 8 });
    search.setText('ok');
    await settle();
    search.setText(' ');
    await settle();
    expect(search.store.getState()).toMatchObject({ patrons: [], items: [] });
    expect(link.calls.filter(({ name }) => name === 'patron.find')).toHaveLength(1);
  });

  test('kinds with a limit of 0 are not asked for', async () => {
    createSearch(link, { patrons: 8, items: 0 }).setText('ok');
    await settle();
    expect(link.calls.map(({ name }) => name)).toEqual(['patron.find']);
  });
});
