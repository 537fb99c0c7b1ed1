// `title.edit`: seen and found at once without a line, field by field beside another desk's edits, and kept over repeated values of the library
// system.

import { required } from '../../shared/core/assert.ts';
import { itemId } from '../../shared/core/ids.ts';
import { openLibraryWriter } from '../../server/library/library-writer.ts';
import { titleById } from '../../db/replica/queries/items.ts';
import { sharedDesk, sharedWorld, signIn } from '../integration/electron/core/support/desk-world.ts';
import { lookIntoCopy, serverRows } from '../integration/electron/core/support/both-ends.ts';
import { until } from '../integration/electron/core/support/until.ts';
import { fillVariedLibrary, titleOf, WEDNESDAY } from '../integration/electron/core/support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 10, patrons: 4 });
const first = sharedDesk(world, 'supervisor');
const second = sharedDesk(world, 'supervisor');
const { id: titleId } = titleOf('kit');
const view = (desk = first, of: string = titleId) => desk.now.ask('title.view', { titleId: of });
const found = async (query: string, desk = first) =>
  (await desk.now.ask('title.find', { query, limit: 10 })).titles.map((one) => String(one.titleId));
const onServer = async (of: string = titleId) => (await serverRows(world(), 'title')).find(({ id }) => id === of);

test('an edit online is told to the other desk, which finds the title by it, and no more by what it was', async () => {
  const before = await view();
  await first.now.ask('title.edit', { titleId, title: 'Zymurgy at home', isbns: ['0-19-502402-8', '0195024028'] });
  await until('the other desk has it', async () => (await view(second)).title === 'Zymurgy at home');
  expect(await view(second)).toMatchObject({ author: before.author, isbns: ['0195024028'] });
  for (const desk of [first, second])
    for (const query of ['zymurgy', '0-19-502402-8']) expect(await found(query, desk)).toEqual([titleId]);
  await first.now.settled();
  expect(await found(before.title)).not.toContain(titleId);
  expect(await onServer()).toMatchObject({ title: 'Zymurgy at home', isbns: ['0195024028'] });
});

test('fields of two desks without a line both stand, at both desks and at the server alike', async () => {
  world().line.refuse('/v1/commands');
  await first.now.ask('title.edit', { titleId, author: 'Quill, Ada', published: '1987' });
  // Later by more than the two clocks may differ as desks measure them over a busy line.
  world().clock.forward(2_000);
  await second.now.ask('title.edit', { titleId, author: 'Quill, Adah', isbns: [] });
  expect(await view()).toMatchObject({ author: 'Quill, Ada', published: '1987' });
  const { waiting } = await first.now.ask('sync.acts', { limit: 10 });
  expect(waiting.map(({ text }) => text)).toEqual(['Title edited · Zymurgy at home']);
  // Found before the server has it, at this desk alone.
  expect(await found('quill ada')).toEqual([titleId]);
  expect(await found('quill adah')).toEqual([]);
  const items = await first.now.ask('item.find', { query: 'quill', limit: 10 });
  expect(items.items.map(({ title }) => title)).toEqual(['Zymurgy at home']);
  world().line.mend();
  // In the order of the queues, not of the acts.
  await second.now.settled();
  await first.now.settled();
  const both = { title: 'Zymurgy at home', author: 'Quill, Adah', published: '1987', isbns: [] };
  for (const desk of [first, second])
    await until('each desk has both', async () => {
      const { author, published } = await view(desk);
      return author === both.author && published === both.published;
    });
  const row = await onServer();
  expect(row).toMatchObject(both);
  for (const desk of [first, second]) {
    expect(await view(desk)).toMatchObject(both);
    expect(titleById(lookIntoCopy(desk.now), titleId)).toEqual(row);
    expect(await found('quill adah', desk)).toEqual([titleId]);
  }
});

