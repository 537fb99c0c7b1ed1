// The outage report over a time: what the desk says of its own outage, and what the library says of the same.

import { answerCommand } from '../../../../electron/core/command-answers.ts';
import { libraryOutages } from '../../../../server/query/outage-facts.ts';
import { HOUR_MS, MINUTE_MS } from '../../../../shared/core/instant.ts';
import { outageFigures } from '../../../../shared/reports/outage.ts';
import { outageSummaryRows, type OutageDocument } from '../../../../shared/reports/outage-document.ts';
import { freshDesk, sharedDesk, sharedWorld } from './support/desk-world.ts';
import { until } from './support/until.ts';
import { fillVariedLibrary, WEDNESDAY } from './support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 40, patrons: 20 });
const desk = freshDesk(world, 'supervisor');
const beside = sharedDesk(world);

const asked = () => ({ from: WEDNESDAY - HOUR_MS, to: world().clock.now() + HOUR_MS });
const ofDesk = async (): Promise<OutageDocument> => {
  const answer = await answerCommand(desk.now.core, 'report.outage', { ...asked(), language: 'en' });
  return (answer as { readonly value: OutageDocument }).value;
};
const ofLibrary = async () => {
  const { facts, worklist } = await libraryOutages(world().served.store, asked());
  return { ...outageFigures(facts), worklist };
};

test('desk and library tell the same acts and exceptions of an outage; signed, the library knows why as well', async () => {
  world().line.cut();
  await until('the desk says that it is offline', async () => !(await desk.now.ask('sync.status', {})).online);
  world().clock.forward(MINUTE_MS);
  await desk.now.ask('circ.checkout', { patron: 'card-P4', item: 'barcode-X5' });
  await desk.now.ask('circ.checkout', { patron: 'card-P4', item: 'barcode-X6' });
  await beside.now.ask('circ.checkout', { patron: 'card-P5', item: 'barcode-X5' });
  world().clock.forward(5 * MINUTE_MS);
  await until('the outage is noted', async () => (await desk.now.ask('outage.list', {})).outages.length > 0);
  world().line.mend();
  await desk.now.settled();
  await beside.now.settled();

  await until('what came of it is here', async () => (await ofDesk()).summary.codes.length > 0);
  const { summary, worklist } = await ofDesk();
  expect(summary.spans).toMatchObject([
    { desk: desk.now.core.files.identity.deskName, causes: [{ cause: 'no-answer' }] },
  ]);
  expect(summary.acts).toEqual([{ name: 'checkout', count: 2 }]);
  expect(summary.outcomes).toEqual([{ outcome: 'applied', count: 2 }]);
  expect(summary.codes).toMatchObject([{ code: 'in-question', count: 1, open: 1 }]);
  expect(worklist).toMatchObject([{ code: 'in-question', item: 'barcode-X5' }]);
  expect(JSON.stringify(outageSummaryRows(await ofDesk()))).not.toMatch(/card-P|barcode-X/);

  const before = await ofLibrary();
  expect(before.spans.map(({ causes }) => causes[0]?.cause)).toContain('acts-came-late');
  expect(before.acts).toEqual([{ name: 'checkout', count: 3 }]);
  expect(before.codes).toMatchObject([{ code: 'in-question', count: 1, open: 1 }]);
  expect(before.worklist).toMatchObject([{ code: 'in-question', item: 'barcode-X5' }]);

  await desk.now.ask('circ.checkin', { item: 'barcode-X5' });
  await desk.now.settled();
  const isReady = async () => (await desk.now.ask('outage.list', {})).outages[0]?.state === 'ready';
  await until('it can be signed', isReady);
  const [outage] = (await desk.now.ask('outage.list', {})).outages;
  await desk.now.ask('outage.sign', { outageId: outage?.outageId ?? '', note: '' });
  await desk.now.settled();
  const { deskId } = desk.now.core.files.identity;
  const signed = (await ofLibrary()).spans.filter((span) => span.deskId === deskId);
  expect(signed).toMatchObject([{ causes: [{ cause: 'no-answer' }], from: Date.parse(outage?.beganAt ?? '') }]);
  expect(signed[0]?.dataAsOf).not.toBeNull();
});
