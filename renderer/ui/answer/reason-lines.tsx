// The reasons of an answer in words, those that stand in the way first. Never a code alone.

import { ACT_FACTS } from '../../../shared/bridge/act-facts.ts';
import type { ActMethodName } from '../../../shared/bridge/contract.ts';
import { useTranslation } from 'react-i18next';
import type { ReasonView } from '../../../shared/views/circulation.ts';
import { LOCALES, type Language } from '../../../shared/core/language.ts';
import { formatMoney } from '../../../shared/core/money.ts';
import { isAboutMoney, isPointless } from '../../stores/work/next-step.ts';
import { isKnownWord } from '../../text/known-word.ts';
import type { Translate } from '../../text/speak.ts';
import { Icon, type IconName } from '../icon.tsx';
import styles from './reason-lines.module.css';

type ReasonLinesProps = {
  readonly reasons: readonly ReasonView[];
  /** Amounts of debt are shown too: not for the whole counter to read, so only where a person asked for them. */
  readonly hasFigures?: boolean;
  /** Whether the offered step ends it, so that no second person is needed. */
  readonly isEnded?: (code: string) => boolean;
};

const SIGNS: Readonly<Record<ReasonView['effect'], IconName>> = {
  block: 'block',
  override: 'warn',
  alert: 'warn',
  message: 'note',
};

/** Subject of a reason, by the beginning of its code or the values that it names. */
const ABOUT: readonly (readonly [RegExp, IconName])[] = [
  [/FINES|FEES|COLLECTIONS/, 'fee'],
  [/OVERDUE/, 'late'],
  [/EXPIRED/, 'expired'],
  [/BOOKED/, 'booking'],
  [/RECALL|^HOLD_|_HOLD$/, 'hold'],
  [/^PATRON_CARD_/, 'card'],
  [/^EQUIPMENT_/, 'equipment'],
  [/RESERVED$/, 'reserve'],
  [/^DUE_/, 'time'],
  [/^RENEW_/, 'renew'],
  [/LOST|MISSING/, 'missing'],
  [/^LIMIT_/, 'title'],
];

/** By subject, else by effect. */
function signOf({ code, effect }: ReasonView): IconName {
  return ABOUT.find(([about]) => about.test(code))?.[1] ?? SIGNS[effect];
}

export function ReasonLines({ reasons, hasFigures = false, isEnded }: ReasonLinesProps) {
  // Equal words of two blocks are shown once.
  const told = reasons.filter(({ text }, at) => reasons.findIndex((one) => one.text === text) === at);
  if (told.length === 0) return null;
  return (
    <ul className={styles.lines} data-columns={told.length > 3 ? 2 : 1}>
      {told.map((reason) => (
        <li
          key={`${reason.code} ${reason.text}`}
          className={styles.line}
          data-effect={reason.effect}
          data-code={reason.code}
          data-lifted={reason.overridden}
        >
          <Icon name={reason.overridden ? 'done' : signOf(reason)} size={14} />
          <span>
            {reason.text} {hasFigures && <Owed reason={reason} />}{' '}
            {!isPointless(reasons) && isEnded?.(reason.code) !== true && <WhoMay reason={reason} />}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The debt, where the reason is about money and has its amount. */
function Owed({ reason }: { readonly reason: ReasonView }) {
  const { t, i18n } = useTranslation();
  const said = owedWords(reason, i18n.language === 'es' ? 'es' : 'en');
  return said === null ? null : t('why.owes', said);
}

/** The debt and its limit; null where a reason is not about money, or has no amount. */
export function owedWords(
  { code, params: { owed, limit } }: ReasonView,
  language: Language,
): { readonly owed: string; readonly limit: string } | null {
  if (!isAboutMoney(code) || !isAmount(owed) || !isAmount(limit)) return null;
  const money = ({ amountMinor, currency }: Amount): string => formatMoney(amountMinor, currency, LOCALES[language]);
  return { owed: money(owed), limit: money(limit) };
}

type Amount = Extract<ReasonView['params'][string], { amountMinor: unknown }>;

function isAmount(param: ReasonView['params'][string] | undefined): param is Amount {
  return typeof param === 'object' && 'amountMinor' in param;
}

/** Reasons whose own words ask for a second person. */
const SAYS_WHO: ReadonlySet<string> = new Set(['EQUIPMENT_WITHOUT_ACCOUNT']);

/** The roles that may lift it, where the staff member signed in may not. */
function WhoMay({ reason }: { readonly reason: ReasonView }) {
  const { t } = useTranslation();
  if (reason.overridden || reason.mayOverride) return null;
  if (reason.effect === 'block') return <span className={styles.who}>{t('answer.cannotLift')}</span>;
  if (reason.effect !== 'override' || reason.right === null || SAYS_WHO.has(reason.code)) return null;
  return <span className={styles.who}>{t('answer.heldBy', { who: whoHas(t, reason.right) })}</span>;
}

/** The roles that may do an act, in words. */
export function whoMay(t: Translate, method: ActMethodName): string {
  return whoHas(t, ACT_FACTS[method].right ?? '');
}

/** The roles that hold a right, in words. */
export function whoHas(t: Translate, right: string): string {
  return isKnownWord('who', right) ? t(`who.${right}`) : t('who.other');
}
