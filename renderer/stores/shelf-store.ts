// Reading of a shelf: its range, the scanned copies with the standing of each, and the copies not seen there.

import { createStore } from 'zustand/vanilla';
import type { BridgeError } from '../../shared/bridge/contract.ts';
import { inShelfOrder, neighborsOn } from '../../shared/callnumbers/shelf-order.ts';
import type { ActId } from '../../shared/core/ids.ts';
import { standingsOf } from '../../shared/callnumbers/shelf-reading.ts';
import { shelfText } from '../../shared/callnumbers/shelf-range.ts';
import type { ListRow } from '../../shared/views/list.ts';
import { mayStandHere, type SeenAnswer } from '../../shared/views/seen.ts';
import type { ShelfView } from '../../shared/views/shelf.ts';
import { faultOf } from '../bridge/fault-of.ts';
import { chooseRange, finish, markAll, putAway, readProgress, saveReport } from './shelf-inventory.ts';
import type { ReadingParts, ShelfParts } from './shelf-parts.ts';
import type { Shelf, ShelfRow, ShelfState } from './shelf-state.ts';
import { withNotice, type InHand, type InventoryMode, type Notice } from './work/work-state.ts';

const EMPTY: ShelfState = {
  view: null,
  rows: [],
  alsoMisplaced: null,
  missing: null,
  tab: 'scanned',
  focus: null,
  worked: {},
  form: null,
  open: [],
  locations: [],
  error: null,
  isBusy: false,
};

/** The code of a barcode that no copy has. */
const NO_COPY = 'HF-CIRC-003';

/** Other desks read too: their scans are fetched no more often than this. */
const AFTER_CHANGE_MS = 1_000;

type Parts = ReadingParts;

export function createShelf(given: ShelfParts): Shelf {
  const { link, work, clock } = given;
  const store = createStore<ShelfState>(() => EMPTY);
  const parts: Parts = {
    ...given,
    store,
    mode: () => work.store.getState().inventory,
    opening: { now: Promise.resolve() },
  };
  // A shelf that is no longer read is forgotten.
  work.store.subscribe(({ inventory }, before) => {
    if (inventory === null && before.inventory !== null) store.setState(EMPTY);
  });
  const waiting = { isSet: false };
  link.on('desk.changed', () => {
    const isShared = (parts.mode()?.inventory ?? null) !== null;
    if ((store.getState().missing === null && !isShared) || waiting.isSet) return;
    waiting.isSet = true;
    clock.after(AFTER_CHANGE_MS, () => {
      waiting.isSet = false;
      if (isShared) void readProgress(parts);
      if (store.getState().missing !== null) void readMissing(parts);
    });
  });
  const setRight = async (barcode: string, toCart: boolean): Promise<void> => {
    const error = await putAway(parts, barcode, toCart);
    if (error !== null) return fail(parts, error, barcode);
    if (store.getState().missing !== null) await readMissing(parts);
  };
  return {
    store,
    take: (item) => take(parts, item),
    takeCode: (code) => takeCode(parts, code),
    choose: () => chooseRange(parts),
    change: (change) => store.setState(({ form }) => (form === null ? {} : { form: { ...form, ...change } })),
    cancel() {
      store.setState({ form: null, error: null });
      parts.focusBox();
    },
    begin: () => begin(parts),
    join: (inventory) => join(parts, inventory),
    finish: () => finish(parts),
    saveReport: (inventory) => saveReport(parts, inventory),
    resume: () => resume(parts),
    goTo(tab) {
      store.setState({ tab, focus: null });
      if (tab === 'missing') void readMissing(parts);
    },
    setFocus: (focus) => store.setState({ focus }),
    move: (by) => store.setState((state) => ({ focus: movedFrom(state, by) })),
    checkIn: (barcode) => checkIn(parts, barcode),
    toCart: (barcode) => setRight(barcode, true),
    putRight: (barcode) => setRight(barcode, false),
    actOnMissing: (row, act, answer) => actOnMissing(parts, row, act, answer),
    markAll: () => markAll(parts, () => readMissing(parts)),
    canUndo: () => store.getState().rows[0]?.answer.canUndo === true,
    undoLast: () => undoLast(parts),
    async refresh() {
      if (store.getState().missing !== null) await readMissing(parts);
    },
  };
}

async function take(parts: Parts, { barcode }: InHand): Promise<void> {
  const error = await see(parts, barcode);
  if (error !== null) fail(parts, error, barcode);
}

/** A scan that is no copy may be a card or a book number: it is looked up then. */
async function takeCode(parts: Parts, code: string): Promise<boolean> {
  const error = await see(parts, code);
  if (error?.code === NO_COPY) return false;
  if (error !== null) fail(parts, error, code);
  return true;
}

