// Work on exceptions whose answer was lost: a recorded act counts as done, with the known part of its result.

import { endQuestion } from '../../../../renderer/stores/worklist-answer.ts';
import { sendNote, sendWork, type NoteFor } from '../../../../renderer/stores/worklist-send.ts';
import { createRowActs, type RowActParts } from '../../../../renderer/stores/row-acts.ts';
import type { DeskLink } from '../../../../renderer/bridge/desk-link.ts';
import type { ExceptionView } from '../../../../shared/views/sync.ts';

const lost = { code: 'HF-UI-080', message: 'this was recorded', recorded: [] };
const unknown = { code: 'HF-UI-005', message: 'not known' };
const parseLink = (link: unknown) => link as DeskLink;
const parseNote = <K extends NoteFor['kind']>(note: unknown) => note as Extract<NoteFor, { kind: K }>;
const linkWith = (error: unknown) => parseLink({ act: () => Promise.resolve({ ok: false, error }) });

test('named rows are counted as done', async () => {
  const two = parseNote<'work'>({ kind: 'work', ids: ['one', 'two'] });
  expect(await sendWork(linkWith(lost), two, { note: 'called' })).toEqual({
    ok: true,
    value: { kind: 'worked', count: 2 },
  });
  const close = parseNote<'close'>({ kind: 'close', ids: ['one'], action: 'dismiss' });
  expect(await sendNote(linkWith(lost), close, 'seen')).toMatchObject({
    ok: true,
    value: { kind: 'resolved', count: 1 },
  });
  expect(await sendNote(linkWith(lost), { kind: 'sign', outageId: 'o' }, 'seen')).toEqual({
    ok: true,
    value: { kind: 'signed' },
  });
});

test('of all of a kind nobody knows how many they were: the error says that it is recorded', async () => {
  const all = parseNote<'work-all'>({ kind: 'work-all', choice: {} });
  expect(await sendWork(linkWith(lost), all, { note: 'called' })).toEqual({ ok: false, error: lost });
});

test('an act that may not have been recorded is no success', async () => {
  const two = parseNote<'work'>({ kind: 'work', ids: ['one', 'two'] });
  expect(await sendWork(linkWith(unknown), two, { note: 'called' })).toEqual({ ok: false, error: unknown });
});

test('a question that was answered is over, and an act on a row is done', async () => {
  const exception = { item: '3131', title: 'Kit' } as ExceptionView;
  const answer = { kind: 'with', card: '2131', name: 'OKAFOR' } as Parameters<typeof endQuestion>[2];
  const checkIn = () => Promise.resolve(null);
  const said = (error: unknown) => endQuestion({ link: linkWith(error), checkIn }, exception, answer);
  expect(await said(lost)).toEqual({ kind: 'with', title: 'Kit', name: 'OKAFOR' });
  expect(await said(unknown)).toMatchObject({ kind: 'failed' });
  const parts = { link: linkWith(lost), said: () => 'renewed', reason: () => '' } as unknown as RowActParts;
  const row = { names: { barcode: '3131' } } as unknown as Parameters<ReturnType<typeof createRowActs>['run']>[1];
  expect(await createRowActs(parts).run('renew', row, null)).toEqual({ ok: true, value: 'renewed' });
});
