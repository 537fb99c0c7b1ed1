// The outage report over a time: the desk's view of its own outage, and the library's view of the same.

import { answerCommand } from '../../../../electron/core/command-answers.ts';
import { libraryReport } from '../../../../server/reports/library-source.ts';
import { outagesIn } from '../../../../server/reports/library-outages.ts';
import { HOUR_MS, MINUTE_MS } from '../../../../shared/core/instant.ts';
import type { ReportDocument } from '../../../../shared/reports/document.ts';
import { rowsOf } from '../../../unit/shared/reports/tables.ts';
import { freshDesk, sharedDesk, sharedWorld } from './support/desk-world.ts';
import { until } from './support/until.ts';
import { fillVariedLibrary, WEDNESDAY } from './support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 40, patrons: 20 });
const desk = freshDesk(world, 'supervisor');
const beside = sharedDesk(world);

const asked = () => ({ from: WEDNESDAY - HOUR_MS, to: world().clock.now() + HOUR_MS });
type Kind = 'outage' | 'outage-worklist';
const ofDesk = async (kind: Kind): Promise<ReportDocument> => {
  const answering = { core: desk.now.core, look: () => Promise.reject(new Error('nobody looks at files here')) };
  const answer = await answerCommand(answering, 'report.make', {
    kind,
    ...asked(),
    audience: 'internal',
    format: 'json',
  });
  return (answer as { readonly value: { readonly document: ReportDocument } }).value.document;
};
const ofLibrary = (kind: Kind): Promise<ReportDocument> =>
  libraryReport(world().served.store, kind, {
    ...asked(),
    now: world().clock.now(),
    madeBy: 'command-line',
    audience: 'internal',
  });

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

  const isHere = async () => rowsOf(await ofDesk('outage'), 'exceptions').length > 0;
  await until('what came of it is here', isHere);
  const summary = await ofDesk('outage');
  const { deskName, deskId } = desk.now.core.files.identity;
  expect(rowsOf(summary, 'outages')).toMatchObject([{ desk: deskName, causes: 'the central server did not answer' }]);
  expect(rowsOf(summary, 'acts')).toEqual([{ act: 'Checked out', acts: 2 }]);
  expect(rowsOf(summary, 'answers')).toEqual([{ outcome: 'recorded', acts: 2 }]);
  expect(rowsOf(summary, 'exceptions')).toMatchObject([{ exception: 'Two desks disagree', found: 1, open: 1 }]);
  expect(JSON.stringify(summary)).not.toMatch(/card-P|barcode-X/);
  expect(rowsOf(await ofDesk('outage-worklist'), 'worklist')).toMatchObject([{ item: 'barcode-X5' }]);

  const before = await ofLibrary('outage');
  expect(rowsOf(before, 'outages').map(({ causes }) => causes)).toContain(
    'transactions arrived long after they were recorded',
  );
  expect(rowsOf(before, 'acts')).toEqual([{ act: 'Checked out', acts: 3 }]);
  expect(rowsOf(before, 'exceptions')).toMatchObject([{ exception: 'Two desks disagree', found: 1, open: 1 }]);
  expect(rowsOf(await ofLibrary('outage-worklist'), 'worklist')).toMatchObject([{ item: 'barcode-X5' }]);

  await desk.now.ask('circ.checkin', { item: 'barcode-X5' });
  await desk.now.settled();
  const isReady = async () => (await desk.now.ask('outage.list', {})).outages[0]?.state === 'ready';
  await until('it can be signed', isReady);
  const [outage] = (await desk.now.ask('outage.list', {})).outages;
  await desk.now.ask('outage.sign', { outageId: outage?.outageId ?? '', note: '' });
  await desk.now.settled();
  const { facts } = await world().served.store.read((tx) => outagesIn(tx, asked()));
  const signed = facts.spans.filter((span) => span.deskId === deskId);
  expect(signed).toMatchObject([{ causes: [{ cause: 'no-answer' }], from: Date.parse(outage?.beganAt ?? '') }]);
  expect(signed[0]?.dataAsOf).not.toBeNull();
});
