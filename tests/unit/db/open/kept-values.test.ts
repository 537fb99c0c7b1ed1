// What stored texts were parsed to is kept by their connection, each kind for itself, and not without end.

import { testReplica } from '../support/test-replica.ts';
import { tempDir } from '../support/temp-dir.ts';

const path = tempDir();

test('a text is parsed once, under each kind for itself, and anew when the connection has kept as many as it keeps', () => {
  const replica = testReplica(path('kept'), []);
  const { reader } = replica;
  const asked: string[] = [];
  const parse = (text: string) => {
    asked.push(text);
    return text === 'nothing' ? null : { text };
  };
  const first = reader.valueOf('item', 'a', parse);
  expect(reader.valueOf('item', 'a', parse)).toBe(first);
  expect(reader.valueOf('item', 'nothing', parse)).toBeNull();
  expect(reader.valueOf('item', 'nothing', parse)).toBeNull();
  expect(reader.valueOf('title', 'a', parse)).toEqual(first);
  expect(asked).toEqual(['a', 'nothing', 'a']);
  for (let n = 0; n < 2_500; n += 1) reader.valueOf('item', `${n}`, parse);
  expect(reader.valueOf('item', 'a', parse)).not.toBe(first);
  replica.close();
});
