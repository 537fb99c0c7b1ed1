// Puts the page's parts together: the way to the desk core, the stores, the keys, the scanner, the sounds. One per page.

import { createStore } from 'zustand/vanilla';
import type { i18n } from 'i18next';
import type { DeskLink } from '../bridge/desk-link.ts';
import type { DeskWindows } from '../bridge/desk-windows.ts';
import type { PickedFile } from '../bridge/pick-file.ts';
import type { SavedFile } from '../bridge/save-file.ts';
import type { PageClock } from '../clock/page-clock.ts';
import { keysInForce } from '../keys/key-map.ts';
import { isMac } from '../keys/key-name.ts';
import { deviceApis } from '../scan/device-scanners.ts';
import type { Player } from '../sound/player.ts';
import { createBring } from '../stores/bring-store.ts';
import { createCarry } from '../stores/carry-store.ts';
import { createDevices } from '../stores/devices-store.ts';
import { createDueDates } from '../stores/due-dates-store.ts';
import { createFees } from '../stores/fees-store.ts';
import { createLearner } from '../stores/learner-store.ts';
import { createLine } from '../stores/line-store.ts';
import { createListFiles } from '../stores/list-files-store.ts';
import { createLists } from '../stores/lists-store.ts';
import { deskRowActs } from './desk-row-acts.ts';
import { createAccounts } from '../stores/accounts-store.ts';
import { createEquipment } from '../stores/equipment-store.ts';
import { createPaper } from '../stores/paper-store.ts';
import { createItemRecords } from '../stores/item-record-store.ts';
import { accountForms, type AccountForms } from './account-forms.ts';
import { answerForms, type AnswerForms } from './answer-forms.ts';
import { createCatalog } from './create-catalog.ts';
import { createShelves } from './create-shelves.ts';
import { createSent } from '../stores/sent-store.ts';
import { createTermList } from '../stores/term-store.ts';
import { createHours } from '../stores/hours-store.ts';
import { createPeople } from '../stores/people-store.ts';
import { createPhoneGive } from '../stores/phone-give-store.ts';
import { createPhone } from '../stores/phone-store.ts';
import { createPatronHold } from '../stores/patron-hold-store.ts';
import { createPractice } from '../stores/practice-store.ts';
import { createReports, type Reports } from '../stores/reports-store.ts';
import { createScanners } from '../stores/scanners-store.ts';
import { createSearch } from '../stores/search-store.ts';
import { createSettingsStore } from '../stores/settings-store.ts';
import { createSetup } from '../stores/setup-store.ts';
import { createShift } from '../stores/shift-store.ts';
import { createSlips } from '../stores/slip-store.ts';
import { createLog } from '../stores/log-store.ts';
import { createOffices, type Offices } from './create-offices.ts';
import { createTally } from '../stores/tally-store.ts';
import { createStation, hasRight } from '../stores/station.ts';
import { createViewStore, type ViewStore } from '../stores/view-store.ts';
import { createWhatIf } from '../stores/what-if-store.ts';
import { createWhy } from '../stores/why-store.ts';
import { createWork, type Work } from '../stores/work/create-work.ts';
import type { Tone } from '../stores/work/tone-of.ts';
import { createWorklist, type Worklist, type WorklistParts } from '../stores/worklist-store.ts';
import { speakKeys } from '../text/speak.ts';
import { createActions } from './actions.ts';
import type { Desk, FlashState } from './desk.ts';
import { lockWhenIdle } from './lock-when-idle.ts';
import { listenAtDesk } from './listen-at-desk.ts';
import { createUnsavedLeaving } from './unsaved-work.ts';
import { keepInFront } from './keep-in-front.ts';
import { feeOpener, joiningPayer } from './open-fees.ts';
import { focusScanBox } from './scan-box-focus.ts';

export type DeskParts = {
  readonly page: Window;
  readonly link: DeskLink;
  readonly clock: PageClock;
  readonly windows: DeskWindows;
  readonly speaker: i18n;
  readonly player: Player;
  /** Called when an answer stands in the state: measures until it is painted. */
  readonly painted: (scannedAtMono: number) => void;
  readonly saveFile: (file: SavedFile) => void;
  readonly pickFile: () => Promise<PickedFile>;
};

