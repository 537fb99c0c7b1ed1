// The log of an installed desk: it does not grow without end, and a disk that takes none of it ends nothing.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLog } from '../../../../electron/main/rotating-log.ts';

const root = mkdtempSync(join(tmpdir(), 'holdfast-log-'));
afterAll(() => rmSync(root, { recursive: true }));
const read = (dir: string, name: string) => readFileSync(join(dir, name), 'utf8');

test('two files hold the newest lines, over starts too', () => {
  const dir = join(root, 'logs');
  const write = (line: string) => openLog(dir, 20).write(`${line}\n`);
  for (const line of ['aaaaaaaa', 'bbbbbbbb', 'cccccccc']) write(line);
  expect([read(dir, 'desk.1.log'), read(dir, 'desk.log')]).toEqual(['aaaaaaaa\nbbbbbbbb\n', 'cccccccc\n']);
  for (const line of ['dddddddd', 'eeeeeeee']) write(line);
  expect([read(dir, 'desk.1.log'), read(dir, 'desk.log')]).toEqual(['cccccccc\ndddddddd\n', 'eeeeeeee\n']);
  expect(readdirSync(dir)).toHaveLength(2);
});

test('one line that is larger than a file is kept all the same', () => {
  const dir = join(root, 'large');
  const log = openLog(dir, 4);
  log.write('a long line\n');
  log.write('another\n');
  expect([read(dir, 'desk.1.log'), read(dir, 'desk.log')]).toEqual(['a long line\n', 'another\n']);
});

test('where no log can be written the desk goes on', () => {
  const file = join(root, 'file');
  writeFileSync(file, '');
  expect(() => openLog(join(file, 'logs')).write('x\n')).not.toThrow();
});
