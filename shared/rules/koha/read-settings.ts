// Site settings that a person wrote down, since no table of Koha's export has them: some of them or all, each checked.

import { err, ok, type Result } from '../../core/result.ts';
import { formFaults } from '../form-faults.ts';
import { readJsonPlaces, type Json } from '../json/json-places.ts';
import type { RuleFault } from '../rule-fault.ts';
import { DEFAULT_SETTINGS, KohaSettingsSchema, type KohaSettings } from './koha-rule-set.ts';

export type ToldSettings = {
  readonly settings: KohaSettings;
  /** Names of settings that were not given; they have Koha's defaults. */
  readonly assumed: readonly string[];
};

/** The settings if none were given. */
export const NOTHING_TOLD: ToldSettings = { settings: DEFAULT_SETTINGS, assumed: Object.keys(DEFAULT_SETTINGS) };

const WrittenSettings = KohaSettingsSchema.strict();

/** Reads settings from JSON. The faults are at least one; a name that is no setting is one of them. */
export function readKohaSettings(text: string): Result<ToldSettings, readonly RuleFault[]> {
  const json = readJsonPlaces(text);
  if (!json.ok) return err([json.error]);
  const told = json.value.value;
  const whole = isObject(told) ? { ...DEFAULT_SETTINGS, ...told } : told;
  const parsed = WrittenSettings.safeParse(whole);
  if (!parsed.success) {
    const placed = (fault: RuleFault): RuleFault => ({ ...fault, place: json.value.placeOf(fault.path.split('.')) });
    return err(formFaults(parsed.error, whole).map(placed));
  }
  const names = new Set(isObject(told) ? Object.keys(told) : []);
  return ok({ settings: parsed.data, assumed: NOTHING_TOLD.assumed.filter((name) => !names.has(name)) });
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
