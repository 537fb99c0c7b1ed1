// A file of JSON objects, one a line, with the hash that the manifest has of it.

import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { errorCode } from '../../../db/open/driver.ts';

const PAGE = 1_000;
const LINE_END = 0x0a;

export type JsonLine = { readonly line: number; readonly row: Readonly<Record<string, unknown>> };

/** The file to read, and its name in errors. */
export type JsonFile = { readonly path: string; readonly name: string; readonly sha256: string };

/** Reads the objects page by page. Throws HF-IMPORT-002 and -004; the hash is compared at the end. */
export async function* readJsonLines({ path, name, sha256 }: JsonFile): AsyncGenerator<readonly JsonLine[]> {
  const hash = createHash('sha256');
  let page: JsonLine[] = [];
  let line = 0;
  for await (const bytes of linesOf(path, name, hash)) {
    line += 1;
    page.push({ line, row: parseLine(bytes.toString('utf8'), name, line) });
    if (page.length < PAGE) continue;
    yield page;
    page = [];
  }
  if (hash.digest('hex') !== sha256)
    throw new HoldfastError('HF-IMPORT-004', {
      file: name,
      line,
      why: 'it is not the file that the manifest describes',
    });
  if (page.length > 0) yield page;
}

/** The lines of a file, without their ends. */
async function* linesOf(path: string, name: string, hash: Hash): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  try {
    for await (const chunk of createReadStream(path)) {
      const bytes = parseBytes(chunk);
      hash.update(bytes);
      let from = 0;
      for (let end = bytes.indexOf(LINE_END); end >= 0; end = bytes.indexOf(LINE_END, from)) {
        yield Buffer.concat([...rest, bytes.subarray(from, end)]);
        rest = [];
        from = end + 1;
      }
      rest.push(bytes.subarray(from));
    }
  } catch (error) {
    if (errorCode(error) === 'ENOENT') throw new HoldfastError('HF-IMPORT-002', { path, files: name });
    throw error;
  }
  // A last line without an end is one that was cut off.
  const last = Buffer.concat(rest);
  if (last.length > 0) yield last;
}

function parseBytes(chunk: unknown): Buffer {
  return chunk as Buffer;
}

function parseLine(text: string, file: string, line: number): JsonLine['row'] {
  const fault = (why: string) => new HoldfastError('HF-IMPORT-004', { file, line: line - 1, why });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw fault(`line ${line} is not JSON`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw fault(`line ${line} is no object`);
  return { ...value };
}
