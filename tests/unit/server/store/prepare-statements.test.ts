// Which statements PostgreSQL is given by name.

import { createStatementNames } from '../../../../server/store/postgres/prepare-statements.ts';

test('a statement has a name, its own, from the third time on', () => {
  const nameOf = createStatementNames();
  const [one, two] = ['select a from t where b = $1', 'select a from t where c = $1'];
  expect([nameOf(one), nameOf(one)]).toEqual([null, null]);
  const name = nameOf(one);
  expect(name).toMatch(/^holdfast_\d+$/);
  expect(nameOf(one)).toBe(name);
  expect([nameOf(two), nameOf(two)]).toEqual([null, null]);
  expect(nameOf(two)).not.toBe(name);
});

test.each([
  'select * from t where b = $1',
  'select "t".* from "t" where b = $1',
  'delete from t where b = $1 returning *',
])('one that takes all columns never has: another server may add one meanwhile: %s', (text) => {
  const nameOf = createStatementNames();
  expect([1, 2, 3, 4].map(() => nameOf(text))).toEqual([null, null, null, null]);
});

test('texts without end are not remembered without end', () => {
  const nameOf = createStatementNames();
  for (let n = 0; n < 2_000; n += 1) nameOf(`select a from t where b in (${n}, $1)`);
  const late = 'select a from t where d = $1';
  expect([1, 2, 3, 4].map(() => nameOf(late))).toEqual([null, null, null, null]);
});
