// What a reader of PDF files sees: the text of each page. A process of its own reads it, since the reader exists as an ES module only.

import { spawnSync } from 'node:child_process';
import { projectDir } from './project-dir.ts';

const script = `
  import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
  const parts = []; for await (const part of process.stdin) parts.push(part);
  const pdf = await getDocument({ data: new Uint8Array(Buffer.concat(parts)), verbosity: 0 }).promise;
  const pages = [];
  for (let n = 1; n <= pdf.numPages; n += 1) {
    const { items } = await (await pdf.getPage(n)).getTextContent();
    pages.push(items.map(({ str, hasEOL }) => str + (hasEOL ? '\\n' : '')).join(process.env.BETWEEN));
  }
  console.log(JSON.stringify(pages));`;

/** The texts of the pages, their pieces joined by a text. Throws what the reader says of a file that is none. */
export function pdfPages(content: Buffer, between = ''): Promise<string[]> {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: projectDir,
    env: { ...process.env, BETWEEN: between },
    input: content,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) return Promise.reject(new Error(String(stderr)));
  return Promise.resolve(JSON.parse(String(stdout)) as string[]);
}
