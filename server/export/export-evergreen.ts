// Evergreen's shape. `bibs.marcxml` is the input of its MARC batch import, copies in field 852, and `loans.log` that of its
// offline upload. The rest are rows under the names of Evergreen's own columns, which the administrator of the
// new system loads; `holdfast import --from evergreen` reads them beside tables of rules.

import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/core/instant.ts';
import type { Branch, Location } from '../../shared/circ/model/branch.ts';
import type { Fee } from '../../shared/circ/model/fee.ts';
import type { Item, ItemStatus } from '../../shared/circ/model/item.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import type { Card } from '../../shared/circ/model/patron-cards.ts';
import type { Patron, PatronBlock } from '../../shared/circ/model/patron.ts';
import type { Title } from '../../shared/circ/model/title.ts';
import { evergreen } from '../../shared/formats/evergreen.ts';
import { offlineContext } from '../../shared/formats/offline-context.ts';
import { rowPages } from '../store/table-pages.ts';
import { column, each, onePage, writeCsv, type Column } from './csv-file.ts';
import type { ExportLoss } from './export-folder.ts';
import { amountText, type Exporting } from './exporting.ts';
import {
  feesOwed,
  liveHolds,
  loansOut,
  type LiveHold,
  type LoanOut,
  ownItems,
  toldPatrons,
  untold,
} from './told-rows.ts';
import { HOLDINGS_FIELD, writeMarc } from './marc-file.ts';
import { numbering } from './numbering.ts';
import { writeOfflineLoans } from './offline-loans.ts';

type Numbers = Readonly<
  Record<'branch' | 'location' | 'group' | 'patron' | 'title' | 'item' | 'row', (id: string) => number>
>;
type Evergreen = { readonly exporting: Exporting; readonly numbers: Numbers };

export async function exportEvergreen(exporting: Exporting): Promise<readonly ExportLoss[]> {
  const numbers = {
    branch: numbering(),
    location: numbering(),
    group: numbering(),
    patron: numbering(),
    title: numbering(),
    item: numbering(),
    row: numbering(),
  };
  const parts = { exporting, numbers };
  await writePlaces(parts);
  await writePatrons(parts);
  await writeCatalogue(parts);
  await writeGoingOn(parts);
  await writeMarc(exporting, 'bibs.marcxml', HOLDINGS_FIELD);
  const loans = await writeOfflineLoans(exporting, {
    name: 'loans.log',
    about: 'loans that are out, for Evergreen’s offline upload; due dates are kept',
    format: evergreen,
    context: offlineContext(exporting.library.zone, exporting.library.name),
  });
  return [...loans, ...(await untold(exporting.tx))];
}

const flag = (value: boolean): number => (value ? 1 : 0);

/** Of the kinds of places, from the top of the tree. */
const KINDS: readonly Branch['kind'][] = ['consortium', 'system', 'branch', 'sub-library', 'bookmobile'];

async function writePlaces({ exporting: { tx, folder }, numbers }: Evergreen): Promise<void> {
  await writeCsv<Branch['kind']>(
    folder,
    {
      name: 'org_unit_types',
      about: 'kinds of places, as in actor.org_unit_type',
      columns: [
        column('id', 'the number', (kind) => KINDS.indexOf(kind) + 1),
        column('name', 'the name', (kind) => kind),
        column('depth', 'how far below the top', (kind) => Math.min(KINDS.indexOf(kind), 3)),
      ],
    },
    onePage(KINDS),
  );
  await writeCsv<Branch>(
    folder,
    {
      name: 'org_units',
      about: 'places, as in actor.org_unit',
      columns: [
        column('id', 'the number', ({ id }) => numbers.branch(id)),
        column('parent_ou', 'the place above it', ({ parent }) => (parent === null ? '' : numbers.branch(parent))),
        column('ou_type', 'its kind', ({ kind }) => KINDS.indexOf(kind) + 1),
        column('shortname', 'the short name', ({ id }) => id),
        column('name', 'the name', ({ name }) => name),
      ],
    },
    rowPages(tx, 'branch'),
  );
  await writeCsv<Location>(
    folder,
    {
      name: 'copy_locations',
      about: 'shelving locations, as in asset.copy_location',
      columns: [
        column('id', 'the number', ({ id }) => numbers.location(id)),
        column('name', 'the name', ({ name }) => name),
        column('owning_lib', 'where it is', ({ branch }) => numbers.branch(branch)),
        column('holdable', '1 = its copies may be waited for', ({ holdable }) => flag(holdable)),
        column('circulate', '1 = its copies are lent', ({ circulates }) => flag(circulates)),
        column('deleted', '0', () => 0),
      ],
    },
    rowPages(tx, 'location'),
  );
}

