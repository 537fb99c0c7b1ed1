// The lists of the stand-in for Koha: people, copies and titles with the fields of its public description. Tests change them as its staff would.

export type KohaPatron = { patron_id: number; cardnumber: string | null } & Record<string, unknown>;
export type KohaItem = { item_id: number; biblio_id: number; external_id: string | null } & Record<string, unknown>;
export type KohaBiblio = { biblio_id: number; title: string } & Record<string, unknown>;

export type KohaLists = {
  readonly patrons: KohaPatron[];
  readonly items: KohaItem[];
  readonly biblios: KohaBiblio[];
};

export const kohaPatron = (id: number, cardnumber: string | null, more: object = {}): KohaPatron => ({
  patron_id: id,
  cardnumber,
  surname: `Last${id}`,
  firstname: `First${id}`,
  middle_name: null,
  date_of_birth: '1990-05-04',
  email: `p${id}@example.edu`,
  phone: '555-0100',
  mobile: null,
  address: `${id} Elm Street`,
  address2: '',
  city: 'Springfield',
  state: 'IL',
  postal_code: '62701',
  country: null,
  category_id: 'everyone',
  library_id: 'main',
  expiry_date: null,
  patron_card_lost: false,
  restricted: false,
  updated_on: '2026-01-01T10:00:00+00:00',
  ...more,
});

export const kohaItem = (id: number, external: string | null, more: object = {}): KohaItem => ({
  item_id: id,
  biblio_id: id,
  external_id: external,
  home_library_id: 'main',
  location: 'FIC',
  callnumber: `QA ${id}`,
  copy_number: null,
  item_type_id: 'BK',
  replacement_price: 12.5,
  not_for_loan_status: 0,
  withdrawn: 0,
  timestamp: '2026-01-01T10:00:00+00:00',
  ...more,
});

export const kohaBiblio = (id: number, more: object = {}): KohaBiblio => ({
  biblio_id: id,
  title: `Title ${id}`,
  subtitle: null,
  author: 'Ode, Li',
  isbn: '9780306406157 | 0306406152',
  copyright_date: 2001,
  publication_year: null,
  ...more,
});

/** Records that a question asks for: after an id, changed since a time, of one number in any case of its letters; in the order that it asks for, else in none. */
export function listed<T extends Record<string, unknown>>(
  records: readonly T[],
  keys: readonly (keyof T & string)[],
  query: URLSearchParams,
): readonly T[] {
  type Bound = { readonly '>'?: number; readonly '>='?: string };
  const parseBounds = (text: string) => JSON.parse(text) as Readonly<Record<string, Bound | string>>;
  const bounds = parseBounds(query.get('q') ?? '{}');
  const isLike = (value: unknown, asked: string) => String(value).toLowerCase() === asked.toLowerCase();
  const named = Object.entries(bounds).flatMap(([key, value]) =>
    typeof value === 'string' ? [[key, value] as const] : [],
  );
  const wanted = records.filter((one) => named.every(([key, value]) => isLike(one[key], value)));
  const found = wanted.filter((one) =>
    keys.every((key) => {
      const bound = bounds[key] ?? {};
      const { '>': above = -Infinity, '>=': since } = typeof bound === 'string' ? {} : bound;
      if (since !== undefined) return Date.parse(String(one[key])) >= Date.parse(since);
      return above === -Infinity || Number(one[key]) > above;
    }),
  );
  const order = query.get('_order_by') ?? '';
  const by = keys.find((key) => key === order.slice(1));
  if (by === undefined) return found;
  const sign = order.startsWith('-') ? -1 : 1;
  const valueOf = (one: T): number => (by === keys[0] ? Number(one[by]) : Date.parse(String(one[by])));
  return found.toSorted((a, b) => sign * (valueOf(a) - valueOf(b)));
}
