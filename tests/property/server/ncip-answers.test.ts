// Answers of NCIP responders that are broken in any way: a message ends as taken, refused or failed, never in a crash, and no word of an answer is in an
// error.

import { createServer, type Server } from 'node:http';
import fc from 'fast-check';
import { readSettings } from '../../../server/connectors/connector-settings.ts';
import { openSystem } from '../../../server/connectors/open-system.ts';
import { SystemFailureError, type OtherSystem } from '../../../server/connectors/other-system.ts';
import type { Message } from '../../../shared/connectors/message.ts';
import { ncipDocument } from '../../support/connectors/ncip-library.ts';
import { hostileText } from './support/hostile-values.ts';

const about = { at: 1_700_000_000_000, barcode: 'X1', card: 'P1', dueAt: 1_701_000_000_000 };
const hold = { ...about, ofCopy: false, pickup: 'main', expiresAt: null };
const MESSAGES: readonly Message[] = [
  { kind: 'checkout', ...about, rentalMinor: 150, depositMinor: 0 },
  { kind: 'checkin', ...about, returnedAt: about.at, routed: false },
  { kind: 'renew', ...about },
  { kind: 'placeHold', ...hold },
  { kind: 'cancelHold', ...hold },
];

const IDS = '<ns1:ItemId><ns1:ItemIdentifierValue>X1</ns1:ItemIdentifierValue></ns1:ItemId>';
const USER = '<ns1:UserId><ns1:UserIdentifierValue>P1</ns1:UserIdentifierValue></ns1:UserId>';
const DUE = '<ns1:DateDue>2026-12-01T00:00:00Z</ns1:DateDue>';
const COUNT =
  '<ns1:CirculationStatus>On Loan</ns1:CirculationStatus><ns1:LoanedItemCountValue>1</ns1:LoanedItemCountValue>';
const PROBLEM =
  '<ns1:Problem><ns1:ProblemType>User Blocked</ns1:ProblemType><ns1:ProblemDetail>PATEXAMPLE &amp; others</ns1:ProblemDetail></ns1:Problem>';
const FEE =
  '<ns1:RequiredFeeAmount><ns1:CurrencyCode>USD</ns1:CurrencyCode><ns1:MonetaryValue>150</ns1:MonetaryValue></ns1:RequiredFeeAmount>';
/** Stands for the name of the message that is answered. */
const ASKED = 'AskedItem';
const holding = (name: string, holds: string) => ncipDocument(`<ns1:${name}Response>${holds}</ns1:${name}Response>`);

/** Documents of each kind, right in form. */
const documents = fc
  .tuple(
    fc.constantFrom(ASKED, ASKED, ASKED, 'LookupUser', 'CheckOutItem'),
    fc.subarray([
      USER,
      DUE,
      PROBLEM,
      FEE,
      `<ns1:LoanedItemsCount>${COUNT}</ns1:LoanedItemsCount><ns1:LoanedItem>${IDS}${DUE}</ns1:LoanedItem>`,
      `<ns1:ItemTransaction><ns1:CurrentBorrower>${USER}</ns1:CurrentBorrower></ns1:ItemTransaction>`,
      '<ns1:ItemOptionalFields><ns1:CirculationStatus>On Loan</ns1:CirculationStatus></ns1:ItemOptionalFields>',
      '<ns1:RoutingInformation><ns1:RoutingInstructions>Request:1</ns1:RoutingInstructions><ns1:Destination/></ns1:RoutingInformation>',
    ]),
  )
  .map(([name, holds]) => holding(name, `${IDS}${holds.join('')}`));

/** Documents of which a piece is gone, doubled, or something else. */
const broken = fc
  .tuple(
    documents,
    fc.nat(),
    fc.nat(60),
    fc.oneof(hostileText, fc.constantFrom('<', '&', ']]>', '<!DOCTYPE a>', '<a>', '</ns1:NCIPMessage>')),
  )
  .map(([text, from, length, put]) => {
    const start = from % text.length;
    return `${text.slice(0, start)}${put}${text.slice(start + length)}`;
  });
const answers = fc.record({
  status: fc.constantFrom(200, 200, 200, 200, 200, 200, 200, 200, 201, 400, 401, 403, 404, 429, 500, 503),
  bodies: fc.array(fc.oneof(documents, documents, documents, broken, hostileText), { minLength: 1, maxLength: 2 }),
});

describe('answers of an NCIP responder', () => {
  let server: Server;
  let system: OtherSystem;
  let now: { status: number; bodies: readonly string[] };
  let turn = 0;

  beforeAll(async () => {
    server = createServer((request, response) => {
      let asked = '';
      request.on('data', (chunk: Buffer) => (asked += chunk.toString('utf8')));
      request.on('end', () => {
        const name = /<NCIPMessage[^>]*><(\w+)>/.exec(asked)?.[1] ?? '';
        response.writeHead(now.status).end(now.bodies[(turn += 1) % now.bodies.length]?.replaceAll(ASKED, name));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const settings = readSettings('ncip', { profile: 'plain', url: `http://127.0.0.1:${port}/`, agency: 'A' });
    const parts = { secretOf: () => null, now: () => about.at };
    system = openSystem({ settings }, { zone: 'UTC', currency: 'USD' }, parts);
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  /** What it gives; its failure, where it is one of those that are meant. */
  const outcomeOf = async <T>(work: Promise<T>): Promise<T | null> => {
    try {
      return await work;
    } catch (error) {
      if (!(error instanceof SystemFailureError)) throw error;
      expect(`${error.message} ${error.why}`).not.toContain('PATEXAMPLE');
      return null;
    }
  };

  test('end a message in one of the ways that are meant', async () => {
    let [taken, refused, failed] = [0, 0, 0];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...MESSAGES), answers, async (message, given) => {
        now = given;
        const answer = await outcomeOf(system.tell(message));
        if (answer === null) failed += 1;
        else if (answer.is === 'taken') taken += 1;
        else refused += 1;
        // What a server that fails or sends away says was never taken.
        if (given.status >= 400) expect(answer?.is).not.toBe('taken');
        const seen = await outcomeOf(system.look(message));
        if (seen?.patron?.hasItem === true) expect(seen.item?.isOut).toBe(true);
        await outcomeOf(system.cardLoans?.of('P1') ?? Promise.resolve(null));
        expect(await outcomeOf(system.check())).not.toBeNull();
      }),
      { numRuns: 200 },
    );
    // Each of them came up.
    expect(Math.min(taken, refused, failed)).toBeGreaterThan(0);
  });
});
