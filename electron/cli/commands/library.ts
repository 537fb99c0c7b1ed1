// `holdfast library`: settings of the whole library. Shows them, and sets the hour of the night at which service days end and how use is counted;
// desks receive them over the feed.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { SERVICE_DAY_ENDS_AT } from '../../../shared/core/service-day.ts';
import { CONTACT_DEFAULTS, ContactTermsSchema, type ContactTerms } from '../../../shared/circ/model/contact-terms.ts';
import { DeskTermsSchema, SEARCHES, type DeskTerms } from '../../../shared/circ/model/desk-terms.ts';
import { fewestRights, isRight } from '../../../shared/circ/rights.ts';
import { FISCAL_YEAR_STARTS, UseTermsSchema, type UseTerms } from '../../../shared/circ/model/use-terms.ts';
import type { Library } from '../../../shared/wire/rows.ts';
import { openLibraryWriter } from '../../../server/library/library-writer.ts';
import { readAllRows } from '../../../server/store/read-rows.ts';
import { hasFlag, textOf, UsageError, yesOrNo, type Command, type Run } from '../command.ts';
import { equipmentLines, equipmentTermsOf } from '../admin/equipment-options.ts';
import { uncatalogedLines, uncatalogedTermsOf } from '../admin/uncataloged-option.ts';
import { keysIn } from '../admin/key-option.ts';
import { cuesIn } from '../admin/handling-cues.ts';
import { cartLines, cartTermsOf } from '../admin/cart-options.ts';
import { PART_OPTIONS, partTermsLine, saysParts, withPartOptions } from '../admin/part-terms.ts';
import { keepMail, mailOption } from '../admin/mail-option.ts';
import { withStore } from '../admin/with-store.ts';

/** How long desks and server wait for each other, each under its option. */
const WAITS = {
  silentAfterMinutes: 'silent-after',
  fullRightsHours: 'full-rights-for',
  detailsDays: 'details-for',
  forgetDays: 'forget-after',
  logDays: 'keep-log',
} as const satisfies Record<keyof ContactTerms, string>;

/** Lists of codes that are counted separately, each under its option. */
const LISTS = {
  equipmentTypes: 'equipment-types',
  reserveLocations: 'reserve-locations',
  borrowedTypes: 'borrowed-types',
  libraryGroups: 'library-groups',
} as const satisfies Partial<Record<keyof UseTerms, string>>;