/** Takes in a copy that stands on the shelf. Returns why it was not recorded; null: it was, or there was something to be told before. */
async function see(parts: Parts, barcode: string): Promise<BridgeError | null> {
  const { link, play, store } = parts;
  const mode = parts.mode();
  if (mode === null) return null;
  say(parts, { kind: 'ready' });
  await parts.opening.now;
  const shelf = store.getState().view ?? (mode.range === null ? null : await open(parts, mode, mode.range));
  if (shelf === null && mode.range !== null) return null;
  const location = shelf?.location ?? null;
  const answer = await link.act('item.seen', { barcode, ...(location === null ? {} : { location }) });
  if (!answer.ok) return answer.error;
  const before = misplaced(store.getState().rows);
  const rows = arranged([{ at: parts.clock.now(), answer: answer.value }, ...store.getState().rows], shelf);
  const newest = rows[0];
  const alsoMisplaced = [...misplaced(rows)].find((one) => !before.has(one) && one !== barcodeOf(newest)) ?? null;
  const view = shelf === null ? null : withSeen(shelf, answer.value.item.barcode);
  store.setState({ rows, alsoMisplaced, tab: 'scanned', view });
  play(
    newest?.standing === 'in-order' && alsoMisplaced === null && newest.answer.finding === 'here' ? 'done' : 'route',
  );
  // The first copy that stands where it may begins the range. Its answer waits for nothing.
  if (shelf === null && newest?.standing === 'in-order') parts.opening.now = openBy(parts, mode, barcode);
  return null;
}

async function openBy(parts: Parts, mode: InventoryMode, firstBarcode: string): Promise<void> {
  const view = await open(parts, mode, { firstBarcode });
  if (view !== null) parts.store.setState(({ rows }) => ({ rows: arranged(rows, view) }));
}

const barcodeOf = (row: ShelfRow | undefined): string | undefined => row?.answer.item.barcode;
const misplaced = (rows: readonly ShelfRow[]): ReadonlySet<string> =>
  new Set(rows.flatMap(({ standing, answer }) => (standing === 'misplaced' ? [answer.item.barcode] : [])));

type Scanned = Pick<ShelfRow, 'at' | 'answer'> & Partial<ShelfRow>;

/** While no range is known. */
const ANYWHERE = { location: null, from: null, to: null };

/** Each copy once, where it was scanned last, with how it stands by now. A row that stands as before is the same object: it is not drawn again. */
function arranged(scanned: readonly Scanned[], shelf: ShelfView | null): ShelfRow[] {
  const known = new Set<string>();
  const rows = scanned.filter(({ answer: { item } }) => !known.has(item.barcode) && known.add(item.barcode));
  const order = rows.toReversed();
  const standings = standingsOf(
    order.map(({ answer: { item, finding } }) => ({ callNumber: item.callNumber, isHere: mayStandHere(finding) })),
    shelf ?? ANYWHERE,
  ).toReversed();
  const numbers = (shelf?.copies ?? []).map(({ callNumber }) => callNumber);
  return rows.map((row, at) => {
    const standing = standings[at] ?? 'in-order';
    const between =
      standing === 'misplaced' ? neighborsOn(numbers, row.answer.item.callNumber) : { after: null, before: null };
    const now = { at: row.at, answer: row.answer, standing, ...between, said: row.said ?? null };
    return isAsBefore(row, now) ? row : now;
  });
}

function isAsBefore(row: Scanned, { standing, after, before, said }: ShelfRow): row is ShelfRow {
  return row.standing === standing && row.after === after && row.before === before && row.said === said;
}

function withSeen(shelf: ShelfView, barcode: string): ShelfView {
  return { ...shelf, copies: shelf.copies.map((one) => (one.barcode === barcode ? { ...one, isSeen: true } : one)) };
}

/** Reads the expected copies of a range; null where that failed, with the error shown. */
async function open(
  parts: Parts,
  mode: InventoryMode,
  range: Parameters<typeof rangeAsked>[0],
): Promise<ShelfView | null> {
  const { link, store, work } = parts;
  store.setState({ isBusy: true, error: null });
  const asked = mode.inventory === null ? rangeAsked(mode.range ?? range) : { inventory: mode.inventory };
  const answer = await link.ask('shelf.view', { since: mode.since, range: asked });
  store.setState({ isBusy: false });
  if (!answer.ok) {
    fail(parts, answer.error, 'firstBarcode' in range ? range.firstBarcode : '');
    return null;
  }
  const { location, from, to, since } = answer.value;
  // It was ended meanwhile.
  if (parts.mode() === null) return null;
  work.store.setState({ inventory: { ...mode, since, range: { location, from, to } } });
  store.setState({ view: answer.value });
  return answer.value;
}

const rangeAsked = (range: NonNullable<InventoryMode['range']> | { readonly firstBarcode: string }) => range;

