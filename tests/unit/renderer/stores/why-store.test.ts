// The trace of an answer is shown to the person who got it, and not to later ones.

import { openFakePage } from '../../../support/fake-desk/fake-page.ts';

test('the steps of an answer go with the person who asked for them', async () => {
  sessionStorage.clear();
  localStorage.clear();
  const page = await openFakePage();
  const { work, why, station } = page.desk;
  await page.scan('21310000004421');
  await page.scan('31310000008812');
  const [entry] = work.store.getState().entries;
  await why.ask(entry?.answer?.why ?? '');
  expect(why.store.getState().trace).not.toBeNull();
  await station.signOut();
  await page.settle();
  expect(why.store.getState()).toEqual({ why: null, trace: null, error: null });
  page.desk.close();
});
