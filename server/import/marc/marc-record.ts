// A MARC record as its readers give it, from any file format.

/** Code and text of each subfield, in their order. */
export type Subfields = readonly (readonly [code: string, text: string])[];

export type MarcField = { readonly indicators: string; readonly subfields: Subfields };

export type MarcRecord = {
  /** 24 signs. */
  readonly leader: string;
  /** The first control field of a tag. */
  readonly control: (tag: string) => string | null;
  readonly fields: (tag: string) => readonly MarcField[];
  /** True of how it was read. */
  readonly notes: readonly string[];
};

/** A record with its place: its number in a file of ISO 2709, its line in one of XML. A `reason` stands where it is none. */
export type ReadMarc =
  | { readonly line: number; readonly record: MarcRecord }
  | { readonly line: number; readonly record: null; readonly reason: string };

/** The first text of a subfield. */
export function firstOf(field: MarcField | undefined, code: string): string | null {
  const text = field?.subfields.find(([name]) => name === code)?.[1].trim();
  return text === undefined || text === '' ? null : text;
}

/** All texts of some subfields, in the order of the field. */
export function textsOf(field: MarcField | undefined, codes: string): string[] {
  return (field?.subfields ?? []).flatMap(([name, text]) =>
    codes.includes(name) && text.trim() !== '' ? [text.trim()] : [],
  );
}
