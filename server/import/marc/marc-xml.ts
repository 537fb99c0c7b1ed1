// MARC records in MARCXML, in constant memory. Other XML stops the reading with the line.

import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { SaxesParser } from 'saxes';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { MarcField, MarcRecord, ReadMarc } from './marc-record.ts';

type Draft = {
  line: number;
  leader: string;
  readonly control: Map<string, string>;
  readonly fields: Map<string, MarcField[]>;
};

/** Reads a file in batches. Throws HF-IMPORT-004 and -005 for one that is damaged. */
export async function* readMarcXml(path: string): AsyncGenerator<readonly ReadMarc[]> {
  const found: ReadMarc[] = [];
  const parser = new SaxesParser();
  followRecords(parser, (record) => void found.push(record));
  let fault: Error | null = null;
  parser.on('error', (error) => void (fault ??= error));
  const text = new TextDecoder('utf-8', { fatal: true });
  const check = (): void => {
    if (fault !== null) throw fault;
  };
  try {
    for await (const chunk of openBytes(path)) {
      parser.write(text.decode(parseBytes(chunk), { stream: true }));
      check();
      if (found.length > 0) yield found.splice(0);
    }
    parser.write(text.decode());
    parser.close();
    check();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const isText = error instanceof TypeError;
    throw isText
      ? new HoldfastError('HF-IMPORT-005', { file: basename(path), why: 'wrong bytes' }, { cause: error })
      : new HoldfastError('HF-IMPORT-004', { file: basename(path), line: parser.line, why }, { cause: error });
  }
  if (found.length > 0) yield found.splice(0);
}

function openBytes(path: string): AsyncIterable<unknown> {
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  if (!path.endsWith('.gz')) return file;
  return pipeline(file, createGunzip({ chunkSize: 256 * 1024 }), () => undefined);
}

function parseBytes(chunk: unknown): Buffer {
  return chunk as Buffer;
}

/** Hands over each record when it ends. Elements may have a prefix of their namespace. */
function followRecords(parser: SaxesParser, take: (record: ReadMarc) => void): void {
  let draft: Draft | null = null;
  let tag = '';
  let field: { indicators: string; subfields: (readonly [string, string])[] } | null = null;
  let code = '';
  let text = '';
  const local = (name: string) => name.slice(name.indexOf(':') + 1);
  parser.on('opentag', ({ name, attributes }) => {
    text = '';
    const kind = local(name);
    if (kind === 'record') draft = { line: parser.line, leader: '', control: new Map(), fields: new Map() };
    if (kind === 'controlfield' || kind === 'datafield') tag = attributes['tag'] ?? '';
    if (kind === 'datafield')
      field = { indicators: `${attributes['ind1'] ?? ' '}${attributes['ind2'] ?? ' '}`, subfields: [] };
    if (kind === 'subfield') code = attributes['code'] ?? '';
  });
  parser.on('text', (more) => void (text += more));
  parser.on('cdata', (more) => void (text += more));
  parser.on('closetag', ({ name }) => {
    const kind = local(name);
    if (draft === null) return;
    if (kind === 'leader') draft.leader = text;
    if (kind === 'controlfield' && !draft.control.has(tag)) draft.control.set(tag, text);
    if (kind === 'subfield') field?.subfields.push([code, text.normalize('NFC')]);
    if (kind === 'datafield' && field !== null) {
      draft.fields.set(tag, [...(draft.fields.get(tag) ?? []), field]);
      field = null;
    }
    if (kind === 'record') {
      take({ line: draft.line, record: toRecord(draft) });
      draft = null;
    }
    text = '';
  });
}

function toRecord({ leader, control, fields }: Draft): MarcRecord {
  return {
    leader,
    control: (tag) => control.get(tag) ?? null,
    fields: (tag) => fields.get(tag) ?? [],
    notes: [],
  };
}
