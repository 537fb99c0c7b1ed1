// Places, patrons, catalog and open circulation as plain CSV files, in the form that `import --from csv` reads
// (docs/import.md).

import type { Branch, Location } from '../../shared/circ/model/branch.ts';
import type { Fee } from '../../shared/circ/model/fee.ts';
import type { Item } from '../../shared/circ/model/item.ts';
import type { Card } from '../../shared/circ/model/patron-cards.ts';
import type { Patron, PatronBlock } from '../../shared/circ/model/patron.ts';
import type { Title } from '../../shared/circ/model/title.ts';
import type { BlockedAct } from '../../shared/rules/model/rule-set.ts';
import { rowPages } from '../store/table-pages.ts';
import { column, each, writeCsv, type Column } from './csv-file.ts';
import { amountText, type Exporting } from './exporting.ts';
import { feesOwed, liveHolds, loansOut, type LiveHold, type LoanOut, ownItems, toldPatrons } from './told-rows.ts';

/** Writes all of them. */
export async function writePlainTables(exporting: Exporting): Promise<void> {
  await writePlaces(exporting);
  await writePatrons(exporting);
  await writeCatalogue(exporting);
  await writeGoingOn(exporting);
}

const plain = (name: string, about: string) => ({ name: `csv/${name}`, about });

async function writePlaces({ tx, folder }: Exporting): Promise<void> {
  await writeCsv<Branch>(
    folder,
    {
      ...plain('branches', 'systems and branches'),
      columns: [
        column('id', 'the id that all else names', ({ id }) => id),
        column('name', 'the name', ({ name }) => name),
        column('parent', 'the branch above it', ({ parent }) => parent),
        column('kind', 'consortium, system, branch, sub-library or bookmobile', ({ kind }) => kind),
        column('zone', 'the time zone', ({ zone }) => zone),
      ],
    },
    rowPages(tx, 'branch'),
  );
  await writeCsv<Location>(
    folder,
    {
      ...plain('locations', 'shelving locations'),
      columns: [
        column('id', 'the id that copies name', ({ id }) => id),
        column('name', 'the name', ({ name }) => name),
        column('branch', 'where it is', ({ branch }) => branch),
        column('circulates', 'whether its copies are lent', ({ circulates }) => circulates),
        column('holdable', 'whether its copies may be waited for', ({ holdable }) => holdable),
      ],
    },
    rowPages(tx, 'location'),
  );
}

const STOPS: readonly (readonly [BlockedAct, string])[] = [
  ['CIRC', 'borrowing'],
  ['HOLD', 'holds'],
  ['RENEW', 'renewals'],
];

