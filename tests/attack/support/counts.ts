// The figures of an attack, in one line that the end of the run prints again.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';

/** Prints the result of an attack: `attack: kills: 144 kills, 15,692 acts acknowledged, 0 lost`. */
export function sayCounts(part: string, counts: Readonly<Record<string, number>>): void {
  const figures = Object.entries(counts).map(([what, count]) => `${count.toLocaleString('en-US')} ${what}`);
  const line = `attack: ${part}: ${figures.join(', ')}\n`;
  const dir = process.env['HOLDFAST_TEST_TOTALS'];
  if (dir === undefined) process.stdout.write(line);
  else writeFileSync(join(dir, `attack-${randomUUID()}.txt`), line);
}
