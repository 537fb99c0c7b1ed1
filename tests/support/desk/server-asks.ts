// Direct requests of a desk to its server, in the same program: as the HTTP server answers it, with quick PINs and
// without a thread.

import { answerBills } from '../../../server/bills/bills-for-desk.ts';
import { createCommandRunner } from '../../../server/commands/command-runner.ts';
import { openCarried } from '../../../server/desks/open-carried.ts';
import { assertServed, deskOfToken } from '../../../server/desks/desk-tokens.ts';
import { errorAnswer } from '../../../server/http/error-answer.ts';
import { habitsForDesk } from '../../../server/library/habits-for-desk.ts';
import { partTermsForDesk } from '../../../server/library/part-terms-for-desk.ts';
import { rulesForDesk } from '../../../server/library/rules-for-desk.ts';
import { textsForDesk } from '../../../server/notices/texts-for-desk.ts';
import { libraryReport } from '../../../server/reports/library-source.ts';
import { reportForDesk } from '../../../server/reports/report-for-desk.ts';
import type { ReportThread } from '../../../server/reports/report-thread.ts';
import { phoneCodeForDesk } from '../../../server/staff/phone-code-for-desk.ts';
import { createPinTries } from '../../../server/staff/pin-tries.ts';
import { roleRightsForDesk } from '../../../server/staff/role-rights-for-desk.ts';
import { staffForDesk } from '../../../server/staff/staff-for-desk.ts';
import type { Store } from '../../../server/store/store.ts';
import type { Clock, Random } from '../../../shared/core/ports.ts';
import { forReader } from '../../../shared/reports/for-reader.ts';
import { BillsRequestSchema } from '../../../shared/wire/bills.ts';
import { HabitsRequestSchema } from '../../../shared/wire/habits.ts';
import { NoticeTextsRequestSchema } from '../../../shared/wire/notice-texts.ts';
import { PhoneCodeRequestSchema } from '../../../shared/wire/phone-code.ts';
import { ReportRequestSchema } from '../../../shared/wire/report.ts';
import { PartTermsRequestSchema } from '../../../shared/wire/part-terms.ts';
import { RoleRightsRequestSchema } from '../../../shared/wire/role-rights.ts';
import { RulesEditRequestSchema } from '../../../shared/wire/rules-edit.ts';
import { CarriedRequestSchema } from '../../../shared/wire/sealed-file.ts';
import { StaffListRequestSchema } from '../../../shared/wire/staff-list.ts';
import type { SimAnswer, SimRequest } from '../../simulation/world/network.ts';
import { quickPinHash } from '../../simulation/world/quick-pins.ts';
import type { SimServer } from '../../simulation/world/sim-server.ts';

type Parts = { readonly store: Store; readonly clock: Clock; readonly random: Random };

/** The server with these answers beside those of its own. */
export function answeringAsks({ handle }: Pick<SimServer, 'handle'>, given: Parts): SimServer['handle'] {
  const { store } = given;
  const runner = createCommandRunner(given);
  const parts = { ...given, hashPin: quickPinHash, tries: createPinTries(given), runner };
  const reports: Pick<ReportThread, 'make'> = {
    make: async ({ kind, question, reader }) => {
      const document = forReader(await libraryReport(store, kind, question, () => undefined), reader);
      return new TextEncoder().encode(JSON.stringify({ document }));
    },
  };
  const answer = async (request: SimRequest): Promise<SimAnswer> => {
    const body = (): unknown => JSON.parse(request.body ?? 'null');
    const desk = async () => {
      const known = await deskOfToken(parts, request.token);
      assertServed(known);
      return known;
    };
    switch (request.path) {
      case '/v1/phone-code':
        return desk().then(async () => json(await phoneCodeForDesk(parts, PhoneCodeRequestSchema.parse(body()))));
      case '/v1/role-rights':
        return desk().then(async () => json(await roleRightsForDesk(parts, RoleRightsRequestSchema.parse(body()))));
      case '/v1/part-terms':
        return desk().then(async () => json(await partTermsForDesk(parts, PartTermsRequestSchema.parse(body()))));
      case '/v1/habits':
        return desk().then(async () => json(await habitsForDesk(parts, HabitsRequestSchema.parse(body()))));
      case '/v1/notice-texts':
        return desk().then(async () => json(await textsForDesk(parts, NoticeTextsRequestSchema.parse(body()))));
      case '/v1/bills':
        return desk().then(async () => json(await answerBills(parts, BillsRequestSchema.parse(body()))));
      case '/v1/rules-edit':
        return desk().then(async () => json(await rulesForDesk(parts, RulesEditRequestSchema.parse(body()))));
      case '/v1/staff-list':
        return desk().then(async () => json(await staffForDesk(parts, StaffListRequestSchema.parse(body()))));
      case '/v1/reports': {
        const text = await reportForDesk({ ...parts, reports }, (await desk()).id, ReportRequestSchema.parse(body()));
        return { kind: 'whole', status: 200, type: 'application/json', body: text };
      }
      case '/v1/carried': {
        const commands = await openCarried(parts, CarriedRequestSchema.parse(body()));
        return handle({ ...request, path: '/v1/commands', body: JSON.stringify(commands) });
      }
      default:
        return handle(request);
    }
  };
  return (request) =>
    answer(request).catch((error: unknown) => {
      const refused = errorAnswer(error, 'test');
      return json(refused.body, refused.status);
    });
}

function json(value: unknown, status = 200): SimAnswer {
  return { kind: 'whole', status, type: 'application/json', body: Buffer.from(JSON.stringify(value)) };
}
