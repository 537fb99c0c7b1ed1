// URLs of PostgreSQL that name several hosts.

import { databaseAddress } from '../../../../server/store/postgres/database-address.ts';
import { hostUrls } from '../../../../server/store/postgres/postgres-hosts.ts';

describe('the URL of a database', () => {
  test('with one host stays as it is, whatever else it says', () => {
    for (const url of [
      'postgres://one/library',
      'postgres:///library?host=/run/postgresql&user=holdfast',
      'postgresql://a:b,c@one:5432/library',
      'socket:/run/postgresql?db=library',
    ])
      expect(hostUrls(url)).toEqual([url]);
  });

  test('with several hosts is one for each, with account, database and options', () => {
    const url = 'postgres://h:p@one:5432,two,[::1]:5433/library?sslmode=require&target_session_attrs=read-write';
    expect(hostUrls(url)).toEqual([
      'postgres://h:p@one:5432/library?sslmode=require',
      'postgres://h:p@two/library?sslmode=require',
      'postgres://h:p@[::1]:5433/library?sslmode=require',
    ]);
    expect(hostUrls('postgres://a,b/c?target_session_attrs=any&x=1')).toEqual([
      'postgres://a/c?x=1',
      'postgres://b/c?x=1',
    ]);
    expect(databaseAddress(url)).toBe('one:5432/library, two:5432/library, [::1]:5433/library');
  });
});
