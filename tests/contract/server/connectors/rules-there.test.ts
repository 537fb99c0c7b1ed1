// The rules of another system come as files of its export: read by its importer, they say what an import of the real export says. Against stand-ins.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings, type ConnectorKind } from '../../../../server/connectors/connector-settings.ts';
import { openSystem } from '../../../../server/connectors/open-system.ts';
import type { RuleFiles } from '../../../../server/connectors/other-system.ts';
import { importEvergreenRules } from '../../../../server/import/evergreen/import-evergreen-rules.ts';
import { importFolioRules } from '../../../../server/import/folio-rules/import-folio-rules.ts';
import { importKohaRules } from '../../../../server/import/koha-rules/import-koha-rules.ts';
import { required } from '../../../../shared/core/assert.ts';
import { compareRules } from '../../../../shared/rules/compare-rules.ts';
import { showEvergreenRules, showFolioRules, showKohaRules } from '../../../support/connectors/exported-rules.ts';
import { sharedData } from '../../../support/project-dir.ts';
import { describeIf } from '../../../support/skip.ts';
import { numbered, type StandIn } from '../support/connector-scene.ts';
import { EVERGREEN, FOLIO, KOHA, SIP2 } from '../support/stand-ins.ts';

const ZONE = 'America/Chicago';
const NOW = Date.parse('2026-03-02T15:00:00Z');
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A stand-in, and the line of a connector to it. */
async function reach<L extends { readonly url: string; readonly close: () => Promise<unknown> }>(
  standIn: StandIn<L>,
  more: object = {},
) {
  const { kind, secrets, open, settings: settingsOf } = standIn;
  const library = await open({ cards: numbered('card-P', 2), barcodes: numbered('barcode-X', 2), now: () => NOW });
  closing.push(library.close);
  const settings = readSettings(kind, { passwordEnv: 'SECRET', ...settingsOf(library.url), ...more });
  const secret = new Map(Object.entries(secrets));
  const secretOf = ({ passwordEnv = '' }: { readonly passwordEnv?: string }) => secret.get(passwordEnv) ?? null;
  const system = openSystem({ settings }, { zone: ZONE, currency: 'USD' }, { secretOf, now: () => NOW });
  closing.push(system.close);
  const rules = async (): Promise<RuleFiles> => {
    await system.open();
    return required(system.ruleFiles, () => 'it shows its rules')();
  };
  return { library, system, rules };
}

/** A folder with the files, and more of them. */
function folderOf({ files }: RuleFiles): string {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-rules-'));
  closing.push(() => rmSync(folder, { recursive: true }));
  for (const { name, text } of files) writeFileSync(join(folder, name), text);
  return folder;
}

const samples: Readonly<Partial<Record<ConnectorKind, string | undefined>>> = {
  koha: sharedData('data/koha-sample'),
  folio: sharedData('data/folio-sample'),
  evergreen: sharedData('data/evergreen-concerto'),
};
const isThere = Object.values(samples).every((path) => path !== undefined);

describeIf(
  isThere,
  'rules of a real export, shown by the system',
  'the real exports are not beside the project',
  () => {
    test('Koha: all but closed days, which it does not show', async () => {
      const path = samples.koha ?? '';
      const { library, rules } = await reach(KOHA);
      showKohaRules(library, path);
      const shown = await rules();
      const { rules: there, kinds } = await importKohaRules(folderOf(shown), ZONE);
      const { rules: imported } = await importKohaRules(path, ZONE);
      expect(compareRules(imported, there).map(({ part }) => part)).toEqual(['calendars']);
      expect(Object.keys(there.rows[0]?.values ?? {}).length).toBeGreaterThan(10);
      expect(kinds['circulation_rules']).toMatchObject({ rejected: 0 });
      expect(shown.missing.join()).toMatch(/closed days.*site settings/);
    });

    test('FOLIO: though it gives a few records at once', async () => {
      const path = samples.folio ?? '';
      const { library, rules } = await reach(FOLIO, { servicePoint: 'cd1' });
      showFolioRules(library, path, 3);
      const shown = await rules();
      const { sets } = await importFolioRules(folderOf(shown), ZONE);
      const { sets: imported } = await importFolioRules(path, ZONE);
      const only = (all: typeof sets) => required(all[0], () => 'a set was read').rules;
      expect(compareRules(only(imported), only(sets))).toEqual([]);
      expect(only(sets).rules.length).toBeGreaterThan(1);
      // A line that says nothing moves every rule, and changes none.
      const moved = shown.files.map(({ name, text }) => ({
        name,
        text: name.endsWith('.txt') ? `# a comment\n${text}` : text,
      }));
      const { sets: later } = await importFolioRules(folderOf({ ...shown, files: moved }), ZONE);
      expect(compareRules(only(sets), only(later))).toEqual([]);
      expect(shown.files.map(({ text }) => text).join()).not.toContain('metadata');
      // The stand-in has no module for limits.
      expect(shown.missing).toEqual(['its limits of patron groups: it has no module for them']);
    });

    test('FOLIO: calendars that are not answered at the moment end it', async () => {
      const { library, rules } = await reach(FOLIO, { servicePoint: 'cd1' });
      showFolioRules(library, samples.folio ?? '');
      library.instead = (route) => (route === 'GET /calendar/calendars' ? { status: 503, body: 'busy' } : null);
      await expect(rules()).rejects.toThrow(/it answered 503/);
    });

    test('Evergreen: with its hours and closed days', async () => {
      const path = samples.evergreen ?? '';
      const { library, rules } = await reach(EVERGREEN);
      showEvergreenRules(library, path);
      const { rules: there, kinds } = await importEvergreenRules(folderOf(await rules()), 'America/New_York');
      const { rules: imported } = await importEvergreenRules(path, 'America/New_York');
      // The tables of the export do not link limit sets to rules.
      expect(compareRules(imported, there)).toEqual([
        {
          part: 'limitSets',
          added: [],
          removed: [],
          changed: ['1', '2', '3', '4'].map((name) => ({ name, fields: ['rules'] })),
        },
      ]);
      expect(there.limitSets.map(({ rules: by }) => by)).toEqual(
        imported.limitSets.map(() => [{ rule: '1', fallsThrough: false }]),
      );
      expect([kinds['loanRules']?.taken, kinds['closures']?.taken]).toEqual([6, 497]);
    });
  },
);

