// MARC 21 records in ISO 2709, as UTF-8. A value beyond the lengths of the format is cut, never written wrong.

/** A field with its indicators and subfields; those without a text are left out, and so is a field without any. */
export type MarcDataField = {
  readonly tag: string;
  readonly indicators: string;
  readonly subfields: readonly (readonly [code: string, text: string])[];
};

export type MarcContent = {
  /** Type of record and bibliographic level: `am` is a printed book. */
  readonly type: string;
  readonly control: readonly (readonly [tag: string, text: string])[];
  readonly fields: readonly MarcDataField[];
};

const SUBFIELD = '\u001F';
const FIELD_END = '\u001E';
const RECORD_END = '\u001D';
const LEADER_LENGTH = 24;
const ENTRY_LENGTH = 12;
/** The length of a field has four digits, and it ends with a sign of its own. */
const LONGEST_FIELD = 9_999;

/** The bytes of one record. */
export function printMarc({ type, control, fields }: MarcContent): Uint8Array {
  const encoder = new TextEncoder();
  const texts = [
    ...control.map(([tag, text]) => ({ tag, text: plain(text) })),
    ...fields.flatMap(({ tag, indicators, subfields }) => {
      const said = subfields.filter(([, text]) => text.trim() !== '');
      if (said.length === 0) return [];
      return [{ tag, text: indicators + said.map(([code, text]) => SUBFIELD + code + plain(text)).join('') }];
    }),
  ];
  const parts = texts.map(({ tag, text }) => ({ tag, bytes: cut(encoder.encode(text + FIELD_END)) }));
  let at = 0;
  const directory = parts.map(({ tag, bytes }) => {
    const entry = tag + digits(bytes.length, 4) + digits(at, 5);
    at += bytes.length;
    return entry;
  });
  const base = LEADER_LENGTH + ENTRY_LENGTH * parts.length + 1;
  const leader = `${digits(base + at + 1, 5)}n${type} a22${digits(base, 5)}   4500`;
  const head = encoder.encode(leader + directory.join('') + FIELD_END);
  const record = new Uint8Array(head.length + at + 1);
  record.set(head);
  let place = head.length;
  for (const { bytes } of parts) {
    record.set(bytes, place);
    place += bytes.length;
  }
  record.set(encoder.encode(RECORD_END), place);
  return record;
}

const digits = (figure: number, count: number): string => String(figure).padStart(count, '0');

/** Control signs have meanings of their own. */
function plain(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ').toWellFormed();
}

/** Cut between two letters: no byte of a letter stands alone. */
function cut(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= LONGEST_FIELD) return bytes;
  let to = LONGEST_FIELD - 1;
  while (((bytes[to] ?? 0) & 0b1100_0000) === 0b1000_0000) to -= 1;
  return Uint8Array.from([...bytes.slice(0, to), ...new TextEncoder().encode(FIELD_END)]);
}
