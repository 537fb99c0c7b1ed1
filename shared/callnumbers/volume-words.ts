// Words that name a volume, part, copy or time in the languages that call numbers use (abbreviations as in AACR2 appendix B), and where the volume part of a call number begins.

/** One word for the spellings of one label: "vol. 2", "v.2" and "V2" stand at the same place. */
const SAME_LABEL: ReadonlyMap<string, string> = new Map([
  ...(['VOL', 'VOLS', 'VOLUME', 'VOLUMES'] as const).map((word) => [word, 'V'] as const),
  ...(['NOS', 'NUM', 'NUMBER', 'NUMBERS'] as const).map((word) => [word, 'NO'] as const),
  ...(['PTS', 'PART', 'PARTS'] as const).map((word) => [word, 'PT'] as const),
  ...(['COPY', 'COPIES', 'CPY'] as const).map((word) => [word, 'C'] as const),
  ...(['TOM', 'TOME', 'TOMO', 'TOMUS'] as const).map((word) => [word, 'T'] as const),
  ...(['BAND', 'BDE'] as const).map((word) => [word, 'BD'] as const),
  ...(['SERIES', 'SERIE'] as const).map((word) => [word, 'SER'] as const),
  ...(['SUPP', 'SUPPLEMENT', 'SUPPLEMENTS', 'SUPPLS'] as const).map((word) => [word, 'SUPPL'] as const),
  ...(['BOOK', 'BOOKS', 'BKS'] as const).map((word) => [word, 'BK'] as const),
  ...(['ISS', 'ISSUES'] as const).map((word) => [word, 'ISSUE'] as const),
]);

/** Labels that come before a number or a letter, longer forms first where one begins another; letters without their marks. */
const NUMBERED = [
  // English, and French, Italian, Spanish, Portuguese and Latin with their common words
  'NEW SER|VOLUMES?|VOLS?|NUMBER|NUM|NOS?|N0|PARTE|PARTS?|PTIE|PTS?|BOOK|BKS|BK|BULL|CASS|COPY|CH|DISCS?|DISKS?|FASC|FICHE',
  'BIND|CHART|FRAME|SLIDE|TABLE|TRIM|GRADE|ISSUES?|ISS|LESSON|LEVEL|MAP|PAGE|PANEL|PLATE|QTR|REEL|RELEASE|REL|ROLL|SECT|SEC|SERIES|SER|SESSION|SESS?',
  'SHEETS?|SHET|SUB|TAPE|TRANS|UNIT|YEAR|YR|TOMO|TOME|TOM|ANNO|ANO|CAH|DISP|LIVR|SEP',
  // German, Dutch, Scandinavian
  'ABT|ABH|AUFL|BAND|BDE|BD|ERGBD|FASZ|HALBBD|HEFT|HFT|JAHRG|JG|LFG|LIEF|NR|REIHE|TEIL|THEIL|TL|AFL|DEEL|DL|JAARG|JRG|ARG|DEL|HAFTE',
  // Slavic, Hungarian, Turkish
  'CAST|CHAST|CIS|CZ|DIL|GOD|KNIGA|KNJ|KN|OTD|RAZD|ROCZ|ROC|ROK|SERIIA|SESIT|SVAZEK|SV|VYP|ZESZ|ZV|BR|EVF|FUZ|KOT|KOTET|CILT',
  // Hebrew and Arabic
  'HOV|KEREKH|JIL|JUZ|MUJ|SANAH',
].join('|');
/** Words that stand for a volume even with no number after them. */
const ALONE =
  'ANNEE|APPENDIX|BKLET|BOOKLET|EPOCA|FOLGE|HEFT|INDEXES|INDEX|JAHRG|JAARG|JAHRGANG|SUPPLEMENTS?|SUPPLS?|SUPP|SUPL';
const MONTHS =
  'JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?|SEPT?(?:EMBER)?|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?';
const SEASONS = 'WIN(?:TER)?|SPR(?:ING)?|SUM(?:MER)?|FALL|AUT(?:UMN)?';
const CONTAINERS =
  '(?:SERIES \\d+ )?(?:(?:HALF|FLAT|LARGE|SMALL|OS|OVERSIZE|MAP|CARD|PRINT|NEGATIVE) )*(?:BOX|CARTON|FOLDER|TUBE|ALBUM|CASE|DRAWER|PORTFOLIO|ROLL)S?\\.? ?\\d';
const NUMBER_OR_LETTER = '(?:\\d|[A-Z](?![A-Z.])|[IVXLC]+(?![A-Z.]))';

