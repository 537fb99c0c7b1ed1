// Requests that a desk sends its server at once, because only the server has the answer.

import type { ReportDocument } from '../../shared/reports/document.ts';
import { habitsGone } from '../../shared/wire/habit-groups.ts';
import type { HabitsRequest } from '../../shared/wire/habits.ts';
import type { Desk } from './desk.ts';
import { askServer } from './link/ask-server.ts';
import type { DeskFiles } from './open-desk-files.ts';

/** After wrong codes and PINs the wait is at most a quarter of an hour: the server has the exact time. */
const MOST_WAIT_S = 900;

/** Questions that only the server can answer. Each throws as askServer does. */
export function serverAsks(
  files: DeskFiles,
): Pick<
  Desk,
  | 'libraryReport'
  | 'phoneCode'
  | 'partTerms'
  | 'bills'
  | 'dataFeeds'
  | 'habits'
  | 'roleRights'
  | 'rulesEdit'
  | 'staffList'
  | 'heldActs'
  | 'history'
  | 'noticeTexts'
> {
  const { client, signer } = files;
  return {
    libraryReport: async (asked) => {
      const { document } = await askServer(files, () => client.report(asked, signer), { kind: asked.kind, staff: '' });
      return parseDocument(document);
    },
    phoneCode: (asked, staff) => {
      const { desk, challenge: number } = asked;
      return askServer(files, () => client.phoneCode(asked, signer), { desk, number, staff, seconds: MOST_WAIT_S });
    },
    noticeTexts: (asked, staff) =>
      askServer(files, () => client.noticeTexts(asked, signer), { staff, seconds: MOST_WAIT_S }),
    heldActs: (asked, staff) => askServer(files, () => client.heldActs(asked, signer), { staff }),
    history: async (asked, staff) => (await askServer(files, () => client.history(asked, signer), { staff })).acts,
    staffList: (asked, me) => {
      const { name = me } = asked.change?.what ?? {};
      const params = { staff: name, role: '', digits: '', seconds: MOST_WAIT_S };
      return askServer(files, () => client.staffList(asked, signer), params);
    },
    partTerms: (asked, staff) => {
      const { branch } = asked;
      return askServer(files, () => client.partTerms(asked, signer), {
        staff,
        branch: branch ?? '',
        seconds: MOST_WAIT_S,
      });
    },
    bills: (asked, staff) => askServer(files, () => client.bills(asked, signer), { staff, seconds: MOST_WAIT_S }),
    habits: (asked, staff) =>
      askServer(files, () => client.habits(asked, signer), {
        staff,
        place: namesGone(asked),
        seconds: MOST_WAIT_S,
      }),
    dataFeeds: (asked, staff) =>
      askServer(files, () => client.dataFeeds(asked, signer), { staff, seconds: MOST_WAIT_S }),
    rulesEdit: (asked, staff) =>
      askServer(files, () => client.rulesEdit(asked, signer), { staff, seconds: MOST_WAIT_S }),
    roleRights: (asked, staff) => {
      // The server knows which right was impossible.
      const { role = '', give = [], take = [] } = asked.change ?? {};
      const params = { staff, role, right: [...give, ...take].join(', '), seconds: MOST_WAIT_S };
      return askServer(files, () => client.roleRights(asked, signer), params);
    },
  };
}

/** The kinds that a change takes away: what the server may refuse. */
function namesGone(asked: HabitsRequest): string {
  const { uncataloged, equipment } = habitsGone(asked);
  return [...uncataloged, ...equipment].map(({ name }) => name).join(', ');
}

/** The server is of this version, or its protocol would be another. */
function parseDocument(document: unknown): ReportDocument {
  return document as ReportDocument;
}
