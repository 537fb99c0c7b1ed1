// Settings of the embedded database that its promises rest on: they are per connection, so each open has to make them again.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openReader, openWriter, type SqliteConnection } from '../../../../server/store/sqlite/sqlite-connection.ts';

describe('a connection to the embedded database', () => {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-connection-'));
  const access = { path: join(dir, 'central.db'), key: new Uint8Array(32).fill(7) };
  const opened = new Set<SqliteConnection>();
  afterEach(() => {
    for (const connection of opened) connection.close();
    opened.clear();
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  const keep = (connection: SqliteConnection): SqliteConnection => {
    opened.add(connection);
    return connection;
  };
  const setting = ({ raw }: SqliteConnection, name: string) => raw.pragma(name, { simple: true });

  test.each(['made', 'opened again'])('that writes has what it acknowledges on the disk: %s [I1]', () => {
    const writer = keep(openWriter(access));
    writer.raw.exec('create table if not exists kept (what text)');
    expect([setting(writer, 'journal_mode'), setting(writer, 'synchronous')]).toEqual(['wal', 2]);
  });

  test('leaves nothing readable behind: not in the file, and temporary tables stay in memory', () => {
    const writer = keep(openWriter(access));
    writer.raw.exec("insert into kept values ('a name')");
    writer.raw.pragma('wal_checkpoint(truncate)');
    expect(setting(writer, 'temp_store')).toBe(2);
    const bytes = readFileSync(access.path);
    expect([bytes.includes('a name'), bytes.includes('SQLite format')]).toEqual([false, false]);
  });

  test('that reads writes nothing', () => {
    const reader = keep(openReader(access));
    expect(reader.raw.prepare('select what from kept').all()).toEqual([{ what: 'a name' }]);
    expect(() => reader.raw.exec("insert into kept values ('more')")).toThrow(/readonly/);
  });
});
