// Koha's shape. `patrons.csv` is the input of its tool *Import patrons*, `biblios.marcxml` that of `bulkmarcimport` and
// *Stage records*, copies in field 952, and `loans.koc` that of *Upload offline circulation file*. The rest are
// rows of Koha's own tables, which have no tool: the administrator of the new system loads them, and `holdfast import
// --from koha` reads them all.

import type { Branch, Location } from '../../shared/circ/model/branch.ts';
import type { Fee } from '../../shared/circ/model/fee.ts';
import type { Item, ItemStatus } from '../../shared/circ/model/item.ts';
import type { Patron, PatronBlock } from '../../shared/circ/model/patron.ts';
import type { Title } from '../../shared/circ/model/title.ts';
import { koc } from '../../shared/formats/koc.ts';
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
import { writeMarc, type CopyField } from './marc-file.ts';
import { numbering } from './numbering.ts';
import { writeOfflineLoans } from './offline-loans.ts';

type Numbers = Readonly<Record<'patron' | 'title' | 'item' | 'row', (id: string) => number>>;
type Koha = { readonly exporting: Exporting; readonly numbers: Numbers; readonly losses: Losses };

/** Counts of data without a place. */
type Losses = { groups: number; statuses: number; inactive: number };

export async function exportKoha(exporting: Exporting): Promise<readonly ExportLoss[]> {
  const numbers = { patron: numbering(), title: numbering(), item: numbering(), row: numbering() };
  const losses: Losses = { groups: 0, statuses: 0, inactive: 0 };
  const koha = { exporting, numbers, losses };
  await writePlaces(exporting);
  await writePatrons(koha);
  await writeCatalogue(koha);
  await writeGoingOn(koha);
  await writeMarc(exporting, 'biblios.marcxml', KOHA_FIELD);
  const loans = await writeOfflineLoans(exporting, {
    name: 'loans.koc',
    about: 'loans that are out, for Koha’s tool Upload offline circulation file; it works the due dates out anew',
    format: koc,
    context: offlineContext(exporting.library.zone, exporting.library.name),
  });
  return [
    ...loans,
    { what: 'statuses of copies that Koha does not have: taken as available', count: losses.statuses },
    {
      what: 'groups of patrons in which some are children and some are not: the category is one of adults',
      count: losses.groups,
    },
    { what: 'accounts that are not in use: their cards are marked as lost', count: losses.inactive },
    ...(await untold(exporting.tx)),
  ];
}

async function writePlaces({ tx, folder }: Exporting): Promise<void> {
  await writeCsv<Branch>(
    folder,
    {
      name: 'branches',
      about: 'libraries, as in Koha’s table branches',
      columns: [column('branchcode', 'the code', ({ id }) => id), column('branchname', 'the name', ({ name }) => name)],
    },
    rowPages(tx, 'branch'),
  );
  await writeCsv<Location>(
    folder,
    {
      name: 'authorised_values',
      about: 'shelving locations, as in Koha’s table authorised_values',
      columns: [
        column('category', 'LOC', () => 'LOC'),
        column('authorised_value', 'the code', ({ id }) => id),
        column('lib', 'the name', ({ name }) => name),
      ],
    },
    rowPages(tx, 'location'),
  );
}

const BARRED = { kind: 'BARRED', label: 'Barred' };

/** Koha's own flags of an account. */
const isFlag = ({ kind }: Pick<PatronBlock, 'kind'>): boolean => kind === 'GNA' || kind === 'LOST_CARD';

type Restriction = {
  readonly patron: Patron;
  readonly block: Pick<PatronBlock, 'kind' | 'label'> & Partial<PatronBlock>;
};

/** A group of patrons, with how many of which sort are in it. */
type Category = { readonly name: string; children: number; adults: number };

