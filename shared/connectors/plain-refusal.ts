// The part that is kept of a text of another library system. Servers put names, cards and telephones of other patrons into their sentences, so that
// only words of this table are kept.

/** Words of refusals, none of which is a name. */
const KNOWN: ReadonlySet<string> = new Set(
  (
    'a about accept access account accounts after age alert all allowed already amount an and another are at authentication authorized available ' +
    'balance barred be been before began biblio blocked blocks borrower branch by call cancel cancelled cannot capture cataloged changes charge charged ' +
    'charges check checked checkin checkout circulate circulation claimed confirm confirmation conflict copies copy could credit date days debarred ' +
    'delayed denied deposit desk did does due duplicate each element error exceeded exceeds exists expired failed fee fees few field fines for found ' +
    'from group has have held hold holdable holds if in inactive incorrect ineligible input internal interval invalid is issued it item items its last ' +
    'lent library limit limited loan loans location lost maximum may message mismatch missing must needed no not number of on only open or other out ' +
    'outs outstanding over overdue owed own paid patron payment pending permission permit permitted pickup place please policy privileges processed ' +
    'protected provided queue range ratio reached reasons reference refused remote renew renewable renewal renewals renewed rental request requests ' +
    'required reservation reserve reserved reserves resource restricted returned returns rule rules see service shelf staff standing status such ' +
    'suspended system that the there these this time title to today too transaction transit type unable unavailable unknown unsupported use user ' +
    'violated waiting was with withdrawn without you your'
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
