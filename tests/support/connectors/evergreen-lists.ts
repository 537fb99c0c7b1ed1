// The people and copies of the stand-in for Evergreen, with the fields of its public description. Tests change them as its staff would.

import type { Row } from './evergreen-records.ts';

/** A group, a location and the part of a call number that is none. */
export const EVERYONE = 2;
export const STACKS = 701;
const NONE = -1;

const BEGUN = '2026-01-01T10:00:00+0000';

/** An account; its card and its address have the numbers 500 and 800 more. */
export const evergreenUser = (n: number, unit: number, more: Row = {}): Row => ({
  id: 101 + n,
  usrname: `login${n}`,
  family_name: `Family${n}`,
  first_given_name: `Given${n}`,
  second_given_name: null,
  suffix: null,
  pref_first_given_name: null,
  dob: '1990-05-04',
  email: `p${n}@example.org`,
  day_phone: '555-0100',
  evening_phone: null,
  other_phone: null,
  card: 501 + n,
  profile: EVERYONE,
  home_ou: unit,
  mailing_address: 801 + n,
  billing_address: null,
  active: 't',
  deleted: 'f',
  expire_date: null,
  last_update_time: BEGUN,
  last_xact_id: `x${n}`,
  ...more,
});

export const evergreenCard = (n: number, barcode: string, more: Row = {}): Row => ({
  id: 501 + n,
  usr: 101 + n,
  barcode,
  active: 't',
  ...more,
});

export const evergreenAddress = (n: number, more: Row = {}): Row => ({
  id: 801 + n,
  usr: 101 + n,
  street1: `${n} Elm Street`,
  street2: '',
  city: 'Springfield',
  state: 'IL',
  post_code: '62701',
  country: 'US',
  ...more,
});

/** A copy; its call number and its record have the numbers 1000 and 2000 more. */
export const evergreenCopy = (n: number, barcode: string, unit: number, more: Row = {}): Row => ({
  id: 1_001 + n,
  barcode,
  call_number: 2_001 + n,
  status: 0,
  circ_lib: unit,
  location: STACKS,
  circ_modifier: 'book',
  price: '12.50',
  circulate: 't',
  holdable: 't',
  deleted: 'f',
  dummy_title: null,
  dummy_author: null,
  edit_date: BEGUN,
  ...more,
});

export const evergreenVolume = (n: number, unit: number, more: Row = {}): Row => ({
  id: 2_001 + n,
  record: 3_001 + n,
  label: 'QA',
  prefix: NONE,
  suffix: NONE,
  owning_lib: unit,
  ...more,
});

export const evergreenTitle = (n: number, more: Row = {}): Row => ({
  id: 3_001 + n,
  title: `Title ${n}`,
  author: 'Ode, Li',
  isbn: '{9780306406157,"0-306-40615-2 (pbk.)"}',
  pubdate: '2001',
  ...more,
});

/** Accounts with a card and an address each. */
export const evergreenPeople = (cards: readonly string[], unit: number) => ({
  au: cards.map((_, n) => evergreenUser(n, unit)),
  ac: cards.map((barcode, n) => evergreenCard(n, barcode)),
  aua: cards.map((_, n) => evergreenAddress(n)),
  pgt: [{ id: EVERYONE, name: 'Everyone' }],
});

/** Copies with a title each. */
export const evergreenCatalogue = (barcodes: readonly string[], unit: number) => ({
  acp: barcodes.map((barcode, n) => evergreenCopy(n, barcode, unit)),
  acn: barcodes.map((_, n) => evergreenVolume(n, unit)),
  acnp: [{ id: NONE, label: '' }],
  acns: [{ id: NONE, label: '' }],
  acpl: [{ id: STACKS, name: 'Stacks', owning_lib: unit }],
  rmsr: barcodes.map((_, n) => evergreenTitle(n)),
});
