// The reference tally of the day: one button a tier, the day by hour and tier, and each question with its subject.

import { useTranslation } from 'react-i18next';
import {
  MODE_NAMES,
  TALLY_MODES,
  TALLY_TIERS,
  TallyModeSchema,
  TIER_NAMES,
  type TallyTier,
} from '../../../shared/core/tally.ts';
import type { TalliesView } from '../../../shared/views/tally.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { TALLY_KEYS } from '../../keys/key-map.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { DeskButton } from '../../ui/desk-button.tsx';
import { ScrollPlace } from '../../ui/scroll-place.tsx';
import { useLanguage, useMoments } from '../../ui/use-moments.ts';
import styles from './log-part.module.css';

export function TallyPart() {
  const { t } = useTranslation();
  const view = useDeskStore(
    (desk) => desk.tally.store,
    (state) => state.view,
  );
  return (
    <ScrollPlace label={t('tally.title')} className={styles.part}>
      <section aria-label={t('tally.title')} data-testid="tally-part">
        <h2 className={styles.title}>{t('tally.title')}</h2>
        <p className={styles.note}>{t('tally.about')}</p>
        <div className={styles.tiers}>
          {TALLY_TIERS.map((tier) => (
            <Tier key={tier} tier={tier} />
          ))}
        </div>
        {view !== null && view.tallies.length > 0 && (
          <>
            <Hours tallies={view.tallies} />
            <Questions view={view} />
          </>
        )}
      </section>
    </ScrollPlace>
  );
}

function Tier({ tier }: { readonly tier: TallyTier }) {
  const { t } = useTranslation();
  const language = useLanguage();
  // The key of a text is no number.
  const meaning = tier === 'directional' ? tier : (`read${tier}` as const);
  return (
    <div className={styles.tier}>
      <ActionButton id={TALLY_KEYS[tier]}>{TIER_NAMES[tier][language]}</ActionButton>
      <span>{t(`tallyMeans.${meaning}`)}</span>
    </div>
  );
}

type Tally = TalliesView['tallies'][number];

/** Hours with a question, the first on top. */
function Hours({ tallies }: { readonly tallies: readonly Tally[] }) {
  const { t } = useTranslation();
  const moments = useMoments();
  const byHour = Map.groupBy(tallies.toReversed(), ({ hour }) => hour);
  const numberOf = (some: readonly Tally[], tier: TallyTier): number => some.filter((one) => one.tier === tier).length;
  const cells = (some: readonly Tally[]) => (
    <>
      {TALLY_TIERS.map((tier) => (
        <td key={tier}>{numberOf(some, tier) === 0 ? '' : numberOf(some, tier)}</td>
      ))}
      <td>{some.length}</td>
    </>
  );
  return (
    <>
      <h3 className={styles.heading}>{t('tally.byHour')}</h3>
      <table className={styles.table} aria-label={t('tally.byHour')}>
        <thead>
          <tr>
            <th scope="col">{t('tally.hour')}</th>
            {TALLY_TIERS.map((tier) => (
              <th key={tier} scope="col">
                {tier === 'directional' ? t('tally.directionalShort') : tier}
              </th>
            ))}
            <th scope="col">{t('tally.total')}</th>
          </tr>
        </thead>
        <tbody>
          {[...byHour].map(([hour, some]) => (
            <tr key={hour}>
              <th scope="row">{moments.time(Date.parse(hour))}</th>
              {cells(some)}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('tally.total')}</th>
            {cells(tallies)}
          </tr>
        </tfoot>
      </table>
    </>
  );
}

function Questions({ view: { tallies, subjects } }: { readonly view: TalliesView }) {
  const { t } = useTranslation();
  return (
    <>
      <h3 className={styles.heading}>{t('tally.each')}</h3>
      <ul className={styles.rows}>
        {tallies.map((one) => (
          <Question key={one.id} one={one} subjects={subjects} />
        ))}
      </ul>
    </>
  );
}

function Question({ one, subjects }: { readonly one: Tally; readonly subjects: readonly string[] }) {
  const { t } = useTranslation();
  const { tally } = useDesk();
  const moments = useMoments();
  const language = useLanguage();
  const { id, at, tier, mode, subject, staff } = one;
  const name = `${TIER_NAMES[tier][language]}, ${moments.time(Date.parse(at))}`;
  // A subject that has left the list stays with its question.
  const choices = subject === null || subjects.includes(subject) ? subjects : [subject, ...subjects];
  return (
    <li className={styles.row}>
      <time>{moments.time(Date.parse(at))}</time>
      <strong>{TIER_NAMES[tier][language]}</strong>
      <select
        aria-label={t('tally.modeOf', { name })}
        value={mode ?? ''}
        onChange={({ currentTarget: { value } }) =>
          void tally.describe({ tally: id, mode: TallyModeSchema.nullable().catch(null).parse(value), subject })
        }
      >
        <option value="">{t('tally.noMode')}</option>
        {TALLY_MODES.map((value) => (
          <option key={value} value={value}>
            {MODE_NAMES[value][language]}
          </option>
        ))}
      </select>
      {choices.length > 0 && (
        <select
          aria-label={t('tally.subjectOf', { name })}
          value={subject ?? ''}
          onChange={({ currentTarget: { value } }) =>
            void tally.describe({ tally: id, mode, subject: value === '' ? null : value })
          }
        >
          <option value="">{t('tally.noSubject')}</option>
          {choices.map((value) => (
            <option key={value} value={value}>
              {value}
            </option>
          ))}
        </select>
      )}
      <span className={styles.who}>{staff}</span>
      <DeskButton look="quiet" label={t('tally.undoOf', { name })} onPress={() => void tally.undo({ id, tier })}>
        {t('action.undoShort')}
      </DeskButton>
    </li>
  );
}