export const libraryCommand: Command = {
  usage: `[--service-day-ends HOUR] [--silent-after MINUTES] [--full-rights-for HOURS] [--details-for DAYS] [--forget-after DAYS]
  [--keep-log DAYS]
  [--fiscal-year-starts MM-DD] [--checkin-is-in-house yes|no] [--undo-needs-reason yes|no] [--lan yes|no] [--list-files yes|no-patrons|no] [--card-on-stripe FROM-TO|whole] [--photo-groups LIST|all|none] [--carts FILE|none] [--cues LIST|none] [--equipment FILE|none] [--uncataloged LIST|none]
  [--searches TIMES/DAYS] [--lesson-rights LIST|none] [--keys LIST|none] [--mail FILE|none]
  [--part-clock stops|runs] [--part-bill at-once|DAYS|inspected] [--part-amount AMOUNT|none] [--part-bill-stays yes|no]
  [--branch BRANCH] [--part-policy inherited]
  [--${Object.values(LISTS).join(' LIST] [--')} LIST]
  --database URL|embedded [--data DIR] [--json]

Shows the library. --service-day-ends sets the hour, 0 to 23, at which a service day ends (${SERVICE_DAY_ENDS_AT} where nothing else was
said): a shift that crosses midnight counts for the day that it began on. A desk that was open and says nothing counts as silent
after ${CONTACT_DEFAULTS.silentAfterMinutes} minutes, and nothing is marked lost or billed at its branch meanwhile; a desk without its server has basic rights only after
${CONTACT_DEFAULTS.fullRightsHours} hours, and locks names and details of patrons after ${CONTACT_DEFAULTS.detailsDays} days: --silent-after, --full-rights-for and --details-for set other times.
What names people in acts goes at desks and server ${CONTACT_DEFAULTS.forgetDays} days after everything that they are about is over; --forget-after sets another time, not a shorter one.
Ticked steps, messages, incidents and lost property in the log of a branch go after ${CONTACT_DEFAULTS.logDays} days; --keep-log sets another time.
--fiscal-year-starts sets the first day of its fiscal years
(${FISCAL_YEAR_STARTS}). The lists say what use reports count apart, with commas between: item types of equipment, ids of the locations of course
reserves, item types of what is borrowed from other libraries, and groups of patrons that are other libraries. An empty list takes it back to
what holds where nothing is said. --checkin-is-in-house yes counts what is checked in that nobody had out as used in the house.
--list-files: whether desks may keep lists as files in a folder (holdfast list keep, or Settings); no-patrons leaves out names and phone numbers.
--lan yes: desks of a branch pass their transactions to each other over its own network, so that each knows what the others did while the line is down.
--undo-needs-reason yes: desks ask everybody who undoes something why. --card-on-stripe 5-14 says which digits of the number on the magnetic stripe
of a card are the card, where it carries more; whole takes it back. --photo-groups names the groups of patrons, with commas between, whose photo desks check
before they lend; all, or none. --searches 3/10 has desks look for a missing or claimed copy three times, ten days apart, before it is reviewed.
--keys gives actions keys of the library's own, such as "undo=Ctrl+Shift+U; slip=F12"; what clashes is refused. none takes all of them back.
--lesson-rights names rights, with commas between, that a person has only after the tasks of a first shift in practice; none takes it back.
--carts takes a CSV with the columns branch, cart, location, from and to: while returns are sorted, the first line that fits
puts a copy on its cart, and what none fits goes on the cart of its location. --cues says what desks do with objects of an item type, such as
"dvd=count-discs,never-magnetize; book=desensitize", of desensitize, never-magnetize, unlock-case, count-discs and rfid.
--mail takes how notices to patrons are sent, as JSON that docs/notices.md describes; none ends it.
--equipment takes a CSV of the kinds of equipment that can be booked, with the columns kind, name and types (item types, with spaces between), and
as far as they are not empty quantity (units for one patron at a time), cooldown, turnaround and grace (minutes), hours (the longest booking), days
(how far ahead) and bookings (of one patron at a time). inspect yes: what comes back is received at once and inspected later.
agreement: what patrons sign first lasts for good (once), for so many days (180), or until the next of some days (05-15 12-20); agreement_text is what
they agree to.
--uncataloged names kinds that are lent by number and have no barcode, as "paperback=Paperbacks:pbk": code, name and the item type of their rules.
--reserves-name sets what the library calls its course reserves, such as "Course Readings".
Where a part is missing as an item comes back: --part-clock says whether the loan goes on until the part is back, --part-bill when each part is
billed, --part-amount what it costs where no person says it, --part-bill-stays whether a bill stays when the part comes back after it.
With --branch they are for that branch and those below it, which do as the branch above, or as the library, until then; --part-policy inherited takes
that back.`,
  options: {
    'service-day-ends': { type: 'string' },
    'silent-after': { type: 'string' },
    'full-rights-for': { type: 'string' },
    'details-for': { type: 'string' },
    'forget-after': { type: 'string' },
    'keep-log': { type: 'string' },
    'fiscal-year-starts': { type: 'string' },
    'equipment-types': { type: 'string' },
    'reserve-locations': { type: 'string' },
    'borrowed-types': { type: 'string' },
    'library-groups': { type: 'string' },
    'checkin-is-in-house': { type: 'string' },
    'undo-needs-reason': { type: 'string' },
    lan: { type: 'string' },
    'list-files': { type: 'string' },
    'card-on-stripe': { type: 'string' },
    'photo-groups': { type: 'string' },
    searches: { type: 'string' },
    'lesson-rights': { type: 'string' },
    keys: { type: 'string' },
    carts: { type: 'string' },
    'reserves-name': { type: 'string' },
    cues: { type: 'string' },
    mail: { type: 'string' },
    equipment: { type: 'string' },
    uncataloged: { type: 'string' },
    ...PART_OPTIONS,
    database: { type: 'string' },
    data: { type: 'string' },
  },
  mostWords: 0,
  run: async (run) => {
    const hour = hourOf(run);
    const terms = termsOf(run);
    const waits = waitsOf(run);
    const desk = deskTermsOf(run);
    const mail = mailOption(run);
    const isChange =
      hour !== null ||
      saysParts(run) ||
      textOf(run.values, 'carts') !== null ||
      Object.keys({ ...terms, ...waits, ...desk }).length > 0;
    await withStore(run, async ({ store, clock }) => {
      const locations = await store.read((tx) => readAllRows(tx, 'location'));
      if (isChange)
        await openLibraryWriter(store, clock).changeLibrary((row, branches) => ({
          ...row,
          serviceDayEndsAt: hour ?? row.serviceDayEndsAt,
          contact: { ...row.contact, ...waits },
          desk: { ...withPartOptions(run, row, branches), ...desk, ...cartTermsOf(run, { branches, locations }) },
          use: { ...row.use, ...terms },
        }));
      await keepMail({ store, clock }, mail);
      const [[library], branches] = await store.read(
        async (tx) => [await readAllRows(tx, 'library'), await readAllRows(tx, 'branch')] as const,
      );
      if (library === undefined) throw new HoldfastError('HF-SERVER-006');
      print(run, library, new Map(branches.map(({ id, name }) => [id, name])));
    });
    return 0;
  },
};

