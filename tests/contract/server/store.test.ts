// The promises of the store, on every database: dense positions in commit order, one state per read, savepoints, forward-only tables.

import { sql } from 'kysely';
import { readHead } from '../../../server/feed/read-head.ts';
import { StoreFailureError, type Store } from '../../../server/store/store.ts';
import { describePostgres, describeStores } from './support/stores.ts';

describeStores('the store', (use) => {
  test('opening twice keeps the epoch and the tables', async () => {
    const place = await use();
    const first = await place.open();
    const second = await place.open();
    expect(await second.read(readHead)).toEqual(await first.read(readHead));
    expect((await first.read(readHead)).position).toBe(0);
  });

  test('several programs that open a new database at once make its tables once', async () => {
    const place = await use();
    const stores = await Promise.all([place.open(), place.open(), place.open()]);
    const epochs = await Promise.all(stores.map((store) => store.read(readHead)));
    expect(new Set(epochs.map(({ epoch }) => epoch)).size).toBe(1);
  });

  test('a database of a newer version is refused by name', async () => {
    const place = await use();
    const store = await place.open();
    await store.write((tx) => tx.db.insertInto('schema_version').values({ version: 99_990, at: 0 }).execute());
    await expect(place.open()).rejects.toMatchObject({ code: 'HF-SERVER-003' });
  });

  test('positions are dense and in the order of commits, however many write at once [I14]', async () => {
    const place = await use();
    const stores = [await place.open(), await place.open()];
    const seen: number[][] = [];
    const watching = watchPositions(stores[0] as Store, seen);
    const writers = Array.from({ length: 40 }, (_, index) =>
      (stores[index % 2] as Store).write(async (tx) => {
        const position = await tx.nextPosition();
        await tx.upsert('feed_row', [{ kind: 'title', key: `t${index}`, scope: 'all', position, deleted: 0 }]);
        return position;
      }),
    );
    const positions = await Promise.all(writers);
    watching.stop = true;
    await watching.done;
    expect(positions.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    // A reader that saw the head at N saw every position up to N.
    for (const rows of seen) expect(rows).toEqual(Array.from({ length: rows.length }, (_, index) => index + 1));
  });

  test('a write that throws leaves nothing, takes no position, and no write is visible before its commit [I14]', async () => {
    const store = await (await use()).open();
    const heard: number[] = [];
    const stop = await store.watchHead((position) => heard.push(position));
    const failing = store.write(async (tx) => {
      await tx.nextPosition();
      await tx.db.insertInto('alias').values({ kind: 'item', from_id: 'a', to_id: 'b', at: 0 }).execute();
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect((await store.read(readHead)).position).toBe(0);
    expect(Math.max(0, ...heard)).toBe(0);
    await stop();
    expect(await store.read((tx) => tx.db.selectFrom('alias').selectAll().execute())).toEqual([]);
    expect(await store.write((tx) => tx.nextPosition())).toBe(1);
  });

  test('a savepoint takes back what failed, broken SQL included, and nothing else', async () => {
    const store = await (await use()).open();
    await store.write(async (tx) => {
      const put = (from: string) => tx.upsert('alias', [{ kind: 'item', from_id: from, to_id: 'x', at: 0 }]);
      await put('kept');
      await expect(
        tx.savepoint(async () => {
          await put('gone');
          await sql`select no_such_column from alias`.execute(tx.db);
        }),
      ).rejects.toThrow();
      await tx.savepoint(() => put('kept too'));
    });
    const rows = await store.read((tx) => tx.db.selectFrom('alias').select('from_id').orderBy('from_id').execute());
    expect(rows.map((row) => row.from_id)).toEqual(['kept', 'kept too']);
  });

  test('a read sees one state although others write meanwhile [I11]', async () => {
    const place = await use();
    const store = await place.open();
    await store.read(async (tx) => {
      const before = await readHead(tx);
      await store.write((other) => other.nextPosition());
      expect(await readHead(tx)).toEqual(before);
    });
    expect((await store.read(readHead)).position).toBe(1);
  });

  test('a name held by one writer makes another wait, and no other name does', async () => {
    const place = await use();
    const [one, two] = [await place.open(), await place.open()];
    const order: string[] = [];
    const holding = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const first = one.write(async (tx) => {
      await tx.lock(['title:a', 'title:b']);
      holding.resolve();
      await release.promise;
      order.push('first');
    });
    await holding.promise;
    const second = two.write(async (tx) => {
      await tx.lock(['title:c', 'title:b']);
      order.push('second');
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(order).toEqual([]);
    if (one.kind === 'postgres') {
      await two.write((tx) => tx.lock(['title:d']));
      order.push('other');
    }
    release.resolve();
    await Promise.all([first, second]);
    expect(order).toEqual(one.kind === 'postgres' ? ['other', 'first', 'second'] : ['first', 'second']);
  });

  test('a writer holds as many things as a large library has loans, and each of them against a holder of a few', async () => {
    const place = await use();
    const [one, two] = [await place.open(), await place.open()];
    const many = Array.from({ length: 50_000 }, (_, index) => `title:${index}`);
    for (const [first, second] of [
      [many, ['title:7']],
      [['title:7'], many],
    ] as const) {
      const order: string[] = [];
      const holding = Promise.withResolvers<void>();
      const release = Promise.withResolvers<void>();
      const earlier = one.write(async (tx) => {
        await tx.lock(first);
        holding.resolve();
        await release.promise;
        order.push('earlier');
      });
      await Promise.race([holding.promise, earlier]);
      const later = two.write(async (tx) => {
        expect(await tx.lock(second)).toBe(tx.hasRivals);
        expect(await tx.lock(second)).toBe(false);
        order.push('later');
      });
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(order).toEqual([]);
      release.resolve();
      await Promise.all([earlier, later]);
      expect(order).toEqual(['earlier', 'later']);
    }
  });

  test('a name released by a savepoint is new again, also where it held everything', async () => {
    const place = await use();
    const [one, two] = [await place.open(), await place.open()];
    const isNew = one.kind === 'postgres';
    const many = Array.from({ length: 50_000 }, (_, index) => `title:${index}`);
    await one.write(async (tx) => {
      const failing = tx.savepoint(async () => {
        await tx.lock(many);
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      if (isNew) await two.write((other) => other.lock(['title:7']));
      expect(await tx.lock(['title:7'])).toBe(isNew);
    });
  });

  test('holding says what is new, and what a savepoint let go is new again', async () => {
    const store = await (await use()).open();
    const isNew = store.kind === 'postgres';
    await store.write(async (tx) => {
      expect(await tx.lock(['title:a', 'title:b'])).toBe(isNew);
      expect(await tx.lock(['title:b', 'title:a'])).toBe(false);
      const failing = tx.savepoint(async () => {
        expect(await tx.lock(['title:a', 'title:c'])).toBe(isNew);
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect(await tx.lock(['title:a'])).toBe(false);
      expect(await tx.lock(['title:c'])).toBe(isNew);
    });
  });

  test('of rows with one key in one upsert the last one stays', async () => {
    const store = await (await use()).open();
    const to = (target: string) => ({ kind: 'item', from_id: 'a', to_id: target, at: 0 });
    await store.write((tx) => tx.upsert('alias', [to('b'), to('c')]));
    expect(await store.read((tx) => tx.db.selectFrom('alias').select('to_id').execute())).toEqual([{ to_id: 'c' }]);
  });

  test('an upsert counts the versions of a row', async () => {
    const store = await (await use()).open();
    const put = (body: string) => store.write((tx) => tx.upsert('credit', [{ id: 'P', body, version: 1 }]));
    await put('{"a":1}');
    await put('{"a":2}');
    const row = await store.read((tx) => tx.db.selectFrom('credit').selectAll().executeTakeFirstOrThrow());
    expect(row).toEqual({ id: 'P', body: '{"a":2}', version: 2 });
  });

  test('instants and money of any size come back as numbers', async () => {
    const store = await (await use()).open();
    const at = 253_402_300_799_999;
    await store.write((tx) => tx.upsert('alias', [{ kind: 'item', from_id: 'a', to_id: 'b', at }]));
    const row = await store.read((tx) => tx.db.selectFrom('alias').select('at').executeTakeFirstOrThrow());
    expect(row.at).toBe(at);
  });

  test('keys compare by bytes, so that key order is the same on every database', async () => {
    const store = await (await use()).open();
    const keys = ['a', 'B', 'é', 'Z', '_', '10', '9'];
    await store.write((tx) =>
      tx.upsert(
        'alias',
        keys.map((key) => ({ kind: 'k', from_id: key, to_id: 'x', at: 0 })),
      ),
    );
    const rows = await store.read((tx) => tx.db.selectFrom('alias').select('from_id').orderBy('from_id').execute());
    expect(rows.map((row) => row.from_id)).toEqual(['10', '9', 'B', 'Z', '_', 'a', 'é']);
  });

  test('a commit of another program is noticed', async () => {
    const place = await use();
    const here = await place.open();
    const there = await place.open();
    const heard = [1, 2, 3].map(() => Promise.withResolvers<void>());
    const stop = await here.watchHead((position) => heard[position - 1]?.resolve());
    for (const { promise } of heard) {
      await there.write((tx) => tx.nextPosition());
      await promise;
    }
    await stop();
  });
});

/** Keeps reading the feed while others write. */
function watchPositions(store: Store, seen: number[][]): { stop: boolean; done: Promise<void> } {
  const watching = { stop: false, done: Promise.resolve() };
  const run = async () => {
    while (!watching.stop) {
      const rows = await store.read((tx) =>
        tx.db.selectFrom('feed_row').select('position').orderBy('position').execute(),
      );
      seen.push(rows.map((row) => row.position));
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  };
  watching.done = run();
  return watching;
}

describePostgres('a server whose tables a newer one changed', (use) => {
  test.each([
    [
      'a key',
      "insert into feed_row (kind, key, scope, position, deleted) values ('title', 't', 'all', 1, 0) on conflict (position, deleted) do nothing",
    ],
    ['a table', 'select 1 from no_such_table'],
  ])('fails as one without its database where %s is gone', async (_, text) => {
    const store = await (await use()).open();
    await expect(store.write(({ db }) => sql.raw(text).execute(db))).rejects.toBeInstanceOf(StoreFailureError);
  });
});
