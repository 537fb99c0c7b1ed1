// XML of a foreign system as a small tree, and the other way round. Nothing that an answer names is loaded or expanded: a document type is refused, and
// size and depth are bounded.

import { SaxesParser } from 'saxes';

/** An element without its prefix. */
export type XmlElement = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
};

/** An element to write. Null, and a list without elements in it, is left out. */
export type XmlDraft = {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly holds: string | readonly (XmlDraft | null)[];
};

const MOST_ELEMENTS = 50_000;
const DEEPEST = 40;

type Growing = Pick<XmlElement, 'name' | 'attributes'> & { readonly children: XmlElement[]; text: string };

/** The root element of a text. Null: it is not well-formed, has a document type, or is larger than an answer can be. */
export function readXml(text: string): XmlElement | null {
  const parser = new SaxesParser();
  const open: Growing[] = [];
  let root: XmlElement | null = null;
  let count = 0;
  const refuse = (): never => {
    throw new RefusedXml();
  };
  parser.on('error', refuse);
  parser.on('doctype', refuse);
  parser.on('opentag', ({ name, attributes }) => {
    count += 1;
    if (count > MOST_ELEMENTS || open.length >= DEEPEST) refuse();
    open.push({ name: name.slice(name.indexOf(':') + 1), attributes, children: [], text: '' });
  });
  const take = (more: string): void => {
    const last = open.at(-1);
    if (last !== undefined) last.text += more;
  };
  parser.on('text', take);
  parser.on('cdata', take);
  parser.on('closetag', () => {
    const done = open.pop();
    if (done === undefined) return;
    const element = { ...done, text: done.text.trim() };
    const parent = open.at(-1);
    if (parent === undefined) root = element;
    else parent.children.push(element);
  });
  try {
    parser.write(text).close();
  } catch (error) {
    if (error instanceof RefusedXml) return null;
    throw error;
  }
  return root;
}

class RefusedXml extends Error {
  override readonly name = 'RefusedXml';
}

/** The first element on a way of names; null = there is none. */
export function elementAt(from: XmlElement | null, ...names: readonly string[]): XmlElement | null {
  let at = from;
  for (const name of names) at = at?.children.find((child) => child.name === name) ?? null;
  return at;
}

/** The text of the first element on a way of names; empty = there is none. */
export const textAt = (from: XmlElement | null, ...names: readonly string[]): string =>
  elementAt(from, ...names)?.text ?? '';

/** All children of a name. */
export const elementsAt = (from: XmlElement | null, name: string): readonly XmlElement[] =>
  (from?.children ?? []).filter((child) => child.name === name);

/** One document. */
export function printXml(root: XmlDraft): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${printElement(root)}`;
}

function printElement({ name, attributes = {}, holds }: XmlDraft): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  const inner =
    typeof holds === 'string'
      ? escaped(holds)
      : holds.flatMap((child) => (child === null ? [] : printElement(child))).join('');
  return `<${name}${written.join('')}>${inner}</${name}>`;
}

/** Control characters have no place in XML: a barcode that was scanned wrongly must not make a message that is none. */
const ILLEGAL = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string =>
  text.replaceAll(ILLEGAL, '').replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
