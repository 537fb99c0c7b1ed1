// How another library system is reached, by kind. Secrets are never in it: they are named by their file or by their place in the environment.

import { z } from 'zod';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { MESSAGE_KINDS } from '../../shared/connectors/message.ts';

/** The systems that can get messages. */
export const CONNECTOR_KINDS = ['sip2', 'koha', 'folio', 'ncip', 'evergreen'] as const;
export type ConnectorKind = (typeof CONNECTOR_KINDS)[number];

/** Where a secret stands. */
const secret = {
  passwordFile: z.string().min(1).optional(),
  passwordEnv: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]*$/)
    .optional(),
};

/** Settings that every kind has. */
const common = {
  /** Messages in a second; absent = as many as it answers. */
  perSecond: z.number().min(0.1).max(100).optional(),
  /** Kinds of messages that it gets; absent = all. */
  tells: z.array(z.enum(MESSAGE_KINDS)).optional(),
  /** Whether acts that were made there are learned. Off until a library asks for it: not all of them can be seen (docs/connectors.md). */
  learns: z.boolean().default(false),
  /** Seconds between two looks for changes there. */
  learnsEvery: z.int().min(5).max(3_600).default(60),
  /** Its clock; absent = that of the library. */
  zone: z.string().min(1).optional(),
  /** So many seconds it has for an answer. */
  patience: z.int().min(1).max(40).default(15),
};

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host);

export const Sip2SettingsSchema = z
  .strictObject({
    host: z.string().min(1),
    port: z.int().min(1).max(65_535).default(6001),
    /** TLS around it. SIP2 itself encrypts nothing. */
    tls: z.boolean().default(false),
    /** It goes over the network as it is, or through a tunnel that a person has set up. */
    plain: z.boolean().default(false),
    /** Absent: it asks for no login. */
    user: z.string().optional(),
    ...secret,
    /** AO. */
    institution: z.string().default(''),
    /** CP and AP: one login is one place. */
    location: z.string().default(''),
    /** AC. */
    terminalPasswordFile: secret.passwordFile,
    terminalPasswordEnv: secret.passwordEnv,
    encoding: z.enum(['utf8', 'latin1', 'cp850', 'ascii']).default('utf8'),
    errorDetection: z.boolean().default(true),
    /** False: its checksums are wrong, as those of an old server are. */
    verifies: z.boolean().default(true),
    /** The lists of patron information hold barcodes. False: titles. */
    loansByBarcode: z.boolean().default(true),
    /** Whether it keeps the date that a no-block checkout promises; servers that do are rare. */
    keepsDates: z.boolean().default(false),
    ...common,
  })
  .refine(({ host, tls, plain }) => tls || plain || isLoopback(host), {
    message: 'patrons would cross the network in the clear: set tls, or plain where a tunnel carries it',
    path: ['tls'],
  });
export type Sip2Settings = z.infer<typeof Sip2SettingsSchema>;

/** Over TLS, except to this computer itself. */
function isPrivateWay(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname.replaceAll(/[[\]]/g, '')));
}
const address = z.url({ protocol: /^https?$/ }).refine(isPrivateWay, 'https, or http to this computer');

export const KohaSettingsSchema = z.strictObject({
  /** Where `/api/v1` is. */
  url: address,
  /** OAuth2 client credentials; the secret is the password. */
  clientId: z.string().min(1),
  ...secret,
  /** The branch that acts. */
  library: z.string().min(1),
  /** Its SIP2 server: it takes check-ins with their time, charges for lateness and traps holds. Check-ins go there rather than to the page. */
  sip2: Sip2SettingsSchema.optional(),
  /** The page for offline transactions on the staff host: it takes check-ins with their time. */
  offline: z
    .strictObject({
      /** Absent: as `url`. */
      url: address.optional(),
      user: z.string().min(1),
      ...secret,
      /** Its times; they differ between versions of Koha. */
      times: z.enum(['utc', 'local']).default('local'),
      /** Loans too, with their time, once it is asked whether each is allowed. */
      lends: z.boolean().default(false),
    })
    .optional(),
  ...common,
});
export type KohaSettings = z.infer<typeof KohaSettingsSchema>;

const FolioSettingsSchema = z.strictObject({
  /** Its gateway. */
  url: address,
  tenant: z.string().regex(/^[a-z0-9_-]+$/i, 'letters, digits, dashes'),
  user: z.string().min(1),
  ...secret,
  /** The code of the service point that acts for branches without one of their own. */
  servicePoint: z.string().min(1),
  /** The code of the service point of a branch here; one that is not here has that of its own code, if there is one. */
  servicePoints: z.record(z.string(), z.string().min(1)).default({}),
  /** Whether it takes requests for titles. False: a hold for a title becomes a request for one copy of it. */
  titleRequests: z.boolean().default(false),
  /** How payments that were taken here are marked there. */
  paymentMethod: z.string().min(1).default('Cash'),
  ...common,
});
export type FolioSettings = z.infer<typeof FolioSettingsSchema>;

