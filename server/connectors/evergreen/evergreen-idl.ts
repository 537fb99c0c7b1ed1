// The description of Evergreen's classes (fm_IDL.xml). Its objects are lists without names; the places of their fields differ between versions, and each
// site hands out its own description.

import { SaxesParser } from 'saxes';
import { z } from 'zod';
import { SystemFailureError } from '../other-system.ts';

/** Names of fields by their places, for each class that is used. */
export type EvergreenIdl = ReadonlyMap<string, readonly string[]>;

const USED = ['acn', 'acp', 'ac', 'ahr', 'aou', 'au', 'circ', 'mbts', 'mous'] as const;
export type EvergreenClass = (typeof USED)[number];

const isUsed = (name: string): boolean => USED.some((used) => used === name);

/** Reads it. Throws SystemFailureError for a text that is none. */
export function readIdl(text: string): EvergreenIdl {
  const classes = new Map<string, string[]>();
  let fields: string[] | null = null;
  let isList = false;
  let fault: Error | null = null;
  const parser = new SaxesParser();
  parser.on('error', (error) => void (fault ??= error));
  parser.on('opentag', ({ name, attributes }) => {
    const id = attributes['id'] ?? '';
    if (name === 'class' && isUsed(id)) classes.set(id, (fields = []));
    if (name === 'fields') isList = true;
    if (name === 'field' && isList) fields?.push(attributes['name'] ?? '');
  });
  parser.on('closetag', ({ name }) => {
    if (name === 'fields') isList = false;
    if (name === 'class') fields = null;
  });
  parser.write(text).close();
  const missing = USED.find((name) => (classes.get(name)?.length ?? 0) === 0);
  if (fault !== null) throw new SystemFailureError('not-reached', 'its fm_IDL.xml cannot be read', { cause: fault });
  if (missing !== undefined) throw new SystemFailureError('not-reached', `its fm_IDL.xml has no class ${missing}`);
  return classes;
}

const ObjectSchema = z.object({ __c: z.string(), __p: z.array(z.unknown()) });

/** The fields of an object by their names; null = it is no object of the class. */
export function fieldsOf(idl: EvergreenIdl, of: EvergreenClass, value: unknown): Record<string, unknown> | null {
  const read = ObjectSchema.safeParse(value);
  if (!read.success || read.data.__c !== of) return null;
  const { __p: places } = read.data;
  return Object.fromEntries((idl.get(of) ?? []).map((name, place) => [name, places[place] ?? null]));
}