async function writePatrons({ exporting: { tx, folder, times }, numbers, losses }: Koha): Promise<void> {
  const groups = new Map<string, Category>();
  const seen = (patrons: readonly Patron[]) => {
    for (const { group, groupName, juvenile, active } of patrons) {
      const known = groups.get(group) ?? { name: groupName, children: 0, adults: 0 };
      groups.set(group, known);
      if (juvenile) known.children += 1;
      else known.adults += 1;
      if (!active) losses.inactive += 1;
    }
  };
  const columns: Column<Patron>[] = [
    column('borrowernumber', 'the number that other files name', ({ id }) => numbers.patron(id)),
    column('cardnumber', 'the card', ({ cards }) => cards.find(({ primary }) => primary)?.number),
    column('surname', 'the family name', ({ name }) => name.family),
    column('firstname', 'the given name', ({ name }) => name.given),
    column('middle_name', 'the middle name', ({ name }) => name.middle),
    column('preferred_name', 'what the person goes by', ({ name }) => name.chosen),
    column('branchcode', 'the home library', ({ home }) => home),
    column('categorycode', 'the category', ({ group }) => group),
    column('dateexpiry', 'the last day', ({ expiresAt }) => times.date(expiresAt)),
    column('dateofbirth', 'the date of birth', ({ birthDate }) => birthDate),
    column('email', 'the e-mail address', ({ email }) => email),
    column('phone', 'a phone number', ({ phones }) => phones[0]),
    column('mobile', 'another one', ({ phones }) => phones[1]),
    column('address', 'the first line of the address', ({ address }) => address[0]),
    column('address2', 'the other lines', ({ address }) => address.slice(1).join(', ')),
    column('borrowernotes', 'messages to staff', ({ messages }) => messages.join(' / ')),
    column('gonenoaddress', '1 = the address is not known', ({ blocks }) =>
      flag(blocks.some(({ kind }) => kind === 'GNA')),
    ),
    column('lost', '1 = the card is not in use', (patron) => flag(!isInUse(patron))),
  ];
  await writeCsv(
    folder,
    { name: 'patrons', about: 'patrons, for Koha’s tool Import patrons', columns },
    noting(toldPatrons(tx), seen),
  );
  await writeCsv<Restriction>(
    folder,
    {
      name: 'restrictions',
      about: 'restrictions of patrons, as in Koha’s table borrower_debarments',
      columns: [
        column('borrowernumber', 'whose it is', ({ patron }) => numbers.patron(patron.id)),
        column('expiration', 'the last day', ({ block }) => times.date(block.endsAt)),
        column('type', 'its type', ({ block }) => block.kind),
        column('comment', 'what it says', ({ block }) => block.label),
        column('created', 'since when', ({ block }) => times.time(block.setAt)),
      ],
    },
    each(toldPatrons(tx), (patron): Restriction[] => [
      ...patron.blocks.filter((block) => !isFlag(block)).map((block) => ({ patron, block })),
      ...(patron.barred ? [{ patron, block: BARRED }] : []),
    ]),
  );
  losses.groups = [...groups.values()].filter(({ children, adults }) => children > 0 && adults > 0).length;
  await writeCsv<readonly [string, Category]>(
    folder,
    {
      name: 'patron_categories',
      about: 'categories of patrons, as in Koha’s table categories',
      columns: [
        column('categorycode', 'the code', ([id]) => id),
        column('description', 'the name', ([, { name }]) => name),
        column('category_type', 'C = children, A = adults', ([, { adults }]) => (adults === 0 ? 'C' : 'A')),
      ],
    },
    onePage([...groups]),
  );
}

function isInUse({ active, cards, blocks }: Patron): boolean {
  const card = cards.find(({ primary }) => primary);
  return active && card?.active !== false && !blocks.some(({ kind }) => kind === 'LOST_CARD');
}

async function* noting<T>(pages: AsyncIterable<readonly T[]>, see: (page: readonly T[]) => void) {
  for await (const page of pages) {
    see(page);
    yield page;
  }
}