function hourOf({ values }: Run): number | null {
  const text = textOf(values, 'service-day-ends');
  if (text === null) return null;
  if (!/^([01]?\d|2[0-3])$/.test(text)) throw new UsageError('--service-day-ends takes an hour, 0 to 23');
  return Number(text);
}

/** The waits that the options set. */
function waitsOf({ values }: Run): ContactTerms {
  const asked = Object.entries(WAITS).flatMap(([name, option]) => {
    const text = textOf(values, option);
    return text === null ? [] : [[name, option, Number(text)] as const];
  });
  for (const [name, option, value] of asked) {
    const parsed = ContactTermsSchema.safeParse({ [name]: value });
    if (!parsed.success) throw new UsageError(`--${option}: ${parsed.error.issues[0]?.message ?? 'no whole number'}`);
  }
  return Object.fromEntries(asked.map(([name, , value]) => [name, value]));
}

/** The terms of use that the options set; undefined takes one back. */
function termsOf({ values }: Run): UseTerms {
  const starts = textOf(values, 'fiscal-year-starts');
  if (starts !== null && !UseTermsSchema.shape.fiscalYearStarts.safeParse(starts).success)
    throw new UsageError('--fiscal-year-starts takes a month and a day such as 07-01');
  const lists = Object.entries(LISTS).flatMap(([name, option]) => {
    const text = textOf(values, option);
    if (text === null) return [];
    const parts = text.split(',').map((part) => part.trim());
    const list = parts.filter((part) => part !== '');
    return [[name, list.length === 0 ? undefined : list] as const];
  });
  const inHouse = yesOrNo(values, 'checkin-is-in-house');
  return {
    ...(starts === null ? {} : { fiscalYearStarts: starts }),
    ...(inHouse === null ? {} : { checkinIsInHouse: inHouse ? true : undefined }),
    ...Object.fromEntries(lists),
  };
}

/** The terms of the desks that the options set; undefined takes one back. */
function deskTermsOf({ values }: Run): DeskTerms {
  const needsReason = yesOrNo(values, 'undo-needs-reason');
  const lan = yesOrNo(values, 'lan');
  const listFiles = textOf(values, 'list-files');
  const stripe = textOf(values, 'card-on-stripe');
  const photo = textOf(values, 'photo-groups');
  const searches = textOf(values, 'searches');
  const lessons = textOf(values, 'lesson-rights');
  const keys = textOf(values, 'keys');
  const reserves = textOf(values, 'reserves-name');
  const cues = textOf(values, 'cues');
  return {
    ...(needsReason === null ? {} : { undoNeedsReason: needsReason ? true : undefined }),
    ...(lan === null ? {} : { lan: lan ? true : undefined }),
    ...(listFiles === null ? {} : { listFiles: listFilesOf(listFiles) }),
    ...(stripe === null ? {} : { cardOnStripe: stripe === 'whole' ? undefined : digitsOf(stripe) }),
    ...(photo === null ? {} : { photoGroups: photoGroupsOf(photo) }),
    ...(cues === null ? {} : { cues: cuesIn(cues) }),
    ...equipmentTermsOf(values),
    ...uncatalogedTermsOf(values),
    ...(searches === null ? {} : { searches: searchesOf(searches) }),
    ...(keys === null ? {} : { keys: keysIn(keys) }),
    ...(lessons === null ? {} : { lessonRights: lessonRightsOf(lessons) }),
    ...(reserves === null ? {} : { reservesName: reservesNameOf(reserves) }),
  };
}

function listFilesOf(text: string): DeskTerms['listFiles'] {
  if (text === 'yes') return undefined;
  if (text === 'no') return 'none';
  if (text !== 'no-patrons') throw new UsageError('--list-files takes yes, no-patrons or no');
  return text;
}

/** Empty takes it back. */
function reservesNameOf(text: string): DeskTerms['reservesName'] {
  const name = DeskTermsSchema.shape.reservesName.safeParse(text.trim() || undefined);
  if (!name.success) throw new UsageError('--reserves-name takes up to 60 letters');
  return name.data;
}

function photoGroupsOf(text: string): DeskTerms['photoGroups'] {
  if (text === 'all') return text;
  const groups = text.split(',').flatMap((group) => group.trim() || []);
  return text === 'none' || groups.length === 0 ? undefined : groups;
}

