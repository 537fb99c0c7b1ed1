// A small Koha export of our own: two branches, one of everything. Tests change single files of it.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importKoha, type KohaOptions } from '../../../../../server/import/koha/import-koha.ts';
import type { ImportResult } from '../../../../../server/import/import-options.ts';
import { clock } from './small-export.ts';

/** Lines of each file, the header first; null = the file is not there. */
export type KohaFiles = Readonly<Record<string, readonly string[] | null>>;

export const kohaFiles = {
  branches: ['branchcode,branchname', 'MPL,Midway', 'FPL,Fairview'],
  patron_categories: ['categorycode,description,category_type', 'PT,Patron,A', 'K,Kid,C'],
  item_types: ['itemtype,description,rentalcharge,notforloan', 'BK,Books,0,0', 'REF,Reference,0,1'],
  authorised_values: ['category,authorised_value,lib', 'LOC,GEN,General Stacks', 'LOST,1,Lost'],
  restriction_types: ['code,display_text', 'MANUAL,Manual restriction', 'OVERDUES,Overdues'],
  restrictions: [
    'borrower_debarment_id,borrowernumber,expiration,type,comment,created',
    '1,2,2027-01-31,OVERDUES,,2026-11-01 09:00:00',
    '2,2,9999-12-31,MANUAL,Ask the manager,2026-11-02 09:00:00',
  ],
  circulation_rules: [
    'branchcode,categorycode,itemtype,rule_name,rule_value',
    ',,,issuelength,21',
    ',,,lengthunit,days',
    ',,,renewalsallowed,3',
    ',,,reservesallowed,5',
    ',,,maxissueqty,50',
  ],
  repeatable_holidays: ['id,branchcode,weekday,day,month,title,description', '1,MPL,0,,,,Sundays'],
  issues: [
    'issue_id,borrowernumber,itemnumber,branchcode,issuedate,date_due,renewals_count,returndate',
    '7,1,10,MPL,2026-11-10 11:12:13,2026-12-01 23:59:00,1,',
    '8,1,11,MPL,2026-11-10 11:12:13,2026-12-01 23:59:00,0,2026-11-12 10:00:00',
  ],
  reserves: [
    'reserve_id,borrowernumber,biblionumber,itemnumber,branchcode,reservedate,priority,found,suspend,suspend_until,expirationdate,item_level_hold,cancellationdate',
    '20,1,100,,MPL,2026-11-20,2,,0,,2027-01-20,0,',
    '21,2,100,,FPL,2026-11-20,1,,1,2026-12-24,,0,',
    '22,2,101,12,FPL,2026-11-21,0,W,0,,2026-12-05,0,',
  ],
  accountlines: [
    'accountlines_id,borrowernumber,itemnumber,date,amount,amountoutstanding,debit_type_code',
    '30,1,11,2026-10-01 10:00:00,20.000000,15.500000,LOST',
    '31,1,,2026-10-02 10:00:00,1.000000,0.000000,OVERDUE',
    '32,2,,2026-10-03 10:00:00,-2.000000,-2.000000,',
  ],
  patrons: [
    'borrowernumber,cardnumber,surname,firstname,branchcode,categorycode,dateexpiry,gonenoaddress,lost,debarred,debarredcomment,dateofbirth,city,zipcode,guarantorid',
    '1,2001,Núñez,Ana,MPL,PT,2027-06-30,1,0,,,1990-01-02,Springfield,44224,',
    '2,2002,Okafor,Ben,FPL,K,,0,0,9999-12-31,Ask,2015-03-04,,,99',
  ],
  biblios: [
    'biblionumber,title,author,copyrightdate,isbn',
    '100,Moby-Dick,"Melville, Herman",1851,9780000000001',
    '101,Emma,,1815,',
  ],
  items: [
    'itemnumber,biblionumber,barcode,homebranch,holdingbranch,itype,location,itemcallnumber,notforloan,damaged,itemlost,withdrawn,onloan,replacementprice,price,enumchron,copynumber,ccode',
    '10,100,B10,MPL,MPL,BK,GEN,PS 1,0,0,0,0,2026-12-01,24.99,,,2,FIC',
    '11,100,B11,MPL,FPL,BK,GEN,PS 1,0,0,0,0,,,19.00,v.1,,',
    '12,101,B12,MPL,FPL,REF,GEN,PR 2,1,0,0,0,,,,,,',
    '13,101,B13,FPL,FPL,BK,,PR 2,0,0,4,0,,,,,,',
    '14,101,B14,FPL,FPL,BK,,PR 2,-1,0,0,0,,,,,,',
    '15,101,B15,FPL,FPL,BK,,PR 2,0,0,0,1,,,,,,',
    '16,101,,FPL,FPL,BK,,PR 2,0,0,0,0,,,,,,',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Writes the files to a folder of their own. */
export function writeKohaFiles(changes: KohaFiles = {}): string {
  const path = mkdtempSync(join(tmpdir(), 'holdfast-koha-'));
  for (const [name, lines] of Object.entries({ ...kohaFiles, ...changes }))
    if (lines !== null) writeFileSync(join(path, `${name}.csv`), `${lines.join('\n')}\n`);
  return path;
}

/** Imports the files with changes; into nothing unless a store is given. */
export async function importKohaFiles(
  changes: KohaFiles = {},
  options: Partial<Omit<KohaOptions, 'path'>> = {},
): Promise<ImportResult> {
  const path = writeKohaFiles(changes);
  try {
    return await importKoha({ store: null, clock, zone: 'America/Chicago', ...options, path });
  } finally {
    rmSync(path, { recursive: true });
  }
}
