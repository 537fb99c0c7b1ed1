// The story of one item, act by act: its loans, the question when clocks cannot tell, and the places by scans of the copy.
// sync.md 3 and 4

import type { ActOf } from '../../../shared/circ/acts.ts';
import { knewOf, orderOfItem } from './order.ts';
import type { ItemAct, PlainException, PlainItem, PlainLoan } from './plain-world.ts';
import { findUndone } from './undone.ts';

type Lend = ActOf<'openLoan' | 'checkout'>;
type Scan = Lend | ActOf<'checkin'>;

/** An aging, and the loan that it names as it stood then; null when that loan did not age. */
type Aging = { readonly act: ActOf<'ageToLost' | 'declareLost'>; readonly loan: PlainLoan | null };

/** Facts of a missing part: the loan that goes on for it, the loan that it was missing from, and its bill in words. */
type Missing = { readonly kept: PlainLoan | null; readonly from: string | null; readonly bill: string | null };

export class ItemStory {
  readonly item: PlainItem;
  /** All acts on the item in their order, undone ones in their places. */
  readonly order: readonly ItemAct[];
  /** The order without undone acts and without undos. */
  readonly happened: readonly ItemAct[];
  readonly loans: PlainLoan[] = [];
  /** Checkouts that began a loan; the others were merged into one. */
  readonly lends = new Set<string>();
  /** Whether a check-in, certain or not, came after the newest recall. */
  cameBackSinceRecall = false;
  /** Marks that staff set on the copy. sync.md 4a */
  readonly marks = new Set<string>();
  /** The library system's statement on a copy that no person has taken back; a scan cancels a statement that it is missing. */
  imported: string | null;
  /** Scans of the copy while it was marked. */
  readonly markedScans = new Set<string>();
  /** When it was looked for in vain, unless it was seen since. */
  soughtAt: number | null = null;
  searches = 0;
  replacedAt: number | null = null;
  /** The cart on which it waits for its shelf. */
  cart: { readonly cart: string; readonly at: number } | null = null;
  /** The last act that proves its presence. */
  seen: Scan | ActOf<'seen'> | null = null;
  /** The act that found it, after it was missing, lost or claimed. */
  found: Scan | ActOf<'seen' | 'clearMark'> | null = null;
  /** Parts that are missing. */
  readonly missing = new Map<string, Missing>();
  /** Whether a person recorded any mark. */
  isMarkTold = false;
  /** Where the copy travels by its last scan. */
  transitTo: string | null = null;

  /** How long after its due moment a loan ages to lost; null = never. */
  readonly #agesAfterMs: (loan: PlainLoan) => number | null;
  /** The act that put the item in question, while it is. */
  #questionBy: Scan | null = null;
  #scanBefore: Scan | null = null;
  readonly #agings: Aging[] = [];
  /** Agings of loans that are claimed. */
  readonly #agingsBehindClaims = new Map<PlainLoan, ActOf<'ageToLost'>>();
  readonly #recalls: ActOf<'recall'>[] = [];
  #untilCertainCheckin: PlainException[] = [];
  /** Loans whose copy stood on a shelf since its last scan, with the first act that saw it. */
  readonly #spotted = new Map<PlainLoan, string>();
  readonly #lasting: PlainException[] = [];

  constructor(item: PlainItem, acts: readonly ItemAct[], agesAfterMs: (loan: PlainLoan) => number | null) {
    this.item = item;
    this.#agesAfterMs = agesAfterMs;
    this.imported = NAMES[item.unscanned ?? ''] ?? null;
    this.order = orderOfItem(acts);
    const undone = findUndone(this.order, () => true);
    this.#lasting.push(...undone.exceptions);
    this.happened = this.order.filter((act) => act.kind !== 'undo' && !undone.ids.has(act.id));
    for (const act of this.happened) this.#tell(act);
  }

  /** The loan that is out, if one is and is known to be. */
  get out(): PlainLoan | null {
    return this.loans.find((loan) => loan.state === 'open' || loan.state === 'lost') ?? null;
  }