/** Evergreen's stock penalties by the acts that they stop. */
const PENALTIES: readonly { readonly id: number; readonly name: string; readonly stops: string }[] = [
  { id: 20, name: 'ALERT_NOTE', stops: '' },
  { id: 22, name: 'STAFF_C', stops: 'CIRC' },
  { id: 23, name: 'STAFF_CR', stops: 'CIRC|RENEW' },
  { id: 24, name: 'STAFF_R', stops: 'RENEW' },
  { id: 25, name: 'STAFF_CHR', stops: 'CIRC|HOLD|RENEW' },
  { id: 26, name: 'STAFF_HR', stops: 'HOLD|RENEW' },
  { id: 27, name: 'STAFF_H', stops: 'HOLD' },
];

/** The one that stops as much; a block on borrowing and holds alone stops renewals too there. */
function penaltyOf({ blocks }: PatronBlock) {
  const acts = (['CIRC', 'HOLD', 'RENEW'] as const).filter((act) => blocks.includes(act));
  const stops = acts.join('|') === 'CIRC|HOLD' ? 'CIRC|HOLD|RENEW' : acts.join('|');
  return PENALTIES.find((one) => one.stops === stops) ?? { id: 20, name: 'ALERT_NOTE', stops: '' };
}

async function writePatrons({ exporting, numbers }: Evergreen): Promise<void> {
  const { tx, folder, times } = exporting;
  const groups = new Map<string, string>();
  const columns: Column<Patron>[] = [
    column('patron_id', 'the number that other files name', ({ id }) => numbers.patron(id)),
    column('barcode', 'the card', ({ cards }) => cards.find(({ primary }) => primary)?.number),
    column('profile_id', 'the group', ({ group, groupName }) => {
      groups.set(group, groupName);
      return numbers.group(group);
    }),
    column('first_given_name', 'the given name', ({ name }) => name.given),
    column('second_given_name', 'the middle name', ({ name }) => name.middle),
    column('family_name', 'the family name', ({ name }) => name.family),
    column('suffix', 'what follows the name', ({ name }) => name.suffix),
    column('pref_first_given_name', 'what the person goes by', ({ name }) => name.chosen),
    column('home_ou', 'the home library', ({ home }) => numbers.branch(home)),
    column('expire_date', 'when the account ends', ({ expiresAt }) => times.offset(expiresAt)),
    column('active', '1 = in use', ({ active }) => flag(active)),
    column('barred', '1 = barred', ({ barred }) => flag(barred)),
    column('juvenile', '1 = a child', ({ juvenile }) => flag(juvenile)),
    column('dob', 'the date of birth', ({ birthDate }) => birthDate),
    column('email', 'the e-mail address', ({ email }) => email),
    column('day_phone', 'a phone number', ({ phones }) => phones[0]),
    column('evening_phone', 'another one', ({ phones }) => phones[1]),
    column('other_phone', 'a third one', ({ phones }) => phones[2]),
    column('street1', 'the first line of the address', ({ address }) => address[0]),
    column('street2', 'the other lines', ({ address }) => address.slice(1).join(', ')),
    column('alert_message', 'messages to staff', ({ messages }) => messages.join(' / ')),
    column('deleted', '0', () => 0),
  ];
  await writeCsv(folder, { name: 'patrons', about: 'patrons, as in actor.usr', columns }, toldPatrons(tx));
  await writeCsv<readonly [string, string]>(
    folder,
    {
      name: 'patron_groups',
      about: 'groups of patrons, as in permission.grp_tree',
      columns: [
        column('id', 'the number', ([id]) => numbers.group(id)),
        column('name', 'the name', ([, name]) => name),
        column('parent', 'none', () => ''),
        column('is_staff', '0', () => 0),
      ],
    },
    onePage([...groups]),
  );
  const cards: Column<{ readonly patron: Patron; readonly card: Card }>[] = [
    column('card_id', 'the number', ({ patron, card }) => numbers.row(`${patron.id} ${card.number}`)),
    column('patron_id', 'whose it is', ({ patron }) => numbers.patron(patron.id)),
    column('barcode', 'the number on it', ({ card }) => card.number),
    column('active', '1 = in use', ({ card }) => flag(card.active)),
    column('is_primary', '1 = it stands for the patron', ({ card }) => flag(card.primary)),
    column('expire_date', 'when it ends', ({ card }) => times.offset(card.expiresAt)),
    column('ended_as', 'replaced, lost or ended', ({ card }) => card.endedAs),
  ];
  await writeCsv(
    folder,
    { name: 'cards', about: 'cards, as in actor.card', columns: cards },
    each(toldPatrons(tx), (patron) => patron.cards.map((card) => ({ patron, card }))),
  );
  const blocks: Column<{ readonly patron: Patron; readonly block: PatronBlock }>[] = [
    column('block_id', 'the number', ({ patron, block }) => numbers.row(`${patron.id} ${block.id}`)),
    column('patron_id', 'whose it is', ({ patron }) => numbers.patron(patron.id)),
    column('penalty_id', 'the stock penalty that stops as much', ({ block }) => penaltyOf(block).id),
    column('penalty_name', 'its name', ({ block }) => penaltyOf(block).name),
    column('penalty_label', 'what it says', ({ block }) => block.label),
    column('block_list', 'what it stops', ({ block }) => penaltyOf(block).stops),
    column('set_date', 'since when', ({ block }) => times.offset(block.setAt)),
    column('stop_date', 'until when', ({ block }) => times.offset(block.endsAt)),
  ];
  await writeCsv(
    folder,
    { name: 'patron_blocks', about: 'blocks, as in actor.usr_standing_penalty', columns: blocks },
    each(toldPatrons(tx), (patron) => patron.blocks.map((block) => ({ patron, block }))),
  );
}