const flag = (value: boolean): number => (value ? 1 : 0);

/** How Koha marks where a copy is; the rest follows from its loans and holds. */
function marksOf({ circulates, state: { status } }: Item) {
  return {
    notforloan: status === 'on-order' ? -1 : flag(!circulates),
    itemlost: status === 'missing' ? 4 : flag(status === 'lost'),
    damaged: flag(status === 'damaged'),
    withdrawn: flag(status === 'discarded'),
  };
}

const SAID: ReadonlySet<ItemStatus> = new Set<ItemStatus>([
  'available',
  'missing',
  'damaged',
  'on-order',
  'discarded',
  'lost',
  'on-loan',
  'on-hold-shelf',
  'in-transit',
]);

async function writeCatalogue({ exporting, numbers, losses }: Koha): Promise<void> {
  const { tx, folder, times } = exporting;
  await writeCsv<Title>(
    folder,
    {
      name: 'biblios',
      about: 'titles, as in Koha’s tables biblio and biblioitems',
      columns: [
        column('biblionumber', 'the number that copies name', ({ id }) => numbers.title(id)),
        column('title', 'the title', ({ title }) => title),
        column('author', 'the author', ({ author }) => author),
        column('isbn', 'ISBNs', ({ isbns }) => isbns.join(' | ')),
        column('copyrightdate', 'when it was published', ({ published }) => published),
      ],
    },
    rowPages(tx, 'title'),
  );
  const columns: Column<Item>[] = [
    column('itemnumber', 'the number that other files name', ({ id }) => numbers.item(id)),
    column('biblionumber', 'the title', ({ titleId }) => numbers.title(titleId)),
    column('barcode', 'the barcode', ({ barcode }) => barcode),
    column('homebranch', 'where it belongs', ({ home }) => home),
    column('holdingbranch', 'where it is', ({ state }) => state.branch),
    column('itype', 'the item type', ({ kind }) => kind),
    column('location', 'the shelving location', ({ location }) => location),
    column('itemcallnumber', 'the call number', ({ callNumber }) => callNumber),
    column('notforloan', '1 = not lent, -1 = on order', (item) => marksOf(item).notforloan),
    column('itemlost', '1 = lost, 4 = missing', (item) => marksOf(item).itemlost),
    column('damaged', '1 = damaged', (item) => marksOf(item).damaged),
    column('withdrawn', '1 = withdrawn', (item) => marksOf(item).withdrawn),
    column('replacementprice', 'the price', ({ priceMinor }) => amountText(priceMinor, exporting)),
    column('itemnotes_nonpublic', 'a message to staff', ({ alert }) => alert),
    column('dateaccessioned', 'since when the library has it', ({ addedAt }) => times.date(addedAt)),
  ];
  await writeCsv(
    folder,
    { name: 'items', about: 'copies, as in Koha’s table items', columns },
    noting(ownItems(tx), (items) => {
      losses.statuses += items.filter(({ state }) => !SAID.has(state.status)).length;
    }),
  );
}

const KOHA_FIELD: CopyField = {
  tag: '952',
  indicators: '  ',
  about: 'titles with their copies in field 952, for Koha’s bulkmarcimport or its tool Stage records',
  subfields: (item, exporting) => {
    const { notforloan, itemlost, damaged, withdrawn } = marksOf(item);
    const marked = (value: number) => (value === 0 ? '' : String(value));
    return [
      ['0', marked(withdrawn)],
      ['1', marked(itemlost)],
      ['4', marked(damaged)],
      ['7', marked(notforloan)],
      ['a', item.home],
      ['b', item.state.branch],
      ['c', item.location ?? ''],
      ['d', exporting.times.date(item.addedAt)],
      ['o', item.callNumber],
      ['p', item.barcode],
      ['v', amountText(item.priceMinor, exporting)],
      ['x', item.alert ?? ''],
      ['y', item.kind ?? ''],
    ];
  },
};