async function writePatrons({ tx, folder, times }: Exporting): Promise<void> {
  const columns: Column<Patron>[] = [
    column('id', 'the id that all else names', ({ id }) => id),
    column('card', 'the card in use', ({ cards }) => cards.find(({ primary }) => primary)?.number),
    column('family_name', 'the family name', ({ name }) => name.family),
    column('given_name', 'the given name', ({ name }) => name.given),
    column('middle_name', 'the middle name', ({ name }) => name.middle),
    column('suffix', 'what follows the name', ({ name }) => name.suffix),
    column('chosen_name', 'what the person goes by', ({ name }) => name.chosen),
    column('patron_group', 'the id of the group', ({ group }) => group),
    column('home', 'the home branch', ({ home }) => home),
    column('expires', 'when the account ends', ({ expiresAt }) => times.time(expiresAt)),
    column('active', 'whether it is in use', ({ active }) => active),
    column('barred', 'whether it is barred', ({ barred }) => barred),
    column('juvenile', 'whether it is a child', ({ juvenile }) => juvenile),
    column('birth_date', 'the date of birth', ({ birthDate }) => birthDate),
    column('email', 'the e-mail address', ({ email }) => email),
    column('phone', 'phone numbers, with semicolons between', ({ phones }) => phones),
    column('address', 'lines of the address, with semicolons between', ({ address }) => address),
    column('message', 'messages to staff, with semicolons between', ({ messages }) => messages),
  ];
  await writeCsv(folder, { ...plain('patrons', 'patrons'), columns }, toldPatrons(tx));
  const cardColumns: Column<{ readonly patron: Patron; readonly card: Card }>[] = [
    column('patron', 'the id of the patron', ({ patron }) => patron.id),
    column('number', 'the number', ({ card }) => card.number),
    column('kind', 'barcode, campus-id, prox, phone or old-card', ({ card }) => card.kind),
    column('issuer', 'the issuer', ({ card }) => card.issuer),
    column('active', 'whether it is in use', ({ card }) => card.active),
    column('primary', 'whether it stands for the patron', ({ card }) => card.primary),
    column('expires', 'when it ends', ({ card }) => times.time(card.expiresAt)),
    column('ended_as', 'replaced, lost or ended', ({ card }) => card.endedAs),
  ];
  await writeCsv(
    folder,
    { ...plain('cards', 'every number of a patron'), columns: cardColumns },
    each(toldPatrons(tx), (patron) => patron.cards.map((card) => ({ patron, card }))),
  );
  const blockColumns: Column<{ readonly patron: Patron; readonly block: PatronBlock }>[] = [
    column('patron', 'the id of the patron', ({ patron }) => patron.id),
    column('label', 'what it says', ({ block }) => block.label),
    column('id', 'its id', ({ block }) => block.id),
    column('kind', 'its kind', ({ block }) => block.kind),
    column('stops', 'borrowing, holds, renewals', ({ block }) =>
      STOPS.flatMap(([act, word]) => (block.blocks.includes(act) ? [word] : [])),
    ),
    column('set', 'since when', ({ block }) => times.time(block.setAt)),
    column('ends', 'until when', ({ block }) => times.time(block.endsAt)),
  ];
  await writeCsv(
    folder,
    { ...plain('blocks', 'blocks on patrons'), columns: blockColumns },
    each(toldPatrons(tx), (patron) => patron.blocks.map((block) => ({ patron, block }))),
  );
}

/** Statuses that follow from loans and holds, and are left to these. */
const FOLLOWS = new Set<Item['state']['status']>(['on-loan', 'on-hold-shelf', 'in-transit', 'in-question']);

async function writeCatalogue(exporting: Exporting): Promise<void> {
  const { tx, folder, times } = exporting;
  await writeCsv<Title>(
    folder,
    {
      ...plain('titles', 'titles'),
      columns: [
        column('id', 'the id that copies name', ({ id }) => id),
        column('title', 'the title', ({ title }) => title),
        column('author', 'the author', ({ author }) => author),
        column('isbn', 'ISBNs, with semicolons between', ({ isbns }) => isbns),
        column('published', 'when it was published', ({ published }) => published),
        column('record_type', 'type of record, as in MARC', ({ recordType }) => recordType),
        column('record_form', 'form of item, as in MARC', ({ recordForm }) => recordForm),
        column('record_level', 'bibliographic level, as in MARC', ({ recordLevel }) => recordLevel),
      ],
    },
    rowPages(tx, 'title'),
  );
  const columns: Column<Item>[] = [
    column('barcode', 'the barcode', ({ barcode }) => barcode),
    column('id', 'the id that all else names', ({ id }) => id),
    column('title_id', 'the id of the title', ({ titleId }) => titleId),
    column('home', 'where it belongs', ({ home }) => home),
    column('holding', 'where it is', ({ state }) => state.branch),
    column('owner', 'whose it is', ({ owner }) => owner),
    column('location', 'the shelving location', ({ location }) => location),
    column('call_number', 'the call number', ({ callNumber }) => callNumber),
    column('item_type', 'the type that rules ask for', ({ kind }) => kind),
    column('loan_type', 'the loan type', ({ loanType }) => loanType),
    column('loan_grade', 'short, normal or extended', ({ loanGrade }) => loanGrade),
    column('fine_grade', 'low, normal or high', ({ fineGrade }) => fineGrade),
    column('circulates', 'whether it is lent', ({ circulates }) => circulates),
    column('holdable', 'whether it may be waited for', ({ holdable }) => holdable),
    column('reference', 'whether it is a work of reference', ({ reference }) => reference),
    column('price', 'its price', ({ priceMinor }) => amountText(priceMinor, exporting)),
    column('status', 'where loans and holds say nothing of it', ({ state }) =>
      FOLLOWS.has(state.status) ? 'available' : state.status,
    ),
    column('serial', 'whether it has a serial number', ({ serial }) => serial),
    column('parts', 'what goes with it, with semicolons between', ({ parts }) => parts),
    column('alert', 'a message at every scan', ({ alert }) => alert),
    column('condition', 'its condition', ({ condition }) => condition),
    column('added', 'since when the library has it', ({ addedAt }) => times.time(addedAt)),
    column('loans_before', 'how often it was lent, without the loan that is out', lentBefore),
  ];
  await writeCsv(folder, { ...plain('items', 'copies'), columns }, ownItems(tx));
}