const label = new RegExp(`^(?:${NUMBERED}|SUPP|SUPPL|INDEX|ISSUE)$`);
const container = new RegExp(` ${CONTAINERS}`);
const romanOnly = /^(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})$/;
const monthWord = new RegExp(`^(?:${MONTHS}|${SEASONS})$`);

/** Whether the word is a label that numbers follow; single letters are labels only of an enumeration. */
export function isLabel(word: string): boolean {
  return word.length > 1 && (label.test(word) || SAME_LABEL.has(word));
}

/** The label that stands for all spellings of the word. */
export function sameLabel(word: string): string {
  return SAME_LABEL.get(word) ?? word;
}

/** Whether boxes or folders follow, as with papers: no book is shelved so. */
export function isContained(folded: string): boolean {
  return container.test(folded);
}

/** The value of a Roman numeral below 40; null for another word, and for L, C, D and M, which are seldom numbers here. */
export function romanValue(word: string): number | null {
  if (!romanOnly.test(word)) return null;
  const worth: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10 };
  const values = Array.from(word, (letter) => worth[letter] ?? 0);
  return values.reduce((sum, value, index) => sum + (value < (values[index + 1] ?? 0) ? -value : value), 0);
}

/** Two digits for a month and a letter more for a season, which begins a year with winter; null for another word. */
export function monthRank(word: string): string | null {
  if (!monthWord.test(word)) return null;
  const season = ['WIN', 'SPR', 'SUM', 'FAL', 'AUT'].indexOf(word.slice(0, 3));
  if (season >= 0) return `${['01', '04', '07', '10', '10'][season] ?? ''}A`;
  const month = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'].indexOf(
    word.slice(0, 3),
  );
  return String(month + 1).padStart(2, '0');
}

export type VolumeRules = {
  /** Nothing before this place is a volume part. */
  readonly from: number;
  /** From here on "V2" is a volume; before, it is a cutter. */
  readonly plainVolumesFrom: number;
  /** Single letters that are labels when a dot and a number follow, as in a class of a regular expression. */
  readonly letters: string;
  /** Shelf marks made locally: only volumes, numbers, parts and containers end them. */
  readonly isLocal?: boolean;
};

/** The place where the volume part begins; null without one. `folded` is upper case and as long as the written text. */
export function volumeStart(
  folded: string,
  { from, plainVolumesFrom, letters, isLocal = false }: VolumeRules,
): number | null {
  const words = isLocal ? 'VOLS?|VOLUME|NOS?|PTS?|PARTS?|BD' : NUMBERED;
  const parts = [
    `(?:\\d+\\.)?(?:${words})(?:\\. ?| |: ?)?${NUMBER_OR_LETTER}`,
    `[${letters}]\\. ?(?:\\d|[IVX]+(?![A-Z.]))`,
    'V\\. ?[A-Z](?![A-Z.])',
    'V ?\\d',
    CONTAINERS,
    ...(isLocal
      ? [`N\\.S\\.,? ?:?(?:${words}|V)\\. ?\\d`]
      : [
          'N\\.[FRS]\\.',
          'NEW SER',
          `(?:\\d+\\.)?(?:${ALONE})(?![A-Z])`,
          `\\d+(?:A|E|ER|EME|O)\\.? (?:EPOCA|EP|SER|SERIE|ANNEE)(?![A-Z])`,
          `(?:${MONTHS}|${SEASONS})(?![A-Z])`,
          // "1990/91:2" is the second part of that year.
          '(?<=\\d{4}(?:[-/]\\d{2,4})?:)\\d',
        ]),
  ];
  const pattern = new RegExp(`(?<=${isLocal ? '[ :(,]' : '[ :(,/]'})(?:${parts.join('|')})`, 'g');
  for (const { index, 0: found } of folded.matchAll(pattern)) {
    if (index < from) continue;
    if (/^V ?\d/.test(found) && !(found.startsWith('V ') || index >= plainVolumesFrom)) continue;
    return keepVolumeOfDisc(folded, index);
  }
  return null;
}

/** Discs of one volume are pieces of that volume, which stays: "DVD v.1 disc.1" is the first disc of "DVD v.1". */
function keepVolumeOfDisc(folded: string, start: number): number {
  const disc = /^V\.? ?\d+ (?=DIS[CK]S?\.? ?\d)/.exec(folded.slice(start));
  return disc === null ? start : start + disc[0].length;
}