/** Makes the desk and begins to listen. `desk.station.open()` asks the desk core. */
export function createDesk(given: DeskParts): Desk {
  const { page, link, clock, windows, speaker, painted } = given;
  const view = createViewStore();
  const settings = createSettingsStore(page.localStorage);
  const senses = createSenses(given);
  const { play } = senses;
  const line = createLine(link, clock, () => station.store.getState().gate === 'open');
  const practice = createPractice(link, page, () => station.store.getState().desk);
  const work = createWork({
    link,
    clock,
    view,
    settings,
    play,
    ...practice.memory,
    focus: () => focusScanBox(page.document),
    painted,
    reasonFor: (step) => speaker.t(step === 'agree' ? 'override.agreedReason' : 'override.lendAnywayReason'),
    staff: () => station.store.getState().session?.staff ?? '',
    language: () => (speaker.language === 'es' ? 'es' : 'en'),
    // While practice gets ready nothing is recorded behind it: a scan waits for the person who comes back.
    isOpen: () => station.store.getState().gate === 'open' && !practice.store.getState().isStarting,
    isPaying: () => till.fees.store.getState().isTyped,
    isWriting: () => isWriting(sync),
    forgetMoney: () => till.fees.forgetLast(),
    places: () => sync,
  });
  const station = createStation({
    link,
    clock,
    onLanguage(language) {
      if (speaker.language !== language) void speaker.changeLanguage(language);
      page.document.documentElement.lang = language;
      void work.speak(language);
      refreshAll(sync);
      whatIf.refresh();
    },
    onSignedIn({ staffId }, isSamePerson) {
      if (!isSamePerson) closeWhatIf();
      void line.load();
      void work.begin(staffId, isSamePerson);
    },
    onSignedOut() {
      closeWhatIf();
      work.end();
    },
    // Reasons that stop the desk are shown to the person who comes to sign in.
    onNobodyHere: () => void line.load(),
  });
  const sync = createSyncStores(given, { view, play, work, station, till: () => till });
  const whatIf = createWhatIf({
    link,
    play,
    zone: () => station.store.getState().desk?.zone ?? 'UTC',
    now: () => clock.now(),
  });
  const setup = createSetup({
    link,
    station,
    line,
    play,
    storage: page.sessionStorage,
    language: () => (speaker.language === 'es' ? 'es' : 'en'),
  });
  const till = createTill({ link, play, station, clock, speaker });
  // An answer to "What would happen?" belongs to the person who asked; the next person may not have the right.
  const closeWhatIf = (): void => clearWhatIf(whatIf, view);
  const read = { whatIf, why: createWhy(link), practice, reports: createReading(given, { view, station, play }) };
  const known = { link, clock, station, view, settings, line, work, ...senses, ...sync, setup, ...read, ...till };
  const parts = { ...known, leaving: createUnsavedLeaving(page, known) };
  const actions = createActions({ ...parts, page });
  keepInFront(practice, view, work, till.fees);
  const stops = [
    ...listenAtDesk(page, { ...parts, actions }),
    lockWhenIdle({ page, clock, settings, station, windows }),
    work.follow(),
    line.close,
  ];
  const close = (): void => [...stops, parts.leaving.close].forEach((stop) => stop());
  return { ...parts, ...createFinding(link, view, sync.lists), actions, close, onMac: isMac(page.navigator) };
}

function clearWhatIf(whatIf: Desk['whatIf'], view: ViewStore): void {
  whatIf.clear();
  if (view.getState().overlay === 'what-if') view.setState({ overlay: 'none' });
}

/** Everything that the place for work and the records show is read again. */
function refreshAll(
  sync: Pick<Desk, 'worklist' | 'lists' | 'titles' | 'courses' | 'shelf' | 'carts' | 'items' | 'sent'>,
): void {
  const { worklist, lists, titles, courses, shelf, carts, items, sent } = sync;
  for (const { refresh } of [worklist, lists, titles, courses, shelf, carts, items, sent]) void refresh();
}