/** How the sender of a message is known to an NCIP responder; the secret is the password. */
const NcipLoginSchema = z.discriminatedUnion('by', [
  /** OAuth2 client credentials. */
  z.strictObject({
    by: z.literal('token'),
    tokenUrl: address,
    clientId: z.string().min(1),
    scope: z.string().min(1).optional(),
  }),
  /** The signature of a web service key of OCLC, with the person for whom it acts. */
  z.strictObject({
    by: z.literal('wskey'),
    key: z.string().min(1),
    principalId: z.string().min(1),
    principalIdns: z.string().min(1),
  }),
  z.strictObject({ by: z.literal('basic'), user: z.string().min(1) }),
]);

const NcipSettingsSchema = z
  .strictObject({
    /** `wms`: staff profile of OCLC WorldShare. `alma`: Alma's profile for resource sharing. `plain`: the standard. */
    profile: z.enum(['wms', 'alma', 'plain']),
    /** Where messages are posted. */
    url: address,
    /** The agency that acts: the branch, or the institution. */
    agency: z.string().min(1),
    /** The agency that answers; absent = `agency`. */
    toAgency: z.string().min(1).optional(),
    /** The agency to which copies and cards belong; absent = not written. */
    institution: z.string().min(1).optional(),
    /** The application profile: in Alma, the code of the partner. */
    application: z.string().min(1).optional(),
    /** Absent: it knows the sender by its address. */
    login: NcipLoginSchema.optional(),
    ...secret,
    /** Its names of places where holds wait, by branch; a branch that is not here has its own code there too. */
    pickups: z.record(z.string(), z.string().min(1)).default({}),
    /** It does what is told with the date of the event; responders that do are rare. */
    keepsTimes: z.boolean().default(false),
    ...common,
  })
  .refine(({ profile, institution }) => profile !== 'wms' || institution !== undefined, {
    message: 'wms needs the registry id of the institution',
    path: ['institution'],
  })
  .refine(({ profile, login }) => profile !== 'wms' || login?.by === 'token' || login?.by === 'wskey', {
    message: 'wms needs a token or a wskey',
    path: ['login'],
  })
  .refine(({ profile, application }) => profile !== 'alma' || application !== undefined, {
    message: 'alma needs the code of the partner',
    path: ['application'],
  })
  .refine(({ profile, keepsTimes }) => profile === 'plain' || !keepsTimes, {
    message: 'only with the profile plain',
    path: ['keepsTimes'],
  })
  .refine(({ profile, learns }) => profile === 'plain' || !learns, {
    message: 'only with the profile plain: others list no loans',
    path: ['learns'],
  });
export type NcipSettings = z.infer<typeof NcipSettingsSchema>;

const EvergreenSettingsSchema = z.strictObject({
  /** Where `/osrf-gateway-v1` is. */
  url: address,
  /** A staff account. */
  user: z.string().min(1),
  ...secret,
  /** A workstation that is registered there: its library acts. */
  workstation: z.string().min(1),
  /** Where the description of its records is. */
  idl: z.string().startsWith('/').default('/reports/fm_IDL.xml'),
  ...common,
});
export type EvergreenSettings = z.infer<typeof EvergreenSettingsSchema>;

/** The name there of a branch here; undefined = none is set. A branch may be called like a member that every object has. */
export const ofBranch = (names: Readonly<Record<string, string>>, branch: string): string | undefined =>
  Object.hasOwn(names, branch) ? names[branch] : undefined;

/** How one is set. */
export type ConnectorSettings =
  | { readonly kind: 'sip2'; readonly of: Sip2Settings }
  | { readonly kind: 'koha'; readonly of: KohaSettings }
  | { readonly kind: 'folio'; readonly of: FolioSettings }
  | { readonly kind: 'ncip'; readonly of: NcipSettings }
  | { readonly kind: 'evergreen'; readonly of: EvergreenSettings };

/** Whether a text is a kind. */
export function isConnectorKind(text: string): text is ConnectorKind {
  return CONNECTOR_KINDS.some((kind) => kind === text);
}

/** Reads settings. Throws HF-CONNECT-003. */
export function readSettings(kind: ConnectorKind, given: unknown): ConnectorSettings {
  switch (kind) {
    case 'sip2':
      return { kind, of: checked(Sip2SettingsSchema, given) };
    case 'koha':
      return { kind, of: checked(KohaSettingsSchema, given) };
    case 'folio':
      return { kind, of: checked(FolioSettingsSchema, given) };
    case 'ncip':
      return { kind, of: checked(NcipSettingsSchema, given) };
    case 'evergreen':
      return { kind, of: checked(EvergreenSettingsSchema, given) };
  }
}

function checked<T>(schema: z.ZodType<T>, given: unknown): T {
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const place = issue?.path.join('.') ?? '';
  const why = place === '' ? (issue?.message ?? '') : `${place}: ${issue?.message ?? ''}`;
  throw new HoldfastError('HF-CONNECT-003', { why });
}