/** All loans that have ended: counted here, and before. */
function lentBefore({ usesBefore, state }: Item): number {
  const here = Object.values(state.uses ?? {}).reduce((sum, count) => sum + count, 0);
  return (usesBefore?.count ?? 0) + here - (state.loan === null || here === 0 ? 0 : 1);
}

async function writeGoingOn(exporting: Exporting): Promise<void> {
  const { tx, folder, times } = exporting;
  const loans: Column<LoanOut>[] = [
    column('id', 'the id', ({ loan }) => loan.id),
    column('patron', 'the id of the patron', ({ loan }) => loan.patronId),
    column('item', 'the id of the copy', ({ loan }) => loan.itemId),
    column('branch', 'where it was lent', ({ loan }) => loan.branch),
    column('out', 'since when', ({ loan }) => times.time(loan.outAt)),
    column('due', 'when it is due', ({ loan }) => times.time(loan.dueAt)),
    column('renewals', 'how often it was renewed', ({ loan }) => loan.renewals),
    column('lost_since', 'since when it is lost', ({ loan }) => times.time(loan.state === 'lost' ? loan.lostAt : null)),
  ];
  await writeCsv(folder, { ...plain('loans', 'loans that are out'), columns: loans }, loansOut(tx));
  const holds: Column<LiveHold>[] = [
    column('id', 'the id', ({ hold }) => hold.id),
    column('patron', 'the id of the patron', ({ hold }) => hold.patronId),
    column('title', 'the id of the title', ({ hold }) => hold.titleId),
    column('item', 'that copy alone', ({ hold }) => hold.itemId),
    column('pickup', 'where it is fetched', ({ hold }) => hold.pickup),
    column('placed', 'when it was placed', ({ hold }) => times.time(hold.placedAt)),
    column('position', 'its place in the queue', ({ hold }) => hold.position),
    column('expires', 'when it ends', ({ hold }) => times.time(hold.expiresAt)),
    column('suspended', 'whether it takes no copy', ({ hold }) => hold.suspended),
    column('suspended_until', 'until when', ({ hold }) => times.time(hold.suspendedUntil)),
    column('status', 'waiting, on-hold-shelf or in-transit', statusOf),
    column('copy', 'the copy that has come', ({ copy }) => copy?.id),
    column('shelf_until', 'until when it waits on the shelf', ({ hold }) => times.time(hold.shelfUntil)),
  ];
  await writeCsv(folder, { ...plain('holds', 'holds that live'), columns: holds }, liveHolds(tx));
  const fees: Column<Fee>[] = [
    column('id', 'the id', ({ id }) => id),
    column('patron', 'the id of the patron', ({ patronId }) => patronId),
    column('amount', 'what is still owed', ({ outstandingMinor }) => amountText(outstandingMinor, exporting)),
    column('since', 'since when', ({ at }) => times.time(at)),
    column('item', 'the copy it is for', ({ itemId }) => itemId),
    column('charge', 'what it is for', ({ kind, charge }) => charge ?? kind),
  ];
  await writeCsv(folder, { ...plain('fees', 'what is owed'), columns: fees }, feesOwed(tx));
}

function statusOf({ copy, isHere }: LiveHold): string {
  if (copy === null) return 'waiting';
  return isHere ? 'on-hold-shelf' : 'in-transit';
}
