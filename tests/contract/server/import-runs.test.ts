// Imports by a command leave their state at the server: progress, counts by kind, the end; and are forgotten in time.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { DAY_MS, MINUTE_MS } from '../../../shared/core/instant.ts';
import { importPlain } from '../../../server/import/plain/import-plain.ts';
import { forgetImportRuns, readImportRuns } from '../../../server/import/runs/import-run-rows.ts';
import { tellRun } from '../../../server/import/runs/tell-run.ts';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openScene } from './support/scene.ts';
import { describeStores } from './support/stores.ts';

describeStores('an import by a command', (use) => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-import-run-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'branches.csv'), 'id,name\nhill,Hill College\n');
  writeFileSync(
    join(folder, 'items.csv'),
    ['barcode,title,home,item_type', 'N1,One,main,book', 'N2,Two,main,book', 'N3,Three,,book', ''].join('\n'),
  );

  test('tells counts by kind with ids of a few rows, in a preview and after the work', async () => {
    const scene = await openScene(await use());
    const { store, clock } = scene;
    const runs = () => store.read((tx) => readImportRuns(tx, clock.now(), 20));
    const parts = { store, clock, source: 'csv', path: folder };
    const take = (id: string, isDry: boolean) =>
      tellRun({ ...parts, id, isDry }, (onProgress) =>
        importPlain({ path: folder, store, clock, dryRun: isDry, onProgress }),
      );
    const previewed = await take('a', true);
    const [preview] = await runs();
    expect(preview).toMatchObject({ id: 'a', source: 'csv', isDry: true, state: 'done', fault: null });
    expect(preview?.name).toMatch(/^holdfast-import-run-/);
    const items = preview?.kinds.find(({ kind }) => kind === 'item');
    expect(items).toMatchObject({ changed: 0, ended: 0, added: previewed.changes['item']?.added });
    expect(items?.refused).toBe(previewed.kinds['items']?.rejected);
    expect(items?.samples.length).toBeGreaterThan(0);
    expect(preview?.done).toBe(preview?.total);
    clock.set(clock.now() + 1_000);
    await take('b', false);
    expect((await runs()).map(({ id, isDry }) => [id, isDry])).toEqual(
      expect.arrayContaining([
        ['a', true],
        ['b', false],
      ]),
    );
    expect((await runs()).find(({ id }) => id === 'b')?.kinds).toEqual(preview?.kinds);
  });

  test('is told while it goes on, when it fails with the code, and as stopped when its command is silent', async () => {
    const scene = await openScene(await use());
    const { store, clock } = scene;
    const at = (now: number) => store.read((tx) => readImportRuns(tx, now, 20));
    const parts = { store, clock, source: 'koha', path: folder, isDry: false };
    const refused = new HoldfastError('HF-IMPORT-007', { zone: 'x' });
    let meanwhile = await at(clock.now());
    const failing = tellRun({ ...parts, id: 'c' }, async (onProgress) => {
      onProgress({ done: 40, total: 100 });
      meanwhile = await at(clock.now());
      throw refused;
    });
    await expect(failing).rejects.toBe(refused);
    expect(meanwhile).toMatchObject([{ id: 'c', state: 'opening', endedAt: null }]);
    const silent = meanwhile[0]?.seenAt ?? 0;
    expect(await at(clock.now())).toMatchObject([
      { id: 'c', state: 'failed', fault: 'HF-IMPORT-007', done: 40, total: 100 },
    ]);
    await new Promise<void>((begun) => {
      void tellRun({ ...parts, id: 'd' }, () => {
        begun();
        return new Promise(() => undefined);
      });
    });
    const later = await at(silent + 16 * MINUTE_MS);
    expect(later.find(({ id }) => id === 'd')?.state).toBe('stopped');
    await store.write((tx) => forgetImportRuns(tx, clock.now() + DAY_MS));
    expect(await at(clock.now())).toEqual([]);
  });
});