  get inQuestion(): readonly PlainLoan[] {
    return this.loans.filter((loan) => loan.state === 'in-question');
  }

  /** Work to do on the copy first: no scan ends that, only the one who set it. sync.md 4a */
  get mark(): string | null {
    const { unscanned } = this.item;
    return unscanned !== undefined && this.imported !== null && this.imported !== 'missing' ? unscanned : null;
  }

  /** A person took back the library system's statement on it. */
  get isTakenBack(): boolean {
    return NAMES[this.item.unscanned ?? ''] !== undefined && this.imported === null;
  }

  /** Every mark that stands, the one to act on first. */
  get standing(): string[] {
    return ORDER.filter((mark) => this.marks.has(mark) || this.imported === mark);
  }

  /** The newest recall, if any. */
  get recall(): ActOf<'recall'> | null {
    return this.#recalls.at(-1) ?? null;
  }

  /** The loan of that name, also by the name of a checkout that was merged into it. */
  loanNamed(name: string): PlainLoan | null {
    return this.loans.find((loan) => loan.names.has(name)) ?? null;
  }

  exceptions(): PlainException[] {
    const found = [...this.#lasting, ...this.#untilCertainCheckin];
    if (this.#questionBy !== null) found.push(this.#exception('in-question', this.#questionBy.id));
    for (const [loan, cause] of this.#spotted) {
      if (loan.state !== 'closed') found.push(this.#exception('seen-while-on-loan', cause));
    }
    for (const { act, loan } of this.#agings) {
      if (loan === null || !agingStands(loan, act.at)) found.push(this.#exception('lost-corrected', act.id));
    }
    return found;
  }

  #exception(code: string, cause: string): PlainException {
    return { code, item: this.item.item, cause };
  }

  #tell(act: ItemAct): void {
    switch (act.kind) {
      case 'openLoan':
      case 'checkout':
        this.#lend(act);
        break;
      case 'checkin':
        this.#takeBack(act);
        break;
      case 'renew':
        this.#renew(act);
        break;
      case 'recall':
        this.#cutByRecall(act);
        break;
      case 'changeDueDate':
        this.#redate(act);
        break;
      case 'ageToLost':
      case 'declareLost':
        this.#age(act);
        break;
      case 'resolveItem':
        this.#resolve(act);
        break;
      case 'setMark':
      case 'clearMark':
        this.#mark(act);
        break;
      case 'notOnShelf':
        // Twice within half a day is once.
        if (this.soughtAt === null || act.at - this.soughtAt >= 43_200_000) this.searches += 1;
        this.soughtAt = act.at;
        break;
      case 'reviewMissing':
        if (act.becomes === 'sought') this.#startSearching();
        else this.replacedAt = act.at;
        break;
      case 'shelve':
        if (this.cart?.cart === act.cart) this.cart = null;
        break;
      case 'seen':
        this.#spot(act);
        break;
      case 'reportParts':
        this.#lackParts(act);
        break;
      case 'partReturned':
        this.#regainParts(act);
        break;
      case 'confirmParts':
        // It changes nothing.
        break;
      case 'claim':
        this.#claim(act);
        break;
      case 'dropClaim':
        this.#unclaim(act);
        break;
      case 'undo':
        break;
    }
    if (act.kind === 'openLoan' || act.kind === 'checkout' || act.kind === 'checkin') this.#scanBefore = act;
  }

  // Marks

  /** It was seen, so it is not missing. */
  #find(by: Scan | ActOf<'seen'>, wasLost = false): void {
    const isBack = wasLost || this.marks.has('missing') || this.imported === 'missing';
    if (isBack && by.kind !== 'openLoan') this.found = by;
    else if (this.found !== null && by.at - this.found.at >= 14 * 86_400_000) this.found = null;
    this.#startSearching();
    this.marks.delete('missing');
    if (this.imported === 'missing') this.imported = null;
    if (by.kind !== 'openLoan') this.seen = by;
    this.cart =
      (by.kind === 'checkin' || by.kind === 'seen') && by.cart !== undefined ? { cart: by.cart, at: by.at } : null;
  }

  /** It has not been searched for yet, and nothing is decided. */
  #startSearching(): void {
    this.soughtAt = null;
    this.searches = 0;
    this.replacedAt = null;
  }

