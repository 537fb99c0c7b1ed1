// The PostgreSQL that tests get is a real one, one database a file, and keeps its data over a kill where it is asked to.

import pg from 'pg';
import { openTestDatabase, postgres, type TestDatabase } from '../../support/postgres.ts';
import { startPostgres } from '../../support/postgres-server.ts';
import { describeIf } from '../../support/skip.ts';

async function query(url: string, sql: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describeIf(postgres.isAvailable, 'the PostgreSQL of the tests', postgres.reason, () => {
  const open: TestDatabase[] = [];
  afterAll(() => Promise.all(open.map((database) => database.close())));

  test('each database is empty and apart from the others', async () => {
    open.push(await openTestDatabase(), await openTestDatabase());
    const [first, second] = open.map((database) => database.url);
    await query(String(first), 'create table t (n integer)');
    expect(await query(String(second), "select to_regclass('t') as found")).toEqual([{ found: null }]);
  });

  test('a server with fsync keeps what was committed when it is killed', async () => {
    const server = await startPostgres({ fsync: true });
    try {
      await query(server.url, 'create table t as select 7 as n');
      await server.kill();
      await server.start();
      expect(await query(server.url, 'select n from t')).toEqual([{ n: 7 }]);
    } finally {
      await server.close();
    }
  });
});
