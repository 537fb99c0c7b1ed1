// The parts of a page of the desk, and the actions that keys, buttons and palette lines have.

import type { StoreApi } from 'zustand/vanilla';
import type { DeskLink } from '../bridge/desk-link.ts';
import type { PageClock } from '../clock/page-clock.ts';
import type { Bring } from '../stores/bring-store.ts';
import type { Carry } from '../stores/carry-store.ts';
import type { ListFiles } from '../stores/list-files-store.ts';
import type { Scanners } from '../stores/scanners-store.ts';
import type { Devices } from '../stores/devices-store.ts';
import type { PatronHold } from '../stores/patron-hold-store.ts';
import type { DueDates } from '../stores/due-dates-store.ts';
import type { Equipment } from '../stores/equipment-store.ts';
import type { Fees } from '../stores/fees-store.ts';
import type { Learner } from '../stores/learner-store.ts';
import type { Line } from '../stores/line-store.ts';
import type { BorrowedDesk } from '../stores/borrowed-store.ts';
import type { Bills } from '../stores/bills-store.ts';
import type { DataFeeds } from '../stores/data-feeds-store.ts';
import type { Lists } from '../stores/lists-store.ts';
import type { Cards } from '../stores/cards-store.ts';
import type { Agreements } from '../stores/agreements-store.ts';
import type { Accounts } from '../stores/accounts-store.ts';
import type { Paper } from '../stores/paper-store.ts';
import type { Parts } from '../stores/parts-store.ts';
import type { Uncataloged } from '../stores/uncataloged-store.ts';
import type { PartsOut } from '../stores/parts-out-store.ts';
import type { QuickRecord } from '../stores/quick-record-store.ts';
import type { ItemRecords } from '../stores/item-record-store.ts';
import type { LogDesk } from '../stores/log-store.ts';
import type { TallyDesk } from '../stores/tally-store.ts';
import type { Courses } from '../stores/courses-store.ts';
import type { Carts } from '../stores/carts-store.ts';
import type { Shelf } from '../stores/shelf-state.ts';
import type { Titles } from '../stores/titles-store.ts';
import type { Sent } from '../stores/sent-store.ts';
import type { TermList } from '../stores/term-store.ts';
import type { HoursStore } from '../stores/hours-store.ts';
import type { People } from '../stores/people-store.ts';
import type { PhoneGive } from '../stores/phone-give-store.ts';
import type { Phone } from '../stores/phone-store.ts';
import type { Leaving } from '../stores/leaving-store.ts';
import type { Practice } from '../stores/practice-store.ts';
import type { Proxies } from '../stores/proxies-store.ts';
import type { Reports } from '../stores/reports-store.ts';
import type { Search } from '../stores/search-store.ts';
import type { SettingsStore } from '../stores/settings-store.ts';
import type { Setup } from '../stores/setup-store.ts';
import type { ShiftDesk } from '../stores/shift-store.ts';
import type { Slips } from '../stores/slip-store.ts';
import type { Station } from '../stores/station.ts';
import type { ViewStore } from '../stores/view-store.ts';
import type { PartTermsStore } from '../stores/part-terms-store.ts';
import type { HabitsStore } from '../stores/habits-store.ts';
import type { NoticeTextsStore } from '../stores/notice-texts-store.ts';
import type { Roles } from '../stores/roles-store.ts';
import type { WhatIf } from '../stores/what-if-store.ts';
import type { Why } from '../stores/why-store.ts';
import type { Work } from '../stores/work/create-work.ts';
import type { Tone } from '../stores/work/tone-of.ts';
import type { Worklist } from '../stores/worklist-store.ts';
import type { ActionId } from '../keys/key-map.ts';

export type Action = {
  readonly run: () => void;
  /** Whether it would do something now. */
  readonly isReady: () => boolean;
};

export type Actions = Readonly<Record<ActionId, Action>>;

/** The last tone, counted, for the flash that may replace the sound. */
export type FlashState = { readonly tone: Tone; readonly count: number };

export type Desk = {
  readonly link: DeskLink;
  readonly clock: PageClock;
  readonly station: Station;
  readonly view: ViewStore;
  readonly settings: SettingsStore;
  readonly devices: Devices;
  /** Scanners that are no keyboards. */
  readonly scanners: Scanners;
  /** Lists that the desk keeps in a folder. */
  readonly listFiles: ListFiles;
  readonly learner: Learner;
  readonly setup: Setup;
  readonly line: Line;
  readonly work: Work;
  readonly find: Search;
  readonly patrons: Search;
  readonly worklist: Worklist;
  readonly lists: Lists;
  readonly titles: Titles;
  readonly courses: Courses;
  /** The shelf that is read on Check in. */
  readonly shelf: Shelf;
  /** Carts on which returns wait, while they are sorted. */
  readonly carts: Carts;
  readonly dueDates: DueDates;
  /** A downtime sheet that is entered on Work. */
  readonly paper: Paper;
  /** Bookings of equipment, on Work. */
  readonly equipment: Equipment;
  readonly bills: Bills;
  readonly feeds: DataFeeds;
  /** Items of other libraries that are received, on Work. */
  readonly borrowed: BorrowedDesk;
  /** The form of a hold in the patron's panel. */
  readonly patronHold: PatronHold;
  readonly accounts: Accounts;
  /** The form of a card on the record of a patron. */
  readonly cards: Cards;
  /** The form of a proxy on the record of a sponsor. */
  readonly proxies: Proxies;
  readonly items: ItemRecords;
  readonly quick: QuickRecord;
  /** The form of an agreement on equipment. */
  readonly agreements: Agreements;
  readonly parts: Parts;
  /** The count of parts that go out with the copy lent last. */
  readonly partsOut: PartsOut;
  /** Lending without a barcode. */
  readonly uncataloged: Uncataloged;
  readonly sent: Sent;
  readonly carry: Carry;
  readonly bring: Bring;
  readonly whatIf: WhatIf;
  readonly why: Why;
  readonly shift: ShiftDesk;
  readonly tally: TallyDesk;
  readonly log: LogDesk;
  readonly fees: Fees;
  /** The question before its person signs out with unsaved work. */
  readonly leaving: Leaving;
  readonly phone: Phone;
  readonly phoneGive: PhoneGive;
  readonly roles: Roles;
  readonly people: People;
  readonly hours: HoursStore;
  readonly partTerms: PartTermsStore;
  readonly habits: HabitsStore;
  readonly noticeTexts: NoticeTextsStore;
  readonly terms: TermList;
  readonly slips: Slips;
  readonly reports: Reports;
  readonly practice: Practice;
  readonly actions: Actions;
  readonly flash: StoreApi<FlashState>;
  readonly play: (tone: Tone) => void;
  readonly onMac: boolean;
  /** Stops listening to keys, scans and the clock. */
  readonly close: () => void;
};

/** Parts that actions need. */
export type ActionParts = Pick<
  Desk,
  | 'station'
  | 'view'
  | 'line'
  | 'work'
  | 'worklist'
  | 'lists'
  | 'items'
  | 'quick'
  | 'agreements'
  | 'parts'
  | 'carry'
  | 'bring'
  | 'titles'
  | 'courses'
  | 'shelf'
  | 'dueDates'
  | 'equipment'
  | 'patronHold'
  | 'accounts'
  | 'cards'
  | 'whatIf'
  | 'shift'
  | 'tally'
  | 'fees'
  | 'clock'
  | 'slips'
  | 'practice'
  | 'phoneGive'
  | 'leaving'
> & {
  readonly page: Window;
};
