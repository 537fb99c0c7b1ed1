// Holds the table in docs/acts.md against the definitions of acts; with --write it is written anew.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EVERY_ACT } from '../../shared/acts/commands.ts';
import { describeAct } from '../../shared/acts/describe-act.ts';
import { projectDir } from '../targets.mjs';

const path = join(projectDir, 'docs/acts.md');
const heads = ['Act', 'Words', 'Method', 'Right', 'Undone on', 'Not taken in', 'Names', 'Reports'];

const rows = EVERY_ACT.map(describeAct).map(({ name, words, method, right, undo, refused, names, reports }) => [
  `\`${name}\``,
  words,
  method,
  right,
  undo,
  refused,
  names,
  reports,
]);
const lines = [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);

const text = readFileSync(path, 'utf8');
const [before = ''] = text.split('| Act |');
const whole = `${before}${lines.join('\n')}\n`;
if (process.argv.includes('--write')) writeFileSync(path, whole);
else if (whole !== text) {
  console.error('docs/acts.md: its table is not what the definitions say');
  process.exitCode = 1;
}