  /** On a shelf: a copy on loan stays on loan, and staff have to look. */
  #spot(act: ActOf<'seen'>): void {
    if (this.imported === 'missing') this.isMarkTold = true;
    this.#find(act);
    const { out } = this;
    if (out !== null && !this.#spotted.has(out)) this.#spotted.set(out, act.id);
  }

  #see(scan: Scan, wasLost = false): void {
    this.#find(scan, wasLost);
    // In hand again, it is not on that shelf.
    this.#spotted.clear();
    if (this.standing.length > 0) this.markedScans.add(scan.id);
  }

  #mark(act: ActOf<'setMark' | 'clearMark'>): void {
    this.isMarkTold = true;
    if (act.kind === 'setMark') {
      if (act.mark === 'missing' && !this.marks.has('missing')) this.#startSearching();
      this.marks.add(act.mark);
    } else {
      if (act.mark === 'missing' && (this.marks.has('missing') || this.imported === 'missing')) this.found = act;
      this.marks.delete(act.mark);
      if (act.mark === 'missing') this.#startSearching();
      if (this.imported === act.mark) this.imported = null;
    }
  }

  // Parts

  /** The copy is for the inspectors; the last loan, if a check-in has just ended it, may go on for the parts. */
  #lackParts(act: ActOf<'reportParts'>): void {
    this.isMarkTold = true;
    this.marks.add('inspect');
    const last = this.loans.at(-1) ?? null;
    const goesOn = act.keepsLoan && act.parts.length > 0 && this.#questionBy === null;
    const named = act.loanId === null ? null : this.loanNamed(act.loanId);
    // It came back just now, or is out for another part already.
    const isBack = named === last && last?.how === 'checkin';
    const isOutForPart = named === this.out && [...this.missing.values()].some(({ kept }) => kept === named);
    const mayGoOn = goesOn && (isBack || isOutForPart) ? named : null;
    let isKept = false;
    for (const [index, part] of act.parts.entries()) {
      const told = act.bills === undefined ? act.bill : (act.bills[index] ?? null);
      const bill = told === null ? null : `${part} ${act.loanId} ${told.amountMinor} ${act.id}`;
      const known = this.missing.get(part);
      const now = this.#learn(known, { kept: mayGoOn, from: act.loanId, bill });
      this.missing.set(part, now);
      if (now.kept !== null && known?.kept !== now.kept) isKept = true;
    }
    if (mayGoOn === null || !isKept || isOutForPart) return;
    mayGoOn.state = mayGoOn.lostAt === null ? 'open' : 'lost';
    mayGoOn.how = null;
    mayGoOn.inAt = null;
  }

  /** A later report adds the loan and the bill that the earlier ones did not know; stated facts stay. */
  #learn(known: Missing | undefined, told: Missing): Missing {
    if (known === undefined) return told;
    if (told.from === null || (known.from !== null && known.bill !== null)) return known;
    if (known.kept !== null) {
      const isOfIt = told.bill !== null && known.kept.names.has(told.from);
      return isOfIt ? { ...told, kept: known.kept } : known;
    }
    return known.from === null || told.bill !== null || told.kept !== null ? told : known;
  }

  #regainParts(act: ActOf<'partReturned'>): void {
    const ended = new Set(act.parts.map((part) => this.missing.get(part)?.kept ?? null));
    for (const part of act.parts) this.missing.delete(part);
    if (act.clears) {
      this.isMarkTold = true;
      this.marks.delete('inspect');
    }
    const { out } = this;
    const isOver = out !== null && ended.has(out) && [...this.missing.values()].every(({ kept }) => kept !== out);
    if (isOver) close(out, Math.max(act.at, out.outAt), 'checkin');
  }

  // Claims

  #claim(act: ActOf<'claim'>): void {
    const loan = this.loanNamed(act.loanId);
    if (loan !== null && loan.state !== 'closed') loan.claim = { kind: act.claim, at: loan.claim?.at ?? act.at };
    else if (loan?.how === 'checkin') this.#lasting.push(this.#exception('claim-settled', act.id));
    else this.#lasting.push(this.#exception('claim-no-loan', act.id));
  }

  #unclaim(act: ActOf<'dropClaim'>): void {
    const loan = this.loanNamed(act.loanId);
    if (loan === null || loan.state === 'closed') return;
    loan.claim = null;
    // A postponed aging counts from its own time.
    const aging = this.#agingsBehindClaims.get(loan);
    this.#agingsBehindClaims.delete(loan);
    if (aging === undefined || loan.lostAt !== null) return;
    this.#agings.splice(
      this.#agings.findIndex(({ act: other }) => other === aging),
      1,
      { act: aging, loan },
    );
    loan.lostAt = aging.at;
    loan.isDeclared = false;
    if (loan.state === 'open') loan.state = 'lost';
  }

  // Lending

  #lend(act: Lend): void {
    const doubted = this.#isDoubted(act);
    const knewWithdrawn = act.kind === 'openLoan' || act.overrides.includes('ITEM_WITHDRAWN');
    this.#see(act);
    this.transitTo = null;
    if (containsCheckin(act) && !doubted) this.#closeByCheckin(act.at, act.at);
    const own = [this.out, ...this.inQuestion].find((loan) => loan?.patron === act.patronId) ?? null;
    const before = this.out;
    if (own !== null) this.#merge(own, act);
    const loan = own ?? this.#begin(act);
    if (own === null && this.marks.has('withdrawn') && !knewWithdrawn)
      this.#untilCertainCheckin.push(this.#exception('lent-withdrawn', act.id));
    if (this.#questionBy !== null) loan.state = 'in-question';
    else if (doubted || (own === null && before !== null && this.#cannotInfer(before, act))) this.#question(act);
    else if (own === null && before !== null) this.#inferReturn(before, act);
  }

  #begin(act: Lend): PlainLoan {
    const opening = act.kind === 'openLoan';
    const id = opening ? act.loanId : act.id;
    const loan: PlainLoan = {
      id,
      item: this.item.item,
      patron: act.patronId,
      branch: act.branch,
      outAt: act.at,
      policyHash: act.policyHash,
      names: new Set([id, act.id]),
      dueAt: act.dueAt,
      dueBy: act,
      recalled: false,
      inAt: null,
      state: opening && act.lostAt !== null ? 'lost' : 'open',
      how: null,
      renewals: opening ? act.renewals : 0,
      lostAt: opening ? act.lostAt : null,
      isDeclared: opening && act.declared === true,
      claim: null,
    };
    this.loans.push(loan);
    this.lends.add(act.id);
    return loan;
  }

  /** The same patron, the same item: one loan, the later date. */
  #merge(loan: PlainLoan, act: Lend): void {
    loan.names.add(act.id);
    this.#lasting.push(this.#exception('double-scan', act.id));
    this.#moveLater(loan, act);
  }

  /** A checkout or renewal never moves a date earlier, and lifts lost. */
  #moveLater(loan: PlainLoan, act: Lend | ActOf<'renew'>): void {
    if (act.dueAt < loan.dueAt) this.#lasting.push(this.#exception('due-differs', act.id));
    if (act.dueAt > loan.dueAt) {
      loan.dueAt = act.dueAt;
      loan.dueBy = act;
      loan.recalled = false;
    }
    loan.lostAt = null;
    loan.claim = null;
    this.#agingsBehindClaims.delete(loan);
    if (loan.state === 'lost') loan.state = 'open';
  }

  /** Two branches, or a unit with its own identity: which of the two loans is true must not be guessed. */
  #cannotInfer(before: PlainLoan, act: Lend): boolean {
    return this.item.serial || (before.branch !== null && act.branch !== null && before.branch !== act.branch);
  }

  #inferReturn(loan: PlainLoan, act: Lend): void {
    close(loan, act.at, 'inferred');
    this.#untilCertainCheckin.push(this.#exception('lent-while-on-loan', act.id));
  }

  // Taking back

  #takeBack(act: ActOf<'checkin'>): void {
    const wasIn = this.out === null && this.#questionBy === null && this.transitTo === null;
    // A copy that was never scanned and is reported missing, or elsewhere, was not in.
    const { unscanned = 'available' } = this.item;
    const neverLeft = unscanned === 'available' || unscanned === 'on-hold-shelf';
    const wasOnShelf = this.#scanBefore !== null || neverLeft || this.isTakenBack;
    const wasMissing = this.marks.has('missing');
    if (act.inspect === true) {
      this.isMarkTold = true;
      this.marks.add('inspect');
    }
    const wasLost = this.out !== null && (this.out.state === 'lost' || this.out.claim !== null);
    this.#see(act, wasLost && !this.#isDoubted(act));
    if (wasIn && wasOnShelf && !wasMissing) this.#lasting.push(this.#exception('already-in', act.id));
    this.transitTo = act.transitTo;
    this.cameBackSinceRecall = true;
    if (!this.#isDoubted(act)) this.#closeByCheckin(act.returnedAt ?? act.at, act.at);
    else if (this.out !== null) this.#question(act);
  }

  /** A check-in that is certain closes the open loan, and ends a question. */
  #closeByCheckin(returnedAt: number, scannedAt: number): void {
    for (const loan of this.loans) {
      if (loan.state === 'closed') continue;
      const inAt = Math.max(loan.outAt, Math.min(returnedAt, scannedAt));
      close(loan, inAt, loan.state === 'in-question' ? 'question' : 'checkin');
    }
    this.#questionBy = null;
    this.#untilCertainCheckin = [];
    this.cameBackSinceRecall = true;
  }

  // The question

  /** Every loan that is out, the one just begun too, may be the true one. */
  #question(by: Scan): void {
    for (const loan of this.loans) if (loan.state === 'open' || loan.state === 'lost') loan.state = 'in-question';
    this.#questionBy = by;
  }

  /**
   * A scan is doubted when it disagrees with the scan before it, at another desk, neither saw the other, and the clocks cannot tell them apart:
   * they are too close, or one of the clocks is suspect. The state found by an import stood before any act of a desk.
   */
  #isDoubted(act: Scan): boolean {
    const before = this.#scanBefore;
    if (before === null || before.kind === 'openLoan' || before.desk === act.desk || !disagree(before, act))
      return false;
    const areClose = Math.abs(before.at - act.at) < before.uncertaintyMs + act.uncertaintyMs;
    if (!areClose && !before.clockSuspect && !act.clockSuspect) return false;
    return !knewOf(act, before, this.order) && !knewOf(before, act, this.order);
  }

  #resolve(act: ActOf<'resolveItem'>): void {
    const { inQuestion } = this;
    const holder = inQuestion.find((loan) => loan.patron === act.holder) ?? null;
    if (this.#questionBy === null || (act.holder !== null && holder === null)) return;
    for (const loan of inQuestion) if (loan !== holder) close(loan, act.at, 'question');
    if (holder !== null) holder.state = holder.lostAt === null ? 'open' : 'lost';
    this.#questionBy = null;
  }

  // Renewals, recalls and agings name their loan

  #renew(act: ActOf<'renew'>): void {
    const loan = this.loanNamed(act.loanId);
    if (loan !== null && loan.state !== 'closed') {
      loan.renewals += 1;
      this.#moveLater(loan, act);
    } else if (loan?.how === 'inferred') {
      this.#untilCertainCheckin.push(this.#exception('renewed-after-inference', act.id));
    } else this.#lasting.push(this.#exception('renewal-no-loan', act.id));
  }

  #cutByRecall(act: ActOf<'recall'>): void {
    const again = act.reissues !== null && act.ignoredBy !== null;
    const issued = this.#recalls.some((one) => one.reissues === act.reissues && one.ignoredBy === act.ignoredBy);
    if (again && issued) return;
    this.#recalls.push(act);
    this.cameBackSinceRecall = false;
    const loan = this.loanNamed(act.loanId);
    if (loan === null || loan !== this.out) this.#lasting.push(this.#exception('recall-no-loan', act.id));
    else if (act.dueAt < loan.dueAt) {
      loan.dueAt = act.dueAt;
      loan.dueBy = act;
      loan.recalled = true;
    }
  }

  /** Staff set another date, earlier or later; the waiting patron of a recall does not wait longer. */
  #redate(act: ActOf<'changeDueDate'>): void {
    const loan = this.loanNamed(act.loanId);
    if (loan === null || loan.state === 'closed') {
      this.#lasting.push(this.#exception('due-change-no-loan', act.id));
    } else if (loan.recalled && act.dueAt > loan.dueAt) {
      this.#lasting.push(this.#exception('due-change-recalled', act.id));
    } else {
      loan.dueAt = act.dueAt;
      loan.dueBy = act;
      const behind = this.#agingsBehindClaims.get(loan);
      if (behind !== undefined && !this.#isDueToAge(loan, behind.at)) this.#agingsBehindClaims.delete(loan);
      // A declaration by staff stands at any date.
      if (loan.lostAt === null || loan.isDeclared || this.#isDueToAge(loan, loan.lostAt)) return;
      loan.lostAt = null;
      if (loan.state === 'lost') loan.state = 'open';
    }
  }

  #age(act: ActOf<'ageToLost' | 'declareLost'>): void {
    const isDeclared = act.kind === 'declareLost';
    const isSame = ({ act: other }: Aging) =>
      other.kind === 'ageToLost' && other.loanId === act.loanId && other.at === act.at;
    if (!isDeclared && this.#agings.some(isSame)) return;
    const loan = this.loanNamed(act.loanId);
    // It is lost already: a second moment adds nothing.
    if (loan?.state === 'lost') return;
    const ages =
      loan !== null &&
      loan.state !== 'closed' &&
      loan.lostAt === null &&
      (isDeclared || this.#isDueToAge(loan, act.at));
    const waits = ages && act.kind === 'ageToLost' && loan.claim !== null;
    this.#agings.push({ act, loan: ages && !waits ? loan : null });
    if (waits && !this.#agingsBehindClaims.has(loan)) this.#agingsBehindClaims.set(loan, act);
    if (!ages || waits) return;
    loan.lostAt = act.at;
    loan.isDeclared = isDeclared;
    if (loan.state === 'open') loan.state = 'lost';
  }

  /** A date that a renewal moved has its own moment. */
  #isDueToAge(loan: PlainLoan, at: number): boolean {
    const after = this.#agesAfterMs(loan);
    return after !== null && at >= loan.dueAt + after;
  }
}

/** Statuses of a library system that are marks, as people name them. */
const NAMES: Readonly<Record<string, string>> = {
  missing: 'missing',
  damaged: 'damaged',
  bindery: 'in-repair',
  'in-process': 'in-process',
  'on-order': 'in-process',
  cataloging: 'in-process',
  discarded: 'withdrawn',
};

const ORDER = ['withdrawn', 'missing', 'in-repair', 'damaged', 'inspect', 'in-process'];

function close(loan: PlainLoan, inAt: number, how: 'checkin' | 'inferred' | 'question'): void {
  loan.state = 'closed';
  loan.inAt = inAt;
  loan.how = how;
}

/** Loaned to another patron, overridden by staff: the old loan is closed in the same act. */
function containsCheckin(act: Lend): boolean {
  return act.kind === 'checkout' && act.overrides.includes('LOANED_TO_ANOTHER');
}

function disagree(a: Scan, b: Scan): boolean {
  if (a.kind === 'checkin' || b.kind === 'checkin') return a.kind !== b.kind;
  return a.patronId !== b.patronId;
}

/** Still lost, or brought back only after it had aged. */
function agingStands(loan: PlainLoan, agedAt: number): boolean {
  if (loan.lostAt !== agedAt) return false;
  return loan.state === 'lost' || (loan.how === 'checkin' && loan.inAt !== null && loan.inAt >= agedAt);
}