/** Evergreen's stock statuses of copies. */
const STATUS_IDS: Readonly<Record<ItemStatus, number>> = {
  available: 0,
  'on-loan': 1,
  'on-loan-unknown': 1,
  bindery: 2,
  lost: 3,
  missing: 4,
  'in-process': 5,
  'in-transit': 6,
  'on-hold-shelf': 8,
  'on-order': 9,
  ill: 10,
  cataloging: 11,
  reserves: 12,
  discarded: 13,
  damaged: 14,
  'in-question': 1,
};

const GRADES = { short: 1, normal: 2, extended: 3, low: 1, high: 3 };

async function writeCatalogue({ exporting, numbers }: Evergreen): Promise<void> {
  const { tx, folder, times } = exporting;
  await writeCsv<Title>(
    folder,
    {
      name: 'bibs',
      about: 'titles, as in reporter.materialized_simple_record',
      columns: [
        column('bib_id', 'the number that copies name', ({ id }) => numbers.title(id)),
        column('title', 'the title', ({ title }) => title),
        column('author', 'the author', ({ author }) => author),
        column('isbn', 'ISBNs, with bars between', ({ isbns }) => isbns.join('|')),
        column('pub_date', 'when it was published', ({ published }) => published),
        column('marc_type', 'type of record, as in MARC', ({ recordType }) => recordType),
        column('bib_level', 'bibliographic level, as in MARC', ({ recordLevel }) => recordLevel),
        column('deleted', '0', () => 0),
      ],
    },
    rowPages(tx, 'title'),
  );
  const columns: Column<Item>[] = [
    column('copy_id', 'the number that other files name', ({ id }) => numbers.item(id)),
    column('barcode', 'the barcode', ({ barcode }) => barcode),
    column('bib_id', 'the title', ({ titleId }) => numbers.title(titleId)),
    column('owning_lib', 'whose it is', ({ owner }) => numbers.branch(owner)),
    column('circ_lib', 'where it belongs', ({ home }) => numbers.branch(home)),
    column('location_id', 'the shelving location', ({ location }) =>
      location === null ? '' : numbers.location(location),
    ),
    column('call_number', 'the call number', ({ callNumber }) => callNumber),
    column('circ_modifier', 'the type that rules ask for', ({ kind }) => kind),
    column('status_id', 'the stock status', ({ state }) => STATUS_IDS[state.status]),
    column('loan_duration', '1 = short, 2 = normal, 3 = extended', ({ loanGrade }) => GRADES[loanGrade]),
    column('fine_level', '1 = low, 2 = normal, 3 = high', ({ fineGrade }) => GRADES[fineGrade]),
    column('circulate', '1 = it is lent', ({ circulates }) => flag(circulates)),
    column('holdable', '1 = it may be waited for', ({ holdable }) => flag(holdable)),
    column('ref', '1 = a work of reference', ({ reference }) => flag(reference)),
    column('price', 'its price', ({ priceMinor }) => amountText(priceMinor, exporting)),
    column('alert_message', 'a message at every scan', ({ alert }) => alert),
    column('create_date', 'since when the library has it', ({ addedAt }) => times.offset(addedAt)),
    column('deleted', '0', () => 0),
  ];
  await writeCsv(folder, { name: 'items', about: 'copies, as in asset.copy', columns }, ownItems(tx));
}

