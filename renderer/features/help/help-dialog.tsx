// F1: what this screen does, all its keys, and what the sounds mean.

import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { KEYS, type ActionId } from '../../keys/key-map.ts';
import { SCREENS, type ScreenId } from '../../stores/view-store.ts';
import type { Tone } from '../../stores/work/tone-of.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Keys } from '../../ui/keys.tsx';
import styles from './help-dialog.module.css';

/** Which actions each screen has, beside those of the whole desk. */
const OF_SCREEN: Readonly<Record<ScreenId, readonly ActionId[]>> = {
  checkout: ['close', 'slip', 'goAhead', 'override', 'why', 'renewAll', 'recall', 'details', 'undo'],
  checkin: ['goAhead', 'bookDrop', 'why', 'undo', 'close'],
  patrons: ['details', 'renewAll', 'recall', 'close'],
  reports: ['close'],
  sync: [
    'previousCard',
    'nextCard',
    'step1',
    'step2',
    'step3',
    'step4',
    'syncNow',
    'pause',
    'carry',
    'bring',
    'printList',
  ],
};

const EVERYWHERE: readonly ActionId[] = ['find', 'whatIf', 'lock', 'settings', 'help'];

const SOUNDS = [
  ['done', 'help.soundDone'],
  ['route', 'help.soundRoute'],
  ['refused', 'help.soundRefused'],
  ['card', 'help.soundCard'],
] as const satisfies readonly (readonly [Tone, string])[];

export function HelpDialog() {
  const { t } = useTranslation();
  const screen = useDeskStore(
    (desk) => desk.view,
    (state) => state.screen,
  );
  const lines = ([1, 2, 3] as const).map((number) => t(`help.${screen}${number}`));
  return (
    <Dialog title={t('help.title')} size={760}>
      <div className={styles.columns}>
        <section>
          <h3 className={styles.title}>{t('help.onScreen', { screen: t(`screen.${screen}`) })}</h3>
          <ul className={styles.lines}>
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <Sounds />
        </section>
        <section>
          <h3 className={styles.title}>{t('help.keys')}</h3>
          <KeyList ids={OF_SCREEN[screen]} />
          <KeyList ids={[...SCREENS, ...EVERYWHERE]} />
        </section>
      </div>
    </Dialog>
  );
}

/** What takes a right: listed for those who have it. */
const RIGHTS: Partial<Readonly<Record<ActionId, string>>> = {
  recall: 'recall',
  pause: 'manage-desk',
  carry: 'manage-desk',
};

function KeyList({ ids }: { readonly ids: readonly ActionId[] }) {
  const { t } = useTranslation();
  const rights = useDeskStore(
    (desk) => desk.station.store,
    (state) => state.session?.rights ?? [],
  );
  const isTheirs = (id: ActionId): boolean => {
    const right = RIGHTS[id];
    return right === undefined || rights.includes(right);
  };
  return (
    <dl className={styles.keys}>
      {ids
        .filter((id) => Object.hasOwn(KEYS, id) && isTheirs(id))
        .map((id) => (
          <div key={id} className={styles.key}>
            <dt>{t(`action.${id}`)}</dt>
            <dd>
              <Keys id={id} />
            </dd>
          </div>
        ))}
    </dl>
  );
}

function Sounds() {
  const { t } = useTranslation();
  const { play } = useDesk();
  return (
    <>
      <h3 className={styles.title}>{t('help.sounds')}</h3>
      <ul className={styles.sounds}>
        {SOUNDS.map(([tone, key]) => (
          <li key={tone}>
            <span>{t(key)}</span>
            <DeskButton look="quiet" label={`${t('settings.test')}: ${t(key)}`} onPress={() => play(tone)}>
              {t('settings.test')}
            </DeskButton>
          </li>
        ))}
      </ul>
      <p className={styles.beep}>{t('help.scannerBeep')}</p>
    </>
  );
}
