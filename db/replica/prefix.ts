// Searches by beginnings.

/** The end of the range of texts that begin with `prefix`: no text that begins so sorts after it. */
export function prefixEnd(prefix: string): string {
  return `${prefix}\u{10FFFF}`;
}

/** Folded words as a full-text query in which each may be the beginning of a word. */
export type WordsQuery = {
  readonly match: string;
  /** Words of one letter, for which there is no index. */
  readonly initials: readonly string[];
};

/** The query for folded text; null when no word of it has two letters. */
export function wordsQuery(folded: string): WordsQuery | null {
  const words = folded.split(' ').filter((word) => word !== '');
  const long = words.filter((word) => !isOneLetter(word));
  if (long.length === 0) return null;
  return {
    match: long.map((word) => `"${word}"*`).join(' AND '),
    initials: words.filter(isOneLetter),
  };
}

/** The index of beginnings starts at two characters, as SQLite counts them. */
function isOneLetter(word: string): boolean {
  return /^.$/u.test(word);
}
