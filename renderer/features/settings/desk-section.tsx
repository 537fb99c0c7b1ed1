// This desk: language, appearance, sounds, devices, and when it closes a patron or locks.

import { NativeSelect, SegmentedControl, Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SOUND_SETS } from '../../../shared/core/sound.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { hasRight } from '../../stores/station.ts';
import type { Settings } from '../../stores/settings-store.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { DeskButton } from '../../ui/desk-button.tsx';
import { LanguageSwitch } from '../../ui/language-switch.tsx';
import { useStatus } from '../../ui/line-words.tsx';
import { NearbyDesks } from '../../ui/nearby-desks.tsx';
import { useNow } from '../../ui/use-now.ts';
import { ScannersRow } from './scanners-row.tsx';
import { UpdateWords } from './update-words.tsx';
import styles from './settings.module.css';

const CLOSES_AFTER_S = [0, 30, 60, 90, 120, 300];
const LOCKS_AFTER_MIN = [0, 2, 5, 10, 20, 60];
const VOLUMES = [20, 40, 60, 80, 100];
/** In the order of how often they sound. */
const HEARD = ['done', 'route', 'refused', 'card'] as const;
const HEARD_EVERY_MS = 700;
const TICK_MS = 60_000;

export function DeskSection() {
  const { t } = useTranslation();
  const { settings: store, leaving, view, practice } = useDesk();
  const settings = useDeskStore(
    (desk) => desk.settings,
    (state) => state,
  );
  // The library sets how long a patron's data may stand on the screen.
  const mayManage = useDeskStore(
    (desk) => desk.station.store,
    (state) => hasRight(state, 'manage-desk'),
  );
  const isUnprotected = useDeskStore(
    (desk) => desk.station.store,
    (state) => state.desk?.keyUnprotected ?? false,
  );
  const set = (change: Partial<Settings>): void => store.setState(change);
  return (
    <div className={styles.rows}>
      <Row label={t('settings.language')}>
        <LanguageSwitch />
      </Row>
      <Row label={t('settings.scheme')}>
        <SegmentedControl
          aria-label={t('settings.scheme')}
          size="xs"
          transitionDuration={0}
          value={settings.scheme}
          onChange={(scheme) => set({ scheme: scheme === 'light' || scheme === 'dark' ? scheme : 'auto' })}
          data={(['auto', 'light', 'dark'] as const).map((value) => ({ value, label: t(`settings.${value}`) }))}
        />
      </Row>
      <SoundRow />
      <Row label="">
        <Switch
          label={t('settings.flash')}
          checked={settings.isFlashOn}
          onChange={(event) => set({ isFlashOn: event.currentTarget.checked })}
        />
      </Row>
      <Row label={t('settings.scanner')}>
        <DeskButton onPress={() => view.setState({ overlay: 'scanner' })}>{t('settings.scannerOpen')}</DeskButton>
      </Row>
      <Row label={t('scanners.title')}>
        <ScannersRow />
      </Row>
      <Row label={t('settings.printer')}>
        <DeskButton onPress={() => view.setState({ overlay: 'printer' })}>{t('settings.printerOpen')}</DeskButton>
      </Row>
      <Row label={t('settings.patronCloses')}>
        <Choice
          isFixed={!mayManage}
          label={t('settings.patronCloses')}
          value={settings.patronClosesAfterS}
          choices={CLOSES_AFTER_S}
          onChoose={(patronClosesAfterS) => set({ patronClosesAfterS })}
        />
      </Row>
      <Row label={t('settings.locks')} note={mayManage ? '' : t('settings.manageOnly')}>
        <Choice
          isFixed={!mayManage}
          label={t('settings.locks')}
          value={settings.locksAfterMin}
          choices={LOCKS_AFTER_MIN}
          onChoose={(locksAfterMin) => set({ locksAfterMin })}
        />
      </Row>
      <NearbyRow />
      <Row label={t('settings.practice')}>
        <ActionButton id="practice">
          {t(practice.isOn() ? 'action.practiceLeave' : 'settings.practiceOpen')}
        </ActionButton>
      </Row>
      <UpdateRow />
      <Row label="">
        <DeskButton onPress={leaving.signOut}>{t('action.signOut')}</DeskButton>
      </Row>
      {mayManage && isUnprotected && (
        <Row label={t('settings.keys')}>
          <span>{t('settings.keyUnprotected')}</span>
        </Row>
      )}
    </div>
  );
}

/** The version that runs, who installs new ones, and why one waits. Practice has no updates of its own. */
function UpdateRow() {
  const { t } = useTranslation();
  const { practice } = useDesk();
  const now = useNow(TICK_MS);
  const status = useStatus();
  if (practice.isOn()) return null;
  return (
    <Row label={t('update.title')}>
      <UpdateWords update={status?.update ?? null} now={now} />
    </Row>
  );
}

/** Whether this desk passes its acts to desks nearby, which it reaches, and what is in the way. Practice is of no branch. */
function NearbyRow() {
  const { t } = useTranslation();
  const { practice } = useDesk();
  const now = useNow(TICK_MS);
  const status = useStatus();
  if (status?.hasRules !== true || practice.isOn()) return null;
  return (
    <Row label={t('nearby.title')}>
      <NearbyDesks status={status} now={now} />
    </Row>
  );
}

/** On or off, volume, voice; and a sample of each. */
function SoundRow() {
  const { t } = useTranslation();
  const { devices, play } = useDesk();
  const sound = useDeskStore(
    (desk) => desk.devices.store,
    (state) => state.sound,
  );
  const hearAll = (): void => HEARD.forEach((tone, index) => void setTimeout(() => play(tone), index * HEARD_EVERY_MS));
  return (
    <Row label={t('settings.sound')}>
      <Switch
        label={t('settings.soundOn')}
        checked={sound.isOn}
        onChange={(event) => void devices.setSound({ isOn: event.currentTarget.checked })}
      />
      <NativeSelect
        aria-label={t('settings.soundSet')}
        size="xs"
        value={sound.set}
        onChange={(event) => {
          const set = SOUND_SETS.find((name) => name === event.currentTarget.value);
          if (set !== undefined) void devices.setSound({ set });
        }}
        data={SOUND_SETS.map((value) => ({ value, label: t(`settings.set-${value}`) }))}
      />
      <Choice
        label={t('settings.volume')}
        value={sound.volume}
        choices={VOLUMES}
        onChoose={(volume) => void devices.setSound({ volume })}
      />
      <DeskButton look="quiet" onPress={hearAll}>
        {t('settings.test')}
      </DeskButton>
    </Row>
  );
}

type RowProps = { readonly label: string; readonly note?: string; readonly children: ReactNode };

function Row({ label, note = '', children }: RowProps) {
  return (
    <div className={styles.row}>
      <span className={styles.label}>
        {label}
        {note !== '' && <span className={styles.note}>{note}</span>}
      </span>
      <div className={styles.controls}>{children}</div>
    </div>
  );
}

type ChoiceProps = {
  readonly label: string;
  readonly value: number;
  readonly choices: readonly number[];
  readonly onChoose: (value: number) => void;
  /** Shown, not to be changed by this person. */
  readonly isFixed?: boolean;
};

function Choice({ label, value, choices, onChoose, isFixed = false }: ChoiceProps) {
  if (isFixed) return <strong>{value}</strong>;
  const all = choices.includes(value) ? choices : [...choices, value].toSorted((a, b) => a - b);
  return (
    <NativeSelect
      aria-label={label}
      size="xs"
      w={88}
      value={String(value)}
      onChange={(event) => onChoose(Number(event.currentTarget.value))}
      data={all.map(String)}
    />
  );
}
