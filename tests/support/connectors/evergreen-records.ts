// The records of the stand-in for Evergreen, and its data service: searches by fields, each record as a list without names, and none that the account may
// not see. The places of the fields are not those of any real version, so that they have to be read.

export type Row = Record<string, unknown>;

/** Fields of the classes in their order; those with an asterisk are virtual. */
const CLASSES = {
  aou: 'children* shortname id name parent_ou ou_type closed_dates*',
  au: 'cards* ws_ou* id usrname family_name card home_ou last_xact_id profile first_given_name second_given_name suffix pref_first_given_name dob email day_phone evening_phone other_phone mailing_address billing_address active deleted expire_date last_update_time',
  aua: 'usr street2 street1 city id state country post_code',
  pgt: 'children* name id parent application_perm usergroup perm_interval',
  ac: 'usr barcode active id',
  acn: 'copies* record label id suffix prefix owning_lib',
  acnp: 'label id',
  acns: 'id label',
  acp: 'notes* id deleted status barcode circ_lib call_number location circ_modifier price circulate holdable dummy_title dummy_author edit_date',
  acpl: 'owning_lib name id circulate holdable deleted copies*',
  rmsr: 'title id isbn author pubdate biblio_record*',
  circ: 'billings* usr parent_circ id checkin_scan_time checkin_time circ_lib due_date xact_start target_copy create_time stop_fines renewal*',
  ahr: 'status* usr target hold_type id cancel_time fulfillment_time pickup_lib expire_time',
  mbts: 'balance_owed usr id xact_start xact_finish',
  mous: 'usr total_owed balance_owed',
  aout: 'org_units* name depth id',
  csp: 'label name id block_list staff_alert org_depth',
  pgpt: 'threshold penalty grp id org_unit',
  crcd: 'extended id max_renewals name normal shrt max_auto_renewals',
  crrf: 'high id low name normal recurrence_interval grace_period',
  crmf: 'amount id name is_percent',
  chdd: 'name id forceto ceiling_date owner values*',
  ccmm: 'active id is_renewal org_unit copy_circ_lib copy_owning_lib user_home_ou grp circ_modifier copy_location marc_type marc_form marc_bib_level marc_vr_format ref_flag juvenile_flag usr_age_lower_bound usr_age_upper_bound item_age circulate duration_rule recurring_fine_rule max_fine_rule hard_due_date renewals grace_period script_test total_copy_hold_ratio available_copy_hold_ratio description renew_extends_due_date renew_extend_min_interval',
  ccmw: 'name id is_renewal org_unit copy_circ_lib copy_owning_lib user_home_ou grp circ_modifier copy_location marc_type marc_form marc_bib_level marc_vr_format ref_flag juvenile_flag usr_age_lower_bound usr_age_upper_bound item_age',
  crahp: 'age id name prox',
  chmm: 'active id strict_ou_match user_home_ou request_ou pickup_ou item_owning_ou item_circ_ou usr_grp requestor_grp circ_modifier copy_location marc_type marc_form marc_bib_level marc_vr_format juvenile_flag ref_flag item_age holdable distance_is_from_owner transit_range max_holds include_frozen_holds age_hold_protect_rule stop_blocked_user description',
  chmw: 'name id user_home_ou request_ou pickup_ou item_owning_ou item_circ_ou usr_grp requestor_grp circ_modifier copy_location marc_type marc_form marc_bib_level marc_vr_format juvenile_flag ref_flag item_age',
  cwa: 'org_unit active id circ_weights hold_weights',
  ccls: 'owning_lib id name items_out depth global description',
  cclscmm: 'circ_mod limit_set id',
  cclsacpl: 'copy_loc limit_set id',
  cclsgm: 'limit_group limit_set id check_only',
  ccmlsm: 'limit_set matchpoint id fallthrough active',
  aouhoo:
    'org_unit* id dow_0_open dow_0_close dow_1_open dow_1_close dow_2_open dow_2_close dow_3_open dow_3_close dow_4_open dow_4_close dow_5_open dow_5_close dow_6_open dow_6_close',
  aoucd: 'reason close_start close_end id org_unit full_day multi_day emergency_closing',
} as const;
/** Classes of rules. */
export const RULE_CLASSES = [
  'aout',
  'csp',
  'pgpt',
  'crcd',
  'crrf',
  'crmf',
  'chdd',
  'ccmm',
  'ccmw',
  'crahp',
  'chmm',
  'chmw',
  'cwa',
  'ccls',
  'cclscmm',
  'cclsacpl',
  'cclsgm',
  'ccmlsm',
  'aouhoo',
  'aoucd',
] as const satisfies readonly (keyof typeof CLASSES)[];
export type ClassName = keyof typeof CLASSES;

