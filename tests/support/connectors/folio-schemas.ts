// The public schemas of FOLIO's modules, where a folder of their sources is named: what a connector asks of the stand-in, and what the stand-in answers,
// is held against them.

import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

/** The folder with the sources of its modules, each under its own name, with `raml-util` in place; null = none is named. */
export const FOLIO_SCHEMAS = process.env['HOLDFAST_FOLIO_SCHEMAS'] ?? null;

type Schema = Record<string, unknown>;
/** Schemas of a route: of what is sent, and of what is answered when all is well. */
type RouteSchemas = { readonly sent?: string; readonly answered?: string };

const CIRCULATION = 'mod-circulation/ramls';
const INVENTORY = 'mod-inventory-storage/ramls/schemas';
const FEES = 'mod-feesfines/ramls';

const ROUTES: readonly (readonly [RegExp, RouteSchemas])[] = [
  [/^GET \/service-points$/, { answered: `${INVENTORY}/service-points/servicepoints.json` }],
  [/^GET \/users$/, { answered: 'mod-users/ramls/userdataCollection.json' }],
  [/^GET \/groups$/, { answered: 'mod-users/ramls/usergroups.json' }],
  [/^GET \/item-storage\/items$/, { answered: `${INVENTORY}/item-storage/items.json` }],
  [/^GET \/holdings-storage\/holdings$/, { answered: `${INVENTORY}/holdings-storage/holdingsRecords.json` }],
  [/^GET \/holdings-storage\/holdings\/.+$/, { answered: `${INVENTORY}/holdings-storage/holdingsRecord.json` }],
  [/^GET \/instance-storage\/instances$/, { answered: `${INVENTORY}/instance-storage/instances.json` }],
  [/^GET \/material-types$/, { answered: `${INVENTORY}/material-types/materialtypes.json` }],
  [/^GET \/loan-types$/, { answered: `${INVENTORY}/loan-types/loantypes.json` }],
  [/^GET \/locations$/, { answered: `${INVENTORY}/locations/locations.json` }],
  [/^GET \/inventory\/items$/, { answered: 'mod-inventory/ramls/items.json' }],
  [/^GET \/circulation\/loans$/, { answered: `${CIRCULATION}/loans.json` }],
  [/^GET \/circulation\/loans\/[^/]+$/, { answered: `${CIRCULATION}/loan.json` }],
  [/^GET \/circulation\/requests$/, { answered: `${CIRCULATION}/requests.json` }],
  [/^GET \/accounts$/, { answered: `${FEES}/accountdataCollection.json` }],
  [
    /^POST \/circulation\/check-out-by-barcode$/,
    { sent: `${CIRCULATION}/check-out-by-barcode-request.json`, answered: `${CIRCULATION}/loan.json` },
  ],
  [
    /^POST \/circulation\/check-in-by-barcode$/,
    {
      sent: `${CIRCULATION}/check-in-by-barcode-request.json`,
      answered: `${CIRCULATION}/check-in-by-barcode-response.json`,
    },
  ],
  [
    /^POST \/circulation\/renew-by-barcode$/,
    { sent: `${CIRCULATION}/renew-by-barcode-request.json`, answered: `${CIRCULATION}/loan.json` },
  ],
  [/^POST \/circulation\/loans\/[^/]+\/change-due-date$/, { sent: `${CIRCULATION}/change-due-date-request.json` }],
  [/^POST \/circulation\/requests$/, { sent: `${CIRCULATION}/request.json`, answered: `${CIRCULATION}/request.json` }],
  [/^PUT \/circulation\/requests\/.+$/, { sent: `${CIRCULATION}/request.json` }],
  [
    /^POST \/accounts-bulk\/pay$/,
    {
      sent: `${FEES}/actions/defaultBulkActionRequest.json`,
      answered: `${FEES}/actions/bulkActionSuccessResponse.json`,
    },
  ],
];

/** A file's schema for Ajv, which takes no name of a schema by `id`, as draft 4 has it. */
function readSchema(root: string, path: string): Schema {
  const parseSchema = (text: string) =>
    JSON.parse(text, (_key, value: unknown) => {
      if (typeof value !== 'object' || value === null || !('id' in value) || typeof value.id !== 'string') return value;
      const { id: _id, ...rest } = value;
      return rest;
    }) as Schema;
  const { $schema: _draft, ...rest } = parseSchema(readFileSync(join(root, path), 'utf8'));
  return { ...rest, $id: `folio:/${path}` };
}

/** References in a schema of other files, by their paths. */
function refsIn(value: unknown, path: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one) => refsIn(one, path));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    key === '$ref' && typeof one === 'string'
      ? one.startsWith('#')
        ? []
        : [relative('/', join('/', dirname(path), one.split('#')[0] ?? ''))]
      : refsIn(one, path),
  );
}

/** Faults of an exchange with the stand-in, in sentences. */
export type FolioCheck = (exchange: {
  readonly route: string;
  readonly sent: unknown;
  readonly status: number;
  readonly answered: unknown;
}) => readonly string[];

/** `root`: the folder of the modules' sources. */
export function folioCheck(root: string): FolioCheck {
  const ajv = new Ajv({ strict: false, validateSchema: false, logger: false, allErrors: true, inlineRefs: false });
  addFormats(ajv);
  const known = new Set<string>();
  const add = (path: string): void => {
    if (known.has(path)) return;
    known.add(path);
    const schema = readSchema(root, path);
    ajv.addSchema(schema);
    for (const ref of refsIn(schema, path)) add(ref);
  };
  const validators = new Map<string, ValidateFunction>();
  const validator = (path: string): ValidateFunction => {
    const made = validators.get(path);
    if (made !== undefined) return made;
    add(path);
    const found = ajv.getSchema(`folio:/${path}`);
    if (found === undefined) throw new Error(`No schema at ${path}`);
    validators.set(path, found);
    return found;
  };
  const faults = (path: string | undefined, value: unknown, what: string): readonly string[] => {
    if (path === undefined) return [];
    const validate = validator(path);
    if (validate(value) === true) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${what} ${instancePath} ${message} ${JSON.stringify(params)} (${path})`,
    );
  };
  // A folder that lacks a file says so here, and not in the middle of an exchange.
  for (const [, { sent, answered }] of ROUTES)
    for (const path of [sent, answered]) if (path !== undefined) validator(path);
  return ({ route, sent, status, answered }) => {
    const schemas = ROUTES.find(([pattern]) => pattern.test(route))?.[1];
    if (schemas === undefined) return [`${route} is a route without a schema`];
    return [
      ...faults(schemas.sent, sent, `${route} was sent:`),
      ...(status >= 200 && status < 300 ? faults(schemas.answered, answered, `${route} answered:`) : []),
    ];
  };
}