/** Something is written about the patron on the desk. */
function isWriting({ accounts, cards, patronHold }: Pick<Desk, 'accounts' | 'cards' | 'patronHold'>): boolean {
  const hasForm = accounts.store.getState().form !== null || cards.store.getState().form !== null;
  const { card, text, title } = patronHold.store.getState();
  return hasForm || (card !== null && (text.trim() !== '' || title !== null));
}

/** Search: for a word typed anywhere, and on the screen of patrons. */
function createFinding(
  link: DeskLink,
  view: ViewStore,
  lists: Pick<Desk['lists'], 'count'>,
): Pick<Desk, 'find' | 'patrons'> {
  const find = createSearch(link, { patrons: 8, items: 8 });
  view.subscribe((now, before) => {
    if (now.overlay !== 'find' || before.overlay === 'find') return;
    find.setText(now.findText);
    void lists.count();
  });
  return { find, patrons: createSearch(link, { patrons: 50, items: 0 }) };
}

/** The desk's input by scanner, and its signals: tones for the ear, and flashes for the eye in a quiet room. */
function createSenses({
  link,
  player,
  page,
}: DeskParts): Pick<Desk, 'devices' | 'scanners' | 'listFiles' | 'learner' | 'flash' | 'play'> {
  const flash = createStore<FlashState>(() => ({ tone: 'card', count: 0 }));
  const devices = createDevices(link);
  const play = (tone: Tone): void => {
    player(tone, devices.store.getState().sound);
    flash.setState(({ count }) => ({ tone, count: count + 1 }));
  };
  const scanners = createScanners(deviceApis(page.navigator));
  return {
    devices,
    scanners,
    listFiles: createListFiles(link),
    learner: createLearner({ link, devices, play }),
    flash,
    play,
  };
}

/** The shift with its drawer, and payments of patrons into it. */
function createTill({
  link,
  play,
  station,
  clock,
  speaker,
}: Pick<Desk, 'link' | 'play' | 'station' | 'clock'> & Pick<DeskParts, 'speaker'>): Pick<
  Desk,
  'shift' | 'tally' | 'log' | 'fees' | 'phone' | 'phoneGive' | 'people' | 'hours' | 'terms' | 'slips' | keyof Offices
> {
  const currency = (): string => station.store.getState().desk?.currency ?? 'USD';
  const shift = createShift({ link, play, currency });
  station.store.subscribe(({ gate }, before) => {
    if (gate !== 'open' || before.gate === 'open') return;
    void shift.load();
    void calls.log.load();
  });
  const people = createPeople(link);
  const calls = {
    tally: createTally({ link, clock, play }),
    log: createLog(link, play),
    ...createOffices({ link, play }),
    phone: createPhone(link),
    phoneGive: createPhoneGive(link),
    people,
    terms: createTermList(link, people.begin),
    hours: createHours(link, () => (speaker.language === 'es' ? 'es' : 'en')),
  };
  const fees = createFees({ link, play, now: () => clock.now() });
  return { shift, fees, slips: createSlips({ link, play }), ...calls };
}

/** The reports. They are cleared with the person who read them, and the list of reports is fetched when the screen is shown. */
function createReading(
  { link, clock, speaker, saveFile }: DeskParts,
  { view, station, play }: Pick<Desk, 'view' | 'station' | 'play'>,
): Reports {
  const reports = createReports({
    link,
    play,
    saveFile,
    zone: () => station.store.getState().desk?.zone ?? 'UTC',
    now: () => clock.now(),
  });
  const look = (): void => {
    if (view.getState().screen === 'reports' && station.store.getState().gate === 'open') void reports.begin();
  };
  view.subscribe(look);
  speaker.on('languageChanged', () => reports.speak());
  station.store.subscribe(({ desk }) => speakKeys(speaker, keysInForce(desk?.keys ?? null).keys));
  // The next person of a shift is signed in without a lock in between.
  station.store.subscribe(({ gate, session }, before) => {
    const isOther = session?.staffId !== before.session?.staffId;
    if (isOther || (gate !== 'open' && before.gate === 'open')) reports.clear();
    if (isOther || gate !== before.gate) look();
  });
  link.onReach((reach) => {
    if (reach === 'up') look();
  });
  return reports;
}