async function writeGoingOn({ exporting, numbers }: Koha): Promise<void> {
  const { tx, folder, times } = exporting;
  const loans: Column<LoanOut>[] = [
    column('issue_id', 'the number', ({ loan }) => numbers.row(loan.id)),
    column('borrowernumber', 'whose it is', ({ loan }) => numbers.patron(loan.patronId)),
    column('itemnumber', 'the copy', ({ loan }) => numbers.item(loan.itemId)),
    column('branchcode', 'where it was lent', ({ loan }) => loan.branch),
    column('issuedate', 'since when', ({ loan }) => times.time(loan.outAt)),
    column('date_due', 'when it is due', ({ loan }) => times.time(loan.dueAt)),
    column('renewals_count', 'how often it was renewed', ({ loan }) => loan.renewals),
  ];
  await writeCsv(
    folder,
    { name: 'issues', about: 'loans that are out, as in Koha’s table issues', columns: loans },
    loansOut(tx),
  );
  const holds: Column<LiveHold>[] = [
    column('reserve_id', 'the number', ({ hold }) => numbers.row(hold.id)),
    column('borrowernumber', 'whose it is', ({ hold }) => numbers.patron(hold.patronId)),
    column('biblionumber', 'the title', ({ hold }) => numbers.title(hold.titleId)),
    column('itemnumber', 'the copy that has come, or that alone is wanted', ({ hold, copy }) => {
      const item = copy?.id ?? hold.itemId;
      return item === null ? '' : numbers.item(item);
    }),
    column('item_level_hold', '1 = that copy alone', ({ hold }) => flag(hold.itemId !== null)),
    column('branchcode', 'where it is fetched', ({ hold }) => hold.pickup),
    column('reservedate', 'when it was placed', ({ hold }) => times.time(hold.placedAt)),
    column('priority', 'its place in the queue; 0 = its copy has come', ({ hold, copy }) =>
      copy === null ? hold.position : 0,
    ),
    column('found', 'W = on the shelf, T = on its way', ({ copy, isHere }) =>
      copy === null ? '' : isHere ? 'W' : 'T',
    ),
    column('suspend', '1 = it takes no copy', ({ hold }) => flag(hold.suspended)),
    column('suspend_until', 'until when', ({ hold }) => times.date(hold.suspendedUntil)),
    column('patron_expiration_date', 'the last day', ({ hold }) => times.date(hold.expiresAt)),
    column('expirationdate', 'the last day on the shelf', ({ hold }) => times.date(hold.shelfUntil)),
  ];
  await writeCsv(
    folder,
    { name: 'reserves', about: 'holds that live, as in Koha’s table reserves', columns: holds },
    liveHolds(tx),
  );
  await writeCsv<Fee>(
    folder,
    {
      name: 'accountlines',
      about: 'what is owed, as in Koha’s table accountlines',
      columns: [
        column('accountlines_id', 'the number', ({ id }) => numbers.row(id)),
        column('borrowernumber', 'who owes it', ({ patronId }) => numbers.patron(patronId)),
        column('itemnumber', 'the copy', ({ itemId }) => (itemId === null ? '' : numbers.item(itemId))),
        column('date', 'since when', ({ at }) => times.time(at)),
        column('amountoutstanding', 'what is still owed', ({ outstandingMinor }) =>
          amountText(outstandingMinor, exporting),
        ),
        column('debit_type_code', 'what it is for', ({ kind, charge }) => DEBITS[charge ?? kind] ?? 'MANUAL'),
      ],
    },
    feesOwed(tx),
  );
}

/** Koha's own types of debits. */
const DEBITS: Readonly<Record<string, string>> = {
  overdue: 'OVERDUE',
  lost: 'LOST',
  replacement: 'LOST',
  processing: 'PROCESSING',
  rental: 'RENT',
  card: 'NEW_CARD',
  membership: 'ACCOUNT',
};
