// Makes MARC records in ISO 2709 of fields, for tests and benches.

/** A control field as a text, or a data field: indicators and subfields, as `10$aTitle /$cAuthor`. */
export type MarcLine = readonly [tag: string, content: string];

const FIELD_END = '\u001e';
const RECORD_END = '\u001d';

/** The bytes of a record. Texts are UTF-8, or encoded by `encode`. */
export function marcBytes(
  lines: readonly MarcLine[],
  { leader = '     nam a22     2a 4500', encode = (text: string) => Buffer.from(text) } = {},
): Buffer {
  const fields = lines.map(([tag, content]) => {
    const text = tag < '010' ? content : content.replaceAll('$', '\u001f');
    return { tag, bytes: Buffer.concat([encode(text), Buffer.from(FIELD_END)]) };
  });
  let start = 0;
  const directory = fields
    .map(({ tag, bytes }) => {
      const entry = `${tag}${String(bytes.length).padStart(4, '0')}${String(start).padStart(5, '0')}`;
      start += bytes.length;
      return entry;
    })
    .join('');
  const base = 24 + directory.length + 1;
  const length = String(base + start + 1).padStart(5, '0');
  const head = `${length}${leader.slice(5, 12)}${String(base).padStart(5, '0')}${leader.slice(17, 24)}`;
  return Buffer.concat([
    Buffer.from(head + directory + FIELD_END),
    ...fields.map(({ bytes }) => bytes),
    Buffer.from(RECORD_END),
  ]);
}
