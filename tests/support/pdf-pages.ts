// The text of each page of a PDF file, as a reader sees it. A thread of its own reads them all, since the reader exists
// as an ES module only and takes as long to load as to read twenty files.

import { Worker } from 'node:worker_threads';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectDir } from './project-dir.ts';

const reader = pathToFileURL(join(projectDir, 'node_modules/pdfjs-dist/legacy/build/pdf.mjs')).href;
const script = `
  const { parentPort } = require('node:worker_threads');
  const loading = import(${JSON.stringify(reader)});
  parentPort.on('message', async ({ id, content, between }) => {
    try {
      const { getDocument } = await loading;
      const task = getDocument({ data: new Uint8Array(content), verbosity: 0 });
      const pdf = await task.promise;
      const pages = [];
      for (let n = 1; n <= pdf.numPages; n += 1) {
        const { items } = await (await pdf.getPage(n)).getTextContent();
        pages.push(items.map(({ str, hasEOL }) => str + (hasEOL ? '\\n' : '')).join(between));
      }
      await task.destroy();
      parentPort.postMessage({ id, pages });
    } catch (error) {
      parentPort.postMessage({ id, fault: String(error) });
    }
  });`;

type Answer = { readonly id: number; readonly pages?: readonly string[]; readonly fault?: string };

/** The texts of the pages, their pieces joined by a text. Throws the reader's error for a file that is none. */
export const pdfPages: (content: Buffer, between?: string) => Promise<string[]> = openReader();

function openReader(): typeof pdfPages {
  let thread: Worker | null = null;
  let lastId = 0;
  // Stories read PDF files as well, outside of jest.
  if (typeof afterAll === 'function') afterAll(() => thread?.terminate());
  return async (content, between = '') => {
    thread ??= new Worker(script, { eval: true }).setMaxListeners(0);
    const own = thread;
    const id = (lastId += 1);
    const { pages, fault } = await new Promise<Answer>((resolve, reject) => {
      const take = (answer: Answer) => {
        if (answer.id !== id) return;
        own.off('message', take).off('error', reject);
        // An idle worker does not keep the process running.
        if (own.listenerCount('message') === 0) own.unref();
        resolve(answer);
      };
      own.on('message', take).on('error', reject).ref();
      own.postMessage({ id, content: new Uint8Array(content), between });
    });
    if (pages === undefined) throw new Error(fault);
    return [...pages];
  };
}
