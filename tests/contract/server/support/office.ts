// An office that hands a library the files of a feed, day by day, and a server that takes them in.

import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFeedRunner, type FeedRunner } from '../../../../server/data-feeds/feed-runner.ts';
import { readRuns, writeFeed, type FeedRun, type FeedTerms } from '../../../../server/data-feeds/feed-rows.ts';
import { StoreFailureError, type Store } from '../../../../server/store/store.ts';
import { required } from '../../../../shared/core/assert.ts';
import { DAY_MS } from '../../../../shared/core/instant.ts';
import type { Patron } from '../../../../shared/circ/model/patron.ts';
import { FeedLayoutSchema } from '../../../../shared/formats/feed-layout.ts';
import { openScene, type Scene } from './scene.ts';
import { testRandom } from './stores.ts';
import { at } from './test-library.ts';

export const dir = mkdtempSync(join(tmpdir(), 'holdfast-feeds-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const newFolder = (): string => mkdtempSync(join(dir, 'office-'));

export const registrar = {
  form: 1,
  kind: 'patrons',
  id: 'ID',
  fields: {
    card: 'CARD',
    family_name: 'LAST',
    given_name: 'FIRST',
    email: 'EMAIL',
    patron_group: { column: 'STATUS', values: { UG: 'Everyone', GR: 'everyone' } },
    home: { value: 'main' },
  },
  guard: { ends: 2 },
};
export const HEADER = 'ID,CARD,LAST,FIRST,EMAIL,STATUS\n';
export const person = (
  n: number,
  more: { readonly email?: string; readonly card?: string; readonly status?: string } = {},
) => `${n},${more.card ?? `2000${n}`},Last${n},First${n},${more.email ?? `p${n}@example.edu`},${more.status ?? 'UG'}\n`;
export const people = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, n) => person(from + n)).join('');

type Given = { readonly layout?: object; readonly terms?: Partial<FeedTerms> };
export type Office = {
  readonly scene: Scene;
  readonly folder: string;
  readonly runner: FeedRunner;
  /** The office puts a file, and the server takes it in. Returns the newest run. */
  readonly hand: (text: string, name?: string) => Promise<FeedRun>;
  readonly patrons: () => Promise<ReadonlyMap<string, Patron>>;
};

export const feedParts = ({ store, clock }: Pick<Scene, 'store' | 'clock'>) => ({
  store,
  clock,
  random: testRandom,
  secretOf: () => null,
  settlesMs: 0,
});
export const newestRun = async (store: Store): Promise<FeedRun> =>
  required((await store.read((tx) => readRuns(tx, null, 1)))[0], () => 'no run');

/** The terms of a feed that asks for no login. */
export const termsOf = (layout: unknown, from: string): FeedTerms => ({
  layout: FeedLayoutSchema.parse(layout),
  from,
  atMinute: null,
  user: null,
  passwordFile: null,
  passwordEnv: null,
  keyFile: null,
  hostKey: null,
});

/** Opens a library with a feed. */
export async function openOffice(
  place: Parameters<typeof openScene>[0],
  { layout = registrar, terms = {} }: Given = {},
) {
  const scene = await openScene(place);
  const folder = newFolder();
  const own: FeedTerms = { ...termsOf(layout, folder), ...terms };
  await scene.store.write((tx) => writeFeed(tx, 'registrar', own));
  const runner = createFeedRunner({ ...feedParts(scene), owner: 'one' });
  let day = 0;
  const office: Office = {
    scene,
    folder,
    runner,
    hand: async (text, name) => {
      day += 1;
      scene.clock.set(at(18) + day * DAY_MS);
      const path = join(folder, name ?? `people-${String(day).padStart(3, '0')}.csv`);
      writeFileSync(path, text);
      utimesSync(path, day, day);
      await runner.look();
      return newestRun(scene.store);
    },
    patrons: async () => new Map((await scene.rows('patron')).map((row) => [row.source?.id ?? row.id, row] as const)),
  };
  return office;
}

export const countsOf = ({ report, state }: FeedRun) => {
  const { added, changed, ended, returned, kept, gone, rejected } = required(report, () => 'no report');
  return { state, added, changed, ended, returned, kept, gone, rejected };
};
export const NONE = { state: 'done', added: 0, changed: 0, ended: 0, returned: 0, kept: 0, gone: 0, rejected: 0 };

/** The store of a program that ends at its n-th transaction that writes. */
export function dyingStore(
  store: Store,
  n: number,
  when: 'before a transaction' | 'after its commit',
): { readonly store: Store; readonly died: () => boolean } {
  let count = 0;
  let isDead = false;
  const die = (): never => {
    isDead = true;
    throw new StoreFailureError('the program ended');
  };
  const write: Store['write'] = async (work) => {
    count += 1;
    if (isDead || (count === n && when === 'before a transaction')) die();
    const done = await store.write(work);
    return count === n ? die() : done;
  };
  const read: Store['read'] = (work) => (isDead ? Promise.reject(new StoreFailureError('ended')) : store.read(work));
  return { store: { ...store, write, read }, died: () => isDead };
}
