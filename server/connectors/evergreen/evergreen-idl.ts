// The description of Evergreen's classes (fm_IDL.xml). Its objects are lists without names; the places of their fields differ between versions, and each
// site hands out its own description.

import { z } from 'zod';
import { SystemFailureError } from '../other-system.ts';
import { elementAt, elementsAt, readXml } from '../xml-tree.ts';

/** Names of fields by their places, for each class that is used. */
export type EvergreenIdl = ReadonlyMap<string, readonly string[]>;

const USED = ['acn', 'acp', 'ac', 'ahr', 'aou', 'au', 'circ', 'mbts', 'mous'] as const;
/** Of the lists of people and copies: acts are told to a site without them all the same. */
const LISTED = ['acnp', 'acns', 'acpl', 'aua', 'pgt', 'rmsr'] as const;
/** Of its rules. */
const RULES = [
  'aoucd',
  'aouhoo',
  'aout',
  'ccls',
  'cclsacpl',
  'cclscmm',
  'cclsgm',
  'ccmlsm',
  'ccmm',
  'ccmw',
  'chdd',
  'chmm',
  'chmw',
  'crahp',
  'crcd',
  'crmf',
  'crrf',
  'csp',
  'cwa',
  'pgpt',
] as const;
export type EvergreenClass = (typeof USED | typeof LISTED | typeof RULES)[number];

/** Reads it. Throws SystemFailureError for a text that is none. */
export function readIdl(text: string): EvergreenIdl {
  const root = readXml(text);
  if (root === null) throw new SystemFailureError('not-reached', 'its fm_IDL.xml cannot be read');
  const described = elementsAt(root, 'class');
  return new Map(
    [...USED, ...LISTED, ...RULES].map((name) => {
      const own = described.find(({ attributes }) => attributes['id'] === name) ?? null;
      const fields = elementsAt(elementAt(own, 'fields'), 'field').map(({ attributes }) => attributes['name'] ?? '');
      const isNeeded = USED.some((one) => one === name);
      if (isNeeded && fields.length === 0)
        throw new SystemFailureError('not-reached', `its fm_IDL.xml has no class ${name}`);
      return [name, fields];
    }),
  );
}

const ObjectSchema = z.object({ __c: z.string(), __p: z.array(z.unknown()) });

/** The fields of an object by their names; null = it is no object of the class. */
export function fieldsOf(idl: EvergreenIdl, of: EvergreenClass, value: unknown): Record<string, unknown> | null {
  const read = ObjectSchema.safeParse(value);
  if (!read.success || read.data.__c !== of) return null;
  const { __p: places } = read.data;
  return Object.fromEntries((idl.get(of) ?? []).map((name, place) => [name, places[place] ?? null]));
}