/** The rights that every person at a desk has need no lesson. */
function lessonRightsOf(text: string): DeskTerms['lessonRights'] {
  const rights = text === 'none' ? [] : text.split(',').flatMap((right) => right.trim() || []);
  const wrong = rights.find((right) => !isRight(right) || fewestRights.some((one) => one === right));
  if (wrong !== undefined)
    throw new UsageError(`--lesson-rights: ${wrong} is no right that can wait; holdfast staff rights lists them`);
  return rights.length === 0 ? undefined : rights;
}

function searchesOf(text: string): DeskTerms['searches'] {
  const [, times, everyDays] = /^(\d{1,2})\/(\d{1,2})$/.exec(text) ?? [];
  const searches = DeskTermsSchema.shape.searches.safeParse({ times: Number(times), everyDays: Number(everyDays) });
  if (!searches.success)
    throw new UsageError('--searches takes how often, and how many days lie between, such as 3/10');
  return searches.data;
}

function digitsOf(text: string): DeskTerms['cardOnStripe'] {
  const [, from, to] = /^(\d{1,2})-(\d{1,2})$/.exec(text) ?? [];
  const digits = DeskTermsSchema.shape.cardOnStripe.safeParse({ from: Number(from), to: Number(to) });
  if (!digits.success)
    throw new UsageError('--card-on-stripe takes the first and the last digit, from 1 to 19, such as 5-14, or whole');
  return digits.data;
}

function print(
  { values, io }: Run,
  { id, name, zone, currency, use = {}, contact = {}, desk = {}, ...library }: Library,
  branches: ReadonlyMap<string, string>,
): void {
  const { serviceDayEndsAt = SERVICE_DAY_ENDS_AT } = library;
  const terms = { ...use, fiscalYearStarts: use.fiscalYearStarts ?? FISCAL_YEAR_STARTS };
  const waits = { ...CONTACT_DEFAULTS, ...contact };
  if (hasFlag(values, 'json')) {
    io.out(JSON.stringify({ libraryId: id, name, zone, currency, serviceDayEndsAt, contact: waits, desk, use: terms }));
    return;
  }
  io.out(`${name}: times in ${zone}, money in ${currency}, service days end at ${serviceDayEndsAt}:00`);
  io.out(
    `a desk is silent after ${waits.silentAfterMinutes} minutes; without its server it keeps all rights for ${waits.fullRightsHours} hours and details of patrons for ${waits.detailsDays} days`,
  );
  io.out(`what names people in acts goes ${waits.forgetDays} days after they are over`);
  io.out(`the log of a branch goes after ${waits.logDays} days`);
  io.out(`fiscal years begin on ${terms.fiscalYearStarts}`);
  if (terms.checkinIsInHouse === true) io.out('what is checked in that nobody had out counts as used in the house');
  if (desk.missingParts !== undefined) io.out(partTermsLine(desk.missingParts, currency));
  for (const [branch, terms] of Object.entries(desk.missingPartsOf ?? {}))
    io.out(partTermsLine(terms, currency, branches.get(branch) ?? branch));
  for (const [kind, cues] of Object.entries(desk.cues ?? {})) io.out(`${kind}: ${cues.join(', ')}`);
  for (const line of cartLines(desk, branches)) io.out(line);
  for (const line of [...equipmentLines(desk), ...uncatalogedLines(desk)]) io.out(line);
  if (desk.undoNeedsReason === true) io.out('whoever undoes something says why');
  if (desk.lan === true) io.out('desks of a branch hear each other over its network');
  if (desk.listFiles !== undefined)
    io.out(
      desk.listFiles === 'none' ? 'desks keep no lists as files' : 'lists that desks keep as files name no patrons',
    );
  if (desk.cardOnStripe !== undefined)
    io.out(`digits ${desk.cardOnStripe.from} to ${desk.cardOnStripe.to} of the number on a stripe are the card`);
  if (desk.reservesName !== undefined) io.out(`course reserves are called: ${desk.reservesName}`);
  if (desk.photoGroups !== undefined)
    io.out(`photo checked: ${desk.photoGroups === 'all' ? 'all groups' : desk.photoGroups.join(', ')}`);
  const { times, everyDays } = desk.searches ?? SEARCHES;
  for (const [action, key] of Object.entries(desk.keys ?? {})) io.out(`key of ${action}: ${key}`);
  if (desk.lessonRights !== undefined) io.out(`only after the lessons: ${desk.lessonRights.join(', ')}`);
  io.out(`a missing copy is looked for ${times} times, ${everyDays} days apart`);
  const { equipmentTypes, reserveLocations, borrowedTypes, libraryGroups } = terms;
  for (const [name, list] of Object.entries({ equipmentTypes, reserveLocations, borrowedTypes, libraryGroups }))
    if (list !== undefined) io.out(`${optionOf(name)}: ${list.join(', ')}`);
}

function optionOf(name: string): string {
  return Object.entries(LISTS).find(([key]) => key === name)?.[1] ?? name;
}
