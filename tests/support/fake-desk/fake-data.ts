// The library of the fake desk: invented people and things, enough to show every kind of answer the screens know.

export type FakeItem = {
  readonly barcode: string;
  readonly title: string;
  readonly author: string | null;
  readonly callNumber: string;
  readonly location: string;
  readonly kind: 'book' | 'reserve' | 'laptop' | 'camera' | 'media';
  readonly home: 'Main' | 'West';
  /** Parts to hand over and count. */
  readonly parts?: readonly string[];
  /** A patron waits for it: the label of the hold slip. */
  readonly holdLabel?: string;
  readonly neverLent?: boolean;
  /** Taken for a loan, in cents. */
  readonly depositMinor?: number;
};

export type FakePatron = {
  readonly card: string;
  readonly name: string;
  readonly group: string;
  readonly home: string;
  readonly expires: string;
  readonly expired?: boolean;
  readonly block?: string;
  readonly owesMinor?: number;
  readonly messages?: readonly string[];
  readonly ready?: readonly string[];
  /** Holds with a copy that is not on the shelf of this branch. */
  readonly readyAway?: Readonly<Record<string, 'elsewhere' | 'on-the-way'>>;
  readonly waiting?: readonly string[];
};

export const FAKE_STAFF = [
  { staff: 'sam', pin: '1111', role: 'student' },
  { staff: 'rivera', pin: '222222', role: 'desk' },
  { staff: 'nadia', pin: '333333', role: 'night-lead' },
  { staff: 'chen', pin: '444444', role: 'supervisor' },
  { staff: 'ada', pin: '555555', role: 'administrator' },
] as const;

export const FAKE_PATRONS: readonly FakePatron[] = [
  {
    card: '21310000004421',
    name: 'OKAFOR, Sade',
    group: 'Undergraduate',
    home: 'Pitzer',
    expires: 'May 31, 2027',
    owesMinor: 1250,
    ready: ['The Fifth Season'],
    waiting: ['Braiding Sweetgrass'],
  },
  {
    card: '21310000001187',
    name: 'LINDQVIST, Åsa',
    group: 'Faculty',
    home: 'Scripps',
    expires: 'Aug 31, 2027',
    readyAway: { Walden: 'elsewhere', 'Silent Spring': 'on-the-way' },
  },
  {
    card: '21310000007730',
    name: 'TORRES, Mateo',
    group: 'Undergraduate',
    home: 'Pomona',
    expires: 'May 31, 2027',
    block: 'Block on the account: replacement bill at collections',
  },
  {
    card: '21310000002095',
    name: 'BEAUMONT, Claire-Élise',
    group: 'Graduate',
    home: 'CGU',
    expires: 'Nov 15, 2026',
    expired: true,
  },
  {
    card: '21310000009004',
    name: 'NGUYEN, Thi Minh Khai',
    group: 'Undergraduate',
    home: 'Harvey Mudd',
    expires: 'May 31, 2028',
    messages: ['Left a scarf at the desk on Nov 28; it is in the drawer.'],
  },
  { card: '21310000005566', name: 'O’BRIEN, Fionn', group: 'Staff', home: 'Keck', expires: 'Jun 30, 2028' },
  { card: '21310000003348', name: 'ŁUKASIEWICZ, Jan', group: 'Visiting scholar', home: 'CMC', expires: 'Jan 31, 2027' },
  { card: '21310000006612', name: 'ADEYEMI, Tolu', group: 'Undergraduate', home: 'Pomona', expires: 'May 31, 2029' },
  { card: '21310000008859', name: 'OKONKWO, Chidi', group: 'Graduate', home: 'CGU', expires: 'May 31, 2027' },
  { card: '21310000000361', name: 'OKAZAKI, Yuki', group: 'Undergraduate', home: 'Scripps', expires: 'May 31, 2028' },
];

const book = (barcode: string, title: string, author: string, callNumber: string): FakeItem => ({
  barcode,
  title,
  author,
  callNumber,
  location: 'Stacks 3',
  kind: 'book',
  home: 'Main',
});

