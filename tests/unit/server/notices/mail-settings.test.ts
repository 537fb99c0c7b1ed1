// Where the settings of notices let patrons' numbers and letters go.

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noticeParts } from '../../../../electron/cli/admin/notice-parts.ts';
import { MailSettingsSchema } from '../../../../server/notices/mail-settings.ts';
import type { Letter } from '../../../../server/notices/send-notices.ts';

const isTaken = (url: string) =>
  MailSettingsSchema.safeParse({ from: { name: 'L', address: 'l@example.edu' }, text: { url, body: '{{ text }}' } })
    .success;

test.each([
  ['https://gateway.example/send/{{ id }}', true],
  ['http://localhost:8080/send', true],
  ['http://127.0.0.1/send', true],
  ['http://[::1]/send', true],
  ['http://gateway.example/send', false],
  ['http://127.0.0.1.gateway.example/send', false],
  ['http://127.0.0.1@gateway.example/send', false],
  ['http://localhost.gateway.example/send', false],
])('a gateway for texts is reached by https, or on this computer: %s is taken: %s', (url, taken) => {
  expect(isTaken(url)).toBe(taken);
});

test('letters never take the place of others in the folder', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-letters-'));
  try {
    const { printLetters } = noticeParts({}, { now: () => Date.UTC(2026, 0, 5, 14), mono: () => 0 });
    const letter = (id: string): Letter => ({ id, language: 'en', address: ['N'], subject: 'S', text: 'T' });
    await printLetters(folder, [letter('A'), letter('B')]);
    await printLetters(folder, [letter('A'), letter('C')]);
    await printLetters(folder, [letter('A'), letter('B')]);
    const files = readdirSync(folder);
    expect(files.length).toBe(3);
    expect(files.filter((name) => !/^letters-2026-01-05-140000-[\da-f]{8}(-2)?\.pdf$/.test(name))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