type SyncParts = Pick<Desk, 'view' | 'play' | 'work' | 'station'> & {
  readonly till: () => Pick<Desk, 'fees' | 'slips'>;
};

/** The worklist, the line with its unsent acts, and the files that go out and come in there. */
function createSyncStores(
  { link, page, clock, speaker, saveFile, pickFile }: DeskParts,
  { view, play, work, station, till }: SyncParts,
): Pick<
  Desk,
  | 'worklist'
  | 'lists'
  | 'titles'
  | 'courses'
  | 'shelf'
  | 'carts'
  | 'dueDates'
  | 'paper'
  | 'equipment'
  | 'patronHold'
  | 'items'
  | keyof AnswerForms
  | 'accounts'
  | keyof AccountForms
  | 'sent'
  | 'carry'
  | 'bring'
> {
  const reasonOf: WorklistParts['reasonOf'] = (what) => speaker.t(`sync.${what}Reason`);
  const items = createItemRecords({ link, view, play });
  const panes = workPanes({ link, view, play, work, clock });
  const rowActs = deskRowActs({
    link,
    work,
    speaker,
    complete: (barcode) => items.complete(barcode),
    merge: (card, other) => accounts.askMerge(card, other),
    inventories: () => shelf,
    printHold: (hold) => till().slips.printHold(hold),
    moveBooking: (booking) => panes.equipment.beginMove(booking),
  });
  const { shelf, carts } = createShelves({ link, clock, work, rowActs, play, saveFile, page });
  const lists = createLists({ link, view, rowActs, play, saveFile, after: clock.after });
  const { titles, courses } = createCatalog({ link, view, play, rowActs, work, clock, items, saveFile });
  const accounts = createAccounts({
    link,
    view,
    work,
    rowActs,
    play,
    mayReadHistory: () => hasRight(station.store.getState(), 'edit-patrons'),
    openFee: feeOpener(view, () => till().fees),
    payJoining: joiningPayer(view, station, () => till().fees),
  });
  const patronHold = createPatronHold({ link, play });
  const openRecord = recordOpener({ work, items, accounts });
  const worklist = createWorklist({ link, view, play, checkIn: work.checkIn, reasonOf, openRecord });
  goToScanned(work, worklist);
  // A patron who comes to the desk takes the column.
  work.store.subscribe(({ patron }, before) => {
    if (patron !== null && patron.card !== before.patron?.card) items.close();
    if (patron?.card !== before.patron?.card) patronHold.clear();
  });
  return {
    worklist,
    lists,
    titles,
    courses,
    carts,
    ...panes,
    shelf,
    patronHold,
    accounts,
    ...accountForms({ link, work, play }),
    items,
    ...answerForms({ link, work, play, focus: () => focusScanBox(page.document) }),
    sent: createSent({ link, view }),
    carry: createCarry({ link, saveFile, play }),
    bring: createBring({ link, pickFile, play }),
  };
}

/** Panes on Work in place of a list. */
function workPanes(
  parts: Pick<Desk, 'link' | 'view' | 'play' | 'work' | 'clock'>,
): Pick<Desk, 'dueDates' | 'paper' | 'equipment'> {
  return { dueDates: createDueDates(parts), paper: createPaper(parts), equipment: createEquipment(parts) };
}

/** Opens the record of an exception: the account on Patrons, the copy beside the list. */
function recordOpener({
  work,
  items,
  accounts,
}: Pick<Desk, 'work' | 'items' | 'accounts'>): WorklistParts['openRecord'] {
  const openAccount = async (card: string, isToComplete: boolean): Promise<void> => {
    await work.goTo('patrons');
    await (isToComplete ? accounts.register(card) : work.openPatron(card));
  };
  return ({ patron, item }, what) => {
    if (what === 'account' || what === 'register') {
      if (patron !== undefined) void openAccount(patron, what === 'register');
    } else if (item !== undefined) void (what === 'catalog' ? items.complete(item) : items.open(item));
  };
}

/** An item that is scanned on Work is most likely the one of a card. */
function goToScanned(work: Work, worklist: Worklist): void {
  work.store.subscribe(({ notices: { work: now } }, before) => {
    if (now !== before.notices.work && now.kind === 'item') worklist.choose(now.item.barcode);
  });
}