export const namesOf = (of: ClassName): readonly string[] => CLASSES[of].replaceAll('*', '').split(' ');

/** The site's description of its classes. */
export function idlText(): string {
  const classes = Object.entries(CLASSES).map(([id, fields]) => {
    const all = fields.split(' ').map((field) => {
      const isVirtual = field.endsWith('*') ? ' oils_persist:virtual="true"' : '';
      return `<field reporter:label="A &lt;label&gt;" name="${field.replace('*', '')}"${isVirtual}/>`;
    });
    const link = '<links><link field="usr" reltype="has_a" key="id" map="" class="au"/></links>';
    return `<class id="${id}"><fields oils_persist:primary="id">${all.join('')}</fields>${link}</class>`;
  });
  const other = '<class id="zzz"><fields><field name="id"/></fields></class>';
  return `<?xml version="1.0" encoding="UTF-8"?>\n<IDL><!-- classes -->${other}${classes.join('\n')}</IDL>`;
}

/** A record as it is handed out, with the selected fields alone. */
export function written(of: ClassName, row: Row, select: readonly string[] | null) {
  const places = namesOf(of).map((name) => (select === null || select.includes(name) ? (row[name] ?? null) : null));
  return { __c: of, __p: places };
}

export type Search = {
  readonly where: Row;
  readonly select: readonly string[] | null;
  readonly order: readonly { readonly field: string; readonly isDown: boolean }[];
  readonly limit: number;
};

/** Reads the two arguments of a search. */
export function searchOf(where: unknown, options: unknown, of: ClassName): Search {
  const { select, order_by: order = [], limit = Infinity } = rowOf(options);
  const selected = select === undefined ? null : textsIn(rowOf(select)[of]);
  const orders = (Array.isArray(order) ? order.map(rowOf) : []).map(({ field, direction }) => ({
    field: textOf(field),
    isDown: direction === 'desc',
  }));
  return { where: rowOf(where), select: selected, order: orders, limit: Number(limit) };
}

/** A text or a number as a text; empty for anything else. */
export const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

export const rowOf = (value: unknown): Row =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
const textsIn = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(textOf) : []);

/** Rows that a search finds. */
export function found(rows: readonly Row[], { where, order, limit }: Search): readonly Row[] {
  const hits = rows.filter((row) => Object.entries(where).every(([name, wanted]) => fits(row[name] ?? null, wanted)));
  const ways = (a: Row, b: Row) =>
    order.map(({ field, isDown }) => (isDown ? compared(b[field], a[field]) : compared(a[field], b[field])));
  const sorted = hits.toSorted((a, b) => ways(a, b).find((way) => way !== 0) ?? 0);
  return sorted.slice(0, limit);
}

function fits(value: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) return wanted.some((one) => fits(value, one));
  if (typeof wanted === 'object' && wanted !== null) {
    const [[sign, than] = ['', null], ...more] = Object.entries(wanted);
    if (!['>', '>='].includes(sign) || more.length > 0) throw new Error(`the stand-in does not know ${sign}`);
    return value !== null && compared(value, than) >= (sign === '>' ? Number.EPSILON : 0);
  }
  return wanted === null ? value === null : value !== null && textOf(value) === textOf(wanted);
}

function compared(a: unknown, b: unknown): number {
  const [one, other] = [orderOf(a), orderOf(b)];
  return one - other;
}

const orderOf = (value: unknown): number => (typeof value === 'number' ? value : Date.parse(textOf(value)));