export const FAKE_ITEMS: readonly FakeItem[] = [
  book('31310000008812', 'The Overstory', 'Powers, Richard', 'PS3566.O92 O94 2018'),
  book('31310000001204', 'Circe', 'Miller, Madeline', 'PS3613.I5445 C57 2018'),
  book('31310000004417', 'Introduction to Algorithms', 'Cormen, Thomas H.', 'QA76.6 .I5858 2022'),
  book('31310000005529', 'The Warmth of Other Suns', 'Wilkerson, Isabel', 'E185.6 .W685 2010'),
  book('31310000006638', 'Silent Spring', 'Carson, Rachel', 'QH545.P4 C38 2002'),
  book('31310000007745', 'Cien años de soledad', 'García Márquez, Gabriel', 'PQ8180.17.A73 C5 2017'),
  book('31310000002251', 'A Field Guide to Western Birds', 'Peterson, Roger Tory', 'QL683.W4 P4 2020'),
  book('31310000003360', 'Pedagogy of the Oppressed', 'Freire, Paulo', 'LB880.F73 P4313 2018'),
  { ...book('31310000009971', 'The Fifth Season', 'Jemisin, N. K.', 'PS3610.E46 F54 2015'), holdLabel: 'OKAF S 4421' },
  {
    ...book('31310000009989', 'Braiding Sweetgrass', 'Kimmerer, Robin Wall', 'E98.P5 K56 2013'),
    holdLabel: 'NGUY T 9004',
  },
  {
    ...book('31310000000505', 'Grove Dictionary of Music, v. 7', 'Sadie, Stanley', 'ML100 .N48 2001'),
    location: 'Reference',
    neverLent: true,
  },
  {
    ...book('32310000004003', 'The Structure of Scientific Revolutions', 'Kuhn, Thomas S.', 'Q175 .K95 2012'),
    home: 'West',
  },
  { ...book('32310000004011', 'Walden', 'Thoreau, Henry David', 'PS3048 .A1 2004'), home: 'West' },
  {
    barcode: '33310000000031',
    title: 'Laptop 14',
    author: null,
    callNumber: 'LAPTOP 14',
    location: 'Equipment shelf',
    kind: 'laptop',
    home: 'Main',
    parts: ['charger', 'sleeve'],
  },
  {
    barcode: '33310000000049',
    title: 'Laptop 15',
    author: null,
    callNumber: 'LAPTOP 15',
    location: 'Equipment shelf',
    kind: 'laptop',
    home: 'Main',
    parts: ['charger', 'sleeve'],
  },
  {
    barcode: '33310000000114',
    title: 'Camera kit 3, Canon R10',
    author: null,
    callNumber: 'CAMERA 3',
    location: 'Equipment shelf',
    kind: 'camera',
    home: 'Main',
    parts: ['2 batteries', 'charger', 'strap', '64 GB card'],
  },
  {
    barcode: '33310000000122',
    title: 'Projector, portable',
    author: null,
    callNumber: 'PROJECTOR 1',
    location: 'Equipment shelf',
    kind: 'camera',
    home: 'Main',
    depositMinor: 2_000,
  },
  {
    barcode: '34310000002290',
    title: 'Course pack PSYC 51',
    author: 'Abrams, Dominic',
    callNumber: 'RES PSYC 51',
    location: 'Course reserves',
    kind: 'reserve',
    home: 'Main',
  },
  {
    barcode: '34310000002308',
    title: 'Organic Chemistry, 8th ed., copy 2',
    author: 'Bruice, Paula',
    callNumber: 'RES CHEM 110',
    location: 'Course reserves',
    kind: 'reserve',
    home: 'Main',
  },
  {
    barcode: '35310000000707',
    title: 'Moonlight (Blu-ray)',
    author: 'Jenkins, Barry',
    callNumber: 'BLU 1042',
    location: 'Media',
    kind: 'media',
    home: 'Main',
  },
];

/** Loans at the start: card, barcode, days until due (fractions are hours of today), renewals. */
export const FAKE_LOANS: readonly (readonly [string, string, number, number])[] = [
  ['21310000004421', '31310000001204', 9, 1],
  ['21310000004421', '31310000005529', -3, 0],
  ['21310000001187', '31310000004417', 120, 2],
  ['21310000001187', '32310000004003', 60, 0],
  ['21310000009004', '33310000000049', 0.2, 0],
  ['21310000006612', '31310000007745', 6, 3],
];

/** Items that may be in question, and the cards of those who may have them. The second comes with the worklist. */
export const FAKE_QUESTIONS: readonly (readonly [string, readonly string[]])[] = [
  ['32310000004011', ['21310000001187', '21310000006612']],
  ['33310000000049', ['21310000009004', '21310000006612']],
];

/** The address of a printer that is off. */
export const PRINTER_OFF = 'off.example.edu';
