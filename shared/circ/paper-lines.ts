// Reads lines copied from a downtime sheet or a spreadsheet: a transaction a line, with its time where there is one.

/** One transaction as it stands on the sheet. */
export type PaperLine = {
  /** Its number among the lines, from 1. */
  readonly line: number;
  /** Local time, as "2026-11-30T14:05:00". */
  readonly local: string;
  readonly kind: 'out' | 'in';
  /** Null for a return. */
  readonly card: string | null;
  readonly barcode: string;
  /** The line itself has the word "in" or "out". */
  readonly isSaid: boolean;
};

/** Why a line is none: it has no number; more than a card and a barcode; a time or date that is none; no patron for a checkout. */
export type PaperProblem = 'no-number' | 'too-much' | 'bad-time' | 'no-card';

export type BadPaperLine = { readonly line: number; readonly text: string; readonly problem: PaperProblem };

export type PaperSheet = { readonly lines: readonly PaperLine[]; readonly bad: readonly BadPaperLine[] };

/** Where the sheet begins: its local day as "2026-11-30", and the local time of lines before the first that has one, as "14:05". */
export type PaperStart = { readonly day: string; readonly time: string };

type Moment = { readonly day: string; readonly seconds: number };

const DAY_SECONDS = 86_400;

/**
 * Reads a sheet. A line may begin with a time ("2:05 PM", "2.05 pm", "14:05", "2026-11-30 14:05"), then "in" or "out", then a card and a barcode,
 * or a barcode alone, which came back; with tabs, commas, semicolons or blanks between. A line without a time has that of the line before; an
 * "out" with a barcode alone is for the patron of the line before. A time more than half a day before that of the line above it is of the next
 * day. Empty lines, and those that begin with #, are passed over.
 */
export function readPaperSheet(text: string, start: PaperStart): PaperSheet {
  const lines: PaperLine[] = [];
  const bad: BadPaperLine[] = [];
  let now: Moment = { day: start.day, seconds: secondsOf(start.time) ?? 0 };
  let card: string | null = null;
  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const trimmed = raw.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const line = index + 1;
    const read = readLine(trimmed, now, card);
    if ('problem' in read) {
      bad.push({ line, text: trimmed.slice(0, 200), problem: read.problem });
      // Nothing of it is guessed by the lines below: neither its patron nor, where it can be read, another time than its own.
      card = null;
      now = read.at ?? now;
      continue;
    }
    now = read.at;
    // A return says nothing of the next borrower.
    card = read.kind === 'out' ? read.card : null;
    lines.push({
      line,
      local: localText(now),
      kind: read.kind,
      card: read.card,
      barcode: read.barcode,
      isSaid: read.isSaid,
    });
  }
  return { lines, bad };
}

type Read = { readonly at: Moment } & Pick<PaperLine, 'kind' | 'card' | 'barcode' | 'isSaid'>;

type Unread = { readonly problem: PaperProblem; readonly at?: Moment };

function readLine(text: string, before: Moment, cardBefore: string | null): Read | Unread {
  const words = joinedTimes(text.split(/[\t,;\s]+/).filter((word) => word !== ''));
  const stamp = takeTime(words, before);
  if (stamp === null) return { problem: 'bad-time' };
  const { at, rest } = stamp;
  const [first = ''] = rest;
  const said = WORDS[first.toLowerCase()] ?? null;
  const codes = said === null ? rest : rest.slice(1);
  const [one, two] = codes;
  if (one === undefined || !codes.every((code) => /\d/.test(code))) return { problem: 'no-number', at };
  if (codes.length > 2) return { problem: 'too-much', at };
  if (two !== undefined) return said === 'in' ? { problem: 'too-much', at } : lentOf(at, one, two, said !== null);
  if (said !== 'out') return { at, kind: 'in', card: null, barcode: one, isSaid: said !== null };
  return cardBefore === null ? { problem: 'no-card', at } : lentOf(at, cardBefore, one, true);
}

function lentOf(at: Moment, card: string, barcode: string, isSaid: boolean): Read {
  return { at, kind: 'out', card, barcode, isSaid };
}

/** Words for the kind of a line, in English and Spanish. */
const WORDS: Readonly<Record<string, PaperLine['kind']>> = {
  out: 'out',
  in: 'in',
  return: 'in',
  préstamo: 'out',
  prestamo: 'out',
  devolución: 'in',
  devolucion: 'in',
};

/** "2:05 PM" is one word. */
function joinedTimes(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (const word of words) {
    const last = joined.at(-1);
    const isHalf = /^[ap]\.?m\.?$/i.test(word);
    if (isHalf && last !== undefined && /^\d{1,2}([:.]\d{2}){0,2}$/.test(last)) joined[joined.length - 1] = last + word;
    else joined.push(word);
  }
  return joined;
}

/** The moment that a line begins with and the words after it; the moment before where it begins with none. Null: it begins with one that is none. */
function takeTime(
  words: readonly string[],
  before: Moment,
): { readonly at: Moment; readonly rest: readonly string[] } | null {
  const [first = ''] = words;
  const both = /^(\d{4}-\d{2}-\d{2})T(.+)$/.exec(first);
  const [day, time, rest] =
    both === null
      ? /^\d{4}-\d{2}-\d{2}$/.test(first)
        ? [first, words[1] ?? '', words.slice(2)]
        : [null, first, words.slice(1)]
      : [both[1] ?? '', both[2] ?? '', words.slice(1)];
  if (day !== null && Number.isNaN(Date.parse(`${day}T00:00:00Z`))) return null;
  const isTime = time.includes(':') || /^\d{1,2}(\.\d{2}([ap]\.?m\.?)?|[ap]\.?m\.?)$/i.test(time);
  if (!isTime) return day === null ? { at: before, rest: words } : null;
  const seconds = secondsOf(time);
  if (seconds === null) return null;
  if (day !== null) return { at: { day, seconds }, rest };
  const isNextDay = before.seconds - seconds > DAY_SECONDS / 2;
  return { at: { day: isNextDay ? dayAfter(before.day) : before.day, seconds }, rest };
}

/** Seconds since midnight of "14:05", "14.05", "14:05:30", "2:05pm" or "2pm"; null = no time of day. */
function secondsOf(text: string): number | null {
  const found = /^(\d{1,2})(?:[:.](\d{2}))?(?:[:.](\d{2}))?(?:([ap])\.?m\.?)?$/i.exec(text);
  if (found === null) return null;
  const [hours, minutes, seconds] = [Number(found[1]), Number(found[2] ?? 0), Number(found[3] ?? 0)];
  const half = found[4]?.toLowerCase();
  if (minutes > 59 || seconds > 59) return null;
  if (half === undefined ? hours > 23 : hours < 1 || hours > 12) return null;
  const onClock = half === undefined ? hours : (hours % 12) + (half === 'p' ? 12 : 0);
  return onClock * 3_600 + minutes * 60 + seconds;
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_SECONDS * 1_000).toISOString().slice(0, 10);
}

function localText({ day, seconds }: Moment): string {
  return `${day}T${new Date(seconds * 1_000).toISOString().slice(11, 19)}`;
}