async function begin(parts: Parts): Promise<void> {
  const { store, clock, link } = parts;
  const { form, locations } = store.getState();
  if (form === null) return;
  const location = locations.find(({ id }) => id === form.location)?.id ?? null;
  const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
  const range = { location, from: orNull(form.from), to: orNull(form.to) };
  if (form.name.trim() !== '') {
    const started = await link.act('inventory.start', { name: form.name.trim(), ...range });
    if (!started.ok) return store.setState({ error: started.error });
    return join(parts, started.value.commandId);
  }
  const since = parts.mode()?.since ?? new Date(clock.now()).toISOString();
  const view = await open(parts, { since, range, inventory: null }, range);
  if (view === null) return;
  store.setState(({ rows }) => ({ form: null, missing: null, rows: arranged(rows, view), alsoMisplaced: null }));
  parts.focusBox();
}

async function join(parts: Parts, inventory: ActId): Promise<void> {
  const { store, work, clock } = parts;
  if (parts.mode() === null) work.toggleInventory();
  // Its own beginning comes with its range.
  const since = new Date(clock.now()).toISOString();
  const view = await open(parts, { since, range: null, inventory }, { location: null, from: null, to: null });
  if (view === null) return;
  store.setState({ form: null, missing: null, rows: [], alsoMisplaced: null, tab: 'scanned' });
  parts.focusBox();
}

async function resume(parts: Parts): Promise<void> {
  const mode = parts.mode();
  if (mode === null || mode.range === null || parts.store.getState().view !== null) return;
  await open(parts, mode, mode.range);
}

/** In a range without an end, copies behind the last one read in order are not missing yet. */
function shelfRead({ store }: Parts): string | null {
  const { view, rows } = store.getState();
  if (view === null) return null;
  const read = rows.flatMap(({ standing, answer }) => (standing === 'in-order' ? [answer.item.callNumber] : []));
  const last = read.toSorted(inShelfOrder).at(-1);
  if (view.to === null && last === undefined) return null;
  const { location, from } = view;
  return shelfText({ range: { location, from, to: view.to ?? last ?? null }, since: Date.parse(view.since) });
}

async function readMissing(parts: Parts): Promise<void> {
  const of = shelfRead(parts);
  if (of === null) return;
  const answer = await parts.link.ask('list.view', { list: 'shelf-missing', of });
  if (answer.ok) parts.store.setState({ missing: answer.value });
  else parts.store.setState({ error: answer.error });
}

async function actOnMissing(parts: Parts, row: ListRow, act: string, answer: string | null): Promise<void> {
  const done = await parts.rowActs.run(act, row, answer);
  parts.play(done.ok ? 'done' : 'refused');
  parts.store.setState(({ worked }) =>
    done.ok ? { worked: { ...worked, [row.key]: { said: done.value } }, error: null } : { error: done.error },
  );
  await readMissing(parts);
}

async function checkIn({ store, work }: Parts, barcode: string): Promise<void> {
  const row = store.getState().rows.find(({ answer }) => answer.item.barcode === barcode);
  const answer = await work.checkIn({ barcode, title: row?.answer.item.title ?? null });
  const text = answer?.routing?.text;
  if (text === undefined) return;
  store.setState(({ rows }) => ({
    rows: rows.map((one) => (barcodeOf(one) === barcode ? { ...one, said: text, answer: undoneNoMore(one) } : one)),
  }));
}

/** Something happened to it since: its sighting is undone no more. */
const undoneNoMore = ({ answer }: ShelfRow): SeenAnswer => ({ ...answer, canUndo: false });

async function undoLast(parts: Parts): Promise<void> {
  const { store, link, play } = parts;
  const { rows, view } = store.getState();
  const [last, ...others] = rows;
  if (last === undefined) return;
  const error = faultOf(await link.act('circ.undo', { commandId: last.answer.commandId }));
  if (error !== null) return fail(parts, error, '');
  store.setState({ rows: arranged(others, view), alsoMisplaced: null });
  play('done');
}

const UNKNOWN = 'HF-CIRC-003';

function fail(parts: Parts, error: BridgeError, barcode: string): void {
  say(parts, error.code === UNKNOWN ? { kind: 'not-found', text: barcode } : { kind: 'failed', error });
  parts.play('refused');
}

function say({ work }: Parts, notice: Notice): void {
  work.store.setState((state) => withNotice(state, 'checkin', notice));
}

function movedFrom({ tab, rows, missing, focus }: ShelfState, by: 1 | -1): string | null {
  const keys =
    tab === 'missing' ? (missing?.rows ?? []).map(({ key }) => key) : rows.flatMap((row) => barcodeOf(row) ?? []);
  return keys[keys.findIndex((key) => key === focus) + by] ?? focus;
}
