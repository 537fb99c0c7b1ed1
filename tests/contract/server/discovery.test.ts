// Data for readers of the public side over HTTP: copies and their availability, and hours as JSON and as a calendar; no
// data about people.

import { addReader, listReaders, removeReader } from '../../../server/discovery/reader-tokens.ts';
import { openLibraryWriter } from '../../../server/library/library-writer.ts';
import { startServed, type Served } from '../../integration/server/support/served.ts';
import { testClock, testRandom } from './support/stores.ts';

const NOON = Date.parse('2026-06-10T19:00:00Z');
const clock = testClock(NOON);
const running: { served: (Served & { readonly end: () => Promise<void> }) | null; token: string } = {
  served: null,
  token: '',
};

const get = async (path: string, token = running.token) => {
  const response = await fetch(`${running.served?.url ?? ''}${path}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
};

beforeAll(async () => {
  running.served = await startServed({ clock }, { items: 6, patrons: 2 });
  const { store } = running.served;
  running.token = await addReader({ store, clock, random: testRandom }, 'catalog');
  await openLibraryWriter(store, clock).changeLibrary((row) => row);
}, 60_000);
afterAll(() => running.served?.end());

test('a copy by its barcode, and every copy of a title, each with where it is', async () => {
  const one = await get('/v1/availability?barcode=barcode-X1');
  expect(one.status).toBe(200);
  const said: {
    copies: { barcode: string; titleId: string; available: boolean; status: string; dueAt: unknown }[];
    holds: number;
  } = JSON.parse(one.text);
  expect(said).toMatchObject({
    holds: 0,
    copies: [{ barcode: 'barcode-X1', status: 'available', available: true, dueAt: null }],
  });
  const all = await get(`/v1/availability?title=${said.copies[0]?.titleId ?? ''}`);
  expect(JSON.parse(all.text)).toMatchObject({
    copies: expect.arrayContaining([expect.objectContaining({ barcode: 'barcode-X1' })]),
  });
  expect(JSON.parse((await get('/v1/availability?barcode=nothing')).text)).toMatchObject({ copies: [], holds: 0 });
  for (const { text } of [one, all]) expect(text).not.toMatch(/patron|card/i);
});

test.each([
  '/v1/availability',
  '/v1/availability?barcode=a&title=b',
  '/v1/hours',
  '/v1/hours?branch=main&days=0',
  '/v1/hours?branch=main&days=x',
])('%s is refused as malformed', async (path) => {
  expect((await get(path)).status).toBe(400);
});

test('hours of the days that come, and the same as a calendar', async () => {
  const hours = await get('/v1/hours?branch=main&days=14');
  expect(hours.status).toBe(200);
  const { days, zone }: { days: { day: string; openings: { from: string; to: string }[] }[]; zone: string } =
    JSON.parse(hours.text);
  expect([days.length, days[0]?.day]).toEqual([14, '2026-06-10']);
  expect(zone).toBe('UTC');
  const openings = days.flatMap((day) => day.openings);
  expect(openings.length).toBeGreaterThan(5);
  const calendar = await get('/v1/hours.ics?branch=main&days=14');
  expect(calendar.type).toBe('text/calendar; charset=utf-8');
  expect(calendar.text.match(/BEGIN:VEVENT/g)).toHaveLength(openings.length);
  const [first] = openings;
  expect(calendar.text).toContain(`DTSTART:${(first?.from ?? '').replaceAll(/[-:]|\.\d+/g, '')}`);
  for (const line of calendar.text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect((await get('/v1/hours?branch=nowhere')).status).toBe(404);
});

test('without a token nothing is told, nor with one that was taken back', async () => {
  const { store } = running.served ?? { store: null };
  if (store === null) throw new Error('no server');
  for (const token of ['', 'x', `${running.token}x`]) {
    const { status, text } = await get('/v1/availability?barcode=barcode-X1', token);
    expect([status, text.includes('HF-AUTH-060')]).toEqual([401, true]);
  }
  const parts = { store, clock, random: testRandom };
  const short = await addReader(parts, 'short');
  const again = await addReader(parts, 'short');
  expect((await get('/v1/hours?branch=main', short)).status).toBe(401);
  expect((await get('/v1/hours?branch=main', again)).status).toBe(200);
  expect((await listReaders(store)).map(({ name }) => name)).toEqual(['catalog', 'short']);
  expect(await removeReader(store, 'short')).toBe(true);
  expect(await removeReader(store, 'short')).toBe(false);
  expect((await get('/v1/hours?branch=main', again)).status).toBe(401);
});
