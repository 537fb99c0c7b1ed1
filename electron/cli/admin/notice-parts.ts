// The parts that a program gives the sending of notices: secrets from files and the environment, and letters as PDF.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashedId } from '../../../shared/core/digest.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { LOCALES } from '../../../shared/core/language.ts';
import type { Clock } from '../../../shared/core/ports.ts';
import type { Letter, SecretName, SendParts } from '../../../server/notices/send-notices.ts';
import { MARGIN, openPdf } from '../../core/reports/pdf-sheet.ts';
import { writeWholeFile } from '../write-out-file.ts';

/** Of a program with this environment. */
export function noticeParts(
  env: NodeJS.ProcessEnv,
  clock: Clock,
): Required<Pick<SendParts, 'secretOf' | 'printLetters'>> {
  return {
    secretOf: (named) => readSecret(named, env),
    printLetters: (folder, letters) => printLetters(folder, letters, clock),
  };
}

function readSecret({ passwordFile, passwordEnv }: SecretName, env: NodeJS.ProcessEnv): string | null {
  if (passwordEnv !== undefined) {
    const value = env[passwordEnv];
    if (value === undefined) throw new HoldfastError('HF-SERVER-026', { place: passwordEnv });
    return value;
  }
  if (passwordFile === undefined) return null;
  try {
    return readFileSync(passwordFile, 'utf8').trimEnd();
  } catch (cause) {
    throw new HoldfastError('HF-SERVER-026', { place: passwordFile }, { cause });
  }
}

const PLAIN = { face: 'plain', size: 11, color: '#111827' } as const;
const BOLD = { face: 'bold', size: 12, color: '#111827' } as const;

/** Another file each time: letters that were made before may not be mailed yet. No two processes print the same letters at once. */
function freeName(folder: string, letters: readonly Letter[], madeAt: Date): string {
  const [day, time = ''] = madeAt.toISOString().split('T');
  const hash = hashedId('letters', ...letters.map(({ id }) => id)).slice(0, 8);
  const name = join(folder, `letters-${day}-${time.slice(0, 8).replaceAll(':', '')}-${hash}`);
  let path = `${name}.pdf`;
  for (let n = 2; existsSync(path); n += 1) path = `${name}-${n}.pdf`;
  return path;
}

/** A letter a page, the address where a window envelope shows it. The folder is never made: a share that is not mounted would swallow them. */
async function printLetters(folder: string, letters: readonly Letter[], clock: Clock): Promise<void> {
  if (!existsSync(folder)) throw new HoldfastError('HF-CLI-006', { name: 'the folder', value: folder });
  const [first] = letters;
  if (first === undefined) return;
  const madeAt = new Date(clock.now());
  const language = LOCALES[first.language];
  const sheet = openPdf({ title: first.subject, author: '', madeAt, language }).begin({ size: 'LETTER', lies: false });
  for (const [n, letter] of letters.entries()) {
    if (n > 0) sheet.newPage();
    sheet.y = 130;
    for (const line of letter.address) write(line, PLAIN);
    sheet.y = 250;
    write(letter.subject, BOLD);
    sheet.y += 8;
    write(letter.text, PLAIN);
  }
  const bytes = await sheet.end(() => undefined);
  writeWholeFile(freeName(folder, letters, madeAt), bytes);

  function write(text: string, look: typeof PLAIN | typeof BOLD): void {
    for (const line of sheet.wrap(text, sheet.width, look)) {
      sheet.need(sheet.lineHeight(look));
      sheet.draw([line], { x: MARGIN, y: sheet.y }, look);
      sheet.y += sheet.lineHeight(look);
    }
  }
}
