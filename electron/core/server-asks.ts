// What a desk asks its server at once, because only the server can say it.

import { askServerForCode } from './ask-server-for-code.ts';
import { askServerForRoles } from './ask-server-for-roles.ts';
import { libraryReport } from './reports/library-report.ts';
import type { Desk } from './desk.ts';
import type { DeskFiles } from './open-desk-files.ts';

/** What only the server can say. */
export function serverAsks(files: DeskFiles): Pick<Desk, 'libraryReport' | 'phoneCode' | 'roleRights'> {
  return {
    libraryReport: (asked) => libraryReport(files, asked),
    phoneCode: (asked, staff) => askServerForCode(files, asked, staff),
    roleRights: (asked, staff) => askServerForRoles(files, asked, staff),
  };
}