/** "14 days", or "02:30:00": how long it was lent for. */
function lengthOf({ outAt, dueAt }: Pick<Loan, 'outAt' | 'dueAt'>): string {
  const length = Math.max(dueAt - outAt, MINUTE_MS);
  if (length >= DAY_MS) return `${Math.round(length / DAY_MS)} days`;
  const [hours, minutes] = [Math.floor(length / HOUR_MS), Math.floor((length % HOUR_MS) / MINUTE_MS)];
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}:00`;
}

async function writeGoingOn({ exporting, numbers }: Evergreen): Promise<void> {
  const { tx, folder, times } = exporting;
  const loans: Column<LoanOut>[] = [
    column('circ_id', 'the number', ({ loan }) => numbers.row(loan.id)),
    column('patron_id', 'whose it is', ({ loan }) => numbers.patron(loan.patronId)),
    column('copy_id', 'the copy', ({ loan }) => numbers.item(loan.itemId)),
    column('circ_lib', 'where it was lent', ({ loan, item }) => {
      return numbers.branch(loan.branch ?? item.home);
    }),
    column('xact_start', 'since when', ({ loan }) => times.offset(loan.outAt)),
    column('due_date', 'when it is due', ({ loan }) => times.offset(loan.dueAt)),
    column('duration', 'how long it was lent for', ({ loan }) => lengthOf(loan)),
    column('stop_fines', 'LOST, where it is', ({ loan }) => (loan.state === 'lost' ? 'LOST' : '')),
    column('stop_fines_time', 'since when', ({ loan }) => times.offset(loan.state === 'lost' ? loan.lostAt : null)),
  ];
  await writeCsv(
    folder,
    { name: 'open_circs', about: 'loans that are out, as in action.circulation', columns: loans },
    loansOut(tx),
  );
  const holds: Column<LiveHold>[] = [
    column('hold_id', 'the number', ({ hold }) => numbers.row(hold.id)),
    column('hold_type', 'T = for the title, C = for a copy', ({ hold }) => (hold.itemId === null ? 'T' : 'C')),
    column('target_id', 'the title or the copy', ({ hold }) =>
      hold.itemId === null ? numbers.title(hold.titleId) : numbers.item(hold.itemId),
    ),
    column('bib_id', 'the title', ({ hold }) => numbers.title(hold.titleId)),
    column('patron_id', 'whose it is', ({ hold }) => numbers.patron(hold.patronId)),
    column('pickup_lib', 'where it is fetched', ({ hold }) => numbers.branch(hold.pickup)),
    column('request_time', 'when it was placed', ({ hold }) => times.offset(hold.placedAt)),
    column('current_copy_id', 'the copy that has come', ({ copy }) => (copy === null ? '' : numbers.item(copy.id))),
    column('capture_time', 'that it has come', ({ hold, copy }) => (copy === null ? '' : times.offset(hold.placedAt))),
    column('shelf_time', 'that it stands on the shelf', ({ hold, isHere }) =>
      isHere ? times.offset(hold.placedAt) : '',
    ),
    column('frozen', '1 = it takes no copy', ({ hold }) => flag(hold.suspended)),
    column('expire_time', 'when it ends', ({ hold }) => times.offset(hold.expiresAt)),
    column('shelf_expire_time', 'until when it waits on the shelf', ({ hold }) => times.offset(hold.shelfUntil)),
  ];
  await writeCsv(
    folder,
    { name: 'holds', about: 'holds that live, as in action.hold_request', columns: holds },
    liveHolds(tx),
  );
  await writeCsv<Fee>(
    folder,
    {
      name: 'bills',
      about: 'what is owed, as in money.billing; Evergreen has no tool that takes them',
      columns: [
        column('patron_id', 'who owes it', ({ patronId }) => numbers.patron(patronId)),
        column('copy_id', 'the copy', ({ itemId }) => (itemId === null ? '' : numbers.item(itemId))),
        column('amount', 'what is still owed', ({ outstandingMinor }) => amountText(outstandingMinor, exporting)),
        column('billing_ts', 'since when', ({ at }) => times.offset(at)),
        column('billing_type', 'what it is for', ({ kind, charge }) => charge ?? kind),
      ],
    },
    feesOwed(tx),
  );
}