test('an import that says the same again leaves the edit, one that says something else stands', async () => {
  const writer = openLibraryWriter(world().served.store, world().clock);
  await writer.putRows('title', [{ ...titleOf('kit'), recordType: 'a' }]);
  await until('the import is here', () => titleById(lookIntoCopy(first.now), titleId)?.recordType === 'a');
  expect(await view()).toMatchObject({ title: 'Zymurgy at home', author: 'Quill, Adah' });
  await writer.putRows('title', [{ ...titleOf('kit'), title: 'From the catalog' }]);
  await until('the import is here', async () => (await view()).title === 'From the catalog');
  expect(await view()).toMatchObject({ author: 'Quill, Adah' });
});

test('the title of a quick record is corrected before the server knows of either, and stays so once it does', async () => {
  const barcode = '39000000000025';
  world().line.refuse('/v1/commands');
  await first.now.ask('item.add', { barcode, title: 'A pamflet' });
  const { titleId: of } = await first.now.ask('item.view', { barcode });
  await first.now.ask('title.edit', { titleId: of, title: 'A pamphlet', author: 'Sample' });
  expect(await view(first, of)).toMatchObject({ title: 'A pamphlet', author: 'Sample' });
  expect(await found('pamphlet')).toEqual([of]);
  world().line.mend();
  await first.now.settled();
  await until('the other desk has it', async () => (await found('pamphlet', second)).includes(of));
  expect(await onServer(of)).toMatchObject({ title: 'A pamphlet', author: 'Sample', source: null });
  expect(await view(first, of)).toMatchObject({ title: 'A pamphlet' });
});

test('a title that the catalog has meanwhile keeps what was written in it here and is waiting', async () => {
  const barcode = '39000000000033';
  await first.now.ask('item.add', { barcode, title: 'Written down' });
  await first.now.settled();
  const { titleId: of } = await first.now.ask('item.view', { barcode });
  await until('the server has it', async () => (await onServer(of)) !== undefined);
  world().line.refuse('/v1/commands');
  await first.now.ask('title.edit', { titleId: of, published: '1968' });
  const copy = required((await serverRows(world(), 'item'))[0], () => 'no copy');
  const writer = openLibraryWriter(world().served.store, world().clock);
  const source = { system: 'catalog', id: 'X9' };
  await writer.putRows('item', [{ ...copy, id: itemId('X9'), barcode, titleId: titleOf('X3').id, source }]);
  const real = () => view(first, titleOf('X3').id);
  const { title } = await real();
  await until('the copy is that of the catalog', async () => {
    const row = await first.now.ask('item.view', { barcode });
    return row.titleId === titleOf('X3').id;
  });
  expect(await real()).toMatchObject({ title, published: '1968' });
  world().line.mend();
  await first.now.settled();
  expect(await onServer(titleOf('X3').id)).toMatchObject({ title, published: '1968' });
  expect(await real()).toMatchObject({ published: '1968' });
});

test('an edit that is taken back is one more edit, and leaves what another desk wrote', async () => {
  const { titleId: of, title, author } = await view(first, titleOf('X5').id);
  await first.now.ask('title.edit', { titleId: of, title: 'Mistaken', author: 'Mistaken' });
  await until('the other desk has it', async () => (await view(second, of)).title === 'Mistaken');
  await second.now.ask('title.edit', { titleId: of, author: 'Right, Al' });
  await until('this desk has it', async () => (await view(first, of)).author === 'Right, Al');
  await first.now.ask('title.edit', { titleId: of, title });
  await first.now.settled();
  await until('the server has it', async () => (await onServer(of))?.title === title);
  expect(await onServer(of)).toMatchObject({ title, author: 'Right, Al' });
  expect(author).not.toBe('Right, Al');
});

test('nothing new, a title that is not here, no words for it and a role without the right are refused', async () => {
  const { titleId: of, title } = await view(first, titleOf('X6').id);
  const refused = (more: object) => first.now.refusal('title.edit', { titleId: of, ...more });
  expect(await refused({ title, isbns: [] })).toBe('HF-CIRC-150');
  expect(await first.now.refusal('title.edit', { titleId: 'nothing-here', title: 'x' })).toBe('HF-CIRC-126');
  expect(await refused({ title: ' ' })).toMatch(/^HF-/);
  await signIn(first.now, 'student');
  expect(await refused({ title: 'Changed' })).toBe('HF-AUTH-024');
  await signIn(first.now, 'supervisor');
});