describe('a system that shows a part of its rules only', () => {
  test('Koha of an older version: the values of one case are no rules', async () => {
    const { library, rules } = await reach(KOHA);
    library.shows.set('GET /circulation_rules', () => ({ issuelength: 14 }));
    await expect(rules()).rejects.toThrow(/does not show the rules that are stored/);
  });

  test('Koha that shows no rule at all', async () => {
    const { library, rules } = await reach(KOHA);
    library.shows.set('GET /circulation_rules', () => []);
    await expect(rules()).rejects.toThrow(/it shows no rule at all/);
  });

  test('Koha: an empty value is a rule, and no value is none', async () => {
    const { library, rules } = await reach(KOHA);
    const context = { library_id: '*', patron_category_id: 'ST', item_type_id: '*' };
    library.shows.set('GET /circulation_rules', () => [{ context, issuelength: 14, maxissueqty: '', fine: null }]);
    for (const list of ['libraries', 'patron_categories', 'item_types']) library.shows.set(`GET /${list}`, () => []);
    const { rules: there } = await importKohaRules(folderOf(await rules()), ZONE);
    expect(there.rows).toEqual([
      { branch: null, patron_category: 'ST', item_type: null, values: { issuelength: '14', maxissueqty: '' } },
    ]);
  });

  test.each([
    'VIEW_CIRC_MATRIX_MATCHPOINT',
    'STAFF_LOGIN',
    'VIEW_HOLD_MATRIX_MATCHPOINT',
    'VIEW_GROUP_PENALTY_THRESHOLD',
  ])('Evergreen: nothing is taken without the right %s for all libraries', async (right) => {
    const { library, rules } = await reach(EVERGREEN);
    // One that may change them sees them, too.
    library.lacks.add(right);
    if (right !== 'STAFF_LOGIN') expect((await rules()).files.length).toBeGreaterThan(10);
    library.lacks.add(right.replace('VIEW', 'ADMIN'));
    await expect(rules()).rejects.toThrow(`the account lacks ${right} for all libraries`);
  });

  test('Evergreen: a limit set that no rule counts by is left out', async () => {
    const { library, rules } = await reach(EVERGREEN);
    const set = { items_out: 3, depth: 0, global: 'f', description: null };
    library.rows.ccls.push(
      { id: 1, name: 'Used', owning_lib: 1, ...set },
      { id: 2, name: 'Idle', owning_lib: 1, ...set },
    );
    library.rows.ccmm.push({ id: 1, active: 't', org_unit: 1, grp: 2 });
    library.rows.cclsgm.push({ id: 1, limit_set: 1, limit_group: 9, check_only: 'f' });
    library.rows.ccmlsm.push(
      { id: 1, limit_set: 1, matchpoint: 1, active: 't' },
      { id: 2, limit_set: 2, matchpoint: 1, active: 'f' },
    );
    const { files, missing } = await rules();
    expect(missing).toContain('limit groups: Used count without them');
    const sets = files.find(({ name }) => name === 'circ_limit_sets.csv')?.text;
    expect(sets).toMatch(/Used.*,1$/m);
    expect(sets).not.toContain('Idle');
  });

  test('FOLIO: a list that the account may not read ends it', async () => {
    const { library, rules } = await reach(FOLIO);
    library.shows.set('GET /circulation/rules', () => ({ rulesAsText: 'priority: t, s\n' }));
    await expect(rules()).rejects.toThrow(/it answered 404/);
  });

  test('SIP2 has no rules', async () => {
    const { system } = await reach(SIP2);
    expect(system.ruleFiles).toBeUndefined();
  });
});
