// The part that is kept of a text of another library system. Servers put names, cards and telephones of other patrons into their sentences, so that
// only words of this table are kept.

/** Words of refusals, none of which is a name. */
const KNOWN: ReadonlySet<string> = new Set(
  (
    'a about account accounts after age all allowed already amount an and another are at authorized available balance be been before began biblio blocked blocks ' +
    'borrower branch by call cancel cancelled cannot changes charge charged charges check checked checkin checkout circulation circulate claimed ' +
    'confirm confirmation copies copy could days debarred denied desk did does due duplicate each error exceeded exceeds exists expired failed fee fees ' +
    'few field for found from group has have held hold holds if in inactive incorrect input internal invalid is issued item items it its last lent library ' +
    'limit limited loan loans location lost maximum may message missing must no not number of on only open or other out over overdue own owed paid patron ' +
    'payment pending permission permitted pickup place please policy privileges queue reached reasons reference refused renew renewal renewals renewed ' +
    'request required reserve reserved reserves restricted returned returns rule rules see shelf staff status such suspended system that the there these ' +
    'this time title to today too transaction type unable unavailable unknown use user waiting was with withdrawn without you your'
  ).split(' '),
);
const LONGEST = 160;

/** One line of the words that are known, with a mark for each stretch of others. */
export function plainRefusal(text: string): string {
  return text
    .normalize('NFC')
    .split(/[^\p{L}\p{M}\p{N}'’_@.:/+-]+/u)
    .map((word) => word.replaceAll(/^[.:'’/-]+|[.:'’/-]+$/gu, ''))
    .filter((word) => word !== '')
    .map((word) => (KNOWN.has(word.toLowerCase()) || /^\d{1,2}$/.test(word) ? word : '…'))
    .filter((word, n, all) => word !== '…' || all[n - 1] !== '…')
    .join(' ')
    .slice(0, LONGEST);
}
